use std::time::Duration;

use serde_json::Value;

use super::*;

fn measured(ops: u64, cpu_ms: u64) -> Measured {
    Measured {
        ops,
        cpu: Duration::from_millis(cpu_ms),
        time: Duration::from_secs(2),
        p50: Duration::from_micros(1500),
        p99: Duration::from_micros(9876),
        peak_rss_kb: 51_200,
        statements: Some(ops * 3),
    }
}

#[test]
fn figures_are_for_one_operation_and_against_the_limit() {
    let hello = measured(1000, 20).outcome("hello", Kind::Sqlite, None);
    let home = measured(500, 150).outcome("home", Kind::Sqlite, Some(&hello));
    let home = serde_json::to_value(&home).unwrap();
    let figures = [
        ("ops", 500.0),
        ("cpu_us_per_op", 300.0),
        ("ops_per_s", 250.0),
        ("p50_ms", 1.5),
        ("p99_ms", 9.876),
        ("peak_rss_mb", 50.0),
        ("statements_per_op", 3.0),
        ("ratio_to_limit", 15.0),
    ];
    for (name, figure) in figures {
        assert_eq!(home[name].as_f64(), Some(figure), "{name}");
    }
    assert_eq!(home["db"], "sqlite");
    assert_eq!(serde_json::to_value(&hello).unwrap()["ratio_to_limit"], Value::Null);
}

#[test]
fn a_case_measured_again_takes_the_place_of_the_former() {
    let mut report = Report::default();
    report.put(vec![measured(1, 1).outcome("hello", Kind::Sqlite, None)]);
    report.put(vec![
        measured(2, 1).outcome("hello", Kind::Sqlite, None),
        measured(3, 1).outcome("hello", Kind::Postgres, None),
    ]);
    assert_eq!(report.cases.iter().map(|it| it.ops).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn results_of_another_commit_are_not_mixed_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latest.json");
    let mut report = Report::read(&path).unwrap();
    report.put(vec![measured(2, 1).outcome("hello", Kind::Sqlite, None)]);
    report.write(&path).unwrap();
    assert_eq!(Report::read(&path).unwrap().cases.len(), 1);
    report.commit = "another".to_owned();
    report.write(&path).unwrap();
    assert!(Report::read(&path).unwrap().cases.is_empty());
}
