//! A duty as it is about to be given: by whom it may be, and to whom.

use authz::{Appointment, Place};
use kernel::{Date, FieldFault, PersonId, Refusal, text};
use registry::{Organisation, OrganisationKind};

use crate::kind::{Branch, DutyKind};

/// The clause that separates the administrators.
pub(crate) const SEPARATION: &str = "GB/T 22239-2019 8.1.5";
/// Longer than any reason.
pub(crate) const LONGEST: usize = 300;

/// What is given, to whom, where and for which days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gift<'a> {
    pub kind: &'a DutyKind,
    pub at: &'a Organisation,
    pub to: PersonId,
    pub from: Date,
    pub until: Option<Date>,
}

type Ruled<T> = std::result::Result<T, Refusal>;

impl DutyKind {
    /// How far from the top it is held.
    pub(crate) const fn rank(&self) -> u8 {
        match self.seat {
            OrganisationKind::Nation => 0,
            OrganisationKind::Province | OrganisationKind::LanguageOffice => 1,
            OrganisationKind::Prefecture => 2,
            OrganisationKind::County => 3,
            OrganisationKind::School | OrganisationKind::Institution => 4,
            // No duty is held at these yet; one that comes stands below all others until it has its rank.
            OrganisationKind::Finance
            | OrganisationKind::ExecutiveOffice
            | OrganisationKind::TeachingResearch
            | OrganisationKind::Audiovisual
            | OrganisationKind::DevelopmentCentre => 5,
        }
    }

    /// Whether whoever holds it at `over` may give `other` at `place`: what one holds or oversees, within the own
    /// place. Who administers gives no duty of the training, and nobody but the top gives an administrator.
    pub(crate) fn gives(&self, over: &Place, other: &Self, place: &Place) -> bool {
        let stands = match (self.branch, other.branch) {
            (Branch::Business, Branch::Business) => self.code == other.code || self.rank() < other.rank(),
            (Branch::Business | Branch::Security, Branch::System | Branch::Security | Branch::Audit) => {
                self.rank() == 0
            }
            (Branch::System | Branch::Security | Branch::Audit, _) => false,
        };
        stands && place.within(over)
    }

    /// Whether whoever holds it at `over` may agree as the second person: who might give it, and the
    /// administrator of security, whose work it is to look at what is granted.
    pub(crate) fn agrees(&self, over: &Place, other: &Self, place: &Place) -> bool {
        self.gives(over, other, place) || (self.branch == Branch::Security && place.within(over))
    }
}

/// The duty named `code`.
pub(crate) fn kind_of<'a>(kinds: &'a [DutyKind], code: &str) -> Option<&'a DutyKind> {
    kinds.iter().find(|it| it.code == code)
}

fn not_yours() -> Refusal {
    Refusal::because(text!("gift-not-yours")).remedy(text!("gift-not-yours-remedy"))
}

/// The duty of `own` in which `taker` gives somebody the duty at the place, or takes it away: who may do the one may
/// do the other.
///
/// # Errors
/// A refusal when there is none, or when it is one's own.
pub(crate) fn taker<'b>(
    taker: PersonId,
    holder: PersonId,
    duty: (&DutyKind, &Place),
    own: &[&'b Appointment],
    kinds: &[DutyKind],
) -> Ruled<&'b Appointment> {
    in_duty(taker, holder, duty, own, kinds, DutyKind::gives)
}

fn in_duty<'b>(
    who: PersonId,
    holder: PersonId,
    (duty, place): (&DutyKind, &Place),
    own: &[&'b Appointment],
    kinds: &[DutyKind],
    may: fn(&DutyKind, &Place, &DutyKind, &Place) -> bool,
) -> Ruled<&'b Appointment> {
    if who == holder {
        return Err(Refusal::because(text!("gift-to-oneself")).remedy(text!("gift-to-oneself-remedy")));
    }
    let does = |it: &&&Appointment| kind_of(kinds, &it.duty).is_some_and(|kind| may(kind, &it.place, duty, place));
    own.iter().find(does).copied().ok_or_else(not_yours)
}

impl Gift<'_> {
    /// The duty of `own` in which `giver` gives it.
    ///
    /// # Errors
    /// A refusal when there is none, or when it is for oneself.
    pub(crate) fn giver<'b>(
        &self,
        giver: PersonId,
        own: &[&'b Appointment],
        kinds: &[DutyKind],
    ) -> Ruled<&'b Appointment> {
        taker(giver, self.to, (self.kind, &self.at.place), own, kinds)
    }

    /// The duty of `own` in which `second` agrees to it.
    ///
    /// # Errors
    /// A refusal when there is none, or when it is for oneself.
    pub(crate) fn second<'b>(
        &self,
        second: PersonId,
        own: &[&'b Appointment],
        kinds: &[DutyKind],
    ) -> Ruled<&'b Appointment> {
        in_duty(second, self.to, (self.kind, &self.at.place), own, kinds, DutyKind::agrees)
    }

    /// Whether it can stand beside what the person holds, at an organisation that exists.
    ///
    /// # Errors
    /// A refusal when it cannot.
    pub(crate) fn fits(&self, held: &[Appointment], kinds: &[DutyKind]) -> Ruled<()> {
        if self.at.kind != self.kind.seat {
            return Err(Refusal::because(text!("gift-wrong-seat")).remedy(text!("gift-wrong-seat-remedy")));
        }
        if self.at.closed_on.is_some_and(|day| self.until.is_none_or(|until| day < until)) {
            return Err(
                Refusal::because(text!("gift-closed", name = &self.at.name)).remedy(text!("gift-closed-remedy"))
            );
        }
        let beside = held.iter().filter(|it| overlap((it.from, it.until), (self.from, self.until)));
        for term in beside {
            if term.duty == self.kind.code && term.organisation == self.at.id {
                let until = term.until.map_or_else(String::new, |day| day.to_string());
                let why = text!("gift-held", from = term.from, until = until);
                return Err(Refusal::because(why).remedy(text!("gift-held-remedy")));
            }
            if kind_of(kinds, &term.duty).is_none_or(|it| it.excludes(self.kind)) {
                return Err(Refusal::because(text!("gift-excluded", name = &term.organisation_name))
                    .clause(SEPARATION)
                    .remedy(text!("gift-excluded-remedy")));
            }
        }
        Ok(())
    }
}

fn overlap(one: (Date, Option<Date>), other: (Date, Option<Date>)) -> bool {
    one.1.is_none_or(|until| other.0 <= until) && other.1.is_none_or(|until| one.0 <= until)
}

/// The days of a duty as they were typed.
///
/// # Errors
/// What is wrong with which field.
pub(crate) fn days(from: &str, until: &str, today: Date) -> std::result::Result<(Date, Option<Date>), Vec<FieldFault>> {
    let fault = |field, key: &str| FieldFault { field, text: kernel::Text::new(key) };
    let begins: Option<Date> = from.trim().parse().ok();
    let ends: Option<Option<Date>> = match until.trim() {
        "" => Some(None),
        typed => typed.parse().ok().map(Some),
    };
    let mut faults = Vec::new();
    match begins {
        None => faults.push(fault("from", "gift-from-wrong")),
        Some(day) if day < today => faults.push(fault("from", "gift-from-past")),
        Some(_) => {}
    }
    match (begins, ends) {
        (_, None) => faults.push(fault("until", "gift-until-wrong")),
        (Some(from), Some(Some(until))) if until < from => faults.push(fault("until", "gift-until-before")),
        _ => {}
    }
    match (begins, ends) {
        (Some(from), Some(until)) if faults.is_empty() => Ok((from, until)),
        _ => Err(faults),
    }
}

/// The reason as it was typed: there is one, and it is read to its end.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn reason(typed: &str) -> std::result::Result<String, FieldFault> {
    let typed = typed.trim();
    let key = match typed.chars().count() {
        0 => "gift-reason-missing",
        length if length > LONGEST => "gift-too-long",
        _ => return Ok(typed.to_owned()),
    };
    Err(FieldFault { field: "reason", text: kernel::Text::new(key) })
}

#[cfg(test)]
mod tests;
