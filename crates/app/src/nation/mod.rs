//! The nation: as many invented teachers as China has, in its proportions, for measuring at that size.
//!
//! ```text
//! proportions --plan--> schools, one after the other --batches--> two writers --> people on file
//! ```
//! The plan is the same each time, and a batch is one transaction: what was begun is gone on with.

mod plan;
mod proportions;

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;

use anyhow::Context as _;
use authz::Place;
use kernel::{Clock, Date, Month, Timestamp};
use registry::roster::{SchoolRef, generate};
use registry::{
    MOBILE, NewPerson, NewRows, Organisation, OrganisationKind, codes, insert_organisations, insert_people,
    list_schools_within, list_within,
};
use store::Store;
use tokio::task::JoinSet;
use vault::{Suite, Vault};

use crate::demo::divisions::organisation;
use crate::demo::people::{count, filed};
use crate::{Config, house};
use plan::{Planned, schools};

/// People of the generator that are left for the rosters of the demonstration and the bench.
const ROSTERS: usize = 2_000_000;
/// People in a transaction, about.
const BATCH: usize = 2_000;
/// While the database writes the people of one, the other invents and seals its own.
const WRITERS: usize = 2;
/// Counties of a province asked for at once: more than any has.
const COUNTIES: u32 = 1_000;

/// Puts `teachers` invented teachers into new schools of all counties of a demonstration world.
///
/// # Errors
/// When there is no demonstration world or the database refuses.
pub async fn fill(config: &Config, teachers: usize, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    anyhow::ensure!(config.demo_accounts().exists(), "there is no demonstration world: run `xingtan demo` first");
    let store = house::open_store(config).await?;
    let now = Clock::System.now();
    let vault = Arc::new(Vault::open(&crate::keys::ring_file(config), Suite::default(), now)?);
    let press = Press { store: store.clone(), vault, opened: Date::of(2001, 9, 1).context("a date")?, now };
    let mut first = count() + ROSTERS;
    for (authority, people) in provinces(&store, teachers).await? {
        let counties = list_within(&store, &authority.place, OrganisationKind::County, None, COUNTIES).await?;
        let there: HashSet<String> =
            list_schools_within(&store, &authority.place).await?.into_iter().map(|it| it.code).collect();
        let planned = schools(&authority.code, counties, people, first);
        first += people;
        let written = press.print(planned.filter(|it| !there.contains(&it.code))).await?;
        writeln!(say, "{} {people} 人（新写入 {written} 人）", authority.name)?;
    }
    portal::figures::count(&store, now).await?;
    store.close().await;
    Ok(())
}

/// The provinces that have counties, each with its share of `teachers`.
async fn provinces(store: &Store, teachers: usize) -> anyhow::Result<Vec<(Organisation, usize)>> {
    let all = list_within(store, &Place::root(), OrganisationKind::Province, None, COUNTIES).await?;
    let parts = proportions::split(teachers, &proportions::PROVINCES.map(|(_, share)| share));
    let of = |code: &str| proportions::PROVINCES.iter().position(|(known, _)| *known == code);
    let people = |it: &Organisation| of(&it.code).and_then(|at| parts.get(at)).copied().unwrap_or_default();
    Ok(all.into_iter().map(|it| (people(&it), it)).filter(|(people, _)| *people > 0).map(|(p, it)| (it, p)).collect())
}

/// Makes people and writes them.
#[derive(Clone)]
struct Press {
    store: Store,
    vault: Arc<Vault>,
    opened: Date,
    now: Timestamp,
}

impl Press {
    /// Writes all of `planned`, some batches at once; how many people.
    async fn print(&self, planned: impl Iterator<Item = Planned>) -> anyhow::Result<usize> {
        let mut planned = planned.peekable();
        let mut writers = JoinSet::new();
        let mut written = 0;
        loop {
            if writers.len() == WRITERS || planned.peek().is_none() {
                match writers.join_next().await {
                    Some(one) => written += one??,
                    None => return Ok(written),
                }
            } else {
                let mut people = 0;
                let batch = std::iter::from_fn(|| {
                    let next = planned.next_if(|_| people < BATCH)?;
                    people += next.staff;
                    Some(next)
                });
                writers.spawn(self.clone().write(batch.collect()));
            }
        }
    }

    async fn write(self, batch: Vec<Planned>) -> anyhow::Result<usize> {
        let (mut schools, mut people) = (Vec::new(), Vec::new());
        for planned in &batch {
            let school = self.school(planned);
            people.extend(self.staff(planned, &school)?);
            schools.push(school);
        }
        let today = self.now.date();
        let mut made = Some(NewRows::of(&self.store, &people, None, today, self.now).await?);
        store::transaction!(&self.store, tx => {
            insert_organisations(&mut *tx, &schools).await?;
            match made.take() {
                Some(made) => made.write(tx, &people).await,
                None => insert_people(tx, &people, None, today, self.now).await,
            }
        })?;
        Ok(people.len())
    }

    fn school(&self, planned: &Planned) -> Organisation {
        let (county, code) = (&planned.county, &planned.code);
        let place = county.place.child(code);
        let kind = OrganisationKind::School;
        let mut school = organisation(Some(county.id), place, code, kind, &planned.name, self.opened, self.now);
        school.division_code.clone_from(&county.division_code);
        school.urban_rural = Some(planned.urban_rural.to_owned());
        school
    }

    fn staff(&self, planned: &Planned, school: &Organisation) -> anyhow::Result<Vec<NewPerson>> {
        let county_code = school.division_code.clone().unwrap_or_default();
        let refs = [SchoolRef { code: planned.code.clone(), name: planned.name.clone(), county_code }];
        let rows = generate(planned.staff, 0, 1, &refs).after_people(planned.first);
        rows.map(|row| self.person(&row, school)).collect()
    }

    /// Somebody with all that a roster says.
    fn person(&self, row: &[String], school: &Organisation) -> anyhow::Result<NewPerson> {
        let cell = |nth: usize| row.get(nth).map_or("", String::as_str);
        let code = |table: &codes::Table, nth: usize| table.find(cell(nth)).map(|it| it.code.clone());
        let mut new = filed(&self.vault, row, school, self.now)?;
        let mobile: registry::mobile::Mobile = cell(11).parse()?;
        new.mobile_cipher = Some(self.vault.seal(MOBILE, new.person.id.uuid(), mobile.reveal())?);
        let it = &mut new.person;
        it.mobile_masked = Some(mobile.to_string());
        it.stage = code(codes::stage(), 8);
        it.subject = code(codes::subject(), 9);
        it.title = code(codes::title(), 10);
        it.work_from = cell(12).parse::<Month>().ok();
        it.bilingual = cell(13) == "是";
        it.psc_level = code(codes::psc_level(), 14);
        it.language = code(codes::language(), 15);
        Ok(new)
    }
}
