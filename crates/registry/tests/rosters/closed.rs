//! Nobody is brought to a school that was closed or moved meanwhile.

use kernel::{Error, text};
use registry::roster::generate;
use registry::testing::{hold_schools, person};
use registry::{OrganisationKind, find_by_code, find_person_by_identity};
use store::sql;

use super::county::{counties, workbook};

#[tokio::test]
async fn a_school_that_closed_between_the_check_and_the_run_gets_nobody() {
    for county in counties().await {
        let checked = county.check(workbook(generate(20, 0, 1, &county.schools[..1]))).await;
        assert_eq!(checked.rows_good, 20);
        let (kind, code) = (OrganisationKind::School, &county.schools[0].code);
        sql("update organisation set closed_on = '2026-02-28' where code = $1")
            .bind(code.as_str())
            .run(county.store())
            .await
            .unwrap();
        let run = county.run(checked.id).await.unwrap();
        assert_eq!([run.rows_new, run.rows_changed], [0, 0]);
        assert_eq!(county.people().await, [0; 3]);
        let school = find_by_code(county.store(), kind, code).await.unwrap().unwrap();
        assert!(school.closed_on.is_some());
        let again = county.check(workbook(generate(20, 0, 1, &county.schools[..1]))).await;
        assert_eq!((again.rows_good, again.rows_wrong), (0, 20), "the next check says so");
    }
}

#[tokio::test]
async fn a_batch_for_a_school_that_closed_or_moved_while_it_was_written_is_undone() {
    for county in counties().await {
        let (store, code) = (county.store(), &county.schools[0].code);
        let school = find_by_code(store, OrganisationKind::School, code).await.unwrap().unwrap();
        let new = [person(&school, 1, "杨春暖")];
        let hold = async || store::transaction!(store, tx => { hold_schools(tx, &new).await });
        hold().await.unwrap();
        for statement in [
            "update organisation set closed_on = '2026-02-28' where id = $1",
            "update organisation set closed_on = null, place = '/52/529902/s/' where id = $1",
        ] {
            sql(statement).bind(school.id).run(store).await.unwrap();
            let refused = hold().await.unwrap_err();
            let Error::Refused(it) = refused else { panic!("{refused:?}") };
            assert_eq!(it.reason, text!("import-school-changed", name = &school.name));
        }
    }
}

#[tokio::test]
async fn a_roster_refuses_who_has_left_and_brings_nobody_back() {
    for county in counties().await {
        let rows: Vec<_> = generate(2, 0, 1, &county.schools[..1]).collect();
        county.run(county.check(workbook(rows.clone())).await.id).await.unwrap();
        let traces = county.vault.traces(&rows[0][2]);
        let gone = find_person_by_identity(county.store(), &traces).await.unwrap().unwrap();
        sql("update person set left_on = '2026-01-31' where id = $1").bind(gone).run(county.store()).await.unwrap();
        let import = county.check(workbook(rows)).await;
        assert_eq!((import.rows_good, import.rows_wrong), (1, 1));
        let faults = county.faults(&import, "fault").await;
        assert_eq!(faults[0].reason, serde_json::to_string(&text!("import-left")).unwrap());
        assert!(county.say(&text!("import-left")).contains("请先登记返岗"));
    }
}
