//! Every SQL statement of the slice.

mod figure;
mod import;
mod listed;
mod lookup;
mod moving;
mod new_people;
mod old_file;
mod organisation;
mod period;
mod person;
mod post;
mod reorganisation;
mod sealed;
mod sealed_roster;
mod transfer;

pub use figure::{list_people_figures, list_wrong_figures, rebuild_figures, tally_people_figures};
pub use import::{
    fault_page, find_import, get_import_for_change, insert_faults, insert_import, list_imports, set_applied,
    set_checked, set_import_state,
};
pub use listed::{ListedOrganisation, ListedPerson, list_organisations_to_export, list_people_to_export};
pub use lookup::{
    Beginning, Filed, area_around, everybody_is_listed, find_person_by_identity_within, list_areas, list_filed,
    list_filed_across, list_more_people,
};
#[cfg(feature = "testing")]
pub use lookup::{file_people, refile_people};
pub use moving::{Whence, carry, move_people, move_posts_beside};
pub use new_people::{NewRows, insert_people};
pub use old_file::{count_users, find_oldest_file, list_old_files, set_files_removed};
pub use organisation::{
    count_children, count_people_at, find_above, find_by_code, find_child_named, find_organisation, get_organisation,
    get_organisation_for_change, hold_organisations, insert_organisations, is_place_taken, list_authorities_over,
    list_children, list_county_codes, list_more_organisations, list_open_within, list_organisations_by_id,
    list_schools_named, list_schools_within, list_within, update_organisation,
};
pub use period::{
    end_period, find_code_holder, insert_change, insert_periods, list_changes, list_children_on, list_periods,
    list_periods_of,
};
pub use person::{
    Known, NewPerson, find_person, find_person_by_identity, find_sealed_mobile, get_sealed_identity, hold_person,
    list_known, list_people_by_id, list_people_of_school, list_sealed_mobiles, update_people,
};
pub use post::{
    Ending, count_beside, end_beside, end_post, insert_post, list_beside_for_change, list_people_after, list_posts,
    list_posts_of, set_left, set_taught,
};
pub use reorganisation::{
    add_moved, choose, count_chosen, find_reorganisation, get_reorganisation_for_change, insert_reorganisation,
    is_busy, list_chosen, list_chosen_for_change, list_people_at_for_change, list_reorganisations,
    set_reorganisation_done, set_reorganisation_running, set_reorganisation_state,
};
pub use sealed::{
    SealedPerson, delete_traces, insert_missing_traces, list_holders, list_sealed_people, reseal_identity,
    reseal_mobile, tally_people,
};
pub use sealed_roster::{list_sealed_rosters, reseal_roster, tally_rosters};
pub use transfer::{
    find_open_transfer, find_transfer, follow_people, follow_target, get_transfer_for_change, insert_transfer,
    list_due_transfers, list_open_transfers, set_confirmed, set_transfer_ended,
};
