use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::Arc;

use authz::Doorkeeper;
use blobs::Blobs;
use kernel::{Clock, Error, Result};
use locale::Catalogue;
use store::Store;
use ui::Assets;

use crate::{Beside, NavEntry, Slice};

/// What every handler may reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    nav: Vec<NavEntry>,
    beside: Vec<Beside>,
    waiting: Vec<crate::Waiting>,
    own: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
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
    /// Where uploads are taken to until they are kept; on the disk of the data.
    pub uploads: std::path::PathBuf,
    /// Who a session belongs to.
    pub doorkeeper: Arc<dyn Doorkeeper>,
    /// The address under which people know this site, without a slash at its end; for QR codes.
    pub address: String,
    /// Says in a header how many statements an answer took. For tests and the bench.
    pub count_statements: bool,
}

impl App {
    /// Puts the house together. `own` are the parts that slices keep for themselves, by type.
    #[must_use]
    pub fn new(parts: Parts, slices: &[Slice], own: Vec<Arc<dyn Any + Send + Sync>>, worker: jobs::Worker) -> Self {
        let own = own.into_iter().map(|part| ((*part).type_id(), part)).collect();
        let nav = slices.iter().flat_map(|slice| slice.nav.iter().copied()).collect();
        let beside = slices.iter().flat_map(|slice| slice.beside.iter().copied()).collect();
        let waiting = slices.iter().filter_map(|slice| slice.waiting).collect();
        Self(Arc::new(Inner { parts, nav, beside, waiting, own, worker }))
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
    /// When `app` was put together without it.
    pub fn own<T: Any + Send + Sync>(&self) -> Result<Arc<T>> {
        self.0
            .own
            .get(&TypeId::of::<T>())
            .and_then(|part| Arc::clone(part).downcast().ok())
            .ok_or_else(|| Error::internal(format!("the house has no {}", type_name::<T>())))
    }
}
