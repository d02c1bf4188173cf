use audit::{By, Entry};
use classes::{Class, EnrolmentState, Project};
use kernel::{Error, Id, PersonId, Refusal, Result, Timestamp, text};
use registry::Person;
use serde_json::json;
use store::Tx;

use crate::completion::{List, ListRow, ListState, Outcome};
use crate::hours::{Account, HourEntry};
use crate::news::HoursPosted;
use crate::number::{Number, province_of};
use crate::recognition::{Recognition, RecognitionState};
use crate::rule::{CreditRule, CycleRule};
use crate::{Certificate, store as tables};

/// What the entries of one county's part have in common.
struct Ground {
    class: Class,
    project: Project,
    rule: CreditRule,
    cycle: CycleRule,
    list: List,
    now: Timestamp,
}

/// A county confirms its part: hours are posted, balances kept, certificates issued, in one
/// transaction. When it is the last county, the class is closed. Twice confirms nothing twice.
/// Answers with the number of entries posted.
///
/// # Errors
/// A refusal when it was decided already or the officer handed the list in.
pub async fn confirm(tx: &mut Tx, by: &By, part: &Recognition) -> Result<usize> {
    classes::get_class_for_change(tx, part.class_id).await?;
    let list = tables::find_list_for_change(tx, part.class_id).await?.ok_or(Error::NotFound)?;
    let current = tables::get_recognition_for_change(tx, part.class_id, part.county_id).await?;
    current.may_decide(by.person, list.submitted_by)?;
    let decided = (by.person, by.name.as_str());
    if !tables::decide_recognition(&mut *tx, part, RecognitionState::Confirmed, decided, "", by.now).await? {
        return Err(Refusal::because(text!("recognition-confirmed-already"))
            .remedy(text!("recognition-confirmed-already-remedy"))
            .into());
    }
    let list = tables::count_confirmed(&mut *tx, part.class_id).await?;
    let ground = ground(tx, part, list, by.now).await?;
    classes::issuing(&ground.class)?;
    let rows = tables::list_rows_of_county(&mut *tx, part.class_id, part.county_id).await?;
    let entries = post(tx, &ground, &rows, by).await?;
    for row in &rows {
        settle(tx, &ground, row).await?;
    }
    if ground.list.state == ListState::Confirmed {
        classes::close(&mut *tx, by, &ground.class).await?;
    }
    let after = json!({ "county": part.county_id, "people": rows.len(), "entries": entries });
    by.record(tx, Entry::new("recognition.confirm", "completion", part.class_id).after(after)).await?;
    Ok(entries)
}

async fn ground(tx: &mut Tx, part: &Recognition, list: List, now: Timestamp) -> Result<Ground> {
    let class = classes::get_class(&mut *tx, part.class_id).await?;
    let project = classes::find_project(&mut *tx, class.project_id).await?.ok_or(Error::NotFound)?;
    let rule = tables::find_rule(&mut *tx, &list.rule_version).await?.ok_or(Error::NotFound)?;
    let cycle = tables::find_cycle_rule(&mut *tx, class.closes_on).await?;
    Ok(Ground { class, project, rule, cycle, list, now })
}

/// Posts hours and issues certificates for those who earned them.
async fn post(tx: &mut Tx, ground: &Ground, rows: &[ListRow], by: &By) -> Result<usize> {
    let earned: Vec<&ListRow> = rows.iter().filter(|row| row.outcome != Outcome::Failed).collect();
    let ids: Vec<PersonId> = earned.iter().map(|row| row.person_id).collect();
    let people = registry::list_people_by_id(&mut *tx, &ids).await?;
    let province = province_of(&ground.class.province_place);
    let year = ground.now.date().year();
    let first = if earned.is_empty() {
        1
    } else {
        tables::next_serial(&mut *tx, province, year.into(), kernel::count(earned.len())).await?
    };
    let entries: Vec<HourEntry> = earned.iter().map(|row| ground.entry(row, by)).collect();
    let numbers = (first..).map(|serial| Number { year, province, serial });
    let issued = earned.iter().zip(&entries).zip(numbers);
    let certificates: Vec<Certificate> = issued
        .map(|((row, entry), number)| {
            let person = people.iter().find(|person| person.id == row.person_id);
            ground.certificate(entry, number, row, person)
        })
        .collect();
    tables::insert_entries(&mut *tx, &entries).await?;
    let changes: Vec<Account> = entries.iter().map(Account::of).collect();
    tables::add_to_accounts(&mut *tx, &changes, ground.now).await?;
    tables::insert_certificates(&mut *tx, &certificates).await?;
    for ((row, entry), certificate) in earned.iter().zip(&entries).zip(&certificates) {
        tables::set_recognised(&mut *tx, row, Some((entry.id, &certificate.number)), ground.now).await?;
        let (person, class, minutes) = (row.person_id, row.class_id, row.minutes);
        jobs::emit(&mut *tx, ground.now, &HoursPosted { person, class, minutes }).await?;
    }
    Ok(entries.len())
}

/// Brings the enrolment to its result.
async fn settle(tx: &mut Tx, ground: &Ground, row: &ListRow) -> Result<()> {
    let (person, class) = (row.person_id, row.class_id);
    let result = match row.outcome {
        Outcome::Excellent => EnrolmentState::Excellent,
        Outcome::Passed => EnrolmentState::Passed,
        Outcome::Failed => EnrolmentState::Failed,
    };
    classes::set_result(&mut *tx, person, class, result).await?;
    if row.outcome == Outcome::Failed {
        return tables::set_recognised(tx, row, None, ground.now).await;
    }
    classes::set_result(tx, person, class, EnrolmentState::Credited).await
}

impl Ground {
    fn entry(&self, row: &ListRow, by: &By) -> HourEntry {
        HourEntry {
            person_id: row.person_id,
            id: Id::new(self.now),
            nth: 1,
            class_id: self.class.id,
            project_id: self.class.project_id,
            class_name: self.class.name.clone(),
            institution_name: self.class.institution_name.clone(),
            school_id: row.school_id,
            place: row.place.clone(),
            cycle: self.cycle.cycle(self.class.closes_on),
            level: self.project.level.clone(),
            category: "professional".to_owned(),
            mode: self.rule.mode,
            domain: domain(&self.project).to_owned(),
            outcome: row.outcome,
            face_minutes: row.face_minutes,
            online_minutes: row.online_minutes,
            minutes: row.minutes,
            hours_x100: row.hours_x100,
            credits_x100: row.credits_x100,
            rule_version: self.rule.version.clone(),
            occurred_on: self.class.closes_on,
            registered_by: self.list.submitted_by,
            registered_name: self.list.submitted_name.clone(),
            registered_at: self.list.submitted_at,
            confirmed_by: by.person,
            confirmed_name: by.name.clone(),
            posted_at: self.now,
            reversal_of: None,
            reason: String::new(),
        }
    }

    fn certificate(&self, entry: &HourEntry, number: Number, row: &ListRow, person: Option<&Person>) -> Certificate {
        Certificate {
            person_id: row.person_id,
            number: number.machine(),
            entry_id: entry.id,
            class_id: row.class_id,
            written: number.written(),
            place: row.place.clone(),
            province_place: self.class.province_place.clone(),
            institution_place: self.class.institution_place.clone(),
            person_name: row.person_name.clone(),
            identity_masked: person.map(|person| person.identity_masked.clone()).unwrap_or_default(),
            project_name: self.project.name.clone(),
            project_document: self.project.document.clone(),
            class_name: self.class.name.clone(),
            filing_number: self.class.filing_number.clone().unwrap_or_default(),
            institution_name: self.class.institution_name.clone(),
            opens_on: self.class.opens_on,
            closes_on: self.class.closes_on,
            outcome: row.outcome,
            hours_x100: row.hours_x100,
            issued_on: self.now.date(),
            issued_at: self.now,
            fetched_at: None,
            revoked_at: None,
            revoked_reason: String::new(),
        }
    }
}

/// The field that hours count for. Only information technology has a target of its own.
fn domain(project: &Project) -> &'static str {
    if project.topic == "ict" || project.number.contains("-ICT-") { "ict" } else { "general" }
}
