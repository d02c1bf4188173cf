use std::collections::{BTreeMap, BTreeSet};

use audit::{By, Entry};
use authz::Place;
use classes::Class;
use kernel::{OrganisationId, Refusal, Result, Timestamp, text};
use registry::{Organisation, OrganisationKind};
use serde_json::json;
use store::Tx;

use crate::completion::{self, Completion, List, ListRow, ListState, Outcome, RowState};
use crate::news::CompletionSubmitted;
use crate::recognition::{Recognition, RecognitionState};
use crate::roster::{self, Line, Roster};
use crate::store as tables;

/// Hands the completion list in: the rows are frozen, each county gets its part, the class goes to
/// 结业待审. A list of which counties sent parts back is handed in again for just these parts.
///
/// # Errors
/// A refusal with the clause: not filed, not over, nobody on the list, handed in already, or too many
/// excellent.
pub async fn submit(tx: &mut Tx, by: &By, at: &Completion) -> Result<List> {
    let class = classes::get_class_for_change(tx, at.class.id).await?;
    let list = tables::find_list_for_change(tx, class.id).await?;
    let earlier = tables::list_rows(&mut *tx, class.id, None, 1000).await?;
    let roster = roster::gather(&mut *tx, &class).await?;
    completion::may_submit(&class, list.as_ref(), roster.lines.len(), by.now.date())?;
    let parts = tables::list_recognitions(&mut *tx, class.id).await?;
    let counties = counties_of(tx, &roster).await?;
    let with = |county: OrganisationId| parts.iter().find(|part| part.county_id == county).map(|part| part.state);
    let lines = roster.lines.iter().filter_map(|line| {
        let county = counties.get(line.enrolment.place.as_str())?;
        // What another county has before it or has confirmed stays as it is.
        matches!(with(county.id), None | Some(RecognitionState::Returned)).then(|| row(line, &class, county))
    });
    let rows: Vec<ListRow> = lines.collect();
    let kept = earlier.iter().filter(|old| !rows.iter().any(|new| new.person_id == old.person_id));
    let outcomes: Vec<Outcome> = kept.map(|row| row.outcome).chain(rows.iter().map(|row| row.outcome)).collect();
    let excellent = outcomes.iter().filter(|outcome| **outcome == Outcome::Excellent).count();
    completion::may_excel(&roster.rule, kernel::count(excellent), kernel::count(outcomes.len()))?;
    let concerned: BTreeSet<OrganisationId> =
        parts.iter().map(|part| part.county_id).chain(rows.iter().map(|row| row.county_id)).collect();
    let new = List {
        class_id: class.id,
        state: ListState::Submitted,
        rule_version: roster.rule.version.clone(),
        people: kernel::count(outcomes.len()),
        counties: kernel::count(concerned.len()),
        confirmed: 0,
        round: 1,
        submitted_by: by.person,
        submitted_name: by.name.clone(),
        submitted_at: by.now,
    };
    if !tables::put_list(&mut *tx, &new).await? {
        return Err(Refusal::because(text!("completion-submitted-already"))
            .remedy(text!("completion-submitted-already-remedy"))
            .into());
    }
    tables::insert_rows(&mut *tx, &rows).await?;
    tables::put_recognitions(&mut *tx, &class.institution_place, &before_counties(&class, &counties, &rows, by.now))
        .await?;
    if list.is_none() {
        classes::begin_closing(&mut *tx, by, &class).await?;
    }
    jobs::emit(&mut *tx, by.now, &CompletionSubmitted { class: class.id }).await?;
    let after = json!({ "people": new.people, "excellent": excellent, "rows": rows.len(), "rule": new.rule_version });
    by.record(tx, Entry::new("completion.submit", "completion", class.id).after(after)).await?;
    Ok(new)
}

/// The authority that recognises for each place: the county, or where there is none the level above.
async fn counties_of(tx: &mut Tx, roster: &Roster) -> Result<BTreeMap<String, Organisation>> {
    let places: BTreeSet<&Place> = roster.lines.iter().map(|line| &line.enrolment.place).collect();
    let over = registry::list_authorities_over(tx, &places).await?;
    let kinds = [OrganisationKind::County, OrganisationKind::Prefecture, OrganisationKind::Province];
    let county = |place: &Place| kinds.into_iter().find_map(|kind| Organisation::nearest(&over, place, kind));
    places
        .into_iter()
        .map(|place| {
            let county = county(place).ok_or_else(|| kernel::Error::internal("a school under no authority"))?;
            Ok((place.as_str().to_owned(), county.clone()))
        })
        .collect()
}

fn row(line: &Line, class: &Class, county: &Organisation) -> ListRow {
    let (evidence, amount) = (&line.evidence, line.earned());
    ListRow {
        person_id: line.enrolment.person_id,
        class_id: class.id,
        person_name: line.enrolment.person_name.clone(),
        school_id: line.enrolment.school_id,
        place: line.enrolment.place.clone(),
        county_id: county.id,
        state: RowState::Listed,
        proposed: line.proposed,
        outcome: line.outcome,
        reason: line.mark.as_ref().map(|mark| mark.reason.clone()).unwrap_or_default(),
        planned_minutes: evidence.planned_minutes,
        absent_minutes: evidence.absent_minutes,
        lessons_done: evidence.lessons_done,
        lessons_total: evidence.lessons_total,
        quiz_best: evidence.quiz_best,
        face_minutes: amount.face_minutes,
        online_minutes: amount.online_minutes,
        minutes: amount.minutes,
        hours_x100: amount.hours_x100,
        credits_x100: amount.credits_x100,
        return_reason: String::new(),
        entry_id: None,
        certificate_number: None,
        recognised_at: None,
    }
}

fn before_counties(
    class: &Class,
    counties: &BTreeMap<String, Organisation>,
    rows: &[ListRow],
    now: Timestamp,
) -> Vec<Recognition> {
    let concerned: BTreeMap<OrganisationId, &Organisation> = counties
        .values()
        .filter(|county| rows.iter().any(|row| row.county_id == county.id))
        .map(|county| (county.id, county))
        .collect();
    let part = |county: &Organisation| Recognition {
        class_id: class.id,
        county_id: county.id,
        county_name: county.name.clone(),
        county_place: county.place.clone(),
        class_name: class.name.clone(),
        class_number: class.number.clone(),
        institution_name: class.institution_name.clone(),
        state: RecognitionState::Waiting,
        people: kernel::count(rows.iter().filter(|row| row.county_id == county.id).count()),
        reason: String::new(),
        submitted_at: now,
        decided_by: None,
        decided_name: String::new(),
        decided_at: None,
    };
    concerned.values().map(|county| part(county)).collect()
}
