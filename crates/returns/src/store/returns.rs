use authz::Place;
use classes::Class;
use kernel::{Date, Id, Result, Timestamp};
use store::{On, Tx, sql};

use crate::{Return, ReturnState};

/// The return `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_return(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Option<Return>> {
    Ok(sql("select id, class_id, class_name, class_number, institution_id, institution_name, institution_place, province_name, province_place, closes_on, due_on, state, version, late, annex, filled_at, missing, failing, opened_at, submitted_at from class_return where id = $1").bind(id).optional(on).await?)
}

/// The return `id`, which must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_return(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Return> {
    find_return(on, id).await?.ok_or(kernel::Error::NotFound)
}

/// The return `id`, held until the transaction ends: two offices that decide in one moment see each
/// other.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub(crate) async fn get_return_for_change(tx: &mut Tx, id: Id<Return>) -> Result<Return> {
    Ok(sql("select id, class_id, class_name, class_number, institution_id, institution_name, institution_place, province_name, province_place, closes_on, due_on, state, version, late, annex, filled_at, missing, failing, opened_at, submitted_at from class_return where id = $1 for update").bind(id).one(tx).await?)
}

/// The return of a class, once it was opened.
///
/// # Errors
/// When the database refuses.
pub async fn find_return_of(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Option<Return>> {
    Ok(sql("select id, class_id, class_name, class_number, institution_id, institution_name, institution_place, province_name, province_place, closes_on, due_on, state, version, late, annex, filled_at, missing, failing, opened_at, submitted_at from class_return where class_id = $1").bind(class).optional(on).await?)
}

/// Returns of institutions and provinces within `place`, the earliest due first; of one state or of
/// all; `limit` of them after the due date and id `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_returns_within(
    on: impl Into<On<'_>>,
    place: &Place,
    state: Option<ReturnState>,
    after: Option<(Date, Id<Return>)>,
    limit: u32,
) -> Result<Vec<Return>> {
    let (from, until) = place.range();
    let (due, id) =
        after.map_or_else(|| (String::new(), Id::from(uuid::Uuid::nil())), |(due, id)| (due.to_string(), id));
    Ok(sql("select id, class_id, class_name, class_number, institution_id, institution_name, institution_place, province_name, province_place, closes_on, due_on, state, version, late, annex, filled_at, missing, failing, opened_at, submitted_at from class_return where ((institution_place >= $1 and institution_place < $2) or (province_place >= $1 and province_place < $2)) and (state = $3 or $3 = '') and (due_on > $4 or (due_on = $4 and id > $5)) order by due_on, id limit $6")
        .bind(from)
        .bind(until)
        .bind(state.map_or("", ReturnState::as_str))
        .bind(due)
        .bind(id)
        .bind(limit)
        .all(on)
        .await?)
}

store::record! {
    /// A return that waits for somebody, without its annex.
    pub struct Waiting {
        /// Its id.
        pub id: Id<Return>,
        /// The class's name.
        pub class_name: String,
        /// The institution's name.
        pub institution_name: String,
        /// The last day in time.
        pub due_on: Date,
        /// Where it stands.
        pub state: ReturnState,
        /// Checks that keep it from being submitted.
        pub failing: i64,
        /// When it was submitted.
        pub submitted_at: Option<Timestamp>,
    }
}

/// What institutions within `place` have still to submit.
///
/// # Errors
/// When the database refuses.
pub async fn list_waiting_here(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Waiting>> {
    let (from, until) = place.range();
    Ok(sql("select id, class_name, institution_name, due_on, state, failing, submitted_at from class_return where institution_place >= $1 and institution_place < $2 and state in ('draft', 'returned') order by due_on, id limit $3")
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// What waits for the decision of `office` in the province of `place`.
///
/// # Errors
/// When the database refuses.
pub async fn list_waiting_there(
    on: impl Into<On<'_>>,
    place: &Place,
    office: crate::Office,
    limit: u32,
) -> Result<Vec<Waiting>> {
    let (from, until) = place.range();
    Ok(sql("select r.id, r.class_name, r.institution_name, r.due_on, r.state, r.failing, r.submitted_at from class_return r where r.province_place >= $1 and r.province_place < $2 and r.state = 'submitted' and not exists (select 1 from return_receipt c where c.return_id = r.id and c.version = r.version and c.office = $3) order by r.due_on, r.id limit $4")
        .bind(from)
        .bind(until)
        .bind(office)
        .bind(limit)
        .all(on)
        .await?)
}

/// Opens the return of `class`; nothing happens when it is open already.
pub(crate) async fn insert_return(tx: &mut Tx, it: &Return) -> Result<bool> {
    let written = sql("insert into class_return (id, class_id, class_name, class_number, institution_id, institution_name, institution_place, province_name, province_place, closes_on, due_on, state, version, late, annex, filled_at, missing, failing, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict (class_id) do nothing")
        .bind(it.id)
        .bind(it.class_id)
        .bind(it.class_name.as_str())
        .bind(it.class_number.as_str())
        .bind(it.institution_id)
        .bind(it.institution_name.as_str())
        .bind(&it.institution_place)
        .bind(it.province_name.as_str())
        .bind(&it.province_place)
        .bind(it.closes_on)
        .bind(it.due_on)
        .bind(it.state)
        .bind(it.version)
        .bind(it.late)
        .bind(it.annex.as_str())
        .bind(it.filled_at)
        .bind(it.missing)
        .bind(it.failing)
        .bind(it.opened_at)
        .run(tx)
        .await?;
    Ok(written == 1)
}

/// Keeps Annex 1 as it was filled at `at`.
pub(crate) async fn set_filled(
    tx: &mut Tx,
    id: Id<Return>,
    annex: &str,
    missing: i64,
    failing: i64,
    at: Timestamp,
) -> Result<()> {
    sql("update class_return set annex = $2, missing = $3, failing = $4, filled_at = $5 where id = $1")
        .bind(id)
        .bind(annex)
        .bind(missing)
        .bind(failing)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Marks a return as submitted; false when somebody else moved it meanwhile.
pub(crate) async fn set_submitted(tx: &mut Tx, it: &Return, late: bool, at: Timestamp) -> Result<bool> {
    let done = sql("update class_return set state = 'submitted', version = $2, late = $3, submitted_at = $4 where id = $1 and version = $5 and state in ('draft', 'returned')")
        .bind(it.id)
        .bind(it.version + 1)
        .bind(late)
        .bind(at)
        .bind(it.version)
        .run(tx)
        .await?;
    Ok(done == 1)
}

/// Moves a submitted return to `state`.
pub(crate) async fn set_state(tx: &mut Tx, it: &Return, state: ReturnState) -> Result<()> {
    sql("update class_return set state = $2 where id = $1 and version = $3 and state = 'submitted'")
        .bind(it.id)
        .bind(state)
        .bind(it.version)
        .run(tx)
        .await?;
    Ok(())
}
