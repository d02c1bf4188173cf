//! The receipts of a notice, as a list that may leave the house.

use exports::{Hand, Listing, Page, Reading};
use kernel::{Error, Id, OrganisationId, Result, Timestamp};
use serde::{Deserialize, Serialize};

use crate::notice::Notice;
use crate::recipient::{Recipient, Standing};
use crate::store as rows;

/// The name of the list.
pub(crate) const RECEIPTS: &str = "notice-receipts";
/// Rows of a page.
const PAGE: u32 = 500;

/// Which receipts.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub notice: Id<Notice>,
    pub standing: String,
}

/// The list itself.
pub(crate) struct Receipts;

impl Listing for Receipts {
    fn name(&self) -> &'static str {
        RECEIPTS
    }

    fn headings(&self) -> Vec<&'static str> {
        vec!["单位", "打开时间", "打开人", "签收时间", "签收人", "回复时间", "回复人", "回复内容"]
    }

    fn size<'a>(&'a self, hand: &'a Hand<'a>) -> Reading<'a, i64> {
        Box::pin(async move {
            let asked = asked(hand)?;
            let notice = rows::find_notice(hand.store, asked.notice).await?;
            Ok(notice.map_or(0, |it| it.count(asked.standing.parse().ok())))
        })
    }

    fn page<'a>(&'a self, hand: &'a Hand<'a>, after: Option<String>) -> Reading<'a, Page> {
        Box::pin(async move {
            let asked = asked(hand)?;
            let after: Option<(String, OrganisationId)> =
                after.map(|it| serde_json::from_str(&it).map_err(Error::internal)).transpose()?;
            let after = after.as_ref().map(|(place, id)| (place.as_str(), *id));
            let standing: Option<Standing> = asked.standing.parse().ok();
            let notice = rows::find_notice(hand.store, asked.notice).await?.ok_or(Error::NotFound)?;
            let list = rows::list_recipients(hand.store, notice.id, &notice.area, standing, after, PAGE).await?;
            let next = kernel::last_of_full(&list, PAGE)
                .map(|last| serde_json::to_string(&(last.place.as_str(), last.organisation_id)))
                .transpose()
                .map_err(Error::internal)?;
            Ok(Page { rows: list.iter().map(row).collect(), next })
        })
    }
}

fn asked(hand: &Hand<'_>) -> Result<Asked> {
    Asked::deserialize(hand.asked).map_err(Error::internal)
}

fn row(it: &Recipient) -> Vec<String> {
    let at = |moment: Option<Timestamp>| moment.map(Timestamp::minute).unwrap_or_default();
    vec![
        it.name.clone(),
        at(it.opened_at),
        it.opened_name.clone(),
        at(it.signed_at),
        it.signed_name.clone(),
        at(it.answered_at),
        it.answered_name.clone(),
        it.answer.clone(),
    ]
}
