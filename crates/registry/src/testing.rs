//! Invented organisations and people for tests: a small province, and numbers that nobody has.

use std::path::Path;

use authz::Place;
use http::Slice;
use http::testing::Ground;
use kernel::{Date, Id, Timestamp};
use store::{Migration, Store};
use vault::{Ring, Suite, Vault};

use crate::identity_number::{IdentityNumber, check_character};
use crate::{IDENTITY, NewPerson, Organisation, OrganisationKind, Person};

/// What a batch of an import does last.
pub use crate::import_work::hold_schools;
/// One batch of the work that brings people over, as a program that dies after it leaves it.
pub use crate::reorganisation_work::some as bring_some;

/// Finding people below its page, and the filing of what the house does not do yet: to rename.
pub mod finding {
    pub use crate::finding::{Page, Wanted, find};
    pub use crate::store::{Filed, everybody_is_listed, file_people, list_more_people, refile_people, update_people};
}

/// The tables of the floors and of `slices`.
#[must_use]
pub fn tables(slices: &[Slice]) -> Vec<Migration> {
    let floors = [jobs::MIGRATIONS, audit::MIGRATIONS, vault::MIGRATIONS, ::retention::MIGRATIONS, exports::MIGRATIONS];
    floors.into_iter().flatten().chain(slices.iter().flat_map(|slice| slice.migrations)).copied().collect()
}

/// The secret of the ring with which [`person`] seals numbers.
pub const SECRET: [u8; 64] = [7; 64];

/// That ring.
#[must_use]
pub fn vault() -> Vault {
    Vault::of(Ring::of_64(&SECRET).unwrap())
}

/// The same, in a file of `folder`, so that it can turn.
#[must_use]
pub fn vault_in(folder: &Path) -> Vault {
    let path = folder.join("keys");
    std::fs::write(&path, SECRET).unwrap();
    Vault::open(&path, Suite::Aes, Timestamp::default()).unwrap()
}

/// An organisation under `parent`. The nation is the root, and an office has the place of the
/// authority above it.
#[must_use]
pub fn organisation(parent: Option<&Organisation>, kind: OrganisationKind, code: &str, name: &str) -> Organisation {
    use OrganisationKind::{Nation, School};
    let above = parent.map_or_else(Place::root, |it| it.place.clone());
    let area = kind.is_authority();
    Organisation {
        id: Id::new(Timestamp::from_millis(1)),
        parent_id: parent.map(|it| it.id),
        place: if kind == Nation || kind.shares_area() { above } else { above.child(code) },
        code: code.to_owned(),
        kind,
        name: name.to_owned(),
        division_code: area.then(|| code.to_owned()),
        urban_rural: (kind == School).then(|| "220".to_owned()),
        opened_on: Date::of(1949, 10, 1).unwrap(),
        closed_on: None,
    }
}

/// The `nth` number of somebody born on `born`, a man where `nth` is odd, in a county that was never
/// given out.
#[must_use]
pub fn number(born: Date, nth: usize) -> IdentityNumber {
    let body = format!("529901{}{nth:03}", born.to_string().replace('-', ""));
    let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
    format!("{body}{}", char::from(check)).parse().unwrap_or_else(|_| unreachable!("{body} is well made"))
}

/// The `nth` person, who works at `school`: a bilingual Tibetan teacher of Chinese, born in 1980.
#[must_use]
pub fn person(school: &Organisation, nth: usize, name: &str) -> NewPerson {
    born(school, nth, name, "1980-01-01")
}

/// The same, born on `born`.
#[must_use]
pub fn born(school: &Organisation, nth: usize, name: &str, born: &str) -> NewPerson {
    let (id, number, vault) = (Id::new(Timestamp::from_millis(1)), number(born.parse().unwrap(), nth), vault());
    NewPerson {
        person: Person {
            id,
            name: name.to_owned(),
            sex: number.sex().code().to_owned(),
            born_on: number.birth_date(),
            ethnicity: "04".to_owned(),
            identity_masked: number.masked(),
            mobile_masked: None,
            school_id: school.id,
            place: school.place.clone(),
            stage: Some("2".to_owned()),
            subject: Some("13".to_owned()),
            title: None,
            work_from: None,
            bilingual: true,
            psc_level: Some("3B".to_owned()),
            language: None,
            left_on: None,
        },
        identity_kind: "1".to_owned(),
        identity_cipher: vault.seal(IDENTITY, id.uuid(), number.reveal()).unwrap(),
        traces: vault.traces(number.reveal()),
        mobile_cipher: None,
    }
}

/// A small province: two counties with two schools each, and an institution that runs classes.
#[derive(Clone, Debug)]
pub struct Land {
    /// 教育部.
    pub nation: Organisation,
    /// 甘肃省教育厅.
    pub province: Organisation,
    /// 甘肃省语委办.
    pub office: Organisation,
    /// 临潭县 and 夏河县, of one prefecture.
    pub counties: [Organisation; 2],
    /// Two schools in each county: those of the first come first.
    pub schools: [Organisation; 4],
    /// 陇原师范学院.
    pub institution: Organisation,
}

impl Land {
    /// Writes the province down.
    pub async fn new(ground: &Ground) -> Self {
        use OrganisationKind::{County, Institution, LanguageOffice, Nation, Prefecture, Province, School};
        let nation = organisation(None, Nation, "0", "教育部");
        let province = organisation(Some(&nation), Province, "62", "甘肃省教育厅");
        let office = organisation(Some(&province), LanguageOffice, "62y", "甘肃省语委办");
        let prefecture = organisation(Some(&province), Prefecture, "6230", "甘南藏族自治州教育局");
        let counties = [("623021", "临潭县教育局"), ("623027", "夏河县教育局")]
            .map(|(code, name)| organisation(Some(&prefecture), County, code, name));
        let [one, other] = &counties;
        let schools = [
            (one, "2162000001", "临潭县城关小学"),
            (one, "2162000002", "临潭县新城小学"),
            (other, "2162000003", "夏河县拉卜楞小学"),
            (other, "2162000004", "夏河县桑科小学"),
        ]
        .map(|(county, code, name)| organisation(Some(county), School, code, name));
        let institution = organisation(Some(&province), Institution, "4162000001", "陇原师范学院");
        let land = Self { nation, province, office, counties, schools, institution };
        let above = [&land.nation, &land.province, &land.office, &prefecture, &land.institution].map(Clone::clone);
        insert(&ground.store, &[&above[..], &land.counties, &land.schools].concat(), &[]).await;
        land
    }
}

/// Writes organisations and people down.
pub async fn insert(store: &Store, organisations: &[Organisation], people: &[NewPerson]) {
    let (day, now) = (Date::of(2005, 9, 1).unwrap(), Timestamp::from_millis(1));
    store::transaction!(store, tx => {
        crate::insert_organisations(&mut *tx, organisations).await?;
        crate::insert_people(tx, people, None, day, now).await
    })
    .unwrap();
}
