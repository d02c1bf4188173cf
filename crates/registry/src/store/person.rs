use std::collections::BTreeMap;

use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{AT_ONCE, Insert, On, Tx, Value, sql, sql_list};
use vault::Trace;

use crate::Person;

/// A person as a roster gives it, sealed and ready to be written.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The file.
    pub person: Person,
    /// 证件类型.
    pub identity_kind: String,
    /// The sealed number.
    pub identity_cipher: Vec<u8>,
    /// By what the number is found.
    pub traces: Vec<Trace>,
    /// The sealed mobile number.
    pub mobile_cipher: Option<Vec<u8>>,
}

store::record! {
    /// Somebody already on file, found by the hash of a number.
    pub struct Known {
        /// The hash.
        pub identity_hash: Vec<u8>,
        /// Who holds the number.
        pub id: PersonId,
        /// The name on file.
        pub name: String,
        /// The school on file.
        pub school_id: OrganisationId,
        /// Whether the person teaches in two languages.
        pub bilingual: bool,
        /// The last day of whoever has left.
        pub left_on: Option<Date>,
    }
}

/// The person `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_person(on: impl Into<On<'_>>, id: PersonId) -> Result<Option<Person>> {
    Ok(sql("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where id = $1").bind(id).optional(on).await?)
}

/// Holds the file of `id` until the transaction ends: whoever decides by what else this person does
/// waits for whoever decides now.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is no such person.
pub async fn hold_person(tx: &mut Tx, id: PersonId) -> Result<()> {
    let _: PersonId = sql("select id as value from person where id = $1 for update").bind(id).value(tx).await?;
    Ok(())
}

/// Who holds the number with one of these traces.
///
/// # Errors
/// When the database refuses.
pub async fn find_person_by_identity(on: impl Into<On<'_>>, traces: &[Trace]) -> Result<Option<PersonId>> {
    let hashes = traces.iter().map(|it| it.hash.as_slice());
    let ids: Vec<PersonId> =
        sql_list("select person_id as value from identity_lookup where identity_hash in ({list})", Vec::new(), hashes)
            .values(on)
            .await?;
    Ok(ids.first().copied())
}

/// The people of a school, by name, `limit` of them after the name and id `after`. Above a school there
/// is no such list: a province has a million people.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_of_school(
    on: impl Into<On<'_>>,
    school: OrganisationId,
    after: Option<(&str, PersonId)>,
    limit: u32,
) -> Result<Vec<Person>> {
    let (name, id) = after.unwrap_or(("", Id::from(uuid::Uuid::nil())));
    Ok(sql("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where school_id = $1 and left_on is null and (name, id) > ($2, $3) order by name, id limit $4")
        .bind(school)
        .bind(name)
        .bind(id)
        .bind(limit)
        .all(on)
        .await?)
}

/// The people with these ids, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_by_id(on: impl Into<On<'_>>, ids: &[PersonId]) -> Result<Vec<Person>> {
    Ok(sql_list("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where id in ({list})", Vec::new(), ids.iter().copied()).all(on).await?)
}

/// The same people, held until the transaction ends.
async fn list_people_for_change(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<Person>> {
    Ok(sql_list("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where id in ({list}) order by id for update", Vec::new(), ids.iter().copied()).all(tx).await?)
}

/// Those already on file among the holders of these traces.
///
/// # Errors
/// When the database refuses.
pub async fn list_known(on: impl Into<On<'_>>, traces: impl Iterator<Item = &Trace>) -> Result<Vec<Known>> {
    let mut on = on.into();
    let hashes: Vec<&[u8]> = traces.map(|it| it.hash.as_slice()).collect();
    let mut known = Vec::new();
    for hashes in hashes.chunks(AT_ONCE) {
        let some: Vec<Known> = sql_list("select l.identity_hash, p.id, p.name, p.school_id, p.bilingual, p.left_on from identity_lookup l join person p on p.id = l.person_id where l.identity_hash in ({list})", Vec::new(), hashes.iter().copied()).all(on.again()).await?;
        known.extend(some);
    }
    Ok(known)
}

/// The sealed identity number of `id`, to be opened as [`crate::IDENTITY`].
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is no such person.
pub async fn get_sealed_identity(on: impl Into<On<'_>>, id: PersonId) -> Result<Vec<u8>> {
    Ok(sql("select identity_cipher as value from person where id = $1").bind(id).value(on).await?)
}

/// The sealed mobile number of `id`, where one is on file.
///
/// # Errors
/// When the database refuses.
pub async fn find_sealed_mobile(on: impl Into<On<'_>>, id: PersonId) -> Result<Option<Vec<u8>>> {
    let sealed: Vec<Vec<u8>> =
        sql("select mobile_cipher as value from person where id = $1 and mobile_cipher is not null")
            .bind(id)
            .values(on)
            .await?;
    Ok(sealed.into_iter().next())
}

store::record! {
    /// A sealed mobile number, and whose it is.
    pub struct SealedMobile {
        /// Whose.
        pub id: PersonId,
        /// To be opened as [`crate::MOBILE`].
        pub mobile_cipher: Vec<u8>,
    }
}

/// The sealed mobile numbers of these people; who has none is left out.
///
/// # Errors
/// When the database refuses.
pub async fn list_sealed_mobiles(on: impl Into<On<'_>>, ids: &[PersonId]) -> Result<Vec<SealedMobile>> {
    Ok(sql_list(
        "select id, mobile_cipher from person where mobile_cipher is not null and id in ({list})",
        Vec::new(),
        ids.iter().copied(),
    )
    .all(on)
    .await?)
}

pub(super) const FILE: &[&str] = &[
    "id",
    "name",
    "sex",
    "born_on",
    "ethnicity",
    "identity_kind",
    "identity_cipher",
    "identity_masked",
    "mobile_cipher",
    "mobile_masked",
    "school_id",
    "place",
    "stage",
    "subject",
    "title",
    "work_from",
    "bilingual",
    "psc_level",
    "language",
    "import_id",
    "created_at",
];

/// The file of a person, in the order of [`FILE`].
pub(super) fn file(new: &NewPerson, import: Option<uuid::Uuid>, at: Timestamp) -> [Value; 21] {
    let it = &new.person;
    [
        it.id.into(),
        it.name.as_str().into(),
        it.sex.as_str().into(),
        it.born_on.into(),
        it.ethnicity.as_str().into(),
        new.identity_kind.as_str().into(),
        new.identity_cipher.as_slice().into(),
        it.identity_masked.as_str().into(),
        new.mobile_cipher.clone().into(),
        it.mobile_masked.clone().into(),
        it.school_id.into(),
        (&it.place).into(),
        it.stage.clone().into(),
        it.subject.clone().into(),
        it.title.clone().into(),
        it.work_from.into(),
        it.bilingual.into(),
        it.psc_level.clone().into(),
        it.language.clone().into(),
        import.into(),
        at.into(),
    ]
}

/// Brings people on file to what a roster says of them. What it does not say, in an empty cell or for want of a
/// column, stays as it is: an import adds and corrects, it never takes away. Identity and school stay: a move
/// between schools is a deed of its own.
///
/// # Errors
/// When the database refuses.
pub async fn update_people(tx: &mut Tx, people: &[NewPerson], at: Timestamp) -> Result<()> {
    // All are on file: every row meets its conflict. It is the way to change many rows with one statement.
    let mut files = Insert::into("person", FILE).suffix(
        "on conflict (id) do update set ethnicity = coalesce(nullif(excluded.ethnicity, ''), person.ethnicity), mobile_cipher = coalesce(excluded.mobile_cipher, person.mobile_cipher), mobile_masked = coalesce(excluded.mobile_masked, person.mobile_masked), stage = coalesce(excluded.stage, person.stage), subject = coalesce(excluded.subject, person.subject), title = coalesce(excluded.title, person.title), work_from = coalesce(excluded.work_from, person.work_from), psc_level = coalesce(excluded.psc_level, person.psc_level), language = coalesce(excluded.language, person.language), bilingual = excluded.bilingual",
    )
    .room(people.len());
    for new in people {
        files.row(file(new, None, at));
    }
    let now: BTreeMap<PersonId, &NewPerson> = people.iter().map(|it| (it.person.id, it)).collect();
    let ids: Vec<PersonId> = now.keys().copied().collect();
    let mut before = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(AT_ONCE) {
        before.extend(list_people_for_change(&mut *tx, chunk).await?);
    }
    files.run(&mut *tx).await?;
    // Of what somebody is found by, a roster changes the mobile number alone.
    let mobile = |old: &Person| now.get(&old.id).and_then(|new| new.person.mobile_masked.clone());
    let after: Vec<Person> = before
        .iter()
        .map(|old| Person { mobile_masked: mobile(old).or_else(|| old.mobile_masked.clone()), ..old.clone() })
        .collect();
    super::lookup::refile_people(tx, &before, &after.iter().collect::<Vec<_>>()).await
}
