//! A batch of rows held against the register and against those on file.

use std::collections::HashMap;
use std::sync::Arc;

use authz::Place;
use jobs::Progress;
use kernel::{Date, Id, OrganisationId, PersonId, Result, Text, Timestamp, text};
use store::Store;
use vault::{Ring, Trace, Vault};

use super::Tools;
use crate::import::{RosterFault, RosterImport};
use crate::roster::{self, Identification, KnownCodes, School};
use crate::school_code::SchoolCode;
use crate::store::{self as rows, Known, NewPerson};
use crate::{IDENTITY, MOBILE, OrganisationKind, Person};

/// What a good row gets for its school.
pub(super) type SchoolKey = (OrganisationId, Place);

/// A good row.
pub(super) type Good = roster::Row<SchoolKey>;

/// Rows as the reader hands them over.
#[derive(Default)]
pub(super) struct Batch {
    pub read: i64,
    pub wrong: i64,
    pub warned: i64,
    /// The column of the identity number in the sheet, by its letters.
    pub number_column: String,
    /// Good rows with their numbers in the sheet.
    pub good: Vec<(u32, Good)>,
    pub faults: Vec<RosterFault>,
}

/// What a whole file is held against.
pub(super) struct Register {
    pub schools: HashMap<SchoolCode, School<SchoolKey>>,
    pub counties: KnownCodes,
    pub today: Date,
}

/// Where batches are sorted.
pub(super) struct Desk {
    pub register: Arc<Register>,
    vault: Arc<Vault>,
    now: Timestamp,
}

/// A batch, sorted.
pub(super) struct Sorted {
    pub read: i64,
    pub wrong: i64,
    pub warned: i64,
    pub new: Vec<NewPerson>,
    pub changed: Vec<NewPerson>,
    pub faults: Vec<RosterFault>,
}

impl Desk {
    /// Reads the register once for the whole file.
    pub(super) async fn open(tools: &Tools, import: &RosterImport, progress: &Progress) -> Result<Self> {
        let store = progress.store();
        let now = progress.clock().now();
        let province = rows::find_above(store, &import.place, OrganisationKind::Province).await?;
        let whole = province.map_or_else(|| import.place.clone(), |province| province.place);
        let open = rows::list_schools_within(store, &whole).await?.into_iter().filter(|it| it.closed_on.is_none());
        let schools = open.filter_map(|it| {
            let within = it.place.within(&import.place);
            Some((it.code.parse().ok()?, School { key: (it.id, it.place), name: it.name, within }))
        });
        let counties = KnownCodes::of(rows::list_county_codes(store).await?);
        let counties = if tools.invented { counties.with_invented() } else { counties };
        let register = Register { schools: schools.collect(), counties, today: now.date() };
        Ok(Self { register: Arc::new(register), vault: Arc::clone(&tools.vault), now })
    }

    /// Tells new people from those on file; a number that stands on file under another name or at
    /// another school is refused, not overwritten.
    pub(super) async fn sort(&self, batch: Batch, store: &Store) -> Result<Sorted> {
        // One ring for the whole batch; it may turn between two of them.
        let ring = self.vault.ring();
        let traces: Vec<Vec<Trace>> =
            batch.good.iter().map(|(_, row)| ring.traces(row.identification.reveal())).collect();
        let known = rows::list_known(store, traces.iter().flatten()).await?;
        let on_file: HashMap<Vec<u8>, Known> = known.into_iter().map(|it| (it.identity_hash.clone(), it)).collect();
        let mut sorted = Sorted {
            read: batch.read,
            wrong: batch.wrong,
            warned: batch.warned,
            new: Vec::new(),
            changed: Vec::new(),
            faults: batch.faults,
        };
        for ((number, row), traces) in batch.good.into_iter().zip(traces) {
            match traces.iter().find_map(|trace| on_file.get(&trace.hash)) {
                None => sorted.new.push(person(&ring, &row, Id::new(self.now), traces)?),
                Some(known) if known.name != row.name.as_str() => {
                    sorted.refuse(number, &batch.number_column, &row, text!("import-other-name"))
                }
                Some(known) if known.left_on.is_some() => {
                    sorted.refuse(number, &batch.number_column, &row, text!("import-left"))
                }
                Some(known) if known.school_id != row.school.0 => {
                    sorted.refuse(number, &batch.number_column, &row, text!("import-other-school"))
                }
                Some(known) => {
                    let mut changed = person(&ring, &row, known.id, traces)?;
                    changed.person.bilingual = row.bilingual.unwrap_or(known.bilingual);
                    sorted.changed.push(changed);
                }
            }
        }
        Ok(sorted)
    }
}

fn person(ring: &Ring, row: &Good, id: PersonId, traces: Vec<Trace>) -> Result<NewPerson> {
    let number = row.identification.reveal();
    let mobile = row.mobile.as_ref();
    let code = |code: Option<&'static crate::codes::Code>| code.map(|it| it.code.clone());
    Ok(NewPerson {
        person: Person {
            id,
            name: row.name.as_str().to_owned(),
            sex: row.sex.code().to_owned(),
            born_on: row.birth_date,
            ethnicity: code(row.ethnicity).unwrap_or_default(),
            identity_masked: row.identification.to_string(),
            mobile_masked: mobile.map(ToString::to_string),
            school_id: row.school.0,
            place: row.school.1.clone(),
            stage: code(row.stage),
            subject: code(row.subject),
            title: code(row.title),
            work_from: row.work_start,
            bilingual: row.bilingual.unwrap_or_default(),
            psc_level: code(row.putonghua),
            language: code(row.mother_tongue),
            left_on: None,
        },
        identity_kind: row.id_type.code.clone(),
        identity_cipher: ring.seal(IDENTITY, id.uuid(), number.as_bytes())?,
        traces,
        mobile_cipher: mobile.map(|it| ring.seal(MOBILE, id.uuid(), it.reveal().as_bytes())).transpose()?,
    })
}

impl Sorted {
    fn refuse(&mut self, row: u32, letters: &str, it: &Good, reason: Text) {
        let (column, given) = match &it.identification {
            Identification::Number(number) => (roster::Column::Number, number.masked()),
            Identification::Other(_) => (roster::Column::Number, it.identification.to_string()),
        };
        self.wrong += 1;
        self.faults.push(RosterFault {
            row_number: row.into(),
            // Before the row's own warnings, which count from 1.
            nth: 0,
            cell: format!("{letters}{row}"),
            column_name: column.key().to_owned(),
            reason: serde_json::to_string(&reason).unwrap_or_default(),
            given,
            severity: "fault".to_owned(),
        });
    }
}
