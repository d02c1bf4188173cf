use audit::{By, Entry};
use kernel::{Error, PersonId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::reason;
use crate::news::CompletionReturned;
use crate::recognition::{Recognition, RecognitionState};
use crate::store as tables;

/// A county sends its part of a list back to the institution: the rows it names, or all of them.
/// Nothing of the part is posted until it is handed in again.
///
/// # Errors
/// A refusal when it was decided already; wrong input without a reason or with somebody who is not on
/// the part.
pub async fn send_back(tx: &mut Tx, by: &By, part: &Recognition, people: &[PersonId], why: &str) -> Result<()> {
    let why = reason("reason", why)?;
    classes::get_class_for_change(tx, part.class_id).await?;
    let list = tables::find_list_for_change(tx, part.class_id).await?.ok_or(Error::NotFound)?;
    let current = tables::get_recognition_for_change(tx, part.class_id, part.county_id).await?;
    current.may_decide(by.person, list.submitted_by)?;
    let rows = tables::list_rows_of_county(&mut *tx, part.class_id, part.county_id).await?;
    if people.iter().any(|person| !rows.iter().any(|row| row.person_id == *person)) {
        return Err(Error::field("people", text!("recognition-not-on-list")));
    }
    let named: Vec<PersonId> =
        if people.is_empty() { rows.iter().map(|row| row.person_id).collect() } else { people.to_vec() };
    let decided = (by.person, by.name.as_str());
    if !tables::decide_recognition(&mut *tx, part, RecognitionState::Returned, decided, &why, by.now).await? {
        return Err(Refusal::because(text!("recognition-confirmed-already"))
            .remedy(text!("recognition-confirmed-already-remedy"))
            .into());
    }
    tables::set_rows_returned(&mut *tx, part.class_id, part.county_id, &named, &why).await?;
    tables::set_list_returned(&mut *tx, part.class_id).await?;
    jobs::emit(&mut *tx, by.now, &CompletionReturned { class: part.class_id, county: part.county_id }).await?;
    let after = json!({ "county": part.county_id, "people": named });
    by.record(tx, Entry::new("recognition.return", "completion", part.class_id).after(after).why(&why)).await
}
