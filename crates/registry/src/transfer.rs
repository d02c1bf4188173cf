//! 调动: somebody goes to another school, when both schools say so.

use authz::{Key, Noun, Place};
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Result, Text, Timestamp, text};
use store::Store;

use crate::{Nature, post::NewPost};

/// So far ahead a transfer is asked for: a school year.
const FARTHEST_DAYS: i64 = 366;

store::code! {
    /// One of the two schools.
    pub enum Side {
        /// The one that lets go.
        Source = "source",
        /// The one that takes.
        Target = "target",
    }
}

store::code! {
    /// Where a transfer stands.
    pub enum TransferState {
        /// A side has not confirmed.
        Open = "open",
        /// Both have; it takes effect on its day.
        Agreed = "agreed",
        /// It has taken effect.
        Done = "done",
        /// The other side declined.
        Declined = "declined",
        /// The side that asked took it back.
        Withdrawn = "withdrawn",
        /// On its day a rule said no, or the person was elsewhere by then.
        Failed = "failed",
    }
}

store::record! {
    /// A transfer.
    pub struct Transfer {
        /// Who goes.
        pub person_id: PersonId,
        /// Which.
        pub id: Id<Transfer>,
        /// The name.
        pub person_name: String,
        /// Which side asked.
        pub asked_side: Side,
        /// Where it stands.
        pub state: TransferState,
        /// Whence.
        pub source_id: OrganisationId,
        /// Its name.
        pub source_name: String,
        /// Its place.
        pub source_place: Place,
        /// The place of the authority over it.
        pub source_area: Place,
        /// Whither.
        pub target_id: OrganisationId,
        /// Its name.
        pub target_name: String,
        /// Its place.
        pub target_place: Place,
        /// The place of the authority over it.
        pub target_area: Place,
        /// 岗位.
        pub kind: String,
        /// As the main post, or for a term.
        pub nature: Nature,
        /// The first day there.
        pub on_day: Date,
        /// The last day of a term.
        pub until_on: Option<Date>,
        /// 任教学段.
        pub stage: Option<String>,
        /// 任教学科.
        pub subject: Option<String>,
        /// 平均周课时.
        pub weekly_lessons: Option<i64>,
        /// 文号.
        pub document: Option<String>,
        /// Why.
        pub reason: String,
        /// Who asked.
        pub asked_by: PersonId,
        /// The name.
        pub asked_name: String,
        /// When.
        pub asked_at: Timestamp,
        /// Who confirmed for the side that lets go.
        pub source_by: Option<PersonId>,
        /// The name.
        pub source_by_name: Option<String>,
        /// When.
        pub source_at: Option<Timestamp>,
        /// Who confirmed for the side that takes.
        pub target_by: Option<PersonId>,
        /// The name.
        pub target_by_name: Option<String>,
        /// When.
        pub target_at: Option<Timestamp>,
        /// Who ended it.
        pub ended_name: Option<String>,
        /// When.
        pub ended_at: Option<Timestamp>,
        /// Why; of what failed, the rule as a text to be said.
        pub end_reason: Option<String>,
    }
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Source => "transfer-source",
            Self::Target => "transfer-target",
        }
    }
}

impl TransferState {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "transfer-open",
            Self::Agreed => "transfer-agreed",
            Self::Done => "transfer-done",
            Self::Declined => "transfer-declined",
            Self::Withdrawn => "transfer-withdrawn",
            Self::Failed => "transfer-failed",
        }
    }

    /// Whether something can still become of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Agreed)
    }
}

type Ruled<T> = std::result::Result<T, Refusal>;

fn refuse<T>(reason: Text, remedy: Text) -> Ruled<T> {
    Err(Refusal::because(reason).remedy(remedy))
}

/// Whether a transfer may be asked for `on` a day.
///
/// # Errors
/// A refusal when the day is too far ahead.
pub fn may_take_effect(on: Date, today: Date) -> Ruled<()> {
    if today.days_until(on) > FARTHEST_DAYS {
        return refuse(text!("transfer-far"), text!("post-date-remedy"));
    }
    Ok(())
}

impl Transfer {
    /// The place of a side.
    #[must_use]
    pub const fn place(&self, side: Side) -> &Place {
        match side {
            Side::Source => &self.source_place,
            Side::Target => &self.target_place,
        }
    }

    const fn area(&self, side: Side) -> &Place {
        match side {
            Side::Source => &self.source_area,
            Side::Target => &self.target_area,
        }
    }

    /// Who confirmed for a side.
    #[must_use]
    pub const fn confirmed(&self, side: Side) -> Option<PersonId> {
        match side {
            Side::Source => self.source_by,
            Side::Target => self.target_by,
        }
    }

    /// Whether both sides have confirmed.
    #[must_use]
    pub const fn is_agreed(&self) -> bool {
        self.source_by.is_some() && self.target_by.is_some()
    }

    /// Whether the two schools have different authorities: then these confirm.
    #[must_use]
    pub fn is_across(&self) -> bool {
        self.source_area != self.target_area
    }

    /// Whether somebody whose area is `area` may speak for a side.
    #[must_use]
    pub fn speaks_for(&self, side: Side, area: &Place) -> bool {
        let of = if self.is_across() { self.area(side) } else { self.place(side) };
        of.within(area)
    }

    /// The side for which `by` would confirm.
    ///
    /// # Errors
    /// A refusal: when it is decided, one's own, confirmed already, a matter of the county, or when the other side was
    /// confirmed by the same person.
    pub fn confirmable(&self, by: PersonId, area: &Place) -> Ruled<Side> {
        if self.state != TransferState::Open {
            return refuse(text!("transfer-decided"), text!("transfer-decided-remedy"));
        }
        if by == self.person_id {
            return refuse(text!("post-own"), text!("post-own-remedy"));
        }
        let waits = |side: &Side| self.confirmed(*side).is_none() && self.place(*side).within(area);
        // Whoever is over both speaks first for the side that asked.
        let Some(side) = [self.asked_side, self.asked_side.other()].into_iter().find(waits) else {
            return refuse(text!("transfer-confirmed"), text!("transfer-confirmed-remedy"));
        };
        if !self.speaks_for(side, area) {
            return refuse(text!("transfer-county"), text!("transfer-county-remedy"));
        }
        if self.confirmed(side.other()) == Some(by) {
            return refuse(text!("transfer-two"), text!("transfer-two-remedy"));
        }
        Ok(side)
    }

    /// Whether somebody whose area is `area` may end it before its day: the side that asked takes it back, the other
    /// one declines.
    ///
    /// # Errors
    /// A refusal when it is over, or when it is the other side's to do.
    pub fn endable(&self, how: TransferState, area: &Place) -> Ruled<()> {
        if !self.state.is_open() {
            return refuse(text!("transfer-decided"), text!("transfer-decided-remedy"));
        }
        let side = if how == TransferState::Withdrawn { self.asked_side } else { self.asked_side.other() };
        if !self.place(side).within(area) {
            return refuse(text!("transfer-other-side"), text!("transfer-other-side-remedy"));
        }
        Ok(())
    }

    /// The post that begins with it.
    #[must_use]
    pub fn post(&self) -> NewPost {
        NewPost {
            kind: self.kind.clone(),
            nature: self.nature,
            from: self.on_day,
            until: self.until_on,
            stage: self.stage.clone(),
            subject: self.subject.clone(),
            weekly_lessons: self.weekly_lessons,
            document: self.document.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// The transfers of wherever one holds a duty oneself.
#[derive(Clone, Debug)]
pub struct TransferDesk;

impl Noun for TransferDesk {
    const NAME: &'static str = Transfer::NAME;
}

impl Noun for Transfer {
    const NAME: &'static str = "transfer";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person"), key.get("transfer")) {
            (Some(person), Some(id)) => crate::store::find_transfer(store, person, id).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.source_place.clone(), self.target_place.clone()]
    }
}

#[cfg(test)]
mod tests;
