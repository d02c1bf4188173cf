//! 任职: posts begin and end, one of them is the main one, and people leave and come back.

use audit::By;
use kernel::{Date, Error, Id, OrganisationId, PersonId, Result};
use serde_json::json;
use store::Tx;

use super::hand::Hand;
use crate::news::PersonLeft;
use crate::post::{NewPost, Post};
use crate::store::{self as rows, Ending};
use crate::{Leaving, Nature, Organisation, Person};

fn told(at: &Organisation, kind: &str, nature: Nature, from: Date, until: Option<Date>) -> serde_json::Value {
    json!({ "organisation": at.id, "kind": kind, "nature": nature.as_str(), "from": from, "until": until })
}

/// Begins a post. A main one ends the main one before it, on the day before.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn add(tx: &mut Tx, by: &By, person: PersonId, at: OrganisationId, new: &NewPost) -> Result<()> {
    let hand = Hand::take(&mut *tx, by, person).await?;
    let at = hand.organisation(&mut *tx, by, at).await?;
    hand.begin(&mut *tx, by, &at, new).await?;
    let after = told(&at, &new.kind, new.nature, new.from, new.until);
    hand.record(tx, by, "post.begin", after, &new.reason).await
}

/// Ends a post that is not the main one.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn end(tx: &mut Tx, by: &By, person: PersonId, post: Id<Post>, last: Date, reason: &str) -> Result<()> {
    let hand = Hand::take(&mut *tx, by, person).await?;
    let post = hand.post(post)?;
    hand.organisation(&mut *tx, by, hand.person.school_id).await?;
    hand.held().may_end(post, last)?;
    rows::end_post(&mut *tx, &hand.person, post, Ending { last, reason, leaving: None }).await?;
    let after = json!({ "post": post.id, "organisation": post.organisation_id, "last_day": last });
    hand.record(tx, by, "post.end", after, reason).await
}

/// What was asked for when another post becomes the main one.
#[derive(Clone, Copy, Debug)]
pub struct Promotion<'a> {
    /// The first day.
    pub from: Date,
    /// Whether the main post of before goes on beside it.
    pub keeps: bool,
    /// Why.
    pub reason: &'a str,
}

/// Makes `post` the main one.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn promote(tx: &mut Tx, by: &By, person: PersonId, post: Id<Post>, it: Promotion<'_>) -> Result<()> {
    let hand = Hand::take(&mut *tx, by, person).await?;
    let post = hand.post(post)?;
    let at = hand.organisation(&mut *tx, by, post.organisation_id).await?;
    hand.held().may_become_main(post, it.from, it.keeps)?;
    at.open_since(it.from)?;
    let main = hand.held().main().ok_or(Error::NotFound)?;
    let ending = Ending { last: it.from.plus_days(-1), reason: it.reason, leaving: None };
    rows::end_post(&mut *tx, &hand.person, main, ending).await?;
    rows::end_post(&mut *tx, &hand.person, post, ending).await?;
    rows::insert_post(&mut *tx, person, &anew(post, Nature::Main, &it), &at, by.now).await?;
    if it.keeps {
        let old = rows::get_organisation(&mut *tx, main.organisation_id).await?;
        let Person { stage, subject, .. } = hand.person.clone();
        let beside = Post { stage, subject, ..main.clone() };
        rows::insert_post(&mut *tx, person, &anew(&beside, Nature::Beside, &it), &old, by.now).await?;
    }
    hand.place(&mut *tx, by, &at, (post.stage.as_deref(), post.subject.as_deref())).await?;
    let after = told(&at, &post.kind, Nature::Main, it.from, None);
    hand.record(tx, by, "post.promote", after, it.reason).await
}

/// The same post, held in another way from the day on.
fn anew(post: &Post, nature: Nature, it: &Promotion<'_>) -> NewPost {
    NewPost {
        kind: post.kind.clone(),
        nature,
        from: it.from,
        until: None,
        stage: post.stage.clone(),
        subject: post.subject.clone(),
        weekly_lessons: post.weekly_lessons,
        document: post.document.clone(),
        reason: it.reason.to_owned(),
    }
}

/// How somebody leaves.
#[derive(Clone, Copy, Debug)]
pub struct Leave<'a> {
    /// The last day.
    pub last: Date,
    /// How.
    pub how: Leaving,
    /// Why, in words.
    pub reason: &'a str,
}

/// Ends the service: every post ends, and the file stays.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn leave(tx: &mut Tx, by: &By, person: PersonId, it: Leave<'_>) -> Result<()> {
    let hand = Hand::take(&mut *tx, by, person).await?;
    hand.organisation(&mut *tx, by, hand.person.school_id).await?;
    hand.held().may_leave(it.last)?;
    for post in hand.posts.iter().filter(|post| post.until_on.is_none_or(|until| it.last < until)) {
        let ending = Ending { last: it.last, reason: it.reason, leaving: Some(it.how) };
        rows::end_post(&mut *tx, &hand.person, post, ending).await?;
    }
    rows::set_left(&mut *tx, &hand.person, Some(it.last)).await?;
    jobs::emit(&mut *tx, by.now, &PersonLeft { person, last_day: it.last }).await?;
    let after = json!({ "how": it.how.as_str(), "last_day": it.last });
    hand.record(tx, by, "post.leave", after, it.reason).await
}

/// Begins the service anew with a main post at `at`; everything on file is there again.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn come_back(tx: &mut Tx, by: &By, person: PersonId, at: OrganisationId, new: &NewPost) -> Result<()> {
    let hand = Hand::take(&mut *tx, by, person).await?;
    let at = hand.organisation(&mut *tx, by, at).await?;
    hand.held().may_return(new, &at)?;
    rows::insert_post(&mut *tx, person, new, &at, by.now).await?;
    rows::set_left(&mut *tx, &hand.person, None).await?;
    let back = Hand { person: Person { left_on: None, ..hand.person.clone() }, ..hand };
    back.place(&mut *tx, by, &at, (new.stage.as_deref(), new.subject.as_deref())).await?;
    let after = told(&at, &new.kind, Nature::Main, new.from, None);
    back.record(tx, by, "post.return", after, &new.reason).await
}
