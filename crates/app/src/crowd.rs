//! The crowd among which the bench looks for somebody.

use anyhow::Context as _;
use authz::Place;
use kernel::{Clock, Date, Timestamp};
use registry::roster::{SchoolRef, generate};
use registry::{Organisation, OrganisationKind, insert_organisations, insert_people, list_within};
use store::Store;
use vault::{Suite, Vault};

use crate::demo::divisions::organisation;
use crate::demo::people::{count, filed};
use crate::{Config, house};

/// People of a school.
const STAFF: usize = 40;
/// Counties asked for at once: more than there are.
const COUNTIES: u32 = 10_000;
/// People of the generator that are left for the rosters of the bench.
const ROSTERS: usize = 1_000_000;
/// Schools in one transaction.
const SCHOOLS: usize = 25;

/// Puts `people` invented people into new schools of all counties, in turn.
///
/// # Errors
/// When there is no demonstration world or the database refuses.
pub async fn fill(config: &Config, people: usize) -> anyhow::Result<()> {
    let store = house::open_store(config).await?;
    let now = Clock::System.now();
    let vault = Vault::open(&crate::keys::ring_file(config), Suite::default(), now)?;
    let counties = list_within(&store, &Place::root(), OrganisationKind::County, None, COUNTIES).await?;
    anyhow::ensure!(!counties.is_empty(), "there is no county: make the demonstration world first");
    let crowd =
        SchoolRef { code: "2199000001".to_owned(), name: "学校".to_owned(), county_code: "529901".to_owned() };
    let refs = [crowd];
    let mut rows = generate(people, 0, 1, &refs).after_people(count() + ROSTERS);
    let mut schools = (0..people.div_ceil(STAFF)).zip(counties.iter().cycle()).map(|(nth, at)| school(at, nth, now));
    loop {
        let some: Vec<Organisation> = schools.by_ref().take(SCHOOLS).collect::<anyhow::Result<_>>()?;
        if some.is_empty() {
            return Ok(());
        }
        write(&store, &vault, &some, &mut rows, now).await?;
    }
}

/// The `nth` school of the crowd.
fn school(county: &Organisation, nth: usize, now: Timestamp) -> anyhow::Result<Organisation> {
    let code = format!("21{:02}{:06}", 90 + nth / 1_000_000, nth % 1_000_000);
    let opened = Date::of(2001, 9, 1).context("a date")?;
    let name = format!("{}第{nth}小学", county.name.trim_end_matches("教育局"));
    let place = county.place.child(&code);
    Ok(organisation(Some(county.id), place, &code, OrganisationKind::School, &name, opened, now))
}

async fn write(
    store: &Store,
    vault: &Vault,
    schools: &[Organisation],
    rows: &mut (impl Iterator<Item = Vec<String>> + Send),
    now: Timestamp,
) -> anyhow::Result<()> {
    let mut people = Vec::with_capacity(schools.len() * STAFF);
    for school in schools {
        for row in rows.by_ref().take(STAFF) {
            people.push(filed(vault, &row, school, now)?);
        }
    }
    store::transaction!(store, tx => {
        insert_organisations(&mut *tx, schools).await?;
        insert_people(tx, &people, None, now.date(), now).await
    })?;
    Ok(())
}
