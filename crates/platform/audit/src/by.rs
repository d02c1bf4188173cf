use authz::{Actor, Appointment, Area};
use kernel::{Date, Error, PersonId, Result, Timestamp};
use store::Tx;

use crate::{Entry, chain};

/// Who does something, in which duty, over which area, and when. The guard of a route makes it, and every
/// deed takes it: what a deed keeps of its doer is what was checked.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub person: PersonId,
    /// The name, as it stands beside the deed.
    pub name: String,
    /// The duty's code; empty for a deed in one's own name.
    pub duty: String,
    /// For whom, when the duty is held for somebody else.
    pub principal: Option<PersonId>,
    /// Where the duty is held; none for a deed in one's own name.
    pub area: Option<Area>,
    /// When.
    pub now: Timestamp,
}

impl By {
    /// The actor in the duty of `appointment`.
    #[must_use]
    pub fn holding(actor: &Actor, appointment: &Appointment, now: Timestamp) -> Self {
        Self {
            area: Some(appointment.area()),
            principal: appointment.principal.as_ref().map(|it| it.person),
            ..Self::acting(actor.person, &actor.name, &appointment.duty, now)
        }
    }

    /// The actor in the own name.
    #[must_use]
    pub fn own(actor: &Actor, now: Timestamp) -> Self {
        Self::acting(actor.person, &actor.name, "", now)
    }

    /// Somebody who does not ask for a page now: who is not signed in yet, or in whose name the program
    /// acts.
    #[must_use]
    pub fn acting(person: PersonId, name: &str, duty: &str, now: Timestamp) -> Self {
        Self { person, name: name.to_owned(), duty: duty.to_owned(), principal: None, area: None, now }
    }

    /// The same, at another moment.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        Self { now, ..self.clone() }
    }

    /// The legal date of the moment.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The area of the duty.
    ///
    /// # Errors
    /// [`Error::NoRight`] for somebody in the own name.
    pub fn area(&self) -> Result<&Area> {
        self.area.as_ref().ok_or(Error::NoRight)
    }

    /// Writes the deed down, in the transaction of the deed.
    ///
    /// # Errors
    /// When the database refuses; then the deed is undone too.
    pub async fn record(&self, tx: &mut Tx, entry: Entry<'_>) -> Result<()> {
        chain::append(tx, self, entry).await
    }
}
