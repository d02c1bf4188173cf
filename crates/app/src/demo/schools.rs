//! About forty invented schools in two provinces, and the two institutions that run classes.

use anyhow::Context as _;
use kernel::{Date, Timestamp};
use registry::{Organisation, OrganisationKind as Kind, find_by_code, insert_organisations};
use store::Store;

use super::Province;
use super::divisions::organisation;

/// Province, institution with its credit code, counties.
const PROVINCES: [(&str, &str, &str, [&str; 4]); 2] = [
    ("620000", "陇原师范大学", "12620000MB0A00017Y", ["623021", "623022", "623025", "623027"]),
    ("630000", "河湟师范学院", "12630000MB0A00025X", ["632301", "632322", "632323", "632324"]),
];

/// Kind of school code, ending of its name, 城乡分类.
const SCHOOLS: [(&str, &str, &str); 5] = [
    ("21", "城关民族小学", "121"),
    ("21", "第二完全小学", "122"),
    ("21", "中心小学", "210"),
    ("31", "民族初级中学", "121"),
    ("21", "寄宿制小学", "220"),
];

/// Writes the schools and the institutions.
pub(super) async fn load(store: &Store, now: Timestamp) -> anyhow::Result<Vec<Province>> {
    let opened = Date::of(2001, 9, 1).context("a date")?;
    let mut provinces = Vec::new();
    for (code, institution, credit_code, counties) in PROVINCES {
        let authority = find_by_code(store, Kind::Province, code).await?.context("the province")?;
        let language_office = find_by_code(store, Kind::LanguageOffice, code).await?.context("the language office")?;
        let place = authority.place.child(credit_code);
        let institution =
            organisation(Some(authority.id), place, credit_code, Kind::Institution, institution, opened, now);
        let mut province =
            Province { authority, language_office, counties: Vec::new(), schools: Vec::new(), institution };
        for county in counties {
            let authority =
                find_by_code(store, Kind::County, county).await?.with_context(|| format!("county {county}"))?;
            let division = authority.name.trim_end_matches("教育局").to_owned();
            for (kind, name, urban_rural) in SCHOOLS {
                let number = province.schools.len() + 1;
                let head = code.get(..2).unwrap_or_default();
                let school_code = format!("{kind}{head}{:06}", 990_000 + number);
                let mut school = organisation(
                    Some(authority.id),
                    authority.place.child(&school_code),
                    &school_code,
                    Kind::School,
                    &format!("{division}{name}"),
                    opened,
                    now,
                );
                school.division_code = Some(county.to_owned());
                school.urban_rural = Some(urban_rural.to_owned());
                province.schools.push(school);
            }
            province.counties.push(authority);
        }
        let new: Vec<Organisation> = province.schools.iter().chain([&province.institution]).cloned().collect();
        store::transaction!(store, tx => { insert_organisations(tx, &new).await })?;
        provinces.push(province);
    }
    Ok(provinces)
}
