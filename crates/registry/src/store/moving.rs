//! People who go from one organisation to another: their files, their posts, the look-up and the figures.

use std::collections::BTreeSet;

use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, Tx, sql_list};

use crate::post::Post;
use crate::post_rule::kinds_exclude;
use crate::{Nature, Organisation, Person};

/// Where people come from, and since when they are elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Whence<'a> {
    /// The organisation.
    pub source: OrganisationId,
    /// Its place, then.
    pub place: &'a Place,
    /// The first day at the other.
    pub on: Date,
    /// When it is written.
    pub at: Timestamp,
}

/// Brings `people`, who are held, from there to `target`.
///
/// # Errors
/// When the database refuses.
pub async fn move_people(tx: &mut Tx, people: &[Person], whence: Whence<'_>, target: &Organisation) -> Result<()> {
    let ids: Vec<PersonId> = people.iter().map(|it| it.id).collect();
    move_posts(&mut *tx, &ids, whence, target).await?;
    carry(tx, people, whence.place, target).await
}

/// The files of `people` from `place` to `target`, with the look-up and the figures.
///
/// # Errors
/// When the database refuses.
pub async fn carry(tx: &mut Tx, people: &[Person], place: &Place, target: &Organisation) -> Result<()> {
    sql_list(
        "update person set school_id = $1, place = $2 where id in ({list})",
        vec![target.id.into(), (&target.place).into()],
        people.iter().map(|it| it.id),
    )
    .run(&mut *tx)
    .await?;
    let gone = |it: &Person| Person { school_id: target.id, place: target.place.clone(), ..it.clone() };
    let after: Vec<Person> = people.iter().map(gone).collect();
    super::lookup::refile_people(&mut *tx, people, &after.iter().collect::<Vec<_>>()).await?;
    // Last: others wait for the figure of a county from here on.
    let counted = people.iter().filter(|it| it.left_on.is_none()).count();
    super::figure::move_figures(tx, place, &target.place, kernel::count(counted)).await
}

/// The posts at `whence` of these people, and what they hold at the target, go with them.
async fn move_posts(tx: &mut Tx, people: &[PersonId], whence: Whence<'_>, target: &Organisation) -> Result<()> {
    let all = super::post::list_posts_of(&mut *tx, people).await?;
    follow(tx, &all, &all, whence, target).await
}

/// Brings posts from there that people hold whose main post is elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn move_posts_beside(tx: &mut Tx, posts: &[Post], whence: Whence<'_>, target: &Organisation) -> Result<()> {
    let people: BTreeSet<PersonId> = posts.iter().map(|it| it.person_id).collect();
    let all = super::post::list_posts_of(&mut *tx, &people.into_iter().collect::<Vec<_>>()).await?;
    follow(tx, posts, &all, whence, target).await
}

async fn follow(tx: &mut Tx, posts: &[Post], all: &[Post], whence: Whence<'_>, target: &Organisation) -> Result<()> {
    let mut rows = Insert::into("post", COLUMNS).suffix(
        "on conflict (person_id, id) do update set organisation_id = excluded.organisation_id, place = excluded.place, until_on = excluded.until_on",
    );
    for it in following(posts, all, whence, target) {
        rows.row([
            it.person_id.into(),
            it.id.into(),
            it.organisation_id.into(),
            (&it.place).into(),
            it.kind.into(),
            it.nature.into(),
            it.from_on.into(),
            it.until_on.into(),
            it.stage.into(),
            it.subject.into(),
            it.weekly_lessons.into(),
            it.document.into(),
            it.reason.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}

const COLUMNS: &[&str] = &[
    "person_id",
    "id",
    "organisation_id",
    "place",
    "kind",
    "nature",
    "from_on",
    "until_on",
    "stage",
    "subject",
    "weekly_lessons",
    "document",
    "reason",
];

/// The rows that change: those of `posts` that are there end on the day before, and the same begin at `target`; one that
/// began later is at `target` from its beginning. What would be held there twice ends.
fn following(posts: &[Post], all: &[Post], whence: Whence<'_>, target: &Organisation) -> Vec<Post> {
    let eve = whence.on.plus_days(-1);
    let lasts = |it: &&Post| it.until_on.is_none_or(|until| until >= whence.on);
    let there = |it: &&Post| it.organisation_id == whence.source && it.place == *whence.place;
    let ended = |it: &Post| Post { until_on: Some(eve.max(it.from_on)), ..it.clone() };
    let mut rows = Vec::new();
    for it in posts.iter().filter(there).filter(lasts) {
        let twice: Vec<&Post> = all
            .iter()
            .filter(|other| other.person_id == it.person_id && other.organisation_id == target.id)
            .filter(|other| other.place == target.place && kinds_exclude(&other.kind, &it.kind))
            .filter(lasts)
            .collect();
        if it.nature != Nature::Main && !twice.is_empty() {
            rows.push(ended(it));
            continue;
        }
        rows.extend(twice.into_iter().map(ended));
        let begun = it.from_on < whence.on;
        if begun {
            rows.push(ended(it));
        }
        rows.push(Post {
            id: if begun { Id::new(whence.at) } else { it.id },
            organisation_id: target.id,
            place: target.place.clone(),
            from_on: if begun { whence.on } else { it.from_on },
            ..it.clone()
        });
    }
    rows
}
