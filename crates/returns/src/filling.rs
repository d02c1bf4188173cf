//! Filling the annexes from the records of the links before this one.

use std::collections::{BTreeMap, BTreeSet};

use authz::Place;
use classes::{Class, EnrolmentState, SessionKind, VenueKind};
use kernel::{Error, OrganisationId, PersonId, Result, Timestamp};
use registry::{Organisation, OrganisationKind, Person};
use store::Tx;

use crate::annex::{ClassFacts, Lesson, Row, Summary, Supplement, Trainee, check, trainee};
use crate::{Return, store as rows};

/// A page of a list that is read whole.
const PAGE: u32 = 500;

/// Both annexes as the records stand now.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) summary: Summary,
    pub(crate) rows: Vec<Row>,
}

/// Reads the records and what was typed, fills both annexes and keeps them.
pub(crate) async fn fill(tx: &mut Tx, it: &Return, now: Timestamp) -> Result<Filled> {
    let class = classes::get_class(&mut *tx, it.class_id).await?;
    let mut trainees = trainees(tx, &class).await?;
    trainees.sort_by(|a, b| {
        (&a.county, &a.school_code, &a.name, a.person).cmp(&(&b.county, &b.school_code, &b.name, b.person))
    });
    let mut typed = rows::list_supplements(&mut *tx, it.id).await?;
    let rows: Vec<Row> = trainees
        .into_iter()
        .zip(1_i64..)
        .map(|(trainee, nth)| {
            let supplement = typed.remove(&trainee.person).unwrap_or_default();
            Row::of(nth, &class.number, class.opens_on, trainee, supplement)
        })
        .collect();
    let entries = rows::list_entries(&mut *tx, it.id).await?;
    let summary = Summary::of(&facts(tx, &class, now).await?, &rows, &entries);
    keep(tx, it, &summary, now).await?;
    rows::replace_rows(tx, it.id, &rows).await?;
    Ok(Filled { summary, rows })
}

async fn keep(tx: &mut Tx, it: &Return, summary: &Summary, now: Timestamp) -> Result<()> {
    let stopping = check::all(summary).iter().filter(|check| check.stops()).count();
    let annex = serde_json::to_string(summary).map_err(Error::internal)?;
    rows::set_filled(tx, it.id, &annex, summary.missing(), kernel::count(stopping), now).await
}

/// What the records say of the class.
async fn facts(tx: &mut Tx, class: &Class, now: Timestamp) -> Result<ClassFacts> {
    let project = classes::get_project(&mut *tx, class.project_id).await?;
    let sessions = classes::list_sessions(&mut *tx, class.id).await?;
    let lessons = sessions.into_iter().map(|it| Lesson {
        kind: match it.kind {
            SessionKind::Lecture => "lecture",
            SessionKind::Tutoring => "tutoring",
            _ => "training",
        }
        .to_owned(),
        module: it.module.as_str().to_owned(),
        minutes: it.minutes,
        practice: it.practice,
    });
    Ok(ClassFacts {
        reporter: class.institution_name.clone(),
        name: class.name.clone(),
        number: class.number.clone(),
        institution: class.institution_name.clone(),
        // The form of record is Chinese, whatever language its reader has chosen.
        venue_kind: match class.venue_kind {
            VenueKind::Capital => "省会集中",
            VenueKind::Prefecture => "送训到地州",
        }
        .to_owned(),
        venue: class.venue.clone(),
        opens_on: class.opens_on,
        closes_on: class.closes_on,
        window_from: project.window_from.first(),
        window_until: project.window_until.last(),
        planned: class.planned_people,
        filled_on: now.date(),
        lessons: lessons.collect(),
    })
}

/// The trainees who stand on the completion list, as the records describe them.
async fn trainees(tx: &mut Tx, class: &Class) -> Result<Vec<Trainee>> {
    let exceptions = exceptions(tx, class).await?;
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let results = credits::list_results(&mut *tx, class.id, after, PAGE).await?;
        let Some(last) = results.last() else { return Ok(found) };
        after = Some(last.person_id);
        let ids: Vec<PersonId> = results.iter().map(|it| it.person_id).collect();
        let people: BTreeMap<PersonId, Person> =
            registry::list_people_by_id(&mut *tx, &ids).await?.into_iter().map(|it| (it.id, it)).collect();
        let schools = schools(tx, people.values()).await?;
        for result in results {
            let Some(person) = people.get(&result.person_id) else { continue };
            let school = schools.get(&person.school_id).ok_or(Error::NotFound)?;
            found.push(trainee_of(person, school, &result, exceptions.get(&person.id)));
        }
    }
}

/// Why people outside a soft limit were admitted, by person.
async fn exceptions(tx: &mut Tx, class: &Class) -> Result<BTreeMap<PersonId, String>> {
    let mut granted: BTreeMap<PersonId, String> = BTreeMap::new();
    for it in classes::list_exceptions_of_class(&mut *tx, class.id, 1_000).await? {
        if it.state == classes::ExceptionState::Granted {
            let reasons = granted.entry(it.person_id).or_default();
            if !reasons.is_empty() {
                reasons.push('；');
            }
            reasons.push_str(&it.reason);
        }
    }
    Ok(granted)
}

fn trainee_of(person: &Person, school: &School, result: &credits::ClassResult, exception: Option<&String>) -> Trainee {
    let name = |table: &'static registry::codes::Table, code: &Option<String>| {
        let code = code.as_deref()?;
        table.by_code(code).map(|it| it.name.clone())
    };
    Trainee {
        person: person.id,
        name: person.name.clone(),
        sex: person.sex.clone(),
        ethnicity: person.ethnicity.clone(),
        born_on: person.born_on,
        identity: person.identity_masked.clone(),
        mobile: person.mobile_masked.clone(),
        title: name(registry::codes::title(), &person.title),
        work_from: person.work_from.map(|month| month.to_string()),
        school: school.organisation.name.clone(),
        school_code: school.organisation.code.clone(),
        province: school.province.clone().unwrap_or_default(),
        prefecture: school.prefecture.clone(),
        county: school.county.clone(),
        urban_rural: school.organisation.urban_rural.clone(),
        stage: person.stage.clone(),
        subject: name(registry::codes::subject(), &person.subject),
        mother_tongue: name(registry::codes::language(), &person.language),
        psc_level: person.psc_level.clone(),
        result: match result.outcome {
            credits::Outcome::Excellent => trainee::Result::Excellent,
            credits::Outcome::Passed => trainee::Result::Passed,
            credits::Outcome::Failed => trainee::Result::Failed,
        },
        certificate: result.certificate_number.clone(),
        hours_x100: result.hours_x100,
        credits_x100: result.credits_x100,
        exception: exception.cloned(),
    }
}

/// A school with the names of what it hangs under.
struct School {
    organisation: Organisation,
    county: Option<String>,
    prefecture: Option<String>,
    province: Option<String>,
}

/// The schools of these people.
async fn schools(tx: &mut Tx, people: impl Iterator<Item = &Person>) -> Result<BTreeMap<OrganisationId, School>> {
    let ids: BTreeSet<OrganisationId> = people.map(|it| it.school_id).collect();
    let ids: Vec<OrganisationId> = ids.into_iter().collect();
    let schools = registry::list_organisations_by_id(&mut *tx, &ids).await?;
    let places: BTreeSet<&Place> = schools.iter().map(|it| &it.place).collect();
    let over = registry::list_authorities_over(tx, &places).await?;
    let name = |school: &Organisation, kind| Organisation::nearest(&over, &school.place, kind).map(|it| area(&it.name));
    let found = schools.iter().map(|it| School {
        organisation: it.clone(),
        county: name(it, OrganisationKind::County),
        prefecture: name(it, OrganisationKind::Prefecture),
        province: name(it, OrganisationKind::Province),
    });
    Ok(found.map(|it| (it.organisation.id, it)).collect())
}

/// The area of an authority: the form asks for 夏河县, not for 夏河县教育局.
fn area(name: &str) -> String {
    ["教育和科学技术局", "教育体育局", "教育科技局", "教育局", "教育厅", "教育委员会", "教委"]
        .iter()
        .find_map(|office| name.strip_suffix(office))
        .filter(|area| !area.is_empty())
        .unwrap_or(name)
        .to_owned()
}

/// Keeps what was typed of trainees and fills the annexes anew.
pub(crate) async fn supplement(
    tx: &mut Tx,
    it: &Return,
    people: &[(PersonId, Supplement)],
    now: Timestamp,
) -> Result<Filled> {
    rows::set_supplements(tx, it.id, people).await?;
    fill(tx, it, now).await
}

/// Whether somebody of the class has still no result: then the class is not finished.
pub(crate) async fn finished(tx: &mut Tx, class: &Class) -> Result<bool> {
    let open = classes::list_enrolments(&mut *tx, class.id, Some(EnrolmentState::Confirmed), None, 1).await?;
    Ok(open.is_empty() && class.state == classes::ClassState::Closed)
}

#[cfg(test)]
mod tests {
    use super::area;

    #[test]
    fn an_area_is_named_without_its_office() {
        assert_eq!(area("夏河县教育局"), "夏河县");
        assert_eq!(area("甘肃省教育厅"), "甘肃省");
        assert_eq!(area("新疆生产建设兵团教育局"), "新疆生产建设兵团");
        assert_eq!(area("教育局"), "教育局");
    }
}
