use audit::{By, Entry};
use authz::Place;
use kernel::{Date, Error, FieldFault, Id, Result, Text, text};
use registry::{Organisation, OrganisationKind};
use serde_json::json;
use store::Tx;

use crate::notice::{Kinds, Notice, NoticeState};
use crate::{SIGNERS, number, store as rows};

/// The longest of each text, in characters.
pub(crate) const LONGEST_TITLE: usize = 120;
pub(crate) const LONGEST_BODY: usize = 20_000;
pub(crate) const LONGEST_TASK: usize = 500;
/// The most working days for an answer.
pub(crate) const LONGEST_TASK_DAYS: i64 = 120;

/// A notice as it was typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// 文号.
    pub number: String,
    /// 标题.
    pub title: String,
    /// 正文.
    pub body: String,
    /// 施行日期.
    pub effective_on: Date,
    /// To which area it speaks, and that area's name.
    pub area: (Place, String),
    /// To which kinds of organisations.
    pub kinds: Vec<OrganisationKind>,
    /// Whose duty it is to sign; empty where any officer may.
    pub duty: String,
    /// What is asked of each; empty where nothing is.
    pub task: String,
    /// Working days for it.
    pub task_days: i64,
    /// The notice whose place it takes.
    pub replaces: Option<Id<Notice>>,
}

impl Draft {
    /// The draft with its number put right.
    ///
    /// # Errors
    /// Invalid, with every field that cannot be taken.
    pub fn checked(mut self, issuer: &Place) -> Result<Self> {
        let mut faults = Vec::new();
        match number::read(&self.number) {
            Ok(number) => self.number = number,
            Err(Error::Invalid(wrong)) => faults.extend(wrong),
            Err(other) => return Err(other),
        }
        let mut must = |holds: bool, field, text: Text| {
            if !holds {
                faults.push(FieldFault { field, text });
            }
        };
        let length = |text: &str| text.chars().count();
        must(
            (4..=LONGEST_TITLE).contains(&length(&self.title)),
            "title",
            text!("notice-title-wrong", most = LONGEST_TITLE),
        );
        must(
            (10..=LONGEST_BODY).contains(&length(&self.body)),
            "body",
            text!("notice-body-wrong", most = LONGEST_BODY),
        );
        must(self.area.0.within(issuer), "area", text!("notice-area-wrong"));
        must(!self.kinds.is_empty(), "kinds", text!("notice-kinds-missing"));
        must(self.duty.is_empty() || SIGNERS.contains(&self.duty.as_str()), "duty", text!("notice-duty-wrong"));
        must(length(&self.task) <= LONGEST_TASK, "task", text!("notice-task-long", most = LONGEST_TASK));
        let days = self.task.is_empty() || (1..=LONGEST_TASK_DAYS).contains(&self.task_days);
        must(days, "task_days", text!("notice-task-days-wrong", most = LONGEST_TASK_DAYS));
        if faults.is_empty() { Ok(self) } else { Err(Error::Invalid(faults)) }
    }
}

/// Keeps a draft for the organisation of `by`.
///
/// # Errors
/// Invalid with what cannot be taken; refused when it would replace what is not in force.
pub async fn draft(tx: &mut Tx, by: &By, issuer: &Organisation, typed: Draft) -> Result<Id<Notice>> {
    let typed = typed.checked(&issuer.place)?;
    free(tx, issuer, &typed.number, None).await?;
    if let Some(old) = typed.replaces {
        rows::get_notice_for_change(tx, old).await?.in_force_of(issuer.id)?;
    }
    let it = Notice {
        id: Id::new(by.now),
        number: typed.number,
        issuer_id: issuer.id,
        issuer_name: issuer.name.clone(),
        issuer_place: issuer.place.clone(),
        title: typed.title,
        body: typed.body,
        effective_on: typed.effective_on,
        state: NoticeState::Draft,
        replaces: typed.replaces,
        replaced_by: None,
        replaced_number: String::new(),
        area: typed.area.0,
        area_name: typed.area.1,
        kinds: Kinds(typed.kinds),
        duty: typed.duty,
        task: typed.task,
        task_days: typed.task_days,
        task_due_on: None,
        recipients: 0,
        opened: 0,
        signed: 0,
        answered: 0,
        drafted_by: by.person,
        drafted_name: by.name.clone(),
        drafted_at: by.now,
        issued_name: String::new(),
        issued_at: None,
        delivered_at: None,
        reminded_at: None,
        withdrawn_reason: String::new(),
    };
    rows::insert_notice(tx, &it).await?;
    let after = json!({ "number": it.number, "title": it.title });
    by.record(tx, Entry::new("notice.draft", "notice", it.id).after(after)).await.map(|()| it.id)
}

/// Brings a draft to what was typed now.
///
/// # Errors
/// As [`draft`]; refused when it was issued meanwhile.
pub async fn redraft(tx: &mut Tx, by: &By, issuer: &Organisation, id: Id<Notice>, typed: Draft) -> Result<()> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.editable_by(issuer.id)?;
    let typed = typed.checked(&issuer.place)?;
    free(tx, issuer, &typed.number, Some(id)).await?;
    let new = Notice {
        number: typed.number,
        title: typed.title,
        body: typed.body,
        effective_on: typed.effective_on,
        area: typed.area.0,
        area_name: typed.area.1,
        kinds: Kinds(typed.kinds),
        duty: typed.duty,
        task: typed.task,
        task_days: typed.task_days,
        ..it
    };
    rows::update_draft(tx, &new).await?;
    let after = json!({ "number": new.number, "title": new.title });
    by.record(tx, Entry::new("notice.edit", "notice", id).after(after)).await
}

/// Throws a draft away.
///
/// # Errors
/// Refused when it was issued.
pub async fn discard(tx: &mut Tx, by: &By, id: Id<Notice>) -> Result<()> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.editable_by(by.area()?.organisation)?;
    rows::delete_draft(tx, id).await?;
    let before = json!({ "number": it.number, "title": it.title });
    by.record(tx, Entry::new("notice.discard", "notice", id).before(before)).await
}

/// A number is given once.
async fn free(tx: &mut Tx, issuer: &Organisation, number: &str, own: Option<Id<Notice>>) -> Result<()> {
    match rows::find_number(tx, issuer.id, number).await? {
        Some(other) if own != Some(other) => Err(Error::field("number", text!("notice-number-taken", number = number))),
        _ => Ok(()),
    }
}
