use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;

use authz::Doorkeeper;
use blobs::Blobs;
use jobs::{When, recurring};
use kernel::{Clock, Result};
use locale::Catalogue;
use retention::{Rules, Sweep};
use store::Store;
use ui::Assets;

use crate::{Belongings, Beside, NavEntry, Shown, Slice};

/// What the floors keep sealed, beside what the slices do.
pub const FLOORS_SEALED: &[&dyn vault::Holding] = &[&exports::Exports];

/// What every handler may reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    nav: Vec<NavEntry>,
    beside: Vec<Beside>,
    shown: Vec<Shown>,
    waiting: Vec<crate::Waiting>,
    own: Belongings,
    worker: jobs::Worker,
}

/// The shared parts that `app` puts together.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The messages.
    pub catalogue: Catalogue,
    /// The built files.
    pub assets: Assets,
    /// Files: uploads, media, documents.
    pub blobs: Blobs,
    /// The folder of the data.
    pub data: PathBuf,
    /// The folder of the fonts for printed pages.
    pub fonts: PathBuf,
    /// Whether this is a demonstration world: what is invented counts as real in it.
    pub demonstration: bool,
    /// Who a session belongs to.
    pub doorkeeper: Arc<dyn Doorkeeper>,
    /// The address under which people know this site, without a slash at its end; for QR codes.
    pub address: String,
    /// Says in a header how many statements an answer took. For tests and the bench.
    pub count_statements: bool,
}

impl Parts {
    /// Where uploads are taken to until they are kept; on the disk of the data.
    #[must_use]
    pub fn uploads(&self) -> PathBuf {
        self.data.join("uploads")
    }

    /// The daily roots of the audit, a line a day: to be copied to where nobody of this machine can write.
    #[must_use]
    pub fn audit_roots(&self) -> PathBuf {
        self.data.join("audit-roots")
    }
}

impl App {
    /// Puts the house together: what each slice keeps for itself, beside what is given as `own`; then the
    /// worker, who knows the slices' work and who hears of what.
    ///
    /// # Errors
    /// When a slice cannot make what it keeps.
    pub fn new(parts: Parts, slices: &[Slice], mut own: Belongings) -> Result<Self> {
        for make in slices.iter().filter_map(|slice| slice.own) {
            make(&parts, &mut own)?;
        }
        let mut work = Vec::new();
        for make in slices.iter().filter_map(|slice| slice.work) {
            work.extend(make(&parts, &own)?);
        }
        let of_slices = slices.iter().flat_map(|slice| slice.retention);
        let rules = Rules::new(of_slices.chain(exports::RULES).copied());
        own = own.with(Arc::new(rules.clone()));
        work.push(Box::new(audit::TakeRoot { file: parts.audit_roots() }));
        work.push(Box::new(Sweep::new(rules, parts.blobs.clone())));
        if let Ok(vault) = own.get::<vault::Vault>() {
            work.push(Box::new(exports::Write {
                listings: slices.iter().flat_map(|slice| slice.listings).copied().collect(),
                vault: Arc::clone(&vault),
                blobs: parts.blobs.clone(),
                uploads: parts.uploads(),
            }));
            let sealed = slices.iter().flat_map(|slice| slice.sealed).copied();
            work.push(Box::new(vault::Reseal::new(vault, sealed.chain(FLOORS_SEALED.iter().copied()).collect())));
        }
        let subscribers = slices.iter().flat_map(|slice| slice.subscribers.iter().cloned()).collect();
        let own_hours = [
            recurring(audit::ROOT_NAME, When::Daily(0, 20), audit::ROOT_KIND),
            recurring(retention::NAME, When::Daily(3, 40), retention::KIND),
        ];
        let recurring = own_hours.into_iter().chain(slices.iter().flat_map(|slice| slice.recurring.iter().copied()));
        let worker = jobs::Worker::new(parts.store.clone(), parts.clock.clone(), subscribers, work)
            .recurring(recurring.collect());
        let nav = slices.iter().flat_map(|slice| slice.nav.iter().copied()).collect();
        let beside = slices.iter().flat_map(|slice| slice.beside.iter().copied()).collect();
        let shown = slices.iter().flat_map(|slice| slice.shown.iter().copied()).collect();
        let waiting = slices.iter().filter_map(|slice| slice.waiting).collect();
        Ok(Self(Arc::new(Inner { parts, nav, beside, shown, waiting, own, worker })))
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }

    /// The shared parts.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.0.parts
    }

    /// The entries of the menu.
    #[must_use]
    pub fn nav(&self) -> &[NavEntry] {
        &self.0.nav
    }

    /// The pages that later slices put beside a noun.
    #[must_use]
    pub fn beside(&self) -> &[Beside] {
        &self.0.beside
    }

    /// The pages of the nouns of the record of deeds.
    #[must_use]
    pub fn shown(&self) -> &[Shown] {
        &self.0.shown
    }

    /// Those who say what waits for a person.
    #[must_use]
    pub fn waiting(&self) -> &[crate::Waiting] {
        &self.0.waiting
    }

    /// The queue's worker, to be rung after a commit.
    #[must_use]
    pub fn worker(&self) -> &jobs::Worker {
        &self.0.worker
    }

    /// A slice's own part, by type.
    ///
    /// # Errors
    /// When no slice made it.
    pub fn own<T: Any + Send + Sync>(&self) -> Result<Arc<T>> {
        self.0.own.get()
    }
}
