//! What people do with notices: check the rule, write, record, in the caller's transaction.

mod draft;
mod issue;
mod receipt;

pub use draft::{Draft, discard, draft, redraft};
pub(crate) use draft::{LONGEST_BODY, LONGEST_TASK, LONGEST_TITLE};
pub use issue::{attach, detach, issue, remind, withdraw};
pub use receipt::{answer, open, sign};
