//! The people of an organisation and of all below it, as a list that may leave the house. Its columns are those of a
//! roster: with whole numbers it may be sent in again as it is.

use std::collections::HashMap;

use authz::{Key, Noun, Place};
use exports::{Hand, Listing, Page, Reading};
use kernel::{Error, OrganisationId, Result};
use serde::{Deserialize, Serialize};
use store::Store;

use crate::codes::{self, Table};
use crate::roster::Column;
use crate::store::{self as rows, ListedOrganisation, ListedPerson};
use crate::{IDENTITY, MOBILE, Organisation};

/// The name of the list.
pub(crate) const PEOPLE: &str = "people";
/// Organisations read together: a page of the list is their people.
const ORGANISATIONS: u32 = 40;

/// The right to take the people of an organisation out of the house.
#[derive(Clone, Debug)]
pub(crate) struct PeopleExport(pub Organisation);

impl Noun for PeopleExport {
    const NAME: &'static str = "people-export";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        Ok(Organisation::find(store, key).await?.map(Self))
    }

    fn places(&self) -> Vec<Place> {
        self.0.places()
    }
}

/// Of whom the list speaks.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub place: Place,
}

/// The list itself.
pub(crate) struct People;

impl Listing for People {
    fn name(&self) -> &'static str {
        PEOPLE
    }

    fn headings(&self) -> Vec<&'static str> {
        Column::ALL.iter().map(|it| it.heading()).collect()
    }

    fn size<'a>(&'a self, hand: &'a Hand<'a>) -> Reading<'a, i64> {
        Box::pin(async move {
            let place = asked(hand)?.place;
            let figures = rows::list_people_figures(hand.store, [&place].into_iter()).await?;
            Ok(figures.get(&place).copied().unwrap_or_default())
        })
    }

    fn page<'a>(&'a self, hand: &'a Hand<'a>, after: Option<String>) -> Reading<'a, Page> {
        Box::pin(page(hand, after))
    }
}

fn asked(hand: &Hand<'_>) -> Result<Asked> {
    Asked::deserialize(hand.asked).map_err(Error::internal)
}

async fn page(hand: &Hand<'_>, after: Option<String>) -> Result<Page> {
    let place = asked(hand)?.place;
    let after: Option<(String, OrganisationId)> =
        after.map(|it| serde_json::from_str(&it).map_err(Error::internal)).transpose()?;
    let after = after.as_ref().map(|(place, id)| (place.as_str(), *id));
    let organisations = rows::list_organisations_to_export(hand.store, &place, after, ORGANISATIONS).await?;
    let ids: Vec<OrganisationId> = organisations.iter().map(|it| it.id).collect();
    let mut by_school: HashMap<OrganisationId, Vec<ListedPerson>> = HashMap::new();
    for it in rows::list_people_to_export(hand.store, &ids).await? {
        by_school.entry(it.school_id).or_default().push(it);
    }
    let mut page = Page::default();
    for at in &organisations {
        for it in by_school.remove(&at.id).unwrap_or_default() {
            page.rows.push(row(hand, at, &it)?);
        }
    }
    page.next = kernel::last_of_full(&organisations, ORGANISATIONS)
        .map(|last| serde_json::to_string(&(last.place.as_str(), last.id)).map_err(Error::internal))
        .transpose()?;
    Ok(page)
}

/// One person, in the order of the roster's columns.
fn row(hand: &Hand<'_>, at: &ListedOrganisation, it: &ListedPerson) -> Result<Vec<String>> {
    let whole = |field, sealed: &[u8]| hand.ring.unseal_text(field, it.id.uuid(), sealed).map_err(Error::internal);
    let (number, mobile) = if hand.whole {
        let mobile = it.mobile_cipher.as_deref().map(|sealed| whole(MOBILE, sealed)).transpose()?;
        (whole(IDENTITY, &it.identity_cipher)?, mobile)
    } else {
        (it.identity_masked.clone(), it.mobile_masked.clone())
    };
    Ok(Column::ALL.iter().map(|column| cell(*column, at, it, &number, mobile.as_deref())).collect())
}

fn cell(column: Column, at: &ListedOrganisation, it: &ListedPerson, number: &str, mobile: Option<&str>) -> String {
    let word = |table: &'static Table, code: Option<&str>| {
        let code = code.unwrap_or_default();
        table.by_code(code).map_or(code, |it| it.name.as_str()).to_owned()
    };
    match column {
        Column::Name => it.name.clone(),
        Column::IdType => word(codes::id_type(), Some(&it.identity_kind)),
        Column::Number => number.to_owned(),
        Column::Sex => word(codes::gender(), Some(&it.sex)),
        Column::BirthDate => it.born_on.to_string(),
        Column::Ethnicity => word(codes::ethnicity(), Some(&it.ethnicity)),
        Column::SchoolCode => at.code.clone(),
        Column::SchoolName => at.name.clone(),
        Column::Stage => word(codes::stage(), it.stage.as_deref()),
        Column::Subject => word(codes::subject(), it.subject.as_deref()),
        Column::Title => word(codes::title(), it.title.as_deref()),
        Column::Mobile => mobile.unwrap_or_default().to_owned(),
        Column::WorkStart => it.work_from.map(|it| it.to_string()).unwrap_or_default(),
        Column::Bilingual => if it.bilingual { "是" } else { "否" }.to_owned(),
        Column::Putonghua => word(codes::psc_level(), it.psc_level.as_deref()),
        Column::MotherTongue => word(codes::language(), it.language.as_deref()),
    }
}
