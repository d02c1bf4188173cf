//! How long files of rosters are kept.

use blobs::Error as Blob;
use jobs::{When, Worker, recurring};
use registry::import::{ImportState, RosterImport};
use registry::roster::generate;
use retention::{KIND, NAME, Rules, Sweep};

use crate::county::{County, counties, workbook};

const DAY: i64 = 86_400_000;

fn keeper(county: &County) -> Worker {
    let rules = Rules::new(registry::slice().retention.iter().copied());
    let work: Vec<Box<dyn jobs::Work>> = vec![Box::new(Sweep::new(rules, county.blobs.clone()))];
    let recurs = vec![recurring(NAME, When::Daily(3, 40), KIND)];
    Worker::new(county.store().clone(), county.clock.clone(), Vec::new(), work).recurring(recurs)
}

/// A night, after which everything that is too old is gone.
async fn night(county: &County, keeper: &Worker) {
    keeper.drain().await.unwrap();
    county.clock.advance(DAY);
    keeper.drain().await.unwrap();
}

async fn faults(county: &County, import: &RosterImport) -> i64 {
    store::sql("select count(*) as value from roster_fault where import_id = $1")
        .bind(import.id)
        .value(county.store())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_file_goes_after_its_days_with_its_report_and_the_import_stays() {
    for county in counties().await {
        let keeper = keeper(&county);
        let import = county.check(workbook(generate(20, 2, 1, &county.schools))).await;
        county.run(import.id).await.unwrap();
        let key = import.blob_key.parse().unwrap();
        county.clock.advance(88 * DAY);
        night(&county, &keeper).await;
        assert!(county.blobs.head(&key).await.is_ok() && faults(&county, &import).await >= 2, "89 days");
        let young = county.check(workbook(generate(5, 0, 1, &county.schools))).await;
        county.clock.advance(DAY);
        night(&county, &keeper).await;
        assert!(matches!(county.blobs.head(&key).await, Err(Blob::NotFound(_))));
        let after = county.import(import.id).await;
        assert_eq!((after.state, after.rows_new, after.file_secret), (ImportState::Applied, 18, None));
        assert!(after.file_removed_at.is_some());
        assert_eq!((faults(&county, &import).await, county.people().await[0]), (0, 18));
        assert!(county.blobs.head(&young.blob_key.parse().unwrap()).await.is_ok());
        assert_eq!(county.import(young.id).await.file_removed_at, None);
        let runs = retention::list_runs(county.store(), None, 9).await.unwrap();
        let of_files: Vec<i64> = runs.iter().filter(|it| it.rule == "registry.rosters").map(|it| it.removed).collect();
        assert_eq!(of_files, [1], "the jobs of the check and the run go, too, under a rule of their own");
    }
}

#[tokio::test]
async fn what_was_checked_and_not_run_until_its_file_went_is_refused_with_a_way_on() {
    for county in counties().await {
        let keeper = keeper(&county);
        let import = county.check(workbook(generate(5, 0, 1, &county.schools))).await;
        county.clock.advance(91 * DAY);
        night(&county, &keeper).await;
        assert_eq!(county.import(import.id).await.state, ImportState::Checked);
        let Err(kernel::Error::Refused(refusal)) = county.run(import.id).await else { panic!("it was run") };
        county.say(&refusal.reason);
        assert_eq!(refusal.reason.key, "import-file-gone");
        assert_eq!(county.people().await, [0; 3]);
    }
}

#[tokio::test]
async fn a_file_that_lies_once_for_two_imports_goes_with_the_younger() {
    for county in counties().await {
        let keeper = keeper(&county);
        let key = county.blobs.put_content("姓名\n".into()).await.unwrap();
        let send = async || {
            let file = county.take(b"x".to_vec()).await.unwrap();
            let id = county.submit(&registry::RosterFile { blob_key: key.to_string(), ..file }).await;
            store::sql("update roster_import set file_secret = null, state = 'failed' where id = $1")
                .bind(id)
                .run(county.store())
                .await
                .unwrap();
        };
        send().await;
        county.clock.advance(50 * DAY);
        send().await;
        county.clock.advance(50 * DAY);
        night(&county, &keeper).await;
        assert!(county.blobs.head(&key).await.is_ok(), "the younger still wants it");
        county.clock.advance(50 * DAY);
        night(&county, &keeper).await;
        assert!(matches!(county.blobs.head(&key).await, Err(Blob::NotFound(_))));
    }
}
