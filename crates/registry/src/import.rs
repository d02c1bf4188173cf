//! One roster sent in: where it stands, what it counted, what is wrong with it.

use authz::{Key, Noun, Place};
use jobs::Job;
use kernel::{Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::Organisation;

store::code! {
    /// Where an import stands.
    pub enum ImportState {
        /// The file is being checked; nothing is written.
        Checking = "checking",
        /// Checked: the report waits for the officer.
        Checked = "checked",
        /// The good rows are being written.
        Applying = "applying",
        /// Written.
        Applied = "applied",
        /// The file cannot be taken, or the work was given up.
        Failed = "failed",
    }
}

store::record! {
    /// One roster that a county sent in.
    pub struct RosterImport {
        /// Its id.
        pub id: Id<RosterImport>,
        /// The authority that imports.
        pub organisation_id: OrganisationId,
        /// Its area.
        pub place: Place,
        /// The name of the file as the officer knows it.
        pub file_name: String,
        /// Where the file lies.
        pub blob_key: String,
        /// SHA-256 of the file: the run takes the very file that was checked.
        pub digest: String,
        /// What opens the file, itself sealed; none for those of earlier releases, which lie in clear.
        pub file_secret: Option<Vec<u8>>,
        /// When the file was removed because its time was over.
        pub file_removed_at: Option<Timestamp>,
        /// Where it stands.
        pub state: ImportState,
        /// The job that works, or worked last.
        pub job_id: Id<Job>,
        /// Rows read.
        pub rows_read: i64,
        /// Rows that can be taken.
        pub rows_good: i64,
        /// Rows refused.
        pub rows_wrong: i64,
        /// Rows taken with a warning.
        pub rows_warned: i64,
        /// People new on file.
        pub rows_new: i64,
        /// People on file whose record changes.
        pub rows_changed: i64,
        /// Who sent it.
        pub created_by: PersonId,
        /// When.
        pub created_at: Timestamp,
        /// When it was written.
        pub applied_at: Option<Timestamp>,
    }
}

store::record! {
    /// A cell that is wrong or doubtful.
    pub struct RosterFault {
        /// The row, as the spreadsheet counts.
        pub row_number: i64,
        /// Counted within the row.
        pub nth: i64,
        /// The cell, as the spreadsheet names it: `C17`.
        pub cell: String,
        /// The column's message key.
        pub column_name: String,
        /// Why: a [`kernel::Text`] as JSON.
        pub reason: String,
        /// What stands there; an identity number masked.
        pub given: String,
        /// `fault` or `warning`.
        pub severity: String,
    }
}

impl RosterImport {
    /// Whether it is being checked or written at this moment.
    #[must_use]
    pub fn working(&self) -> bool {
        matches!(self.state, ImportState::Checking | ImportState::Applying)
    }

    /// Whether its good rows may be written now.
    ///
    /// # Errors
    /// A refusal that says what to do.
    pub fn applicable(&self) -> std::result::Result<(), Refusal> {
        match self.state {
            ImportState::Checked if self.file_removed_at.is_some() => Err(Self::gone()),
            ImportState::Checked if self.rows_good > 0 => Ok(()),
            ImportState::Checked => {
                Err(Refusal::because(text!("import-nothing-good")).remedy(text!("import-nothing-good-remedy")))
            }
            ImportState::Checking => {
                Err(Refusal::because(text!("import-not-checked")).remedy(text!("import-not-checked-remedy")))
            }
            ImportState::Applying | ImportState::Applied => {
                Err(Refusal::because(text!("import-twice")).remedy(text!("import-twice-remedy")))
            }
            ImportState::Failed => Err(Refusal::because(text!("import-failed")).remedy(text!("import-failed-remedy"))),
        }
    }
}

impl RosterImport {
    /// The refusal of what wants a file that is kept no longer.
    pub(crate) fn gone() -> Refusal {
        Refusal::because(text!("import-file-gone")).remedy(text!("import-file-gone-remedy"))
    }
}

impl Noun for RosterImport {
    const NAME: &'static str = "roster";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("import") {
            Some(id) => crate::store::find_import(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }
}

/// The desk at which an authority imports rosters: the right to `/organisations/{organisation}/rosters`.
#[derive(Clone, Debug)]
pub struct RosterDesk(pub Organisation);

impl Noun for RosterDesk {
    const NAME: &'static str = "roster";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        Ok(Organisation::find(store, key).await?.map(Self))
    }

    fn places(&self) -> Vec<Place> {
        self.0.places()
    }
}
