use std::collections::BTreeMap;

use kernel::{Id, PersonId, Result};
use store::{Insert, On, Tx, sql};

use crate::Return;
use crate::annex::{Row, Supplement};

store::record! {
    struct Entry { field: String, value: String }
}

store::record! {
    struct Typed { person_id: PersonId, facts: String }
}

store::record! {
    /// A row of Annex 2, JSON of a [`Row`].
    struct RowFacts { facts: String }
}

impl RowFacts {
    fn row(&self) -> Result<Row> {
        serde_json::from_str(&self.facts).map_err(kernel::Error::internal)
    }
}

/// What was typed of the class, by column.
pub(crate) async fn list_entries(on: impl Into<On<'_>>, id: Id<Return>) -> Result<BTreeMap<String, String>> {
    let entries: Vec<Entry> = sql("select field, value from annex_entry where return_id = $1").bind(id).all(on).await?;
    Ok(entries.into_iter().map(|entry| (entry.field, entry.value)).collect())
}

/// Replaces what was typed of the class; empty values are not kept.
pub(crate) async fn set_entries(tx: &mut Tx, id: Id<Return>, entries: &BTreeMap<String, String>) -> Result<()> {
    sql("delete from annex_entry where return_id = $1").bind(id).run(&mut *tx).await?;
    let mut rows = Insert::into("annex_entry", &["return_id", "field", "value"]);
    for (field, value) in entries {
        rows.row([id.into(), field.as_str().into(), value.as_str().into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// What was typed of each trainee.
pub(crate) async fn list_supplements(on: impl Into<On<'_>>, id: Id<Return>) -> Result<BTreeMap<PersonId, Supplement>> {
    let typed: Vec<Typed> =
        sql("select person_id, facts from trainee_entry where return_id = $1").bind(id).all(on).await?;
    typed
        .into_iter()
        .map(|it| Ok((it.person_id, serde_json::from_str(&it.facts).map_err(kernel::Error::internal)?)))
        .collect()
}

/// Keeps what was typed of several trainees.
pub(crate) async fn set_supplements(tx: &mut Tx, id: Id<Return>, people: &[(PersonId, Supplement)]) -> Result<()> {
    let mut rows = Insert::into("trainee_entry", &["person_id", "return_id", "facts"])
        .suffix("on conflict (person_id, return_id) do update set facts = excluded.facts");
    for (person, typed) in people {
        let facts = serde_json::to_string(typed).map_err(kernel::Error::internal)?;
        rows.row([(*person).into(), id.into(), facts.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// The rows of Annex 2 in order, as filled; a class has at most some hundreds.
pub(crate) async fn list_rows(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Vec<Row>> {
    let rows: Vec<RowFacts> =
        sql("select facts from annex_row where return_id = $1 order by nth").bind(id).all(on).await?;
    rows.iter().map(RowFacts::row).collect()
}

/// Keeps the rows of Annex 2 in place of those before.
pub(crate) async fn replace_rows(tx: &mut Tx, id: Id<Return>, rows: &[Row]) -> Result<()> {
    sql("delete from annex_row where return_id = $1").bind(id).run(&mut *tx).await?;
    let mut insert = Insert::into("annex_row", &["person_id", "return_id", "nth", "facts"]);
    for row in rows {
        let facts = serde_json::to_string(row).map_err(kernel::Error::internal)?;
        insert.row([row.trainee.person.into(), id.into(), row.nth.into(), facts.into()]);
    }
    insert.run(tx).await?;
    Ok(())
}
