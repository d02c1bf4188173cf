//! The demonstration world: real divisions, invented people, a class of 2011 that is over and classes
//! of today that are not. Everything goes through the doors that people use, where there is one.

mod audience;
mod classes;
mod course;
pub(crate) mod divisions;
mod notices;
pub(crate) mod people;
mod schools;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use kernel::Clock;
use registry::Organisation;
use serde::{Deserialize, Serialize};

use crate::{Config, House, house};

/// The password of everybody in the demonstration world. It is a sentence, as the page advises.
pub const PASSWORD: &str = "杏坛春暖，桃李成行";

/// Somebody who can sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The name.
    pub name: String,
    /// What to sign in with.
    pub account: String,
    /// The password; empty while the account waits for its code.
    pub password: String,
    /// The activation code, for the one who uses the site for the first time.
    #[serde(default)]
    pub code: String,
    /// The code of the duty, or `teacher`.
    pub duty: String,
    /// The duty and the organisation in words.
    pub role: String,
    /// Whether the list at the start names it; the others are for tests and the bench.
    pub shown: bool,
}

/// What the parts of the world know of each other.
pub(crate) struct World {
    /// Everything runs in this house.
    pub house: House,
    /// Its vault.
    pub vault: std::sync::Arc<vault::Vault>,
    /// The nation.
    pub nation: Organisation,
    /// The provinces that have schools, with what lies in them.
    pub provinces: Vec<Province>,
    /// Who can sign in.
    pub accounts: Vec<Account>,
    /// The officers, by what they sign in with.
    pub officers: HashMap<String, authz::Actor>,
    /// Of [`PASSWORD`], which all have and everybody may know: hashed once, as one takes long.
    pub password: access::PasswordHash,
}

/// A province of the world.
pub(crate) struct Province {
    /// 省教育厅.
    pub authority: Organisation,
    /// 省语委办.
    pub language_office: Organisation,
    /// Counties with schools.
    pub counties: Vec<Organisation>,
    /// The schools.
    pub schools: Vec<Organisation>,
    /// 承办院校.
    pub institution: Organisation,
}

/// Fills an empty database with the world, and with a class of `audience` people more, if any.
///
/// # Errors
/// When the database is not empty or a source is missing.
pub async fn fill(
    config: &Config,
    media: &Path,
    divisions: &Path,
    audience: usize,
    say: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data)?;
    // Its presence makes the invented counties of the world's numbers count as counties.
    std::fs::write(config.demo_accounts(), "[]")?;
    let store = house::open_store(config).await?;
    let house = House::assemble(config, store, Clock::System)?;
    let now = house.app.parts().clock.now();
    writeln!(say, "行政区划 …")?;
    let nation = divisions::load(&house.store, divisions, now).await.context("the divisions")?;
    writeln!(say, "学校 …")?;
    let provinces = schools::load(&house.store, now).await.context("the schools")?;
    let vault = house.app.own::<vault::Vault>()?;
    let password = access::hash_password(PASSWORD.to_owned()).await?;
    let mut world = World { house, vault, nation, provinces, accounts: Vec::new(), officers: HashMap::new(), password };
    writeln!(say, "教师 …")?;
    people::load(&mut world).await.context("the people")?;
    writeln!(say, "班次 …")?;
    classes::load(&mut world, media, audience).await.context("the classes")?;
    writeln!(say, "通知 …")?;
    notices::load(&world).await.context("the notices")?;
    world.house.worker.drain().await?;
    portal::figures::count(&world.house.store, world.house.app.parts().clock.now()).await?;
    let accounts = serde_json::to_vec_pretty(&world.accounts)?;
    std::fs::write(config.demo_accounts(), accounts)?;
    world.house.store.close().await;
    Ok(())
}

/// Writes an invented roster of the demonstration world's first county as XLSX.
///
/// # Errors
/// When there is no world or the file cannot be written.
pub async fn roster_file(config: &Config, rows: usize, wrong: usize, out: &Path) -> anyhow::Result<()> {
    let store = house::open_store(config).await?;
    let schools = people::school_refs(&store).await?;
    // Other people than those of the world: these rows are all new to the county.
    let sample =
        registry::roster::generate(rows, wrong, registry::roster::KINDS, &schools).after_people(people::count());
    let bytes = people::workbook(sample)?;
    std::fs::write(out, bytes).with_context(|| out.display().to_string())
}
