use audit::By;
use kernel::{Error, Id, Result};
use serde_json::json;
use store::Tx;

use super::{step, sure};
use crate::class::Plan;
use crate::project::Allowed;
use crate::{Class, ClassFiled, ClassState, Project, store as db};

/// Makes a class of `project` at `institution`, under the next number.
///
/// # Errors
/// The faults of the plan.
pub async fn create(tx: &mut Tx, by: &By, project: &Project, institution: &Allowed, plan: &Plan) -> Result<Class> {
    check(plan, project)?;
    let nth = db::next_class(tx, project.id).await?;
    let class = Class {
        id: Id::new(by.now),
        project_id: project.id,
        number: project.class_number(nth),
        name: plan.name.trim().to_owned(),
        institution_id: institution.organisation_id,
        institution_name: institution.name.clone(),
        institution_place: institution.place.clone(),
        province_id: project.province_id,
        province_name: project.province_name.clone(),
        province_place: project.province_place.clone(),
        venue_kind: plan.venue_kind,
        venue: plan.venue.trim().to_owned(),
        opens_on: plan.opens_on,
        closes_on: plan.closes_on,
        planned_people: plan.planned_people,
        state: ClassState::Draft,
        created_by: by.person,
        created_at: by.now,
        submitted_by: None,
        submitted_at: None,
        opinion: None,
        filing_number: None,
        filed_by: None,
        filed_at: None,
        closed_on: None,
    };
    db::insert_class(tx, &class).await?;
    step(tx, by, class.id, "created", None, facts(&class.number, plan)).await?;
    Ok(class)
}

/// Gives a draft a new plan.
///
/// # Errors
/// The faults of the plan; refused when the class is handed in or filed.
pub async fn change(tx: &mut Tx, by: &By, class: Id<Class>, plan: &Plan) -> Result<Class> {
    let before = db::get_class_for_change(tx, class).await?;
    before.editable()?;
    let project = db::get_project(&mut *tx, before.project_id).await?;
    check(plan, &project)?;
    sure(db::update_class(tx, class, plan).await?)?;
    step(tx, by, class, "changed", None, facts(&before.number, plan)).await?;
    db::get_class(tx, class).await
}

/// Hands a class in for filing.
///
/// # Errors
/// Refused without a timetable, or when it was handed in already.
pub async fn submit(tx: &mut Tx, by: &By, class: Id<Class>) -> Result<()> {
    let it = db::get_class_for_change(tx, class).await?;
    let sessions = db::list_sessions(&mut *tx, class).await?;
    it.submittable(sessions.len())?;
    sure(db::set_submitted(tx, class, by.person, by.now).await?)?;
    step(tx, by, class, "submitted", None, json!({ "number": it.number })).await
}

/// Files a class: gives it its filing number (备案号), `BA62-2011-0007`. From now on it recruits.
///
/// # Errors
/// Refused when it was not handed in, was decided already, or the decider made it.
pub async fn file(tx: &mut Tx, by: &By, class: Id<Class>) -> Result<String> {
    let it = db::get_class_for_change(tx, class).await?;
    it.decidable(by.person)?;
    let project = db::get_project(&mut *tx, it.project_id).await?;
    let year = by.today().year();
    let nth = db::next_filing(tx, &project.province_code, year.into()).await?;
    let number = format!("BA{}-{year}-{nth:04}", project.province_code);
    sure(db::set_filed(tx, class, &number, by.person, by.now).await?)?;
    step(tx, by, class, "filed", None, json!({ "number": it.number, "filing": number })).await?;
    jobs::emit(tx, by.now, &ClassFiled { class }).await?;
    Ok(number)
}

/// Returns a class to its maker with an opinion.
///
/// # Errors
/// Invalid without an opinion; refused as [`fn@file`] is.
pub async fn send_back(tx: &mut Tx, by: &By, class: Id<Class>, opinion: &str) -> Result<()> {
    let it = db::get_class_for_change(tx, class).await?;
    it.decidable(by.person)?;
    let opinion = super::decision::reason("opinion", opinion)?;
    sure(db::set_returned(tx, class, &opinion).await?)?;
    step(tx, by, class, "returned", Some(&opinion), json!({ "number": it.number })).await
}

/// Opens a class (开班): it no longer recruits.
///
/// # Errors
/// Refused before its day, without anybody confirmed, or when it is not filed (S69).
pub async fn open(tx: &mut Tx, by: &By, class: Id<Class>) -> Result<()> {
    let it = db::get_class_for_change(tx, class).await?;
    let figure = db::find_figure(&mut *tx, class).await?;
    it.openable(by.today(), figure.confirmed)?;
    sure(db::set_running(tx, class).await?)?;
    step(tx, by, class, "opened", None, json!({ "number": it.number, "confirmed": figure.confirmed })).await
}

fn check(plan: &Plan, project: &Project) -> Result<()> {
    let faults = plan.check(project);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn facts(number: &str, plan: &Plan) -> serde_json::Value {
    json!({
        "number": number,
        "name": plan.name.trim(),
        "venue_kind": plan.venue_kind.as_str(),
        "venue": plan.venue.trim(),
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
        "planned_people": plan.planned_people,
    })
}
