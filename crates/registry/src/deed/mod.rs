//! The deeds of the slice: each writes its entry of the record and its events in the caller's transaction.

mod closing;
mod opening;
mod renaming;
mod reorganising;
mod standing;

pub(crate) use closing::{Closing, close, closing};
pub(crate) use opening::{NewOrganisation, open, opening};
pub(crate) use renaming::{NewName, Renaming, rename, renaming};
pub(crate) use reorganising::{Reorganising, Wish, choose, decide, draft, reorganising, resume, withdraw};
