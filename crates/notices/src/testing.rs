//! What tests of later slices build on.

use http::Slice;

/// This slice and all before it.
#[must_use]
pub fn slices() -> Vec<Slice> {
    access::testing::slices().into_iter().chain([crate::slice()]).collect()
}
