//! What was taken out whole comes in again as it was.

use std::sync::Arc;

use authz::Place;
use exports::{ExportState, Format, Wanted, Write, ask, list_exports};
use futures::TryStreamExt as _;
use jobs::Worker;
use registry::roster::generate;
use store::sql;

use crate::county::{County, counties, workbook};

/// The people of the county as the file that an officer fetches.
async fn exported(county: &County, format: Format) -> Vec<u8> {
    let write = Write {
        listings: registry::slice().listings.to_vec(),
        vault: Arc::clone(&county.vault),
        blobs: county.blobs.clone(),
        uploads: county.folder().join("uploads"),
    };
    let worker = Worker::new(county.store().clone(), county.clock.clone(), Vec::new(), vec![Box::new(write)]);
    let place: &Place = &county.organisation.place;
    let wanted = Wanted {
        listing: "people",
        asked: serde_json::json!({ "place": place }),
        right: ("people-export", place),
        title: "名单",
        format,
        whole: true,
        reason: "核对",
    };
    store::transaction!(county.store(), tx => { ask(tx, &county.by(), &wanted).await }).unwrap();
    worker.drain().await.unwrap();
    let export = list_exports(county.store(), county.by().person, None, 1).await.unwrap().remove(0);
    assert_eq!((export.state, export.list_rows), (ExportState::Ready, 60));
    let file = exports::open(&county.vault.ring(), &county.blobs, &export).await.unwrap();
    file.try_collect::<Vec<_>>().await.unwrap().concat()
}

#[tokio::test]
async fn what_was_taken_out_whole_comes_in_again_and_changes_nobody() {
    for county in counties().await {
        let import = county.check(workbook(generate(60, 0, 1, &county.schools))).await;
        county.run(import.id).await.unwrap();
        let before = files(&county).await;
        for format in [Format::Csv, Format::Xlsx] {
            let again = county.check(exported(&county, format).await).await;
            assert_eq!([again.rows_read, again.rows_changed, again.rows_new, again.rows_wrong], [60, 60, 0, 0]);
            county.run(again.id).await.unwrap();
            assert_eq!(files(&county).await, before);
        }
    }
}

/// What is on file of everybody, without what is sealed anew each time.
async fn files(county: &County) -> Vec<String> {
    sql("select name || identity_masked || sex || born_on || ethnicity || coalesce(stage, '') || coalesce(subject, '') || coalesce(title, '') || coalesce(mobile_masked, '') || coalesce(work_from, '') || coalesce(psc_level, '') || coalesce(language, '') as value from person order by id")
        .values(county.store())
        .await
        .unwrap()
}
