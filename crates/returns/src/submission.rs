//! Opening, filling and submitting: what the pages and the demonstration world do to returns.

use std::collections::BTreeMap;

use audit::{By, Entry};
use bytes::Bytes;
use classes::Class;
use documents::digest::sm3_hex;
use kernel::{Error, Id, PersonId, Refusal, Result, Timestamp, text};
use locale::Locale;
use serde_json::json;
use store::Tx;

use crate::annex::{Supplement, check};
use crate::filling::{self, Filled};
use crate::heading::{Annex, Heading, Marks};
use crate::news::ReturnSubmitted;
use crate::verification_code::code;
use crate::{Return, ReturnState, Version, deadline, sheets, store as rows};

/// Opens the return of a finished class by hand, where the news of its end did not.
///
/// # Errors
/// Refused while the class is not finished.
pub async fn open(tx: &mut Tx, by: &By, class: &Class) -> Result<Return> {
    let it = begin(tx, class, by.now).await?;
    by.record(tx, of("return.open", &it)).await?;
    Ok(it)
}

/// An entry about a return.
fn of<'a>(deed: &'a str, it: &Return) -> Entry<'a> {
    Entry::new(deed, "return", it.id)
}

/// Opens the return of a finished class and fills it; the one that is open already stays as it is.
pub(crate) async fn begin(tx: &mut Tx, class: &Class, now: Timestamp) -> Result<Return> {
    if !filling::finished(tx, class).await? {
        return Err(Refusal::because(text!("return-class-unfinished", class = class.name.as_str()))
            .clause(deadline::CLAUSE)
            .remedy(text!("return-class-unfinished-remedy"))
            .into());
    }
    let closes_on = class.closes_on;
    let new = Return {
        id: Id::new(now),
        class_id: class.id,
        class_name: class.name.clone(),
        class_number: class.number.clone(),
        institution_id: class.institution_id,
        institution_name: class.institution_name.clone(),
        institution_place: class.institution_place.clone(),
        province_name: class.province_name.clone(),
        province_place: class.province_place.clone(),
        closes_on,
        due_on: deadline::due_on(closes_on),
        state: ReturnState::Draft,
        version: 0,
        late: false,
        annex: String::new(),
        filled_at: now,
        missing: 0,
        failing: 0,
        opened_at: now,
        submitted_at: None,
    };
    if rows::insert_return(tx, &new).await? {
        filling::fill(tx, &new, now).await?;
    }
    rows::find_return_of(tx, class.id).await?.ok_or(Error::NotFound)
}

/// The return, while its institution may change it.
async fn editable(tx: &mut Tx, id: Id<Return>) -> Result<Return> {
    let it = rows::get_return_for_change(tx, id).await?;
    it.editable()?;
    Ok(it)
}

/// Fills the annexes once more from the records.
///
/// # Errors
/// Refused when the institution no longer has the return.
pub async fn refill(tx: &mut Tx, by: &By, id: Id<Return>) -> Result<()> {
    let it = editable(tx, id).await?;
    filling::fill(tx, &it, by.now).await?;
    by.record(tx, of("return.fill", &it)).await
}

/// Keeps what was typed of the class and fills the annexes anew.
///
/// # Errors
/// Refused when the institution no longer has the return.
pub async fn enter(tx: &mut Tx, by: &By, id: Id<Return>, entries: &BTreeMap<String, String>) -> Result<()> {
    let it = editable(tx, id).await?;
    rows::set_entries(tx, id, entries).await?;
    filling::fill(tx, &it, by.now).await?;
    by.record(tx, of("return.type", &it).after(json!(entries))).await
}

/// Keeps what was typed of trainees and fills the annexes anew.
///
/// # Errors
/// Refused when the institution no longer has the return.
pub async fn supplement(tx: &mut Tx, by: &By, id: Id<Return>, people: &[(PersonId, Supplement)]) -> Result<()> {
    let it = editable(tx, id).await?;
    filling::supplement(tx, &it, people, by.now).await?;
    let entry = match people {
        [(person, _)] => of("return.type-trainee", &it).about(*person),
        _ => of("return.type-trainees", &it),
    };
    by.record(tx, entry.after(people.len())).await
}

/// A return as its records stand at this moment: all that its files are made of.
#[derive(Debug)]
pub struct Drawn {
    it: Return,
    filled: Filled,
}

/// A submission with its files, to be handed in.
#[derive(Debug)]
pub struct Sealed {
    it: Return,
    version: Version,
}

impl Sealed {
    /// What will never change.
    #[must_use]
    pub const fn version(&self) -> &Version {
        &self.version
    }
}

/// The first of three steps to submit a return: the records are read once more, and the checks must pass.
///
/// # Errors
/// Refused with the clause while a hard check fails, or while the province has it.
pub async fn draw_up(tx: &mut Tx, by: &By, id: Id<Return>) -> Result<Drawn> {
    let it = editable(tx, id).await?;
    let filled = filling::fill(tx, &it, by.now).await?;
    it.submittable(&check::all(&filled.summary))?;
    // The figure as it was just kept.
    Ok(Drawn { it: rows::get_return(tx, id).await?, filled })
}

/// The second: the two spreadsheets, each with its SM3 digest. Between the transactions, so that nobody
/// waits for files.
///
/// # Errors
/// When a file cannot be made or kept.
pub async fn seal(blobs: &blobs::Blobs, words: &Locale, by: &By, drawn: Drawn) -> Result<Sealed> {
    let Drawn { it, filled } = drawn;
    let code = code(Id::<Version>::new(by.now).uuid().as_u128());
    let files = files(blobs, words, &it, &filled, &code, by.now).await?;
    let version = Version {
        return_id: it.id,
        version: it.version + 1,
        code,
        annex: it.annex.clone(),
        trainees: serde_json::to_string(&filled.rows).map_err(Error::internal)?,
        annex_1_key: files.annex_1.0,
        annex_1_digest: files.annex_1.1,
        annex_2_key: files.annex_2.0,
        annex_2_digest: files.annex_2.1,
        late: by.today() > it.due_on,
        submitter_id: by.person,
        submitter_name: by.name.clone(),
        submitted_at: by.now,
    };
    Ok(Sealed { it, version })
}

/// The third: what was sealed is kept as a version that never changes.
///
/// # Errors
/// Refused when somebody changed the return since it was drawn up.
pub async fn submit(tx: &mut Tx, by: &By, sealed: &Sealed) -> Result<()> {
    let Sealed { it, version } = sealed;
    let current = rows::get_return_for_change(tx, it.id).await?;
    // Lateness is that of the first submission: a correction asked for later is not late.
    let late = if current.version == 0 { version.late } else { current.late };
    if current.annex != version.annex || !rows::set_submitted(tx, it, late, by.now).await? {
        return Err(Refusal::because(text!("return-changed-meanwhile"))
            .remedy(text!("return-changed-meanwhile-remedy"))
            .into());
    }
    rows::insert_version(tx, version).await?;
    by.record(tx, of("return.submit", it).after(json!({ "version": version.version }))).await?;
    jobs::emit(tx, by.now, &ReturnSubmitted { r#return: it.id, version: version.version }).await
}

/// The spreadsheets of a submission with the digests that paper and screens show.
struct Files {
    annex_1: (String, String),
    annex_2: (String, String),
}

async fn files(
    blobs: &blobs::Blobs,
    words: &Locale,
    it: &Return,
    filled: &Filled,
    code: &str,
    now: Timestamp,
) -> Result<Files> {
    let marks = Marks {
        version: it.version + 1,
        code: code.to_owned(),
        digest: String::new(),
        address: String::new(),
        submitted_at: now,
    };
    let heading = |annex| Heading { marks: Some(marks.clone()), ..Heading::draft(annex, it) };
    let one = sheets::annex_1(&heading(Annex::One), &filled.summary, words)?;
    let two = sheets::annex_2(&heading(Annex::Two), &filled.rows, words)?;
    Ok(Files { annex_1: keep(blobs, one).await?, annex_2: keep(blobs, two).await? })
}

/// Keeps a file; its key and its digest.
async fn keep(blobs: &blobs::Blobs, bytes: Vec<u8>) -> Result<(String, String)> {
    let digest = sm3_hex(&bytes);
    let key = blobs.put_content(Bytes::from(bytes)).await.map_err(Error::internal)?;
    Ok((key.as_str().to_owned(), digest))
}
