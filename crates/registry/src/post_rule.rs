//! What posts somebody may hold at once, and when they begin and end.

use authz::Place;
use kernel::{Date, PersonId, Refusal, text};

use crate::codes;
use crate::post::{NewPost, Post};
use crate::{Nature, Organisation, Person};

/// Nobody begins to work before this age (劳动法 第十五条).
const YOUNGEST: i16 = 16;
const YOUNGEST_CLAUSE: &str = "《中华人民共和国劳动法》第十五条";
/// A term longer than this is a slip of the pen: a school year or three are usual.
const LONGEST_TERM_DAYS: i64 = 6 * 366;
/// The lessons of a week that one person can give.
pub const MOST_LESSONS: i64 = 40;

/// Kinds that say the same at one school, or of which one holds the other: 教师兼行政 is 教师 and 行政.
const SAME: &[(&str, &str)] =
    &[("10", "20"), ("20", "30"), ("10", "34"), ("30", "34"), ("20", "34"), ("10", "49"), ("40", "49")];

type Ruled = Result<(), Refusal>;

fn refuse(reason: kernel::Text, remedy: kernel::Text) -> Ruled {
    Err(Refusal::because(reason).remedy(remedy))
}

/// Whether two kinds exclude each other at one school.
#[must_use]
pub fn kinds_exclude(one: &str, other: &str) -> bool {
    one == other || SAME.contains(&(one, other)) || SAME.contains(&(other, one))
}

/// Somebody with all posts, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Who.
    pub person: &'a Person,
    /// All posts, those that are over too.
    pub posts: &'a [Post],
    /// Today.
    pub today: Date,
}

impl<'a> Held<'a> {
    /// The main post, while in service.
    #[must_use]
    pub fn main(&self) -> Option<&'a Post> {
        self.posts.iter().find(|it| it.nature == Nature::Main && it.until_on.is_none())
    }

    /// Whether `by`, whose area is `area`, may change these posts: never the own ones, and at no school beyond the area.
    ///
    /// # Errors
    /// A refusal when not.
    pub fn may_be_changed(&self, by: PersonId, area: &Place, at: &Organisation) -> Ruled {
        if by == self.person.id {
            return refuse(text!("post-own"), text!("post-own-remedy"));
        }
        if !at.place.within(area) {
            return refuse(text!("post-elsewhere", name = &at.name), text!("post-elsewhere-remedy"));
        }
        Ok(())
    }

    /// Whether `new` may begin at `at`. A main post takes the place of the one before.
    ///
    /// # Errors
    /// The first rule that says no.
    pub fn may_begin(&self, new: &NewPost, at: &Organisation) -> Ruled {
        self.person.in_service()?;
        self.begins_well(new, at)?;
        match (new.nature, self.main()) {
            (Nature::Main, Some(main)) => {
                if new.from <= main.from_on {
                    return refuse(text!("post-main-early", on = main.from_on), text!("post-main-early-remedy"));
                }
                if main.organisation_id == at.id && main.kind == new.kind {
                    return refuse(text!("post-main-same"), text!("post-main-same-remedy"));
                }
            }
            (Nature::Support | Nature::Exchange | Nature::Itinerant, Some(main)) if main.organisation_id == at.id => {
                return refuse(text!("post-at-home"), text!("post-at-home-remedy"));
            }
            _ => {}
        }
        self.fits(new, at, |it| new.nature == Nature::Main && it.nature == Nature::Main)
    }

    /// Whether whoever has left may begin anew with `new` at `at`.
    ///
    /// # Errors
    /// The first rule that says no.
    pub fn may_return(&self, new: &NewPost, at: &Organisation) -> Ruled {
        let Some(left) = self.person.left_on else {
            return refuse(text!("comeback-not-left"), text!("comeback-not-left-remedy"));
        };
        if new.from <= left {
            return refuse(text!("comeback-early", on = left), text!("comeback-early-remedy"));
        }
        self.begins_well(new, at)?;
        self.fits(new, at, |_| false)
    }

    /// The dates of a post that begins, and whether the organisation is there.
    fn begins_well(&self, new: &NewPost, at: &Organisation) -> Ruled {
        if new.from > self.today {
            return refuse(text!("post-to-come"), text!("post-to-come-remedy"));
        }
        if self.person.born_on.age_on(new.from) < YOUNGEST {
            return Err(Refusal::because(text!("post-too-young", years = YOUNGEST))
                .clause(YOUNGEST_CLAUSE)
                .remedy(text!("post-date-remedy")));
        }
        if let Some(work) = self.person.work_from.filter(|it| new.from < it.first()) {
            return refuse(text!("post-before-work", month = work.to_string()), text!("post-date-remedy"));
        }
        match new.until {
            Some(until) if until < new.from => return refuse(text!("post-backwards"), text!("post-date-remedy")),
            Some(_) if new.nature == Nature::Main => {
                return refuse(text!("post-main-until"), text!("post-main-until-remedy"));
            }
            Some(until) if new.from.days_until(until) > LONGEST_TERM_DAYS => {
                return refuse(text!("post-term-long"), text!("post-date-remedy"));
            }
            None if new.nature.is_term() => return refuse(text!("post-term-needed"), text!("post-term-needed-remedy")),
            _ => {}
        }
        at.open_since(new.from)
    }

    /// Whether `new` goes together with the other posts of its days, but for those that it `replaces`.
    fn fits(&self, new: &NewPost, at: &Organisation, replaces: impl Fn(&Post) -> bool) -> Ruled {
        let beside: Vec<&Post> =
            self.posts.iter().filter(|it| it.meets(new.from, new.until) && !replaces(it)).collect();
        if let Some(it) = beside.iter().find(|it| it.organisation_id == at.id && kinds_exclude(&it.kind, &new.kind)) {
            let kind = codes::post().by_code(&it.kind).map_or(it.kind.as_str(), |it| it.name.as_str());
            let why = text!("post-excludes", name = &at.name, kind = kind, on = it.from_on);
            return refuse(why, text!("post-excludes-remedy"));
        }
        if new.nature.is_term()
            && let Some(it) = beside.iter().find(|it| it.nature.is_term())
        {
            return refuse(text!("post-term-twice", on = it.from_on), text!("post-term-twice-remedy"));
        }
        let lessons: i64 = beside.iter().filter_map(|it| it.weekly_lessons).sum::<i64>();
        let lessons = lessons + new.weekly_lessons.unwrap_or_default();
        if lessons > MOST_LESSONS {
            let why = text!("post-lessons", lessons = lessons, most = MOST_LESSONS);
            return refuse(why, text!("post-lessons-remedy"));
        }
        Ok(())
    }

    /// Whether `post` may end with `last`.
    ///
    /// # Errors
    /// A refusal: a main post ends with another one, or with the service.
    pub fn may_end(&self, post: &Post, last: Date) -> Ruled {
        if let Some(until) = post.until_on.filter(|until| *until < self.today) {
            return refuse(text!("post-over", on = until), text!("post-over-remedy"));
        }
        if post.nature == Nature::Main {
            return refuse(text!("post-main-ends"), text!("post-main-ends-remedy"));
        }
        if last < post.from_on {
            return refuse(text!("post-backwards"), text!("post-date-remedy"));
        }
        if last > post.until_on.unwrap_or(self.today) {
            return refuse(text!("post-end-late"), text!("post-end-late-remedy"));
        }
        Ok(())
    }

    /// Whether `post` may become the main one on `from`; the main one may go on beside it (`keeps`).
    ///
    /// # Errors
    /// A refusal when it is that, is over, or when the two would exclude each other.
    pub fn may_become_main(&self, post: &Post, from: Date, keeps: bool) -> Ruled {
        self.person.in_service()?;
        if post.nature == Nature::Main {
            return refuse(text!("post-is-main"), text!("post-is-main-remedy"));
        }
        if let Some(until) = post.until_on.filter(|until| *until < self.today) {
            return refuse(text!("post-over", on = until), text!("post-over-remedy"));
        }
        if from > self.today {
            return refuse(text!("post-to-come"), text!("post-to-come-remedy"));
        }
        let Some(main) = self.main() else { return refuse(text!("post-no-main"), text!("post-no-main-remedy")) };
        let first = main.from_on.max(post.from_on);
        if from <= first {
            return refuse(text!("post-main-early", on = first), text!("post-main-early-remedy"));
        }
        if keeps && main.organisation_id == post.organisation_id && kinds_exclude(&main.kind, &post.kind) {
            return refuse(text!("post-keeps-not"), text!("post-keeps-not-remedy"));
        }
        Ok(())
    }

    /// Whether the service may end with `last`.
    ///
    /// # Errors
    /// A refusal when it has ended, when `last` is to come, or lies before a post that has begun.
    pub fn may_leave(&self, last: Date) -> Ruled {
        self.person.in_service()?;
        if last > self.today {
            return refuse(text!("leaving-to-come"), text!("leaving-to-come-remedy"));
        }
        let open = self.posts.iter().filter(|it| it.until_on.is_none_or(|until| last < until));
        match open.map(|it| it.from_on).max() {
            Some(from) if last < from => refuse(text!("leaving-early", on = from), text!("post-date-remedy")),
            _ => Ok(()),
        }
    }
}

/// Why the posts of a person are not in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disorder {
    /// In service, and no open main post.
    NoMain,
    /// The main post is not at the organisation of the file.
    Elsewhere,
    /// Two main posts on one day.
    TwoMain,
    /// A post ends before it begins.
    Backwards,
    /// Left, and a post is open.
    LeftOpen,
}

/// Whether `posts` are those of somebody who is at `person.school_id`, or has left.
///
/// # Errors
/// What is wrong first.
pub fn in_order(person: &Person, posts: &[Post]) -> Result<(), Disorder> {
    if posts.iter().any(|it| it.until_on.is_some_and(|until| until < it.from_on)) {
        return Err(Disorder::Backwards);
    }
    let mut main: Vec<&Post> = posts.iter().filter(|it| it.nature == Nature::Main).collect();
    main.sort_by_key(|it| it.from_on);
    if main.iter().zip(main.iter().skip(1)).any(|(one, next)| one.until_on.is_none_or(|until| until >= next.from_on)) {
        return Err(Disorder::TwoMain);
    }
    let open = main.iter().find(|it| it.until_on.is_none());
    match (person.left_on, open) {
        (Some(left), _) if posts.iter().any(|it| it.until_on.is_none_or(|until| until > left)) => {
            Err(Disorder::LeftOpen)
        }
        (Some(_), _) => Ok(()),
        (None, None) => Err(Disorder::NoMain),
        (None, Some(it)) if it.organisation_id != person.school_id || it.place != person.place => {
            Err(Disorder::Elsewhere)
        }
        (None, Some(_)) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
