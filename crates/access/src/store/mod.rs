//! Every SQL statement of the slice.

mod credential;
mod duty;
mod expired;
mod factor;
mod holder;
mod proposal;
mod sealed;
mod session;
mod term;
mod throttle;

pub use credential::{
    find_credential, find_login, has_activation, insert_login, list_active, list_logins, set_activation, set_password,
    use_activation,
};
pub use duty::{
    AppointmentRow, Given, Level, RightRow, end_appointments, end_appointments_of, insert_appointment, insert_duties,
    list_appointments, list_kinds, list_levels, list_rights, move_appointments, rename_appointments,
};
pub use expired::{
    clear_over_codes, delete_over_guesses, delete_over_sessions, find_first_code_end, find_first_guess_end,
    find_first_session_end,
};
pub use factor::{
    confirm_totp, count_recovery_codes, delete_factors, find_totp, has_factor, put_recovery_codes, put_totp,
    use_recovery_code, use_totp,
};
pub use holder::{Holder, list_holders, list_terms, list_unseparated};
pub use proposal::{
    decide_proposal, find_proposal, get_proposal_for_change, insert_proposal, list_open_proposals, list_proposals_for,
};
pub use sealed::{list_sealed_secrets, reseal_secret, tally_secrets};
pub use session::{
    delete_device, delete_devices, delete_other_devices, find_device, insert_device, list_devices, set_checked,
    set_seen, sweep_devices,
};
pub use term::{find_term, get_term_for_change, list_stand_ins, set_ended, set_until};
pub use throttle::{count_wrong, delete_known_devices, forget_wrong, keep_known_device, knows_device, list_wrong};
