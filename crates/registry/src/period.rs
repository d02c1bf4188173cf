//! The history of an organisation (沿革): periods without a gap between them. Pure.

use authz::Place;
use kernel::{Date, OrganisationId, Refusal, Timestamp, text};

use crate::{Organisation, OrganisationKind};

store::record! {
    /// What an organisation was, from one day until another.
    #[derive(PartialEq, Eq)]
    pub struct Period {
        /// Whose.
        pub organisation_id: OrganisationId,
        /// Counted from 1.
        pub nth: i64,
        /// What it hung under.
        pub parent_id: Option<OrganisationId>,
        /// Its place.
        pub place: Place,
        /// Its code.
        pub code: String,
        /// Its kind.
        pub kind: OrganisationKind,
        /// Its name.
        pub name: String,
        /// The first day.
        pub from_on: Date,
        /// The last day; none while it lasts.
        pub until_on: Option<Date>,
    }
}

store::code! {
    /// What happened to an organisation.
    pub enum What {
        /// 设立.
        Opened = "opened",
        /// 更名.
        Renamed = "renamed",
        /// 换发代码.
        Recoded = "recoded",
        /// 划转: it hangs under another.
        Moved = "moved",
        /// 撤销.
        Closed = "closed",
        /// 并入: it was closed, and its people went to the other.
        MergedInto = "merged-into",
        /// 接收: the other was closed, and its people came.
        Received = "received",
        /// 拆分: some of its people went to the other.
        SplitOff = "split-off",
        /// 由拆分而来: people of the other came.
        SplitFrom = "split-from",
    }
}

impl What {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opened => "change-opened",
            Self::Renamed => "change-renamed",
            Self::Recoded => "change-recoded",
            Self::Moved => "change-moved",
            Self::Closed => "change-closed",
            Self::MergedInto => "change-merged-into",
            Self::Received => "change-received",
            Self::SplitOff => "change-split-off",
            Self::SplitFrom => "change-split-from",
        }
    }
}

store::record! {
    /// Something that happened to an organisation, as it was written down.
    pub struct Change {
        /// To which.
        pub organisation_id: OrganisationId,
        /// Counted from 1.
        pub nth: i64,
        /// What.
        pub what: What,
        /// The first day on which it was so.
        pub on_day: Date,
        /// The other organisation of a merger or a split.
        pub other_id: Option<OrganisationId>,
        /// 文号.
        pub document: String,
        /// Why.
        pub reason: String,
        /// Who wrote it down.
        pub by_name: String,
        /// When.
        pub at: Timestamp,
    }
}

/// Why a history is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is no period at all.
    Empty,
    /// A period begins on another day than the one after the last of the period before it.
    Gap(i64),
    /// A period ends before it begins.
    Backwards(i64),
    /// The last period does not say what the organisation is.
    Other,
}

impl Period {
    /// The first period of `it`, as it stands.
    #[must_use]
    pub fn first(it: &Organisation) -> Self {
        Self {
            organisation_id: it.id,
            nth: 1,
            parent_id: it.parent_id,
            place: it.place.clone(),
            code: it.code.clone(),
            kind: it.kind,
            name: it.name.clone(),
            from_on: it.opened_on,
            until_on: it.closed_on,
        }
    }

    /// Whether it lasts on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }

    /// The last day of this period, when something new begins on `from`.
    ///
    /// # Errors
    /// A refusal when this period is over, when `from` is still to come, or when no day of this period would be left.
    pub fn ends_before(&self, from: Date, today: Date) -> Result<Date, Refusal> {
        if let Some(until) = self.until_on {
            return Err(Refusal::because(text!("period-over", name = &self.name, on = until))
                .remedy(text!("period-over-remedy")));
        }
        if from > today {
            return Err(Refusal::because(text!("period-to-come", on = from)).remedy(text!("period-to-come-remedy")));
        }
        if from <= self.from_on {
            return Err(
                Refusal::because(text!("period-too-early", on = self.from_on)).remedy(text!("period-too-early-remedy"))
            );
        }
        Ok(from.plus_days(-1))
    }

    /// The period after this one: what `it` is from `from` on.
    #[must_use]
    pub fn next(&self, it: &Organisation, from: Date) -> Self {
        Self { nth: self.nth + 1, from_on: from, until_on: None, ..Self::first(it) }
    }
}

/// Whether `periods`, in their order, are the history of `it`: no gap, no overlap, and the last says what it is.
///
/// # Errors
/// What is broken first.
pub fn whole(it: &Organisation, periods: &[Period]) -> Result<(), Broken> {
    let last = periods.last().ok_or(Broken::Empty)?;
    for (before, after) in periods.iter().zip(periods.iter().skip(1)) {
        if before.until_on.is_none_or(|until| until.plus_days(1) != after.from_on) {
            return Err(Broken::Gap(after.nth));
        }
    }
    // A school that was opened and closed on one day has one day.
    if let Some(wrong) = periods.iter().find(|it| it.until_on.is_some_and(|until| until < it.from_on)) {
        return Err(Broken::Backwards(wrong.nth));
    }
    let first = periods.first().map(|it| it.from_on);
    let now = Period { nth: last.nth, from_on: last.from_on, ..Period::first(it) };
    if *last == now && first == Some(it.opened_on) { Ok(()) } else { Err(Broken::Other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn school() -> Organisation {
        Organisation {
            id: kernel::Id::new(Timestamp::default()),
            parent_id: None,
            place: Place::root().child("62").child("s"),
            code: "2162000001".to_owned(),
            kind: OrganisationKind::School,
            name: "旧名小学".to_owned(),
            division_code: None,
            urban_rural: None,
            opened_on: day("2001-09-01"),
            closed_on: None,
        }
    }

    fn reason(refused: Result<Date, Refusal>) -> String {
        refused.unwrap_err().reason.key
    }

    #[test]
    fn a_new_period_begins_on_the_day_after_the_last() {
        let (mut it, today) = (school(), day("2026-06-01"));
        let mut first = Period::first(&it);
        let from = day("2010-09-01");
        first.until_on = Some(first.ends_before(from, today).unwrap());
        assert_eq!(first.until_on, Some(day("2010-08-31")));
        it.name = "新名小学".to_owned();
        let second = first.next(&it, from);
        assert_eq!(whole(&it, &[first.clone(), second.clone()]), Ok(()));
        let on = |day: Date| [&first, &second].into_iter().find(|it| it.holds_on(day)).map(|it| it.name.as_str());
        assert_eq!(on(day("2010-08-31")), Some("旧名小学"));
        assert_eq!(on(day("2010-09-01")), Some("新名小学"));
        assert_eq!(on(day("2001-08-31")), None);
    }

    #[test]
    fn nothing_begins_in_the_future_before_the_last_change_or_after_the_end() {
        let (it, today) = (school(), day("2026-06-01"));
        let mut open = Period::first(&it);
        assert_eq!(reason(open.ends_before(day("2026-06-02"), today)), "period-to-come");
        assert_eq!(reason(open.ends_before(day("2001-09-01"), today)), "period-too-early");
        assert!(open.ends_before(today, today).is_ok());
        open.until_on = Some(day("2020-08-31"));
        assert_eq!(reason(open.ends_before(today, today)), "period-over");
    }

    #[test]
    fn gaps_overlaps_and_a_history_of_something_else_are_found() {
        let it = school();
        let mut first = Period::first(&it);
        let second = first.next(&it, day("2010-09-01"));
        let broken = |first: &Period| whole(&it, &[first.clone(), second.clone()]);
        assert_eq!(whole(&it, &[]), Err(Broken::Empty));
        assert_eq!(broken(&first), Err(Broken::Gap(2)), "both last");
        first.until_on = Some(day("2010-09-01"));
        assert_eq!(broken(&first), Err(Broken::Gap(2)), "a day in both");
        first.until_on = Some(day("2010-08-30"));
        assert_eq!(broken(&first), Err(Broken::Gap(2)), "a day in none");
        first.until_on = Some(day("2010-08-31"));
        assert_eq!(broken(&first), Ok(()));
        let other = Organisation { name: "别校".to_owned(), ..it.clone() };
        assert_eq!(whole(&other, &[first.clone(), second.clone()]), Err(Broken::Other));
        first.from_on = day("2010-09-05");
        assert_eq!(broken(&first), Err(Broken::Backwards(1)));
    }
}
