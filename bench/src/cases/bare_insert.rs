//! The limit for writes: rows put in batches through `store`, without request, session or rules.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::load::Measured;
use crate::rig::Rig;
use crate::told;

/// Bare rows in batches.
pub struct BareInsert;

impl Case for BareInsert {
    fn name(&self) -> &'static str {
        "bare_insert"
    }

    fn limit(&self) -> Option<Limit> {
        None
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let (measured, turns) = told::measure(rig.start_insert()?).await?;
            Ok(Measured { statements: Some(turns), ..measured })
        }
        .boxed_local()
    }
}
