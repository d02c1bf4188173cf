//! Work on a roster that cannot go on ends, and what is done is not done or undone by a second beginning.

use jobs::{Job, JobState};
use kernel::{Id, text};
use registry::import::{ImportState, RosterImport};
use registry::roster::generate;
use store::sql;

use crate::county::{County, counties, workbook};

/// Lets the worker try until it gives up.
async fn try_on(county: &County) {
    for _ in 0..5 {
        county.worker.drain().await.unwrap();
        county.clock.advance(60_000);
    }
}

async fn lose_file(county: &County, import: &RosterImport) {
    county.blobs.delete(&import.blob_key.parse().unwrap()).await.unwrap();
}

async fn is_given_up(county: &County, import: &RosterImport) {
    let (import, job) = (county.import(import.id).await, county.job(import).await);
    assert_eq!((import.state, job.state, job.attempts), (ImportState::Failed, JobState::Failed, 5));
    assert_eq!(job.outcome().unwrap().summary, text!("job-given-up"));
    let again = county.run(import.id).await;
    assert!(again.is_err(), "it is not run, and not waited for");
}

/// As a program that died after its last commit leaves it.
async fn begin_again(county: &County, job: Id<Job>) {
    sql("update job set state = 'running', leased_until = 0, report = null where id = $1")
        .bind(job)
        .run(county.store())
        .await
        .unwrap();
    county.clock.advance(1);
    county.worker.drain().await.unwrap();
}

#[tokio::test]
async fn a_check_that_fails_again_and_again_is_over() {
    for county in counties().await {
        let file = county.take(workbook(generate(5, 0, 1, &county.schools))).await.unwrap();
        let id = county.submit(&file).await;
        let import = county.import(id).await;
        lose_file(&county, &import).await;
        county.worker.drain().await.unwrap();
        assert_eq!(county.import(id).await.state, ImportState::Checking, "it may still come");
        county.clock.advance(60_000);
        try_on(&county).await;
        is_given_up(&county, &import).await;
    }
}

#[tokio::test]
async fn a_run_that_fails_again_and_again_is_over() {
    for county in counties().await {
        let import = county.check(workbook(generate(5, 0, 1, &county.schools))).await;
        lose_file(&county, &import).await;
        county.run(import.id).await.unwrap();
        county.clock.advance(60_000);
        try_on(&county).await;
        let import = county.import(import.id).await;
        is_given_up(&county, &import).await;
        assert_eq!(county.people().await, [0; 3]);
    }
}

#[tokio::test]
async fn what_was_checked_and_written_stays_so_when_its_job_is_begun_again() {
    for county in counties().await {
        let import = county.check(workbook(generate(20, 0, 1, &county.schools))).await;
        let written = county.run(import.id).await.unwrap();
        assert_eq!([written.rows_new, written.rows_changed], [20, 0]);
        for (job, key) in [(import.job_id, "import-checked"), (written.job_id, "import-applied")] {
            begin_again(&county, job).await;
            let ended = jobs::find_job(county.store(), job).await.unwrap().unwrap();
            assert_eq!((ended.state, ended.outcome().unwrap().summary.key.as_str()), (JobState::Done, key));
            let now = county.import(import.id).await;
            assert_eq!((now.state, now.applied_at), (ImportState::Applied, written.applied_at));
            assert_eq!([now.rows_new, now.rows_changed], [20, 0]);
        }
        let told: i64 = sql("select count(*) as value from audit where deed = 'roster.applied'")
            .value(county.store())
            .await
            .unwrap();
        assert_eq!(told, 1);
    }
}
