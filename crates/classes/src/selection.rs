//! Puts before the rules what the records know of people.

use kernel::{PersonId, Result};
use registry::{Organisation, Person};
use store::On;

use crate::rule::{Candidate, Other, Verdict, judge, priority};
use crate::store::{Membership, PostKind};
use crate::{Class, Rule, store as db};

/// Somebody with what the rules say.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Who.
    pub person: Person,
    /// One verdict for each rule.
    pub verdicts: Vec<Verdict>,
    /// Priority points.
    pub priority: i64,
}

/// Judges people of one school for a class, those with most points first. Four statements.
///
/// # Errors
/// When the database refuses.
pub async fn judge_people(
    on: impl Into<On<'_>>,
    class: &Class,
    school: &Organisation,
    people: Vec<Person>,
) -> Result<Vec<Judged>> {
    let mut on = on.into();
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let project = db::get_project(on.again(), class.project_id).await?;
    let rules: Vec<Rule> = db::list_rules(on.again(), class.project_id).await?;
    let posts = db::list_post_kinds(on.again(), &ids, class.opens_on).await?;
    let memberships = db::list_memberships(on, &ids).await?;
    let mut judged: Vec<Judged> = people
        .into_iter()
        .map(|person| {
            let candidate = candidate(&person, school, class, &project.topic, &posts, &memberships);
            let verdicts = judge(&rules, &candidate, class.opens_on);
            Judged { priority: priority(&verdicts), person, verdicts }
        })
        .collect();
    judged
        .sort_by(|one, other| other.priority.cmp(&one.priority).then_with(|| one.person.name.cmp(&other.person.name)));
    Ok(judged)
}

fn candidate(
    person: &Person,
    school: &Organisation,
    class: &Class,
    topic: &str,
    posts: &[PostKind],
    memberships: &[Membership],
) -> Candidate {
    let elsewhere = |it: &&Membership| it.person_id == person.id && it.class_id != class.id;
    let other = |it: &Membership| Other { number: it.number.clone(), opens_on: it.opens_on, closes_on: it.closes_on };
    let same_days =
        |it: &&Membership| it.state.binds() && it.opens_on <= class.closes_on && class.opens_on <= it.closes_on;
    Candidate {
        place: person.place.clone(),
        ethnicity: person.ethnicity.clone(),
        bilingual: person.bilingual,
        psc_level: person.psc_level.clone(),
        born_on: person.born_on,
        urban_rural: school.urban_rural.clone(),
        post: posts.iter().rfind(|post| post.person_id == person.id).map(|post| post.kind.clone()),
        overlapping: memberships.iter().filter(elsewhere).filter(same_days).map(other).collect(),
        same_topic: memberships
            .iter()
            .filter(elsewhere)
            .filter(|it| it.state.completed() && it.topic == topic)
            .map(other)
            .collect(),
    }
}
