//! Finding a person by what an officer has at hand: a name, its pinyin or initials, the last digits of a
//! number, or a whole number.
//!
//! What is looked for, and where a list goes on, names people. It travels through addresses sealed for the
//! officer who asked: nobody else opens it, and no log can be read for names.

use authz::Place;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{OrganisationId, PersonId, Result, Text, text};
use serde::{Deserialize, Serialize};
use store::Store;
use vault::{Field, Vault};

use crate::codes::text::half_width;
use crate::identity_number::IdentityNumber;
use crate::mobile::Mobile;
use crate::store::{self as rows, Beginning, Filed};
use crate::term::{TAIL, folded, terms};
use crate::{MOBILE, Organisation, Person, document};

/// What is looked for, in an address: kept nowhere, so no ring turns over it.
const QUESTION: Field = Field::new("people.finding");

/// Longer than any name, with room to spare.
pub(crate) const LONGEST: usize = 60;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// As it was typed: who.
    pub who: String,
    /// As it was typed: the school's name or code.
    pub school: String,
    /// The school that was chosen among several.
    pub at: Option<OrganisationId>,
    /// After this one.
    pub after: Option<Filed>,
}

/// What the typed words say of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: only a school is looked for.
    Nobody,
    /// The holder of this document.
    Holder(String),
    /// Who is called on this number.
    Mobile(Mobile),
    /// Whose name, pinyin or initials begin so, or one of whose numbers ends so.
    Beginning(String),
}

/// A page of people that were found.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The people, in the order of the list.
    pub people: Vec<Person>,
    /// The last of them, where there may be more.
    pub next: Option<Filed>,
}

impl Wanted {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What to type instead.
    pub fn read(typed: &str) -> std::result::Result<Self, Text> {
        if typed.chars().count() > LONGEST {
            return Err(text!("find-too-long"));
        }
        let plain = document::plain(typed);
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        if plain.is_empty() {
            return Ok(Self::Nobody);
        }
        if let Ok(mobile) = typed.parse::<Mobile>() {
            return Ok(Self::Mobile(mobile));
        }
        if let Ok(number) = typed.parse::<IdentityNumber>() {
            return Ok(Self::Holder(number.reveal().to_owned()));
        }
        let term = folded(typed);
        match plain.len() {
            _ if digits == 0 && term.is_empty() => Err(text!("find-nothing-to-find")),
            _ if digits == 0 => Ok(Self::Beginning(term)),
            TAIL if plain.bytes().all(|it| it.is_ascii_alphanumeric()) => Ok(Self::Beginning(term)),
            // A passport has letters; digits alone are a number with some missing.
            length if digits < length => document::other(typed).map(Self::Holder).ok_or_else(|| text!("find-digits")),
            _ => Err(text!("find-digits")),
        }
    }
}

impl Finding {
    /// The words for an address, which only `officer` can bring back.
    ///
    /// # Errors
    /// When they cannot be sealed.
    pub fn sealed(&self, vault: &Vault, officer: PersonId) -> Result<String> {
        let plain = serde_json::to_string(self).map_err(kernel::Error::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(vault.seal(QUESTION, officer.uuid(), &plain)?))
    }

    /// What `officer` had sealed; nothing when it was somebody else or was altered.
    #[must_use]
    pub fn opened(vault: &Vault, officer: PersonId, sealed: &str) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        serde_json::from_str(&vault.unseal(QUESTION, officer.uuid(), &sealed).ok()?).ok()
    }

    /// The school's name as it can be looked for; `None` when none was typed.
    pub(crate) fn school_name(&self) -> Option<String> {
        let name: String = self.school.trim().chars().map(half_width).collect();
        (!name.is_empty()).then_some(name)
    }
}

/// So many areas are asked first, and so many times more each further time: what is frequent is found in
/// the first ones, and what is rare is sorted quickly over all.
const WIDER: usize = 16;

/// Looks for people within `place`, `limit` on a page.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    store: &Store,
    vault: &Vault,
    wanted: &Wanted,
    place: &Place,
    after: Option<&Filed>,
    limit: u32,
) -> Result<Page> {
    match wanted {
        Wanted::Nobody => Ok(Page::default()),
        Wanted::Holder(number) => {
            let holder = rows::find_person_by_identity_within(store, &vault.traces(number), place).await?;
            let people = rows::list_people_by_id(store, holder.as_slice()).await?;
            Ok(Page { people, next: None })
        }
        Wanted::Mobile(mobile) => {
            let shown = mobile.to_string();
            let term = shown.get(shown.len() - TAIL..).unwrap_or_default();
            let filed = list(store, Beginning { term, place, mobile: &shown }, after, limit).await?;
            let mut page = page(store, filed, term, place, limit).await?;
            // The same head and tail do not make the same number.
            let ids: Vec<PersonId> = page.people.iter().map(|it| it.id).collect();
            let sealed = rows::list_sealed_mobiles(store, &ids).await?;
            let holds = |it: &Person| {
                sealed.iter().any(|one| {
                    one.id == it.id
                        && vault.unseal(MOBILE, one.id.uuid(), &one.mobile_cipher).is_ok_and(|it| it == mobile.reveal())
                })
            };
            page.people.retain(holds);
            Ok(page)
        }
        Wanted::Beginning(term) => {
            let filed = list(store, Beginning { term, place, mobile: "" }, after, limit).await?;
            page(store, filed, term, place, limit).await
        }
    }
}

/// Looks for people in service at one school by a name or a document, `limit` on a page: three statements.
///
/// # Errors
/// When the database refuses.
pub async fn find_in_school(
    store: &Store,
    vault: &Vault,
    wanted: &Wanted,
    school: &Organisation,
    after: Option<&Filed>,
    limit: u32,
) -> Result<Page> {
    let Wanted::Beginning(term) = wanted else {
        let wanted = if matches!(wanted, Wanted::Mobile(_)) { &Wanted::Nobody } else { wanted };
        return in_service(find(store, vault, wanted, &school.place, None, limit).await?);
    };
    let area = rows::area_around(store, &school.place).await?;
    let filed =
        rows::list_filed(store, &area, Beginning { term, place: &school.place, mobile: "" }, after, limit).await?;
    in_service(page(store, filed, term, &school.place, limit).await?)
}

/// Without those who have left.
fn in_service(mut page: Page) -> Result<Page> {
    page.people.retain(|it| it.left_on.is_none());
    Ok(page)
}

/// Rows of the look-up, area by area.
async fn list(store: &Store, it: Beginning<'_>, after: Option<&Filed>, limit: u32) -> Result<Vec<Filed>> {
    let areas = rows::list_areas(store, it.place).await?;
    // The area around a school stands first, whatever its place; the list goes on in the one it had come to.
    let from = after.and_then(|after| areas.iter().position(|area| *area == after.area));
    let Some((first, mut rest)) = areas.get(from.unwrap_or_default()..).and_then(<[Place]>::split_first) else {
        return Ok(Vec::new());
    };
    let after = after.filter(|_| from.is_some());
    let mut filed = rows::list_filed(store, first, it, after, limit).await?;
    let mut wide = WIDER;
    while filed.len() < kernel::small(limit.into()) && !rest.is_empty() {
        let (some, others) = rest.split_at(wide.min(rest.len()));
        let missing = limit.saturating_sub(u32::try_from(filed.len()).unwrap_or(limit));
        filed.extend(rows::list_filed_across(store, some, it, missing).await?);
        (rest, wide) = (others, wide * WIDER);
    }
    Ok(filed)
}

/// The people of these rows, each once, in their order, and only those who are within `place` today.
async fn page(store: &Store, filed: Vec<Filed>, term: &str, place: &Place, limit: u32) -> Result<Page> {
    let ids: Vec<PersonId> = filed.iter().map(|it| it.person_id).collect();
    let found = rows::list_people_by_id(store, &ids).await?;
    let people = filed.iter().filter_map(|row| {
        let person = found.iter().find(|it| it.id == row.person_id)?;
        (person.place.within(place) && is_first(row, person, term)).then(|| person.clone())
    });
    let people = people.collect();
    let full = filed.len() >= kernel::small(limit.into());
    Ok(Page { people, next: filed.into_iter().next_back().filter(|_| full) })
}

/// Whether this is the first row by which a person is found: who is called 安宁 is filed as `an` and as
/// `anning`, and stands in a list once.
fn is_first(row: &Filed, person: &Person, term: &str) -> bool {
    let all = terms(&person.name, &person.identity_masked, person.mobile_masked.as_deref());
    all.iter().find(|it| it.starts_with(term)).is_none_or(|first| *first == row.term)
}

#[cfg(test)]
mod tests;
