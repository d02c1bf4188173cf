use authz::{Key, Noun, Place};
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use registry::{Organisation, OrganisationKind};
use store::Store;

use crate::recipient::Standing;
use crate::store as rows;

store::code! {
    /// Where a notice stands.
    pub enum NoticeState {
        /// 草稿.
        Draft = "draft",
        /// 现行有效.
        Issued = "issued",
        /// Another took its place.
        Replaced = "replaced",
        /// 撤回.
        Withdrawn = "withdrawn",
    }
}

impl NoticeState {
    /// The message key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "notice-draft",
            Self::Issued => "notice-issued",
            Self::Replaced => "notice-replaced",
            Self::Withdrawn => "notice-withdrawn",
        }
    }
}

/// Kinds of organisations, stored as their words with commas between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub Vec<OrganisationKind>);

impl store::Column for Kinds {
    fn read(row: &store::Row, name: &str) -> std::result::Result<Self, store::Error> {
        let words: String = row.get(name)?;
        words.split(',').filter(|it| !it.is_empty()).map(str::parse).collect::<std::result::Result<_, _>>().map(Self)
    }
}

impl From<&Kinds> for store::Value {
    fn from(kinds: &Kinds) -> Self {
        Self::from(kinds.0.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(","))
    }
}

store::record! {
    /// An official notice.
    pub struct Notice {
        /// Its id.
        pub id: Id<Notice>,
        /// 文号.
        pub number: String,
        /// 发文机关.
        pub issuer_id: OrganisationId,
        /// Its name.
        pub issuer_name: String,
        /// Its area.
        pub issuer_place: Place,
        /// 标题.
        pub title: String,
        /// 正文, paragraphs by lines.
        pub body: String,
        /// 施行日期.
        pub effective_on: Date,
        /// Where it stands.
        pub state: NoticeState,
        /// The notice whose place it takes.
        pub replaces: Option<Id<Notice>>,
        /// The notice that took its place.
        pub replaced_by: Option<Id<Notice>>,
        /// The number of that notice; empty before.
        pub replaced_number: String,
        /// The area to which it speaks.
        pub area: Place,
        /// The area in words.
        pub area_name: String,
        /// The kinds of organisations to which it speaks.
        pub kinds: Kinds,
        /// Whose duty it is to sign for it; empty where any officer of the organisation may.
        pub duty: String,
        /// What every recipient must answer to; empty where nothing is asked.
        pub task: String,
        /// Working days for the answer.
        pub task_days: i64,
        /// The last day for it, once issued.
        pub task_due_on: Option<Date>,
        /// Organisations that it reached.
        pub recipients: i64,
        /// Of them, those where somebody opened it.
        pub opened: i64,
        /// Of them, those that signed for it.
        pub signed: i64,
        /// Of them, those that answered.
        pub answered: i64,
        /// Who drafted it.
        pub drafted_by: PersonId,
        /// The name.
        pub drafted_name: String,
        /// When.
        pub drafted_at: Timestamp,
        /// Who issued it.
        pub issued_name: String,
        /// When.
        pub issued_at: Option<Timestamp>,
        /// When it had reached everybody.
        pub delivered_at: Option<Timestamp>,
        /// When those who had not signed were reminded last.
        pub reminded_at: Option<Timestamp>,
        /// Why it was withdrawn.
        pub withdrawn_reason: String,
    }
}

fn no(reason: kernel::Text, remedy: kernel::Text) -> Refusal {
    Refusal::because(reason).remedy(remedy)
}

impl Notice {
    /// Whether it speaks to `organisation`. A newcomer is spoken to by what is in force.
    #[must_use]
    pub fn addresses(&self, organisation: &Organisation) -> bool {
        self.state != NoticeState::Draft
            && organisation.id != self.issuer_id
            && organisation.closed_on.is_none()
            && organisation.place.within(&self.area)
            && self.kinds.0.contains(&organisation.kind)
    }

    /// Whether it is a draft of `organisation`.
    ///
    /// # Errors
    /// A refusal when it is issued, or another's.
    pub fn editable_by(&self, organisation: OrganisationId) -> std::result::Result<(), Refusal> {
        self.is_of(organisation)?;
        match self.state {
            NoticeState::Draft => Ok(()),
            NoticeState::Issued | NoticeState::Replaced | NoticeState::Withdrawn => {
                Err(no(text!("notice-issued-already"), text!("notice-issued-already-remedy")))
            }
        }
    }

    /// Whether `organisation` issued it, and it is in force.
    ///
    /// # Errors
    /// A refusal when it is not.
    pub fn in_force_of(&self, organisation: OrganisationId) -> std::result::Result<(), Refusal> {
        self.is_of(organisation)?;
        self.in_force()
    }

    fn is_of(&self, organisation: OrganisationId) -> std::result::Result<(), Refusal> {
        if self.issuer_id == organisation {
            return Ok(());
        }
        Err(no(text!("notice-of-another", issuer = &self.issuer_name), text!("notice-of-another-remedy")))
    }

    fn in_force(&self) -> std::result::Result<(), Refusal> {
        match self.state {
            NoticeState::Issued => Ok(()),
            NoticeState::Draft => Err(no(text!("notice-not-issued"), text!("notice-not-issued-remedy"))),
            NoticeState::Replaced | NoticeState::Withdrawn => {
                Err(no(text!("notice-not-in-force"), text!("notice-not-in-force-remedy")))
            }
        }
    }

    /// Whether somebody in `duty` may sign for it now.
    ///
    /// # Errors
    /// A refusal when it is not in force, or asks for another duty.
    pub fn signable(&self, duty: &str) -> std::result::Result<(), Refusal> {
        self.in_force()?;
        if self.duty.is_empty() || self.duty == duty {
            return Ok(());
        }
        Err(no(text!("notice-other-duty"), text!("notice-other-duty-remedy")))
    }

    /// Whether an answer may be sent.
    ///
    /// # Errors
    /// A refusal when it asks for none, is not in force, or asks for another duty.
    pub fn answerable(&self, duty: &str) -> std::result::Result<(), Refusal> {
        self.signable(duty)?;
        if self.task.is_empty() {
            return Err(no(text!("notice-no-task"), text!("notice-no-task-remedy")));
        }
        Ok(())
    }

    /// Those who have not signed for it.
    #[must_use]
    pub const fn unsigned(&self) -> i64 {
        self.recipients - self.signed
    }

    /// The recipients of one standing, or all.
    #[must_use]
    pub const fn count(&self, standing: Option<Standing>) -> i64 {
        match standing {
            None => self.recipients,
            Some(Standing::Unsigned) => self.unsigned(),
            Some(Standing::Signed) => self.signed,
            Some(Standing::Unanswered) => self.recipients - self.answered,
            Some(Standing::Answered) => self.answered,
        }
    }
}

/// The issuing of it: whoever drafts and issues for the organisation.
impl Noun for Notice {
    const NAME: &'static str = "notice";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("notice") {
            Some(id) => rows::find_notice(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.issuer_place.clone()]
    }
}

/// A notice as those have it to whom it speaks: it lives wherever the asker holds a duty within its area, and with
/// its issuer.
#[derive(Clone, Debug)]
pub struct Received {
    /// The notice.
    pub notice: Notice,
    /// The asker's places within the area.
    areas: Vec<Place>,
}

impl Noun for Received {
    const NAME: &'static str = "notice-receipt";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(notice) = Notice::find(store, key).await? else { return Ok(None) };
        let held = key.actor.map(|actor| actor.appointments.as_slice()).unwrap_or_default();
        let within = held.iter().map(|it| &it.place).filter(|place| place.within(&notice.area)).cloned();
        let areas = if notice.state == NoticeState::Draft { Vec::new() } else { within.collect() };
        Ok(Some(Self { notice, areas }))
    }

    fn places(&self) -> Vec<Place> {
        let mut places = self.areas.clone();
        places.push(self.notice.issuer_place.clone());
        places
    }
}

#[cfg(test)]
mod tests;
