//! Ten thousand rows, thirty-seven of them wrong in twelve ways.

use std::collections::BTreeSet;

use jobs::JobState;
use kernel::{Error, Text, text};
use registry::import::ImportState;
use registry::roster::{Column, KINDS, generate};

use crate::county::{counties, workbook};

const ROWS: usize = 10_000;
const WRONG: usize = 37;

/// The rows of the sheet that the generator makes wrong: the first row below the header is 2.
fn wrong_rows() -> Vec<i64> {
    let before = |rows: usize| rows * WRONG / ROWS;
    (0..ROWS).filter(|at| before(at + 1) > before(*at)).map(|at| kernel::count(at) + 2).collect()
}

#[tokio::test]
async fn the_check_reports_each_wrong_row_and_the_run_writes_the_others() {
    for county in counties().await {
        let file = workbook(generate(ROWS, WRONG, KINDS, &county.schools));
        let import = county.check(file.clone()).await;
        assert_eq!(import.state, ImportState::Checked);
        assert_eq!([import.rows_read, import.rows_good, import.rows_wrong], [10_000, 9_963, 37]);
        assert_eq!([import.rows_new, import.rows_changed], [9_963, 0]);
        assert_eq!(county.people().await, [0; 3], "a check writes nobody");
        let job = county.job(&import).await;
        assert_eq!((job.state, job.done), (JobState::Done, 10_000));
        assert_eq!(job.outcome().unwrap().summary, text!("import-checked", good = 9_963, wrong = 37));

        let faults = county.faults(&import, "fault").await;
        let rows: Vec<i64> = faults.iter().map(|it| it.row_number).collect();
        assert_eq!(rows, wrong_rows());
        let mut reasons = BTreeSet::new();
        for fault in &faults {
            let place = Column::ALL.iter().position(|it| it.key() == fault.column_name).unwrap();
            let letter = char::from(b'A' + u8::try_from(place).unwrap());
            assert_eq!(fault.cell, format!("{letter}{}", fault.row_number));
            let reason: Text = serde_json::from_str(&fault.reason).unwrap();
            assert!(!county.say(&reason).contains('{'), "{reason:?}");
            reasons.insert(reason.key);
        }
        assert_eq!(reasons.len(), KINDS, "{reasons:?}");
        // No identity number is in the report.
        assert!(
            faults
                .iter()
                .filter(|it| it.column_name == Column::Number.key() && it.given.len() == 18)
                .all(|it| it.given.contains("****"))
        );
        let warnings = county.faults(&import, "warning").await;
        assert!(import.rows_warned >= 150 && kernel::count(warnings.len()) >= import.rows_warned);

        let run = county.run(import.id).await.unwrap();
        assert_eq!((run.state, run.applied_at), (ImportState::Applied, Some(county.clock.now())));
        assert_eq!([run.rows_new, run.rows_changed], [9_963, 0]);
        assert_eq!(county.people().await, [9_963; 3]);
        assert_eq!(
            county.job(&run).await.outcome().unwrap().summary,
            text!("import-applied", new = 9_963, changed = 0)
        );

        let again = county.run(import.id).await;
        assert!(matches!(&again, Err(Error::Refused(refusal)) if refusal.reason == text!("import-twice")), "{again:?}");

        let second = county.check(file).await;
        assert_eq!([second.rows_new, second.rows_changed, second.rows_wrong], [0, 9_963, 37]);
        let second = county.run(second.id).await.unwrap();
        assert_eq!([second.rows_new, second.rows_changed], [0, 9_963]);
        assert_eq!(county.people().await, [9_963; 3]);
    }
}

#[tokio::test]
async fn a_roster_without_a_good_row_or_still_being_checked_does_not_run() {
    for county in counties().await {
        let import = county.check(workbook(generate(12, 12, KINDS, &county.schools))).await;
        assert_eq!([import.rows_good, import.rows_wrong], [0, 12]);
        let refused = county.run(import.id).await;
        assert!(
            matches!(&refused, Err(Error::Refused(it)) if it.reason == text!("import-nothing-good")),
            "{refused:?}"
        );
        assert_eq!(county.people().await, [0; 3]);
    }
}

#[tokio::test]
async fn a_run_that_was_broken_off_goes_on_where_it_stood() {
    for county in counties().await {
        let file = workbook(generate(30, 0, 1, &county.schools));
        let whole = county.check(file).await;
        // Somebody else's run wrote ten of these people meanwhile, as a crashed run would have.
        let part = county.check(workbook(generate(30, 0, 1, &county.schools).take(10))).await;
        county.run(part.id).await.unwrap();
        let run = county.run(whole.id).await.unwrap();
        assert_eq!([run.rows_new, run.rows_changed], [20, 10]);
        assert_eq!(county.people().await, [30; 3]);
    }
}

#[tokio::test]
async fn a_work_that_was_thought_dead_and_ends_late_changes_nothing() {
    for county in counties().await {
        let checked = county.check(workbook(generate(30, 3, 3, &county.schools))).await;
        let run = county.run(checked.id).await.unwrap();
        assert_eq!(run.state, ImportState::Applied);
        // The check, and then the run, once more to their ends.
        for job in [checked.job_id, run.job_id] {
            county.begin_again(job).await;
            let after = county.import(checked.id).await;
            assert_eq!((after.state, after.rows_read, after.rows_new), (ImportState::Applied, 30, 27));
            assert_eq!(county.faults(&after, "fault").await.len(), county.faults(&run, "fault").await.len());
        }
        assert_eq!(county.told("roster.applied").await, 1);
        assert_eq!(county.people().await, [27; 3]);
    }
}

#[tokio::test]
async fn of_two_who_run_a_roster_at_once_one_does() {
    for county in counties().await {
        let import = county.check(workbook(generate(30, 0, 1, &county.schools))).await;
        let (one, other) = tokio::join!(county.run(import.id), county.run(import.id));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let lost = one.err().or(other.err()).unwrap();
        assert!(matches!(&lost, Error::Refused(it) if it.reason == text!("import-twice")), "{lost:?}");
        county.worker.drain().await.unwrap();
        assert_eq!(county.people().await, [30; 3]);
    }
}
