use http::Right;
use kernel::Result;
use store::Store;

/// The duties that the house knows, with the level at which each is held (domain 2.24). What a duty may
/// do is data: the rows of `duty_right`, which each slice brings for its own nouns.
pub const DUTIES: &[(&str, &str)] = &[
    ("ministry-officer", "nation"),
    ("auditor", "nation"),
    ("province-officer", "province"),
    ("language-officer", "province"),
    ("county-officer", "county"),
    ("school-officer", "school"),
    ("class-manager", "institution"),
];

/// Writes the duties of the slices and what each may do. Rows that are there are left alone; a right of
/// this release that was deleted by hand comes back at the next start.
///
/// # Errors
/// When the database refuses.
pub async fn seed_duties(store: &Store, duties: &[(&str, &str)], rights: &[Right]) -> Result<()> {
    store::transaction!(store, tx => {
        crate::store::insert_duties(tx, duties, rights).await
    })
}
