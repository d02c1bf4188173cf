//! Puts the house together: one line for each slice.

use std::any::Any;
use std::sync::Arc;

use access::Sessions;
use anyhow::Context as _;
use axum::Router;
use blobs::Blobs;
use http::{App, Parts, Routes, Slice};
use jobs::Work;
use kernel::Clock;
use locale::{Catalogue, Source};
use registry::{ApplyRoster, CheckRoster, Keys, Tools};
use store::{Migration, Store};

use crate::{Config, files};

/// The slices, in the order of the chain.
#[must_use]
pub fn slices() -> Vec<Slice> {
    vec![
        registry::slice(),
        access::slice(),
        classes::slice(),
        courses::slice(),
        credits::slice(),
        returns::slice(),
        portal::slice(),
    ]
}

/// What each duty may do, as the slices say it.
pub const RIGHTS: &[&[(&str, &str, &str)]] = &[
    registry::RIGHTS,
    access::RIGHTS,
    classes::RIGHTS,
    courses::RIGHTS,
    credits::RIGHTS,
    returns::RIGHTS,
    portal::RIGHTS,
];

/// The tables of every floor and slice, in order.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let slices = slices();
    let floors = jobs::MIGRATIONS.iter().chain(audit::MIGRATIONS);
    floors.chain(slices.iter().flat_map(|slice| slice.migrations)).copied().collect()
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
    let rights: Vec<_> = RIGHTS.iter().flat_map(|rights| rights.iter().copied()).collect();
    access::seed_duties(&store, &rights).await.context("the duties cannot be written")?;
    Ok(store)
}

impl House {
    /// Opens the house that `config` describes, by the machine's clock.
    ///
    /// # Errors
    /// When the database, the keys or the messages cannot be opened.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let store = open_store(config).await?;
        Self::assemble(config, store, Clock::System)
    }

    /// Puts the house together around an open database.
    ///
    /// # Errors
    /// When the keys, the files or the messages cannot be opened.
    pub fn assemble(config: &Config, store: Store, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data).with_context(|| config.data.display().to_string())?;
        let keys = Arc::new(Keys::open(&config.data.join("keys"))?);
        let blobs = Blobs::local(&config.data.join("blobs"))?;
        let slices = slices();
        let worker = worker(
            &store,
            &clock,
            &slices,
            Tools { keys: Arc::clone(&keys), blobs: blobs.clone(), invented: config.demo_accounts().exists() },
        );
        let sessions = Sessions::new(store.clone(), clock.clone());
        let own: Vec<Arc<dyn Any + Send + Sync>> = vec![
            keys,
            Arc::new(sessions.clone()),
            Arc::new(credits::Inquiries::default()),
            Arc::new(courses::Batcher::new(store.clone(), clock.clone())),
            Arc::new(documents::pdf::Fonts::open(&config.fonts)?),
        ];
        let parts = Parts {
            store: store.clone(),
            clock,
            catalogue: Catalogue::new(&messages())?,
            assets: files::assets(),
            blobs,
            uploads: config.data.join("uploads"),
            doorkeeper: Arc::new(sessions),
            address: config.address.clone(),
            count_statements: config.count_statements,
        };
        let app = App::new(parts, &slices, own, worker.clone());
        Ok(Self { router: routes().serve(app.clone()), store, worker, app })
    }
}

fn worker(store: &Store, clock: &Clock, slices: &[Slice], tools: Tools) -> jobs::Worker {
    let subscribers = slices.iter().flat_map(|slice| slice.subscribers.iter().copied()).collect();
    let work: Vec<Box<dyn Work>> = vec![Box::new(CheckRoster(tools.clone())), Box::new(ApplyRoster(tools))];
    jobs::Worker::new(store.clone(), clock.clone(), subscribers, work)
}
