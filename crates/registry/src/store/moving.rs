//! People who go from one organisation to another: their files, their posts, the look-up and the figures.

use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, Tx, sql_list};
use uuid::Uuid;

use crate::{Organisation, Person};

store::record! {
    /// A post, between dates.
    struct Post {
        person_id: PersonId,
        id: Uuid,
        organisation_id: OrganisationId,
        place: Place,
        kind: String,
        from_on: Date,
        until_on: Option<Date>,
    }
}

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
    sql_list(
        "update person set school_id = $1, place = $2 where id in ({list})",
        vec![target.id.into(), (&target.place).into()],
        ids.iter().copied(),
    )
    .run(&mut *tx)
    .await?;
    let gone = |it: &Person| Person { school_id: target.id, place: target.place.clone(), ..it.clone() };
    let after: Vec<Person> = people.iter().map(gone).collect();
    super::lookup::refile_people(&mut *tx, people, &after.iter().collect::<Vec<_>>()).await?;
    // Last: others wait for the figure of a county from here on.
    super::figure::move_figures(tx, whence.place, &target.place, kernel::count(people.len())).await
}

/// Ends the posts there on the day before, and begins the same at `target`; a post that began later is at `target` from
/// its beginning.
async fn move_posts(tx: &mut Tx, people: &[PersonId], whence: Whence<'_>, target: &Organisation) -> Result<()> {
    let posts: Vec<Post> = sql_list("select person_id, id, organisation_id, place, kind, from_on, until_on from post where organisation_id = $1 and place = $2 and (until_on is null or until_on >= $3) and person_id in ({list})", vec![whence.source.into(), whence.place.into(), whence.on.into()], people.iter().copied()).all(&mut *tx).await?;
    let mut rows = Insert::into(
        "post",
        &["person_id", "id", "organisation_id", "place", "kind", "from_on", "until_on"],
    )
        .suffix("on conflict (person_id, id) do update set organisation_id = excluded.organisation_id, place = excluded.place, until_on = excluded.until_on");
    for it in posts {
        let begun = it.from_on < whence.on;
        if begun {
            rows.row([
                it.person_id.into(),
                it.id.into(),
                it.organisation_id.into(),
                (&it.place).into(),
                it.kind.as_str().into(),
                it.from_on.into(),
                Some(whence.on.plus_days(-1)).into(),
            ]);
        }
        rows.row([
            it.person_id.into(),
            if begun { Id::<Post>::new(whence.at).uuid() } else { it.id }.into(),
            target.id.into(),
            (&target.place).into(),
            it.kind.as_str().into(),
            if begun { whence.on } else { it.from_on }.into(),
            it.until_on.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}
