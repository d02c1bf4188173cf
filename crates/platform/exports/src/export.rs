use ::store::{Store, Tx};
use audit::{By, Entry};
use authz::{Key, Noun, Place};
use jobs::Job;
use kernel::{Id, PersonId, Refusal, Result, Timestamp, text};
use serde_json::{Value, json};

use crate::store as rows;
use crate::writing::{KIND, Task};

::store::code! {
    /// What kind of file.
    pub enum Format {
        /// A workbook: for lists that a spreadsheet program opens with ease.
        Xlsx = "xlsx",
        /// Separated text: for lists of any length.
        Csv = "csv",
    }
}

::store::code! {
    /// Where an export stands.
    pub enum ExportState {
        /// It is being written.
        Writing = "writing",
        /// It may be fetched.
        Ready = "ready",
        /// It was refused or given up.
        Failed = "failed",
    }
}

::store::record! {
    /// A list that somebody takes out of the house.
    pub struct Export {
        /// Its id.
        pub id: Id<Export>,
        /// Who asked for it; nobody else may fetch it.
        pub person_id: PersonId,
        /// The name of the list.
        pub listing: String,
        /// What was asked for, as JSON.
        pub asked: String,
        /// The noun whose management lets a duty take it.
        pub noun: String,
        /// Where that right is held.
        pub place: Place,
        /// What the file is called, without its ending.
        pub title: String,
        /// What kind of file.
        pub format: Format,
        /// Whether identity numbers stand in it whole.
        pub whole: bool,
        /// Why; empty where no reason is asked.
        pub reason: String,
        /// In which duty it was asked for.
        pub duty: String,
        /// Where it stands.
        pub state: ExportState,
        /// The job that writes it.
        pub job_id: Id<Job>,
        /// Rows written, without the headings.
        pub list_rows: i64,
        /// Bytes of the file.
        pub bytes: i64,
        /// SHA-256 of the file, lower-case hexadecimal.
        pub digest: String,
        /// What opens the file, itself sealed.
        pub file_secret: Option<Vec<u8>>,
        /// When it was asked for.
        pub created_at: Timestamp,
        /// When it was written, or failed.
        pub ended_at: Option<Timestamp>,
        /// When the file was removed because its days were over.
        pub file_removed_at: Option<Timestamp>,
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The list.
    pub listing: &'static str,
    /// What of it: the slice reads it again when the list is written.
    pub asked: Value,
    /// The noun whose management lets a duty take it, and where.
    pub right: (&'static str, &'a Place),
    /// What the file is called.
    pub title: &'a str,
    /// What kind of file.
    pub format: Format,
    /// Whether identity numbers are written whole.
    pub whole: bool,
    /// Why.
    pub reason: &'a str,
}

impl Export {
    /// The mark that each row of the file carries, and under which the record of deeds has it.
    #[must_use]
    pub fn mark(&self) -> String {
        mark(self.id)
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.title, self.format.as_str())
    }

    /// Whether the file may be fetched now by somebody who still `may` take such a list.
    ///
    /// # Errors
    /// A refusal that says what to do.
    pub fn fetchable(&self, may: bool) -> std::result::Result<(), Refusal> {
        let refusal = |reason, remedy| Err(Refusal::because(reason).remedy(remedy));
        match self.state {
            _ if !may => refusal(text!("export-right-over"), text!("export-right-over-remedy")),
            ExportState::Writing => refusal(text!("export-unfinished"), text!("export-unfinished-remedy")),
            ExportState::Failed => refusal(text!("export-broken"), text!("export-again")),
            ExportState::Ready if self.file_secret.is_none() => refusal(text!("export-gone"), text!("export-again")),
            ExportState::Ready => Ok(()),
        }
    }

    pub(crate) fn key(&self) -> Result<blobs::Key> {
        key(self.id)
    }
}

pub(crate) fn key(id: Id<Export>) -> Result<blobs::Key> {
    blobs::Key::new(&format!("exports/{id}")).map_err(kernel::Error::internal)
}

/// The last twelve digits of the id: short enough for a row, and no other export has them.
pub(crate) fn mark(id: Id<Export>) -> String {
    let digits = id.uuid().simple().to_string();
    digits.get(20..).unwrap_or_default().to_uppercase()
}

impl Noun for Export {
    const NAME: &'static str = "export";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("export"), key.person()) {
            (Some(id), Some(person)) => rows::find_export(store, person, id).await,
            _ => Ok(None),
        }
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.person_id)
    }
}

/// Asks for a list, and writes down who did and why. The caller's guard has decided that it may be had.
///
/// # Errors
/// When the database refuses.
pub async fn ask(tx: &mut Tx, by: &By, wanted: &Wanted<'_>) -> Result<Id<Export>> {
    let id = Id::new(by.now);
    let job_id = jobs::enqueue(&mut *tx, by.now, KIND, by.person, &Task { person: by.person, export: id }).await?;
    let export = Export {
        id,
        person_id: by.person,
        listing: wanted.listing.to_owned(),
        asked: wanted.asked.to_string(),
        noun: wanted.right.0.to_owned(),
        place: wanted.right.1.clone(),
        title: wanted.title.to_owned(),
        format: wanted.format,
        whole: wanted.whole,
        reason: wanted.reason.to_owned(),
        duty: by.duty.clone(),
        state: ExportState::Writing,
        job_id,
        list_rows: 0,
        bytes: 0,
        digest: String::new(),
        file_secret: None,
        created_at: by.now,
        ended_at: None,
        file_removed_at: None,
    };
    rows::insert_export(&mut *tx, &export).await?;
    let what = json!({ "listing": wanted.listing, "title": wanted.title, "whole": wanted.whole });
    by.record(tx, Entry::new("export.ask", "export", mark(id)).after(what).why(wanted.reason)).await.map(|()| id)
}

/// Writes down that the file left the house.
///
/// # Errors
/// When the database refuses; then the file stays.
pub async fn take(tx: &mut Tx, by: &By, export: &Export) -> Result<()> {
    by.record(tx, Entry::new("export.take", "export", export.mark()).after(export.digest.as_str())).await
}
