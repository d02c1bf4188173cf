//! Two counties with schools, and an officer who sends rosters in.

use audit::By;
use std::ops::Deref;
use std::sync::Arc;

use authz::{Key, Noun as _};
use documents::sheet::write::{Column, Form, Value, Workbook};
use http::testing::{Ground, morning};
use jobs::{Job, Worker, find_job};
use kernel::{Id, PersonId, Result, Text};
use locale::{Catalogue, Language};
use registry::import::{RosterFault, RosterImport};
use registry::roster::{SchoolRef, header};
use registry::testing::{insert, organisation, tables, vault_in};
use registry::{
    ApplyRoster, CheckRoster, Counter, Organisation, OrganisationKind, RosterFile, Tools, run_roster, submit_roster,
};
use store::{Store, sql};
use vault::Vault;

pub struct County {
    pub ground: Ground,
    pub vault: Arc<Vault>,
    pub worker: Worker,
    pub organisation: Organisation,
    pub schools: Vec<SchoolRef>,
    officer: PersonId,
    catalogue: Catalogue,
}

const SCHOOLS: [(&str, &str, &str); 5] = [
    ("2152000017", "云岭县城关小学", "529901"),
    ("3152000018", "云岭县民族中学", "529901"),
    ("1152000019", "云岭县幼儿园", "529901"),
    ("3452000020", "云岭县第一中学", "529901"),
    ("2152000021", "河谷县河口小学", "529902"),
];

/// The county of 云岭, once on each database.
pub async fn counties() -> Vec<County> {
    let mut counties = Vec::new();
    for ground in Ground::both(&tables(&[registry::slice()]), morning("2026-03-01")).await {
        counties.push(County::open(ground).await);
    }
    counties
}

impl County {
    async fn open(ground: Ground) -> Self {
        use OrganisationKind as Kind;
        let nation = organisation(None, Kind::Nation, "0", "教育部");
        let province = organisation(Some(&nation), Kind::Province, "52", "云岭省教育厅");
        let own = organisation(Some(&province), Kind::County, "529901", "云岭县教育局");
        let other = organisation(Some(&province), Kind::County, "529902", "河谷县教育局");
        let schools = SCHOOLS.map(|(code, name, county)| {
            organisation(Some(if county == own.code { &own } else { &other }), Kind::School, code, name)
        });
        let all = [vec![nation, province, own.clone(), other], schools.to_vec()].concat();
        insert(&ground.store, &all, &[]).await;
        let vault = Arc::new(vault_in(ground.folder()));
        let worker = worker(&ground, &vault);
        let refs = SCHOOLS.map(|(code, name, county)| SchoolRef {
            code: code.to_owned(),
            name: name.to_owned(),
            county_code: county.to_owned(),
        });
        let catalogue = Catalogue::new(&[registry::slice().messages, vec![http::MESSAGES]].concat()).unwrap();
        let officer = Id::new(ground.clock.now());
        Self { ground, vault, worker, organisation: own, schools: refs.to_vec(), officer, catalogue }
    }

    pub fn store(&self) -> &Store {
        &self.ground.store
    }

    /// The officer, now.
    pub fn by(&self) -> By {
        By::acting(self.officer, "李主任", "county-officer", self.clock.now())
    }

    /// Sends a file in and waits for its check.
    pub async fn check(&self, bytes: Vec<u8>) -> RosterImport {
        let file = self.take(bytes).await.unwrap();
        self.check_taken(&file).await
    }

    /// The same for a file that was taken in.
    pub async fn check_taken(&self, file: &RosterFile) -> RosterImport {
        let id = self.submit(file).await;
        self.worker.drain().await.unwrap();
        self.import(id).await
    }

    /// Takes a file in.
    pub async fn take(&self, bytes: Vec<u8>) -> Result<RosterFile> {
        let uploads = self.folder().join("uploads");
        let counter = Counter { blobs: &self.blobs, uploads: &uploads, vault: &self.vault };
        let parts = futures::stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
        counter.take("花名册.xlsx", parts, self.clock.now()).await
    }

    /// Sends a file in that was taken; nobody works yet.
    pub async fn submit(&self, file: &RosterFile) -> Id<RosterImport> {
        store::transaction!(self.store(), tx => { submit_roster(tx, &self.by(), &self.organisation, file).await })
            .unwrap()
    }

    /// Runs a checked roster to its end.
    pub async fn run(&self, id: Id<RosterImport>) -> Result<RosterImport> {
        store::transaction!(self.store(), tx => { run_roster(tx, &self.by(), id).await })?;
        self.worker.drain().await?;
        Ok(self.import(id).await)
    }

    pub async fn import(&self, id: Id<RosterImport>) -> RosterImport {
        let params = [("import".to_owned(), id.to_string())];
        RosterImport::find(self.store(), Key { params: &params, actor: None }).await.unwrap().unwrap()
    }

    pub async fn job(&self, import: &RosterImport) -> Job {
        find_job(self.store(), import.job_id).await.unwrap().unwrap()
    }

    pub async fn faults(&self, import: &RosterImport, severity: &str) -> Vec<RosterFault> {
        sql("select row_number, nth, cell, column_name, reason, given, severity from roster_fault where import_id = $1 and severity = $2 order by row_number, nth")
            .bind(import.id)
            .bind(severity)
            .all(self.store())
            .await
            .unwrap()
    }

    /// Does a job once more to its end, as a worker does that was thought dead.
    pub async fn begin_again(&self, job: Id<Job>) {
        sql("update job set state = 'waiting', leased_until = 0 where id = $1")
            .bind(job)
            .run(self.store())
            .await
            .unwrap();
        self.worker.drain().await.unwrap();
    }

    /// How often this was written down.
    pub async fn told(&self, deed: &str) -> i64 {
        sql("select count(*) as value from audit where deed = $1").bind(deed).value(self.store()).await.unwrap()
    }

    /// People, their posts, and the numbers by which they are found.
    pub async fn people(&self) -> [i64; 3] {
        let people = sql("select count(*) as value from person").value(self.store()).await.unwrap();
        let posts = sql("select count(*) as value from post").value(self.store()).await.unwrap();
        let numbers = sql("select count(*) as value from identity_lookup").value(self.store()).await.unwrap();
        [people, posts, numbers]
    }

    /// A text in Chinese; fails when the message is missing.
    pub fn say(&self, text: &Text) -> String {
        let said = self.catalogue.locale(Language::ZhCn).say(text);
        assert!(said.chars().any(|it| ('一'..='龥').contains(&it)), "{} is not said in Chinese: {said}", text.key);
        said
    }
}

/// A server beside the others, with its own copy of the ring.
pub fn worker(ground: &Ground, vault: &Arc<Vault>) -> Worker {
    let tools = Tools { vault: Arc::clone(vault), blobs: ground.blobs.clone(), invented: true };
    let work: Vec<Box<dyn jobs::Work>> = vec![Box::new(CheckRoster(tools.clone())), Box::new(ApplyRoster(tools))];
    Worker::new(ground.store.clone(), ground.clock.clone(), Vec::new(), work)
}

impl Deref for County {
    type Target = Ground;

    fn deref(&self) -> &Ground {
        &self.ground
    }
}

/// Rows as the workbook of the template.
pub fn workbook(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let columns = header().iter().map(|heading| Column::text(heading, 18.0)).collect();
    let mut book = Workbook::new(&Form::new("花名册", columns, kernel::Timestamp::default().into())).unwrap();
    for row in rows {
        let cells: Vec<Value<'_>> = row.iter().map(|cell| Value::Text(cell)).collect();
        book.row(&cells).unwrap();
    }
    book.into_bytes().unwrap()
}
