//! The deeds of the slice: each writes its entry of the record and its events in the caller's transaction.

mod closing;
mod hand;
mod opening;
mod post;
mod renaming;
mod reorganising;
mod standing;
mod transfer;

pub(crate) use closing::{Closing, close, closing};
pub(crate) use opening::{NewOrganisation, open, opening};
pub(crate) use post::{Leave, Promotion, add, come_back, end, leave, promote};
pub(crate) use renaming::{NewName, Renaming, rename, renaming};
pub(crate) use reorganising::{Reorganising, Wish, choose, decide, draft, reorganising, resume, withdraw};
pub(crate) use transfer::{ask, confirm, end_transfer, fail, take_effect};
