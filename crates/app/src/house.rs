//! Puts the house together: one line for each slice.

use std::sync::Arc;

use access::Sessions;
use anyhow::Context as _;
use axum::Router;
use blobs::Blobs;
use http::{App, Belongings, Parts, Right, Routes, Slice};
use kernel::Clock;
use locale::{Catalogue, Source};
use store::{Migration, Store};
use vault::{Holding, Vault};

use crate::{Config, files, keys};

/// The slices, in the order of the chain.
#[must_use]
pub fn slices() -> Vec<Slice> {
    vec![
        registry::slice(),
        access::slice(),
        notices::slice(),
        classes::slice(),
        courses::slice(),
        credits::slice(),
        returns::slice(),
        portal::slice(),
    ]
}

/// The duties, each with the level at which it is held.
#[must_use]
pub fn duties() -> Vec<(&'static str, &'static str)> {
    slices().iter().flat_map(|slice| slice.duties).copied().collect()
}

/// What each duty may do, as the slices say it.
#[must_use]
pub fn rights() -> Vec<Right> {
    slices().iter().flat_map(|slice| slice.rights).copied().collect()
}

/// The tables of every floor and slice, in order.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let slices = slices();
    let floors = jobs::MIGRATIONS
        .iter()
        .chain(audit::MIGRATIONS)
        .chain(vault::MIGRATIONS)
        .chain(retention::MIGRATIONS)
        .chain(exports::MIGRATIONS);
    floors.chain(slices.iter().flat_map(|slice| slice.migrations)).copied().collect()
}

/// What the slices keep sealed.
#[must_use]
pub fn holdings() -> Vec<&'static dyn Holding> {
    slices().iter().flat_map(|slice| slice.sealed).chain(http::FLOORS_SEALED).copied().collect()
}

/// The messages of every floor and slice.
#[must_use]
pub fn messages() -> Vec<Source> {
    let own = [http::MESSAGES];
    own.into_iter().chain(slices().into_iter().flat_map(|slice| slice.messages)).collect()
}

/// Every route.
#[must_use]
pub fn routes() -> Routes {
    let own = Routes::new().get("/assets/{*file}", files::show);
    slices().into_iter().fold(own, |routes, slice| routes.and(slice.routes))
}

/// The house, put together.
pub struct House {
    /// All pages and interfaces.
    pub router: Router,
    /// The database.
    pub store: Store,
    /// The worker of the queue; nobody works until it runs.
    pub worker: jobs::Worker,
    /// The shared parts.
    pub app: App,
}

/// The database that `config` names, with every table.
///
/// # Errors
/// When it cannot be opened or migrated.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let address = config.database();
    let store = Store::open(&store::Config::new(&address)).await.context("the database cannot be opened")?;
    store.migrate(&migrations()).await.context("the database cannot be migrated")?;
    access::seed_duties(&store, &duties(), &rights()).await.context("the duties cannot be written")?;
    Ok(store)
}

impl House {
    /// Opens the house that `config` describes, by the machine's clock.
    ///
    /// # Errors
    /// When the database, the keys or the messages cannot be opened.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let store = open_store(config).await?;
        // A ring is made for an empty house alone; where it is missing, or another one, nobody goes in.
        vault::unlock(&store, &keys::ring_file(config), config.cipher.unwrap_or_default(), &Clock::System, &holdings())
            .await
            .context("the key ring cannot be opened")?;
        Self::assemble(config, store, Clock::System)
    }

    /// Puts the house together around an open database.
    ///
    /// # Errors
    /// When the keys, the files or the messages cannot be opened.
    pub fn assemble(config: &Config, store: Store, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data).with_context(|| config.data.display().to_string())?;
        let sessions = Sessions::new(store.clone(), clock.clone()).asking(config.policy());
        let vault = Vault::open(&keys::ring_file(config), config.cipher.unwrap_or_default(), clock.now())?;
        let parts = Parts {
            store: store.clone(),
            clock,
            catalogue: Catalogue::new(&messages())?,
            assets: files::assets(),
            blobs: Blobs::local(&config.data.join("blobs"))?,
            data: config.data.clone(),
            fonts: config.fonts.clone(),
            demonstration: config.demo_accounts().exists(),
            doorkeeper: Arc::new(sessions.clone()),
            address: config.address.clone(),
            count_statements: config.count_statements,
        };
        // The one who stands at the door forgets whom the pages of access send away: it is one and the same.
        let own = Belongings::default().with(Arc::new(sessions)).with(Arc::new(vault));
        let app = App::new(parts, &slices(), own)?;
        Ok(Self { router: routes().serve(app.clone()), store, worker: app.worker().clone(), app })
    }
}
