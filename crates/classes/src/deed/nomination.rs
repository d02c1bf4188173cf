use audit::By;
use authz::Place;
use kernel::{Error, FieldFault, Id, PersonId, Refusal, Result, text};
use store::Tx;

use super::decision::enrolment_step;
use super::sure;
use crate::exception::{Exception, ExceptionState};
use crate::rule::Verdict;
use crate::selection::{Judged, judge_people};
use crate::{Class, Enrolment, EnrolmentState, figure, store as db};

/// Nominates `person` for `class`. The rules are judged anew here; for each rule that holds "as a
/// principle" and fails, `reasons` must have a reason under the rule's code. `within` is the school.
///
/// # Errors
/// [`Error::NotFound`] for somebody outside `within`; refused with the clause when the class is not filed
/// (S69), when a hard rule fails or when the person is nominated already; invalid in the field
/// `reason-R4` and the like when a reason is missing.
pub async fn nominate(
    tx: &mut Tx,
    by: &By,
    class: Id<Class>,
    person: PersonId,
    reasons: &[(String, String)],
    within: &Place,
) -> Result<Enrolment> {
    let class = db::get_class_for_change(tx, class).await?;
    crate::recruiting(&class)?;
    // Rules ask for the person's other classes: of two nominations at once the second sees the first.
    registry::hold_person(tx, person).await?;
    let person =
        registry::find_person(&mut *tx, person).await?.filter(|it| it.place.within(within)).ok_or(Error::NotFound)?;
    person.in_service()?;
    let earlier = db::find_enrolment_for_change(tx, person.id, class.id).await?;
    if let Some(earlier) = &earlier {
        earlier.renewable()?;
    }
    let school = registry::get_organisation(&mut *tx, person.school_id).await?;
    let judged = judge_people(&mut *tx, &class, &school, vec![person]).await?;
    let judged = judged.into_iter().next().ok_or(Error::NotFound)?;
    let asked = check(&judged, reasons)?;
    let enrolment = Enrolment {
        person_id: judged.person.id,
        class_id: class.id,
        person_name: judged.person.name.clone(),
        school_id: school.id,
        school_name: school.name,
        place: judged.person.place.clone(),
        institution_place: class.institution_place.clone(),
        state: EnrolmentState::Nominated,
        priority: judged.priority,
        open_exceptions: kernel::count(asked.len()),
        nominated_by: by.person,
        why: None,
        changed_at: by.now,
    };
    sure(db::put_enrolment(tx, &enrolment).await?)?;
    for (verdict, reason) in asked {
        db::put_exception(tx, &request(by, &enrolment, verdict, reason)).await?;
    }
    let from = earlier.map(|it| it.state);
    db::add_to_figure(tx, class.id, figure::change(from, EnrolmentState::Nominated)).await?;
    enrolment_step(tx, by, &enrolment, from).await?;
    Ok(enrolment)
}

/// The exceptions to be asked for, each with its reason.
fn check<'a>(judged: &'a Judged, reasons: &'a [(String, String)]) -> Result<Vec<(&'a Verdict, &'a str)>> {
    if let Some(verdict) = judged.verdicts.iter().find(|verdict| verdict.forbids()) {
        let reason = text!("nomination-forbidden", name = judged.person.name.clone(), rule = verdict.words.clone());
        return Err(Refusal::because(reason)
            .clause(verdict.clause.clone())
            .remedy(text!("nomination-forbidden-remedy"))
            .into());
    }
    let needed = judged.verdicts.iter().filter(|verdict| verdict.needs_exception());
    let asked: Vec<_> = needed
        .map(|verdict| {
            let given = reasons.iter().find(|(code, _)| *code == verdict.code).map_or("", |(_, reason)| reason.trim());
            (verdict, given)
        })
        .collect();
    let faults: Vec<FieldFault> = asked
        .iter()
        .filter(|(_, reason)| !(4..=500).contains(&reason.chars().count()))
        .map(|(verdict, _)| FieldFault {
            field: reason_field(&verdict.code),
            text: text!("nomination-reason-missing", code = verdict.code.clone(), rule = verdict.words.clone()),
        })
        .collect();
    if faults.is_empty() { Ok(asked) } else { Err(Error::Invalid(faults)) }
}

/// The form's field for a reason against the rule `code`.
fn reason_field(code: &str) -> &'static str {
    const FIELDS: [&str; 9] = [
        "reason-R1",
        "reason-R2",
        "reason-R3",
        "reason-R4",
        "reason-R5",
        "reason-R6",
        "reason-R7",
        "reason-R8",
        "reason-R9",
    ];
    FIELDS.into_iter().find(|field| field.strip_prefix("reason-") == Some(code)).unwrap_or("form")
}

fn request(by: &By, enrolment: &Enrolment, verdict: &Verdict, reason: &str) -> Exception {
    Exception {
        person_id: enrolment.person_id,
        class_id: enrolment.class_id,
        rule_code: verdict.code.clone(),
        person_name: enrolment.person_name.clone(),
        place: enrolment.place.clone(),
        citation: verdict.clause.clone(),
        given: serde_json::to_string(&verdict.given).unwrap_or_default(),
        approver: verdict.approver.clone().unwrap_or_else(|| "province-officer".to_owned()),
        reason: reason.to_owned(),
        state: ExceptionState::Open,
        requested_by: by.person,
        requested_at: by.now,
        decided_by: None,
        opinion: None,
        decided_at: None,
    }
}
