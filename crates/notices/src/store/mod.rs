//! Every SQL statement of the slice.

mod file;
mod notice;
mod recipient;

pub use file::{Attached, add_file, delete_file, find_file, list_files};
pub use notice::{
    add_to_delivered, count_answered, count_opened, count_signed, delete_draft, find_notice, find_number,
    get_notice_for_change, insert_audience, insert_notice, is_in_force, list_issued_by, list_received, set_delivered,
    set_issued, set_reminded, set_replaced, set_withdrawn, update_draft,
};
pub use recipient::{
    find_recipient_for_change, insert_recipients, list_pending, list_recipients, list_recipients_of, set_answered,
    set_opened, set_signed,
};
