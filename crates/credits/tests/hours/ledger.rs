//! The ledger: posted once, reversed by two people, balances equal to sums, certificates.

use audit::By;
use credits::correction::{Correction, CorrectionKind};
use credits::deed;
use credits::number::Number;
use credits::testing::{World, at, refused};
use kernel::PersonId;
use store::testing::meanwhile;

#[tokio::test]
async fn two_officers_at_once_post_nothing_twice_and_two_counties_at_once_close_the_class() {
    for world in World::both().await {
        world.submit("2011-09-24").await.unwrap();
        let (a, b) = (world.part(0).await, world.part(1).await);
        let second = By { person: world.province.person, ..world.officers[0].clone() };
        let confirm = async |part, by: &By| {
            let by = by.at(at("2011-09-26"));
            store::transaction!(world.store, tx => { deed::confirm(tx, &by, part).await })
        };
        let (one, two, other) =
            tokio::join!(confirm(&a, &world.officers[0]), confirm(&a, &second), confirm(&b, &world.officers[1]));
        let mut answers = [one, two];
        answers.sort_by_key(Result::is_ok);
        let [lost, won] = answers;
        assert_eq!(refused(lost), "recognition-confirmed-already");
        assert_eq!((won.unwrap(), other.unwrap()), (5, 3));
        assert_eq!(refused(world.confirm(0, "2011-09-27").await), "recognition-confirmed-already");
        assert_eq!(world.count(store::sql("select count(*) as value from hour_entry")).await, 8);
        assert_eq!(world.count(store::sql("select count(*) as value from certificate")).await, 8);
        assert_eq!(world.completion().await.class.state, classes::ClassState::Closed);
        assert!(credits::list_wrong_accounts(&world.store, 10).await.unwrap().is_empty());
    }
}

async fn posted() -> Vec<World> {
    let worlds = World::both().await;
    for world in &worlds {
        world.submit("2011-09-24").await.unwrap();
        world.confirm(0, "2011-09-26").await.unwrap();
        world.confirm(1, "2011-09-26").await.unwrap();
    }
    worlds
}

async fn ask(world: &World, person: PersonId, kind: CorrectionKind, by: &By) -> kernel::Result<Correction> {
    let entries = credits::list_entries(&world.store, person, None, 10).await.unwrap();
    let first = entries.iter().find(|entry| entry.reversal_of.is_none()).unwrap();
    let by = by.at(at("2011-10-08"));
    store::transaction!(world.store, tx => { deed::ask(tx, &by, first, kind, "签到表系他人代签").await })
}

async fn decide(world: &World, asked: &Correction, granted: bool, by: &By) -> kernel::Result<()> {
    let by = by.at(at("2011-10-09"));
    store::transaction!(world.store, tx => { deed::decide(tx, &by, asked, granted, "").await })
}

#[tokio::test]
async fn hours_are_taken_back_by_a_second_person_and_an_entry_of_its_own() {
    for world in posted().await {
        let person = world.people[0];
        let before = credits::find_account(&world.store, person, 2011).await.unwrap().unwrap();
        // 2,655 minutes of timetable, no day above eight hours: 59 hours, 5.9 credits.
        assert_eq!((before.minutes, before.hours_x100, before.credits_x100, before.face_x100), (2655, 5900, 590, 5900));
        let asked = ask(&world, person, CorrectionKind::Reversal, &world.officers[0]).await.unwrap();
        assert_eq!(
            refused(ask(&world, person, CorrectionKind::Reversal, &world.province).await),
            "correction-waits-already"
        );
        let decide = async |granted, by| decide(&world, &asked, granted, by).await;
        assert_eq!(refused(decide(true, &world.officers[0]).await), "correction-same-person");
        assert_eq!(refused(decide(false, &world.province).await), "opinion:credits-reason-needed");
        let (one, two) = tokio::join!(decide(true, &world.province), decide(true, &world.officers[1]));
        assert!(one.is_ok() != two.is_ok());
        let entries = credits::list_entries(&world.store, person, None, 10).await.unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries.iter().map(|entry| entry.hours_x100).sum::<i64>(), 0);
        let after = credits::find_account(&world.store, person, 2011).await.unwrap().unwrap();
        assert_eq!((after.hours_x100, after.credits_x100, after.face_x100, after.entries), (0, 0, 0, 2));
        assert_eq!(
            refused(ask(&world, person, CorrectionKind::Reversal, &world.province).await),
            "hours-reversed-already"
        );
        let first = entries.iter().find(|entry| entry.reversal_of.is_none()).unwrap();
        let certificate = credits::find_certificate_of(&world.store, person, first.id).await.unwrap().unwrap();
        assert_eq!(certificate.revoked_reason, "签到表系他人代签");
        assert!(credits::list_wrong_accounts(&world.store, 10).await.unwrap().is_empty());
        let about = audit::list_about_person(&world.store, person, None, 2).await.unwrap();
        let deeds: Vec<&str> = about.iter().map(|it| it.deed.as_str()).collect();
        assert_eq!(deeds, ["correction.decide", "correction.ask"], "found by the person whose hours they are");
    }
}

#[tokio::test]
async fn of_two_who_ask_at_once_to_take_an_entry_back_one_is_heard() {
    for world in posted().await {
        for person in &world.people[..3] {
            let entries = credits::list_entries(&world.store, *person, None, 10).await.unwrap();
            let by = world.province.at(at("2011-10-08"));
            let mut held = world.store.begin().await.unwrap();
            deed::ask(&mut held, &by, &entries[0], CorrectionKind::Reversal, "签到表系他人代签").await.unwrap();
            let late = ask(&world, *person, CorrectionKind::Reversal, &world.officers[0]);
            assert_eq!(refused(meanwhile(held, late).await), "correction-waits-already");
        }
    }
}

#[tokio::test]
async fn a_wrong_balance_is_found_and_made_anew() {
    for world in posted().await {
        store::sql("update hour_account set hours_x100 = 1 where person_id = $1")
            .bind(world.people[3])
            .run(&world.store)
            .await
            .unwrap();
        store::sql("delete from hour_account where person_id = $1")
            .bind(world.people[4])
            .run(&world.store)
            .await
            .unwrap();
        let wrong = credits::list_wrong_accounts(&world.store, 10).await.unwrap();
        assert_eq!(wrong.len(), 2);
        for person in wrong {
            store::transaction!(world.store, tx => { credits::rebuild_accounts(tx, person, at("2011-10-01")).await })
                .unwrap();
        }
        assert!(credits::list_wrong_accounts(&world.store, 10).await.unwrap().is_empty());
        let account = credits::find_account(&world.store, world.people[3], 2011).await.unwrap().unwrap();
        assert_eq!(account.hours_x100, 5900);
    }
}

#[tokio::test]
async fn certificates_are_numbered_in_series_found_by_number_and_revoked_by_two() {
    for world in posted().await {
        let results = credits::list_results(&world.store, world.class.id, None, 500).await.unwrap();
        let mut serials: Vec<i64> = results
            .iter()
            .map(|it| it.certificate_number.as_deref().unwrap().parse::<Number>().unwrap().serial)
            .collect();
        serials.sort_unstable();
        assert_eq!(serials, [1, 2, 3, 4, 5, 6, 7, 8]);
        let number = results[0].certificate_number.clone().unwrap();
        let certificate = credits::find_certificate(&world.store, &number).await.unwrap().unwrap();
        assert!(certificate.written.starts_with("国培证字(2011)第62-00000"));
        assert_eq!(certificate.filing_number, world.class.filing_number.clone().unwrap());
        assert!(certificate.masked_name().contains('*'));
        let person = results[0].person_id;
        let asked = ask(&world, person, CorrectionKind::Revocation, &world.province).await.unwrap();
        decide(&world, &asked, true, &world.officers[0]).await.unwrap();
        let certificate = credits::find_certificate(&world.store, &number).await.unwrap().unwrap();
        assert_eq!(certificate.revoked_at.map(kernel::Timestamp::date), "2011-10-09".parse().ok());
        // The hours stay.
        assert_eq!(credits::find_account(&world.store, person, 2011).await.unwrap().unwrap().hours_x100, 5900);
        assert_eq!(
            refused(ask(&world, person, CorrectionKind::Revocation, &world.province).await),
            "certificate-revoked-already"
        );
    }
}

/// The statements of the slice, as they stand in its source.
fn source() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    files.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Whether `source` holds a statement that changes or removes a row of the ledger.
fn tampers(source: &str) -> bool {
    let plain = source.split_whitespace().collect::<Vec<_>>().join(" ");
    let upserted = plain
        .split("insert::into( \"hour_entry\"")
        .nth(1)
        .is_some_and(|rest| rest.split(".run(").next().is_some_and(|batch| batch.contains("on conflict")));
    upserted
        || ["update hour_entry", "delete from hour_entry", "truncate hour_entry", "insert into hour_entry"]
            .iter()
            .any(|deed| plain.contains(deed))
}

#[test]
fn no_statement_changes_or_removes_an_entry() {
    assert!(source().contains("\"hour_entry\""), "the ledger's own statement is in the files that were read");
    assert!(!tampers(&source()));
    assert!(tampers("sql(\"update\n hour_entry set minutes = 0\")"));
    assert!(tampers(
        "Insert::into( \"hour_entry\", &[]).suffix(\"on conflict do update\"); batch.run(tx)".to_lowercase().as_str()
    ));
}
