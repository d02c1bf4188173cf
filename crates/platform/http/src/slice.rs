use authz::Verb;
use jobs::Subscriber;
use locale::Source;
use store::Migration;

use crate::{Routes, Waiting};

/// All that `app` needs to know of a slice.
pub struct Slice {
    /// Its name, as in the layers.
    pub name: &'static str,
    /// Its tables.
    pub migrations: &'static [Migration],
    /// Its messages.
    pub messages: Vec<Source>,
    /// Its pages and interfaces.
    pub routes: Routes,
    /// Its entries in the menu.
    pub nav: Vec<NavEntry>,
    /// What it says on a person's first page.
    pub waiting: Option<Waiting>,
    /// Its pages about things of the links before it: the way on from a class to its return.
    pub beside: Vec<Beside>,
    /// What it hears of the links before it.
    pub subscribers: Vec<Subscriber>,
}

/// A page about a noun of an earlier slice. That slice shows it among the ways on, without knowing it.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// The noun: `class`.
    pub noun: &'static str,
    /// The message key of its word.
    pub key: &'static str,
    /// Where it leads; `{}` stands for the noun's id.
    pub href: &'static str,
    /// Who sees it.
    pub right: NavRight,
}

/// An entry of the menu, shown to those whose duty has the right.
#[derive(Clone, Copy, Debug)]
pub struct NavEntry {
    /// The message key of its word.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Who sees it.
    pub right: NavRight,
    /// Its place in the menu; smaller stands first.
    pub order: u8,
}

/// Who sees an entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavRight {
    /// Whoever may do this to that, somewhere.
    Duty(Verb, &'static str),
    /// Whoever holds no duty: a teacher.
    Teacher,
    /// Whoever is signed in.
    Everybody,
}
