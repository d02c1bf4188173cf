//! What this link tells the later ones.

use jobs::Topic;
use kernel::{Id, PersonId};
use serde::{Deserialize, Serialize};

use crate::Class;

/// A class is on file (已备案): it recruits.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClassFiled {
    /// Which.
    pub class: Id<Class>,
}

impl Topic for ClassFiled {
    const NAME: &'static str = "class.filed";
}

/// Somebody is confirmed and takes part.
#[derive(Debug, Serialize, Deserialize)]
pub struct EnrolmentConfirmed {
    /// In which class.
    pub class: Id<Class>,
    /// Who.
    pub person: PersonId,
}

impl Topic for EnrolmentConfirmed {
    const NAME: &'static str = "enrolment.confirmed";
}

/// A class is closed (已结业): every county has recognised its people.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClassClosed {
    /// Which.
    pub class: Id<Class>,
}

impl Topic for ClassClosed {
    const NAME: &'static str = "class.closed";
}
