//! What a case is.

use futures::future::LocalBoxFuture;

use crate::load::Measured;
use crate::rig::Rig;

/// What a case can at best come near to, measured in the same run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// For pages: a bare handler that answers one word.
    Hello,
    /// For writes: bare rows in batches.
    BareInsert,
}

impl Limit {
    /// The name of the case that measures this limit.
    pub fn case(self) -> &'static str {
        match self {
            Self::Hello => "hello",
            Self::BareInsert => "bare_insert",
        }
    }
}

/// One thing to measure.
pub trait Case {
    /// As in the results: lower case, words joined by underscores.
    fn name(&self) -> &'static str;

    /// What its CPU per operation is divided by for `ratio_to_limit`.
    fn limit(&self) -> Option<Limit>;

    /// How many people it needs in a class that learns now, beyond those of the demo world.
    fn audience(&self) -> usize {
        0
    }

    /// Starts what it needs, loads it, and answers what was measured.
    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>>;
}
