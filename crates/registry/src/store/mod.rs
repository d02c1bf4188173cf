//! Every SQL statement of the slice.

mod figure;
mod import;
mod listed;
mod lookup;
mod old_file;
mod organisation;
mod period;
mod person;
mod sealed;
mod sealed_roster;

pub use figure::{list_people_figures, list_wrong_figures, rebuild_figures, tally_people_figures};
pub use import::{
    fault_page, find_import, get_import_for_change, insert_faults, insert_import, list_imports, set_applied,
    set_checked, set_import_state,
};
pub use listed::{ListedOrganisation, ListedPerson, list_organisations_to_export, list_people_to_export};
pub use lookup::{
    Beginning, Filed, everybody_is_listed, find_person_by_identity_within, list_areas, list_filed, list_filed_across,
    list_more_people,
};
#[cfg(feature = "testing")]
pub use lookup::{file_people, refile_people};
pub use old_file::{count_users, find_oldest_file, list_old_files, set_files_removed};
pub use organisation::{
    find_above, find_by_code, find_organisation, get_organisation, insert_organisations, list_authorities_over,
    list_children, list_more_organisations, list_organisations_by_id, list_schools_named, list_schools_within,
    list_within,
};
pub use period::{list_changes, list_children_on, list_periods, list_periods_of};
pub use person::{
    Known, NewPerson, find_known, find_person, find_person_by_identity, find_sealed_mobile, get_sealed_identity,
    hold_person, insert_people, list_people_by_id, list_people_of_school, list_sealed_mobiles, update_people,
};
pub use sealed::{
    SealedPerson, delete_traces, insert_missing_traces, list_holders, list_sealed_people, reseal_identity,
    reseal_mobile, tally_people,
};
pub use sealed_roster::{list_sealed_rosters, reseal_roster, tally_rosters};
