use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use locale::{Catalogue, Source};
use store::Store;
use ui::Assets;

use super::words::Words;
use super::{Answer, Callers, Door, Ground};
use crate::{App, Belongings, Parts, Routes, Slice, Waiting};

/// What a house is made of.
pub struct Plan {
    /// The slices.
    pub slices: Vec<Slice>,
    /// Pages beside those of the slices.
    pub routes: Routes,
    /// What is there before the slices make what they keep.
    pub own: Belongings,
    /// Who comes.
    pub callers: Arc<dyn Callers>,
    /// Whether statements are counted.
    pub counts: bool,
}

impl Plan {
    /// A house of `slices` for `callers`, with nothing else in it.
    #[must_use]
    pub fn new(slices: Vec<Slice>, callers: Arc<dyn Callers>) -> Self {
        Self { slices, routes: Routes::new(), own: Belongings::default(), callers, counts: true }
    }
}

/// The folder of the fonts for printed pages.
#[must_use]
pub fn fonts() -> PathBuf {
    std::env::var_os("XINGTAN_FONTS").map_or_else(|| "/usr/share/fonts".into(), PathBuf::from)
}

/// A house in a test, and its door.
pub struct House {
    /// What it stands on.
    pub ground: Ground,
    /// What its handlers reach.
    pub app: App,
    door: Door,
    callers: Arc<dyn Callers>,
}

impl House {
    /// Builds the house of `plan`.
    #[must_use]
    pub fn new(ground: Ground, plan: Plan) -> Self {
        let Plan { slices, routes, own, callers, counts } = plan;
        let sources: Vec<Source> =
            slices.iter().flat_map(|slice| slice.messages.iter().copied()).chain([crate::MESSAGES]).collect();
        let parts = Parts {
            store: ground.store.clone(),
            clock: ground.clock.clone(),
            catalogue: Catalogue::new(&sources).unwrap(),
            assets: Assets::default(),
            blobs: ground.blobs.clone(),
            data: ground.folder().to_owned(),
            fonts: fonts(),
            demonstration: false,
            doorkeeper: callers.clone(),
            address: "https://xingtan.test".to_owned(),
            count_statements: counts,
        };
        let app = App::new(parts, &slices, own).unwrap();
        let routes = slices.into_iter().fold(routes, |routes, slice| routes.and(slice.routes));
        let door = Door::new(routes.serve(app.clone()), callers.clone(), Words::of(&sources));
        Self { ground, app, door, callers }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.ground.store
    }

    /// What `waiting` puts on the first page of `who`: a line for each thing.
    pub async fn desk(&self, waiting: Waiting, who: &str) -> Answer {
        let desk = Routes::new().get("/desk", async move |_: crate::Public, cx: crate::Cx| {
            let desk = waiting(&cx).await?;
            let todos =
                desk.todos.iter().map(|it| format!("{}：{} {} {}", it.title, it.facts, it.action.0, it.action.1));
            let panels = desk.panels.iter().map(|it| it.card.0.clone());
            crate::Result::Ok(todos.chain(panels).chain(desk.counted.clone()).collect::<Vec<_>>().join("\n"))
        });
        let door = Door::new(desk.serve(self.app.clone()), self.callers.clone(), Words::default());
        door.get(who, "/desk").await
    }
}

impl Deref for House {
    type Target = Door;

    fn deref(&self) -> &Door {
        &self.door
    }
}
