//! 划转、撤并、拆分: chosen first, then decided; the people follow in the background.

use audit::{By, Entry};
use authz::Place;
use kernel::{Date, Error, Id, OrganisationId, PersonId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::standing::{Standing, fresh, standing, write_down};
use crate::basis::Basis;
use crate::news::{OrganisationClosed, OrganisationMoved};
use crate::period::What;
use crate::reorganisation::{Reorganisation, ReorganisationKind, ReorganisationState, judge, splits};
use crate::reorganisation_work::{self, MOVE_PEOPLE};
use crate::{Organisation, store as rows};

/// What a reorganisation would do, as it stands.
#[derive(Clone, Debug)]
pub struct Reorganising {
    source: Standing,
    /// The school.
    pub organisation: Organisation,
    /// Whither.
    pub target: Organisation,
    /// How many people go.
    pub going: i64,
    /// How many people are there.
    pub people: i64,
    /// The last day as it was; none for a split, which ends nothing.
    pub last_day: Option<Date>,
    /// What the preview shows; see [`decide`].
    pub seen: String,
}

/// What was chosen for a draft.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What is done.
    pub kind: ReorganisationKind,
    /// The school.
    pub source: OrganisationId,
    /// Whither.
    pub target: OrganisationId,
    /// What it rests on.
    pub basis: &'a Basis,
}

/// Writes a draft of what may be.
///
/// # Errors
/// A refusal when it may not.
pub async fn draft(tx: &mut Tx, by: &By, wish: Wish<'_>) -> Result<Id<Reorganisation>> {
    let area = by.area()?.place.clone();
    let Both { source, target, .. } = both(&mut *tx, by, &area, &wish).await?;
    let it = Reorganisation {
        id: Id::new(by.now),
        kind: wish.kind,
        state: ReorganisationState::Draft,
        source_id: source.organisation.id,
        target_id: target.organisation.id,
        place: area,
        on_day: wish.basis.on,
        document: wish.basis.document.clone(),
        reason: wish.basis.reason.clone(),
        place_before: source.organisation.place,
        people: 0,
        moved: 0,
        job_id: None,
        created_by: by.person,
        created_name: by.name.clone(),
        created_at: by.now,
        started_at: None,
        ended_at: None,
    };
    rows::insert_reorganisation(&mut *tx, &it).await?;
    let after = json!({ "kind": it.kind.as_str(), "source": it.source_id, "target": it.target_id, "on": it.on_day });
    by.record(tx, Entry::new("reorganisation.draft", "reorganisation", it.id).after(after).why(&it.reason)).await?;
    Ok(it.id)
}

/// The two, held, when this may be done with them.
struct Both {
    source: Standing,
    target: Standing,
    /// The last day as it was.
    last_day: Option<Date>,
}

async fn both(tx: &mut Tx, by: &By, area: &Place, wish: &Wish<'_>) -> Result<Both> {
    let ids = [wish.source, wish.target];
    // In the order of their ids, so that two who decide crosswise do not wait for each other.
    let held = rows::hold_organisations(&mut *tx, &ids).await?;
    let of = |id| held.iter().find(|it| it.id == id).ok_or(Error::NotFound);
    let (source, target, on) = (of(wish.source)?, of(wish.target)?, wish.basis.on);
    judge(wish.kind, source, target, area, on)?;
    if rows::is_busy(&mut *tx, wish.source, wish.target).await? {
        let busy = Refusal::because(text!("reorganisation-busy")).remedy(text!("reorganisation-busy-remedy"));
        return Err(busy.into());
    }
    let periods = rows::list_periods_of(&mut *tx, &ids).await?;
    let it = standing(by, source.clone(), &periods)?;
    let target = Standing {
        organisation: target.clone(),
        last: periods.iter().rfind(|it| it.organisation_id == target.id).cloned().ok_or(Error::NotFound)?,
    };
    let last_day = last_day(wish.kind, &it, on, by.today())?;
    if wish.kind == ReorganisationKind::Merge && rows::count_children(tx, wish.source).await? > 0 {
        return Err(Refusal::because(text!("reorganisation-below")).remedy(text!("closing-below-remedy")).into());
    }
    Ok(Both { source: it, target, last_day })
}

/// The last day of the school as it was; none for a split, which ends nothing.
fn last_day(
    kind: ReorganisationKind,
    it: &Standing,
    on: Date,
    today: Date,
) -> std::result::Result<Option<Date>, Refusal> {
    match kind {
        ReorganisationKind::Move | ReorganisationKind::Merge => it.last.ends_before(on, today).map(Some),
        ReorganisationKind::Split if on > today => {
            Err(Refusal::because(text!("period-to-come", on = on)).remedy(text!("period-to-come-remedy")))
        }
        ReorganisationKind::Split => it.organisation.open_since(on).map(|()| None),
    }
}

fn basis(it: &Reorganisation) -> Basis {
    Basis { on: it.on_day, document: it.document.clone(), reason: it.reason.clone() }
}

/// What the draft `it` would do now; nothing is written.
///
/// # Errors
/// A refusal when it may not be done any more.
pub async fn reorganising(tx: &mut Tx, by: &By, it: &Reorganisation) -> Result<Reorganising> {
    let basis = basis(it);
    let wish = Wish { kind: it.kind, source: it.source_id, target: it.target_id, basis: &basis };
    let Both { source, target, last_day } = both(&mut *tx, by, &it.place, &wish).await?;
    let organisation = source.organisation.clone();
    let people = rows::count_people_at(&mut *tx, &organisation).await?;
    let going = match it.kind {
        ReorganisationKind::Move | ReorganisationKind::Merge => people,
        ReorganisationKind::Split => rows::count_chosen(&mut *tx, it.id, it.source_id).await?,
    };
    let seen = format!("{}.{}.{people}.{going}", source.seen(), target.seen());
    Ok(Reorganising { source, organisation, target: target.organisation, going, people, last_day, seen })
}

/// Chooses those of `shown` who go when the school is split.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn choose(tx: &mut Tx, it: Id<Reorganisation>, shown: &[PersonId], go: &[PersonId]) -> Result<()> {
    let it = rows::get_reorganisation_for_change(&mut *tx, it).await?;
    drafted(&it)?;
    let people = rows::list_people_by_id(&mut *tx, shown).await?;
    let here: Vec<PersonId> = people.iter().filter(|one| one.school_id == it.source_id).map(|one| one.id).collect();
    let go: Vec<PersonId> = go.iter().copied().filter(|one| here.contains(one)).collect();
    rows::choose(tx, it.id, &here, &go).await
}

fn drafted(it: &Reorganisation) -> std::result::Result<(), Refusal> {
    match it.state {
        ReorganisationState::Draft => Ok(()),
        ReorganisationState::Running
        | ReorganisationState::Done
        | ReorganisationState::Stopped
        | ReorganisationState::Withdrawn => {
            Err(Refusal::because(text!("reorganisation-decided")).remedy(text!("reorganisation-decided-remedy")))
        }
    }
}

/// Throws a draft away.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn withdraw(tx: &mut Tx, by: &By, id: Id<Reorganisation>) -> Result<()> {
    let it = rows::get_reorganisation_for_change(&mut *tx, id).await?;
    drafted(&it)?;
    rows::set_reorganisation_state(&mut *tx, id, ReorganisationState::Draft, ReorganisationState::Withdrawn).await?;
    by.record(tx, Entry::new("reorganisation.withdraw", "reorganisation", id)).await
}

/// Decides a draft, if everything is as it was `seen`: the organisations are changed now, and their people follow.
///
/// # Errors
/// A refusal when it may not be done; then nothing is.
pub async fn decide(tx: &mut Tx, by: &By, id: Id<Reorganisation>, seen: &str) -> Result<()> {
    let it = rows::get_reorganisation_for_change(&mut *tx, id).await?;
    drafted(&it)?;
    let now = reorganising(&mut *tx, by, &it).await?;
    fresh(seen, &now.seen)?;
    let basis = basis(&it);
    match it.kind {
        ReorganisationKind::Move => relocate(&mut *tx, by, &now, &basis).await?,
        ReorganisationKind::Merge => {
            end(&mut *tx, by, &now).await?;
            write_down(&mut *tx, by, it.source_id, What::MergedInto, &basis, Some(it.target_id)).await?;
            write_down(&mut *tx, by, it.target_id, What::Received, &basis, Some(it.source_id)).await?;
        }
        ReorganisationKind::Split => {
            splits(now.going, now.people)?;
            write_down(&mut *tx, by, it.source_id, What::SplitOff, &basis, Some(it.target_id)).await?;
            write_down(&mut *tx, by, it.target_id, What::SplitFrom, &basis, Some(it.source_id)).await?;
        }
    }
    begin(&mut *tx, by, &it, (&now.organisation.place, now.going)).await?;
    let after = json!({ "people": now.going, "target": it.target_id, "on": it.on_day });
    by.record(tx, Entry::new("reorganisation.decide", "reorganisation", id).after(after).why(&it.reason)).await
}

/// The school hangs under the other authority from the day on.
async fn relocate(tx: &mut Tx, by: &By, now: &Reorganising, basis: &Basis) -> Result<()> {
    let before = &now.organisation;
    let place = now.target.place.child(before.place.step());
    if rows::is_place_taken(&mut *tx, &place).await? {
        return Err(Refusal::because(text!("code-place-taken")).into());
    }
    let division_code = now.target.division_code.clone();
    let after = Organisation { parent_id: Some(now.target.id), place, division_code, ..before.clone() };
    let last_day = now.last_day.ok_or(Error::NotFound)?;
    now.source.begin(&mut *tx, &after, basis.on, last_day).await?;
    write_down(&mut *tx, by, before.id, What::Moved, basis, None).await?;
    let (from, to) = (before.place.clone(), after.place);
    jobs::emit(tx, by.now, &OrganisationMoved { organisation: before.id, from, to }).await
}

/// The school ends.
async fn end(tx: &mut Tx, by: &By, now: &Reorganising) -> Result<()> {
    let last_day = now.last_day.ok_or(Error::NotFound)?;
    let it = &now.organisation;
    rows::end_period(&mut *tx, &now.source.last, last_day).await?;
    rows::update_organisation(&mut *tx, &Organisation { closed_on: Some(last_day), ..it.clone() }).await?;
    jobs::emit(tx, by.now, &OrganisationClosed { organisation: it.id, last_day }).await
}

/// Queues the work that brings the people over.
async fn begin(tx: &mut Tx, by: &By, it: &Reorganisation, whence: (&Place, i64)) -> Result<()> {
    let task = reorganisation_work::Task { reorganisation: it.id, duty: by.duty.clone() };
    let job = jobs::enqueue(&mut *tx, by.now, MOVE_PEOPLE, by.person, &task).await?;
    rows::set_reorganisation_running(tx, it.id, whence, job, by.now).await
}

/// Lets a work go on that was given up.
///
/// # Errors
/// A refusal when it was not.
pub async fn resume(tx: &mut Tx, by: &By, id: Id<Reorganisation>) -> Result<()> {
    let it = rows::get_reorganisation_for_change(&mut *tx, id).await?;
    if it.state != ReorganisationState::Stopped {
        return Err(Refusal::because(text!("reorganisation-not-stopped")).into());
    }
    begin(&mut *tx, by, &it, (&it.place_before, it.people)).await?;
    by.record(tx, Entry::new("reorganisation.resume", "reorganisation", id)).await
}
