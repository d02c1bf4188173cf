//! 划转、撤并、拆分: a school goes to another authority, into another school, or in part to another school.

use authz::{Key, Noun, Place};
use jobs::Job;
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::{Organisation, OrganisationKind};

store::code! {
    /// What is done.
    pub enum ReorganisationKind {
        /// 划转: it hangs under another authority, with its people.
        Move = "move",
        /// 撤并: it is closed, and its people go to another.
        Merge = "merge",
        /// 拆分: some of its people go to another.
        Split = "split",
    }
}

store::code! {
    /// Where it stands.
    pub enum ReorganisationState {
        /// Chosen; nothing has changed.
        Draft = "draft",
        /// Decided; its people are on their way.
        Running = "running",
        /// Everybody is there.
        Done = "done",
        /// The work was given up; it can go on.
        Stopped = "stopped",
        /// Thrown away before it was decided.
        Withdrawn = "withdrawn",
    }
}

store::record! {
    /// One of them.
    pub struct Reorganisation {
        /// Its id.
        pub id: Id<Reorganisation>,
        /// What is done.
        pub kind: ReorganisationKind,
        /// Where it stands.
        pub state: ReorganisationState,
        /// The school.
        pub source_id: OrganisationId,
        /// Whither.
        pub target_id: OrganisationId,
        /// The area of whoever decides.
        pub place: Place,
        /// The first day on which it is so.
        pub on_day: Date,
        /// 文号.
        pub document: String,
        /// Why.
        pub reason: String,
        /// The place of the school before.
        pub place_before: Place,
        /// How many people go, once it is decided.
        pub people: i64,
        /// How many are there.
        pub moved: i64,
        /// The work.
        pub job_id: Option<Id<Job>>,
        /// Who began it.
        pub created_by: PersonId,
        /// The name.
        pub created_name: String,
        /// When.
        pub created_at: Timestamp,
        /// When it was decided.
        pub started_at: Option<Timestamp>,
        /// When everybody was there.
        pub ended_at: Option<Timestamp>,
    }
}

impl ReorganisationKind {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Move => "reorganisation-move",
            Self::Merge => "reorganisation-merge",
            Self::Split => "reorganisation-split",
        }
    }
}

impl ReorganisationState {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "reorganisation-draft",
            Self::Running => "reorganisation-running",
            Self::Done => "reorganisation-done",
            Self::Stopped => "reorganisation-stopped",
            Self::Withdrawn => "reorganisation-withdrawn",
        }
    }
}

/// Whether one of this kind can be moved, merged and split now: its place is its alone, nothing hangs under it, and no
/// other link keeps its place for its own (as classes keep that of an institution).
pub const fn is_movable(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::School
            | OrganisationKind::TeachingResearch
            | OrganisationKind::Audiovisual
            | OrganisationKind::DevelopmentCentre
    )
}

fn refused(reason: &str, remedy: &str) -> Refusal {
    Refusal::because(kernel::Text::new(reason)).remedy(kernel::Text::new(remedy))
}

/// Whether somebody whose area is `area` may do this with the two on `on`.
///
/// # Errors
/// A refusal that says what to do.
pub fn judge(
    kind: ReorganisationKind,
    source: &Organisation,
    target: &Organisation,
    area: &Place,
    on: Date,
) -> std::result::Result<(), Refusal> {
    if source.id == target.id {
        return Err(refused("reorganisation-itself", "reorganisation-itself-remedy"));
    }
    if !is_movable(source.kind) {
        return Err(refused("reorganisation-kind", "reorganisation-kind-remedy"));
    }
    for it in [source, target] {
        if let Some(last) = it.closed_on {
            let over = text!("period-over", name = &it.name, on = last);
            return Err(Refusal::because(over).remedy(text!("period-over-remedy")));
        }
        if !it.place.within(area) {
            let beyond = text!("reorganisation-beyond", name = &it.name);
            return Err(Refusal::because(beyond).remedy(text!("reorganisation-beyond-remedy")));
        }
    }
    if target.place.within(&source.place) {
        return Err(refused("reorganisation-cycle", "reorganisation-cycle-remedy"));
    }
    match kind {
        ReorganisationKind::Move if source.parent_id == Some(target.id) => {
            Err(refused("reorganisation-there", "reorganisation-there-remedy"))
        }
        ReorganisationKind::Move => target.may_hold(source.kind, on),
        ReorganisationKind::Merge | ReorganisationKind::Split if source.kind != target.kind => {
            Err(refused("reorganisation-unlike", "reorganisation-unlike-remedy"))
        }
        ReorganisationKind::Merge | ReorganisationKind::Split => target.open_since(on),
    }
}

/// Whether so many may go when a school of `people` is split.
///
/// # Errors
/// A refusal when nobody goes, or nobody stays.
pub fn splits(chosen: i64, people: i64) -> std::result::Result<(), Refusal> {
    if chosen == 0 {
        return Err(refused("reorganisation-nobody", "reorganisation-nobody-remedy"));
    }
    if chosen >= people {
        return Err(refused("reorganisation-everybody", "reorganisation-everybody-remedy"));
    }
    Ok(())
}

impl Noun for Reorganisation {
    /// Whoever may change organisations within the area may do this.
    const NAME: &'static str = Organisation::NAME;

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("reorganisation") {
            Some(id) => crate::store::find_reorganisation(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::ReorganisationKind::{Merge, Move, Split};
    use super::*;
    use OrganisationKind::{County, Institution, Province, School};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn one(kind: OrganisationKind, path: &[&str]) -> Organisation {
        Organisation {
            id: Id::new(Timestamp::default()),
            parent_id: None,
            place: path.iter().fold(Place::root(), |place, step| place.child(step)),
            code: path.concat(),
            kind,
            name: path.concat(),
            division_code: None,
            urban_rural: None,
            opened_on: day("2001-09-01"),
            closed_on: None,
        }
    }

    fn why(kind: ReorganisationKind, source: &Organisation, target: &Organisation, area: &[&str]) -> String {
        let area = area.iter().fold(Place::root(), |place, step| place.child(step));
        judge(kind, source, target, &area, day("2026-03-01")).err().map(|it| it.reason.key).unwrap_or_default()
    }

    #[test]
    fn a_school_goes_to_another_county_by_the_hand_of_their_province() {
        let (school, county) = (one(School, &["62", "1", "s"]), one(County, &["62", "2"]));
        assert_eq!(why(Move, &school, &county, &["62"]), "");
        assert_eq!(why(Move, &school, &county, &["62", "1"]), "reorganisation-beyond");
        assert_eq!(why(Move, &school, &county, &["62", "2"]), "reorganisation-beyond");
        let under = Organisation { parent_id: Some(county.id), ..school.clone() };
        assert_eq!(why(Move, &under, &county, &["62"]), "reorganisation-there");
        let other = one(School, &["62", "2", "t"]);
        assert_eq!(why(Move, &school, &other, &["62"]), "organisation-holds-not", "a school holds no school");
    }

    #[test]
    fn two_that_are_alike_and_open_become_one_and_nothing_becomes_part_of_itself() {
        let (one_school, other) = (one(School, &["62", "1", "s"]), one(School, &["62", "1", "t"]));
        for kind in [Merge, Split] {
            assert_eq!(why(kind, &one_school, &other, &["62", "1"]), "");
            assert_eq!(why(kind, &one_school, &one_school, &["62"]), "reorganisation-itself");
            assert_eq!(why(kind, &one_school, &one(County, &["62", "1"]), &["62"]), "reorganisation-unlike");
            let closed = Organisation { closed_on: Some(day("2020-08-31")), ..other.clone() };
            assert_eq!(why(kind, &one_school, &closed, &["62"]), "period-over");
            assert_eq!(why(kind, &closed, &one_school, &["62"]), "period-over");
            let young = Organisation { opened_on: day("2026-03-02"), ..other.clone() };
            assert_eq!(why(kind, &one_school, &young, &["62"]), "organisation-over-closed");
        }
    }

    #[test]
    fn authorities_and_institutions_stay_where_they_are_and_no_circle_is_made() {
        let province = one(Province, &["62"]);
        assert_eq!(why(Move, &one(County, &["62", "1"]), &province, &[]), "reorganisation-kind");
        assert_eq!(
            why(Merge, &one(Institution, &["62", "i"]), &one(Institution, &["62", "j"]), &[]),
            "reorganisation-kind"
        );
        let within = one(County, &["62", "1", "s", "c"]);
        assert_eq!(why(Move, &one(School, &["62", "1", "s"]), &within, &[]), "reorganisation-cycle");
    }

    #[test]
    fn of_a_split_somebody_goes_and_somebody_stays() {
        let key = |chosen, people| splits(chosen, people).err().map(|it| it.reason.key).unwrap_or_default();
        assert_eq!(key(0, 5), "reorganisation-nobody");
        assert_eq!(key(5, 5), "reorganisation-everybody");
        assert_eq!(key(4, 5), "");
    }
}
