//! Every statement of the slice.

mod entry;
mod returns;
mod version;

pub(crate) use entry::{list_entries, list_rows, list_supplements, replace_rows, set_entries, set_supplements};
pub(crate) use returns::{
    Waiting, get_return_for_change, insert_return, list_waiting_here, list_waiting_there, set_filled, set_state,
    set_submitted,
};
pub use returns::{find_return, find_return_of, get_return, list_returns_within};
pub(crate) use version::{Line, insert_receipt, insert_version, list_lines};
pub use version::{find_version, find_version_by_code, list_receipts, list_versions};
