//! 任职: what a post is, and whose.

use authz::{Key, Noun, Place};
use kernel::{Date, Id, OrganisationId, PersonId, Result};
use store::Store;

use crate::Person;

store::code! {
    /// How a post is held.
    pub enum Nature {
        /// 主岗: the one by which somebody is counted, listed and nominated.
        Main = "main",
        /// 兼任, at the own school or at another.
        Beside = "beside",
        /// 支教.
        Support = "support",
        /// 交流轮岗.
        Exchange = "exchange",
        /// 走教: some lessons a week at another school.
        Itinerant = "itinerant",
    }
}

store::code! {
    /// How a service ends.
    pub enum Leaving {
        /// 退休.
        Retired = "retired",
        /// 调出: to an employer whom this register does not have.
        Gone = "gone",
        /// 辞职、解聘.
        Resigned = "resigned",
        /// 去世.
        Died = "died",
        /// 其他.
        Other = "other",
    }
}

store::record! {
    /// A post between dates (任职记录).
    #[derive(PartialEq, Eq)]
    pub struct Post {
        /// Whose.
        pub person_id: PersonId,
        /// Which.
        pub id: Id<Post>,
        /// Where.
        pub organisation_id: OrganisationId,
        /// The place of that organisation, then.
        pub place: Place,
        /// 岗位.
        pub kind: String,
        /// How it is held.
        pub nature: Nature,
        /// The first day.
        pub from_on: Date,
        /// The last day; of a term it is named beforehand.
        pub until_on: Option<Date>,
        /// 任教学段; of an open main post it stands in the person's file.
        pub stage: Option<String>,
        /// 任教学科; of an open main post it stands in the person's file.
        pub subject: Option<String>,
        /// 平均周课时.
        pub weekly_lessons: Option<i64>,
        /// 文号.
        pub document: Option<String>,
        /// Why it began.
        pub reason: Option<String>,
        /// How the service ended, where the post ended with it: a word of [`Leaving`].
        pub leaving: Option<String>,
        /// Why it ended.
        pub end_reason: Option<String>,
    }
}

/// A post that is to begin.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// 岗位.
    pub kind: String,
    /// How it is held.
    pub nature: Nature,
    /// The first day.
    pub from: Date,
    /// The last day, of a term.
    pub until: Option<Date>,
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
}

impl Nature {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Main => "post-main",
            Self::Beside => "post-beside",
            Self::Support => "post-support",
            Self::Exchange => "post-exchange",
            Self::Itinerant => "post-itinerant",
        }
    }

    /// Whether it takes somebody away for the whole week, for a term that is named beforehand.
    #[must_use]
    pub const fn is_term(self) -> bool {
        matches!(self, Self::Support | Self::Exchange)
    }
}

impl Leaving {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Retired => "leaving-retired",
            Self::Gone => "leaving-gone",
            Self::Resigned => "leaving-resigned",
            Self::Died => "leaving-died",
            Self::Other => "leaving-other",
        }
    }
}

impl Post {
    /// How the service ended, where the post ended with it.
    #[must_use]
    pub fn left(&self) -> Option<Leaving> {
        self.leaving.as_deref().and_then(|it| it.parse().ok())
    }

    /// Whether it is held on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }

    /// Whether it is held on some day from `from` to `until`.
    #[must_use]
    pub fn meets(&self, from: Date, until: Option<Date>) -> bool {
        until.is_none_or(|until| self.from_on <= until) && self.until_on.is_none_or(|last| from <= last)
    }
}

/// Somebody in service: whoever may change the posts of a person has the right over this.
#[derive(Clone, Debug)]
pub struct Service(pub Person);

impl Noun for Service {
    const NAME: &'static str = "post";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        Ok(Person::find(store, key).await?.map(Self))
    }

    fn places(&self) -> Vec<Place> {
        self.0.places()
    }
}

/// One post of a person, to be changed.
#[derive(Clone, Debug)]
pub struct HeldPost {
    /// Whose.
    pub person: Person,
    /// Which.
    pub post: Post,
}

impl Noun for HeldPost {
    const NAME: &'static str = Service::NAME;

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get::<Id<Post>>("post") else { return Ok(None) };
        let Some(person) = Person::find(store, key).await? else { return Ok(None) };
        let posts = crate::list_posts(store, person.id).await?;
        Ok(posts.into_iter().find(|it| it.id == id).map(|post| Self { person, post }))
    }

    fn places(&self) -> Vec<Place> {
        self.person.places()
    }
}
