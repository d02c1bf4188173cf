//! What becomes of a list that cannot be written.
#![cfg(test)]

use std::sync::Arc;

use audit::By;
use authz::Place;
use exports::{Export, ExportState, Format, Hand, Listing, Page, Reading, Wanted, Write, ask, list_exports};
use jobs::Worker;
use kernel::{Clock, Id, Refusal, Timestamp, text};
use store::Migration;
use vault::{Ring, Vault};

const PERSON: uuid::Uuid = uuid::Uuid::from_u128(7);

/// As many rows as no workbook takes, all on one page.
struct Long;

impl Listing for Long {
    fn name(&self) -> &'static str {
        "long"
    }

    fn headings(&self) -> Vec<&'static str> {
        vec!["序号"]
    }

    fn size<'a>(&'a self, _: &'a Hand<'a>) -> Reading<'a, i64> {
        Box::pin(std::future::ready(Ok(0)))
    }

    fn page<'a>(&'a self, _: &'a Hand<'a>, _: Option<String>) -> Reading<'a, Page> {
        Box::pin(std::future::ready(Ok(Page { rows: vec![vec!["1".to_owned()]; 100_001], next: None })))
    }
}

/// A list that is there no longer.
struct Gone;

impl Listing for Gone {
    fn name(&self) -> &'static str {
        "gone"
    }

    fn headings(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn size<'a>(&'a self, _: &'a Hand<'a>) -> Reading<'a, i64> {
        Box::pin(std::future::ready(Ok(0)))
    }

    fn page<'a>(&'a self, _: &'a Hand<'a>, _: Option<String>) -> Reading<'a, Page> {
        Box::pin(std::future::ready(Err(Refusal::because(text!("list-gone")).into())))
    }
}

/// The export of `listing`, worked off, on each database; and how its job ended.
async fn written(listing: &'static str, format: Format) -> Vec<(Export, kernel::Text)> {
    let tables: Vec<Migration> =
        [jobs::MIGRATIONS, audit::MIGRATIONS, exports::MIGRATIONS].into_iter().flatten().copied().collect();
    let mut all = Vec::new();
    for fresh in store::testing::both(&tables).await {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::from_millis(1_774_000_000_000);
        let write = Write {
            listings: vec![&Long, &Gone],
            vault: Arc::new(Vault::of(Ring::of_64(&[7; 64]).unwrap())),
            blobs: blobs::Blobs::local(&folder.path().join("blobs")).unwrap(),
            uploads: folder.path().join("uploads"),
        };
        let worker = Worker::new(fresh.store.clone(), Clock::fixed(now), Vec::new(), vec![Box::new(write)]);
        let by = By::acting(Id::from(PERSON), "李主任", "county-officer", now);
        let place = Place::root();
        let wanted = Wanted {
            listing,
            asked: serde_json::Value::Null,
            right: ("people-export", &place),
            title: "名单",
            format,
            whole: false,
            reason: "",
        };
        store::transaction!(&fresh.store, tx => { ask(tx, &by, &wanted).await }).unwrap();
        worker.drain().await.unwrap();
        let export = list_exports(&fresh.store, by.person, None, 5).await.unwrap().remove(0);
        let job = jobs::find_job(&fresh.store, export.job_id).await.unwrap().unwrap();
        let left: Vec<_> = std::fs::read_dir(folder.path().join("uploads")).unwrap().collect();
        assert!(left.is_empty(), "nothing is left of what was begun");
        all.push((export, job.outcome().unwrap().summary));
    }
    all
}

#[tokio::test]
async fn a_list_longer_than_a_workbook_is_refused_as_one_and_written_as_text() {
    for (export, said) in written("long", Format::Xlsx).await {
        assert_eq!(
            (export.state, export.file_secret, said.key),
            (ExportState::Failed, None, "export-many-rows".into())
        );
    }
    for (export, said) in written("long", Format::Csv).await {
        assert_eq!((export.state, export.list_rows), (ExportState::Ready, 100_001));
        assert_eq!(said, text!("export-written", rows = 100_001));
    }
}

#[tokio::test]
async fn a_list_that_is_gone_ends_with_its_own_reason() {
    for (export, said) in written("gone", Format::Csv).await {
        assert_eq!((export.state, said.key), (ExportState::Failed, "list-gone".into()));
        let refusal = export.fetchable(true).unwrap_err();
        assert_eq!(refusal.reason, text!("export-broken"));
    }
}
