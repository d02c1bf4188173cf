//! Every SQL statement of the slice.

mod credential;
mod duty;
mod session;

pub use credential::{
    count_attempts, find_credential, find_login, insert_attempt, insert_login, list_active, set_activation,
    set_password, use_activation,
};
pub use duty::{insert_appointment, insert_duties, list_appointments};
pub use session::{delete_device, delete_devices, find_device, insert_device, list_devices};
