//! What this link tells the later ones.

use jobs::Topic;
use kernel::Id;
use serde::{Deserialize, Serialize};

use crate::import::RosterImport;

/// The good rows of a roster are on file.
#[derive(Debug, Serialize, Deserialize)]
pub struct RosterApplied {
    /// Which.
    pub import: Id<RosterImport>,
}

impl Topic for RosterApplied {
    const NAME: &'static str = "roster.applied";
}
