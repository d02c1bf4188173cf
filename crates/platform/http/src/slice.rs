use authz::Verb;
use exports::Listing;
use jobs::{Recurring, Subscriber, Work};
use kernel::{PersonId, Result};
use locale::Source;
use retention::Rule;
use store::Migration;
use vault::Holding;

use crate::{Belongings, Parts, Routes, Waiting};

/// What a duty may do: duty, verb, noun.
pub type Right = (&'static str, &'static str, &'static str);

/// Makes what a slice keeps for itself.
pub type Own = fn(&Parts, &mut Belongings) -> Result<()>;

/// Makes a slice's kinds of long work; all that slices keep is there.
pub type Works = fn(&Parts, &Belongings) -> Result<Vec<Box<dyn Work>>>;

/// All that `app` needs to know of a slice. What a slice does not have, it leaves out: `..Slice::default()`.
#[derive(Default)]
pub struct Slice {
    /// Its name, as in the layers.
    pub name: &'static str,
    /// Its tables.
    pub migrations: &'static [Migration],
    /// The duties it brings, each with the level at which it is held.
    pub duties: &'static [(&'static str, &'static str)],
    /// What each duty may do to its nouns.
    pub rights: &'static [Right],
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
    /// The pages of its nouns, to which the record of deeds leads.
    pub shown: &'static [Shown],
    /// What it hears of the links before it.
    pub subscribers: Vec<Subscriber>,
    /// Makes what it keeps for itself; what the links before it made is there.
    pub own: Option<Own>,
    /// How long it keeps what is not kept for ever.
    pub retention: &'static [Rule],
    /// Its lists that may leave the house.
    pub listings: &'static [&'static dyn Listing],
    /// What it keeps sealed.
    pub sealed: &'static [&'static dyn Holding],
    /// Its kinds of long work.
    pub work: Option<Works>,
    /// What of it recurs.
    pub recurring: Vec<Recurring>,
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

/// Where a noun of the record of deeds is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The noun, as entries name it: `enrolment`.
    pub noun: &'static str,
    /// Its page: each `{}` stands for a part of the subject, parts are separated by a slash; `{about}` for the
    /// person concerned.
    pub href: &'static str,
    /// The noun that one must be able to view somewhere to follow it.
    pub right: &'static str,
}

impl Shown {
    /// The page of `subject`; `None` when the subject has fewer parts than the page asks.
    #[must_use]
    pub fn page(&self, subject: &str, about: Option<PersonId>) -> Option<String> {
        let mut parts = subject.split('/');
        let steps = self.href.split('/').map(|step| match step {
            "{}" => parts.next().filter(|it| !it.is_empty()).map(str::to_owned),
            "{about}" => about.map(|it| it.to_string()),
            step => Some(step.to_owned()),
        });
        steps.collect::<Option<Vec<_>>>().map(|steps| steps.join("/"))
    }
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
    /// Whoever learns. Everybody may; for an officer it stands in the menu of the person.
    Teacher,
    /// Whoever is signed in.
    Everybody,
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn the_page_of_a_thing_takes_the_parts_of_its_subject() {
        let shown = |href| Shown { noun: "enrolment", href, right: "enrolment" };
        let page = shown("/classes/{}/people/{}");
        assert_eq!(page.page("7/8/R4", None).as_deref(), Some("/classes/7/people/8"));
        assert_eq!(page.page("7", None), None);
        assert_eq!(shown("/people/{about}/hours/{}").page("9", None), None, "of nobody");
    }
}
