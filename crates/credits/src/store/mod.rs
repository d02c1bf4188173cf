//! Every SQL statement of the slice.

mod account;
mod certificate;
mod completion;
mod correction;
mod entry;
mod recognition;
mod rule;
mod tally;

pub use account::{add_to_accounts, find_account, list_accounts, list_wrong_accounts, rebuild_accounts};
pub use certificate::{
    find_certificate, find_certificate_of, insert_certificates, list_certificates, list_new_certificates, next_serial,
    set_fetched, set_revoked,
};
pub use completion::{
    count_confirmed, find_list, find_list_for_change, find_row, insert_rows, list_marks, list_results, list_rows,
    list_rows_of_county, put_list, put_mark, set_list_returned, set_recognised, set_rows_returned,
};
pub use correction::{
    decide_correction, find_correction, get_correction_for_change, insert_correction, list_corrections,
    list_corrections_of,
};
pub use entry::{find_entry, find_reversal, get_entry_for_change, insert_entries, list_entries};
pub use recognition::{
    decide_recognition, find_recognition, get_recognition_for_change, list_recognitions, list_recognitions_of,
    list_recognitions_within, list_returned_within, put_recognitions,
};
pub use rule::{find_cycle_rule, find_rule, list_rules};
pub use tally::{tally_hours, tally_parts};
