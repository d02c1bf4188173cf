//! Every SQL statement of the slice.

mod class;
mod enrolment;
mod exception;
mod moving;
mod project;
mod tally;
mod timetable;

pub(crate) use class::{
    add_class_step, add_to_figure, insert_class, next_filing, set_closed, set_closing, set_filed, set_returned,
    set_running, set_submitted, update_class,
};
pub use class::{
    class_place_page, find_class, find_class_by_number, find_figure, get_class, get_class_for_change, list_class_steps,
    list_classes_by_id, list_classes_over, list_classes_recruiting, list_classes_submitted, list_classes_within,
    list_figures,
};
pub use enrolment::{
    Membership, Mine, PostKind, find_enrolment, get_enrolment, list_classes_of_person, list_enrolment_steps,
    list_enrolments, list_enrolments_in, list_enrolments_within, list_memberships, list_nominated, list_post_kinds,
};
pub(crate) use enrolment::{
    add_enrolment_step, find_enrolment_for_change, get_enrolment_for_change, put_enrolment, set_enrolment,
    set_result_state,
};
pub(crate) use exception::{decide_exception, get_exception_for_change, put_exception};
pub use exception::{find_exception, list_exceptions_of_class, list_exceptions_of_person, list_open_exceptions};
pub(crate) use moving::move_enrolments;
pub use project::{
    find_project, get_project, list_allowed, list_projects_for_institution, list_projects_within, list_rules,
};
pub(crate) use project::{insert_project, insert_rules, next_class};
pub use tally::{ClassTally, PeopleTally, tally_finished, tally_learning, tally_running};
pub use timetable::list_sessions;
pub(crate) use timetable::{add_session, remove_session, replace_sessions};

/// Two that follow the same row take the same number: the slower one is begun anew.
fn place_taken(error: store::Error) -> store::Error {
    if error.is_duplicate() { store::Error::LostRace } else { error }
}
