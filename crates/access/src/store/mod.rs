//! Every SQL statement of the slice.

mod credential;
mod duty;
mod session;
mod throttle;

pub use credential::{
    find_credential, find_login, has_activation, insert_login, list_active, list_logins, set_activation, set_password,
    use_activation,
};
pub use duty::{AppointmentRow, Level, insert_appointment, insert_duties, list_appointments, list_levels};
pub use session::{delete_device, delete_devices, find_device, insert_device, list_devices, sweep_devices};
pub use throttle::{count_wrong, delete_known_devices, forget_wrong, keep_known_device, knows_device, list_wrong};
