//! From a closed class to a received return, on both databases.
#![cfg(test)]

mod world;

use audit::By;
use documents::digest::sm3_hex;
use kernel::{Clock, Error, Id, Refusal};
use returns::{Answer, Decision, Office, Paper, Return, ReturnState, Version, annex, demo};
use store::{Store, sql};
use world::{World, date, words};

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Refused(refusal) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn answer(office: Office, decision: Decision, reason: &str) -> Answer {
    Answer { office, decision, paper: Paper::Awaited, reason: Some(reason.into()) }
}

async fn decide(world: &World, id: Id<Return>, answer: &Answer, by: &By) -> kernel::Result<ReturnState> {
    store::transaction!(world.store(), tx => { returns::decide(tx, by, id, answer).await })
}

async fn bytes(world: &World, key: &str) -> Vec<u8> {
    world.blobs.bytes(&key.parse().unwrap(), 1 << 24).await.unwrap().to_vec()
}

async fn submitted(world: &World, count: usize) -> (returns::Return, Version) {
    let at = date("2011-10-08").start();
    let plan = demo::Plan { filled_at: at, submitted: Some(world.manager.at(at)), received: Vec::new() };
    let (it, version) = demo::report(world.store(), &world.blobs, &words(), &world.class().await, &plan).await.unwrap();
    assert_eq!(it.summary().unwrap().value("actual"), Some(kernel::count(count)));
    (it, version.unwrap())
}

#[tokio::test]
async fn a_closed_class_has_its_return_filled_once() {
    for world in World::both(40).await {
        let now = date("2011-09-30").start();
        let worker =
            jobs::Worker::new(world.store().clone(), Clock::fixed(now), returns::news::subscribers(), Vec::new());
        for _ in 0..2 {
            store::transaction!(world.store(), tx => { jobs::emit(tx, now, &classes::ClassClosed { class: world.class }).await }).unwrap();
        }
        worker.drain().await.unwrap();
        let it = returns::find_return_of(world.store(), world.class).await.unwrap().unwrap();
        assert_eq!((it.state, it.due_on, it.version), (ReturnState::Draft, date("2011-10-24"), 0));
        let annex = it.summary().unwrap();
        let value = |key| annex.value(key);
        assert_eq!(
            (value("actual"), value("completed"), value("excellent"), value("failed")),
            (Some(40), Some(39), Some(1), Some(1))
        );
        assert_eq!(
            (value("male"), value("female"), value("minority"), value("rural")),
            (Some(20), Some(20), Some(30), Some(40))
        );
        assert_eq!((value("hours"), value("practice-share")), (Some(8_000), Some(9_250)));
        assert!(it.failing > 0 && it.missing > 40, "{} {}", it.failing, it.missing);
        for place in [&world.institution_place, &world.province_place] {
            assert_eq!(
                returns::list_returns_within(world.store(), place, Some(ReturnState::Draft), None, 10)
                    .await
                    .unwrap()
                    .len(),
                1
            );
        }
        assert!(
            returns::list_returns_within(world.store(), &world.province_place, None, Some((it.due_on, it.id)), 10)
                .await
                .unwrap()
                .is_empty()
        );
        let early =
            demo::submit(world.store(), &world.blobs, &words(), it.id, &world.manager.at(now)).await.unwrap_err();
        let refused = refusal(early);
        assert_eq!(refused.reason.key, "return-checks-fail");
        assert!(refused.clause.unwrap().contains("1个月内"));
    }
}

#[tokio::test]
async fn the_digest_on_paper_is_that_of_the_electronic_file() {
    for world in World::both(40).await {
        let (it, version) = submitted(&world, 40).await;
        assert_eq!((it.state, it.version, version.late), (ReturnState::Submitted, 1, false));
        for (key, digest) in
            [(&version.annex_1_key, &version.annex_1_digest), (&version.annex_2_key, &version.annex_2_digest)]
        {
            assert_eq!(&sm3_hex(&bytes(&world, key).await), digest);
        }
        let found = returns::find_version_by_code(world.store(), &version.code).await.unwrap().unwrap();
        assert_eq!((found.return_id, found.version), (it.id, 1));
        let rows: Vec<annex::Row> = serde_json::from_str(&found.trainees).unwrap();
        assert_eq!(rows.len(), 40);
        assert_eq!(rows[0].cell("county").as_deref(), Some("夏河县"));
        let identity = rows[0].cell("identity").unwrap();
        assert!(identity.starts_with("529***********") && identity.chars().count() == 18, "{identity}");
        assert!(world.folder().exists());
    }
}

#[tokio::test]
async fn both_departments_receive_or_one_gives_back() {
    for world in World::both(6).await {
        let (it, first) = submitted(&world, 6).await;
        let store = world.store();
        let now = date("2011-10-10").start();
        let again = demo::submit(store, &world.blobs, &words(), it.id, &world.manager.at(now)).await.unwrap_err();
        assert_eq!(refusal(again).reason.key, "return-with-province");

        let silent =
            decide(&world, it.id, &answer(Office::Education, Decision::Returned, " "), &world.province.at(now))
                .await
                .unwrap_err();
        assert!(matches!(silent, Error::Invalid(faults) if faults[0].field == "reason"));
        let own = decide(&world, it.id, &answer(Office::Education, Decision::Received, ""), &world.manager.at(now))
            .await
            .unwrap_err();
        assert_eq!(refusal(own).reason.key, "return-own-submission");
        let state = decide(&world, it.id, &answer(Office::Education, Decision::Received, ""), &world.province.at(now))
            .await
            .unwrap();
        assert_eq!(state, ReturnState::Submitted);
        let twice = decide(&world, it.id, &answer(Office::Education, Decision::Received, ""), &world.province.at(now))
            .await
            .unwrap_err();
        assert_eq!(refusal(twice).reason.key, "return-decided-already");
        let state = decide(
            &world,
            it.id,
            &answer(Office::Language, Decision::Returned, "附件1经费合计与决算不符"),
            &world.language.at(now),
        )
        .await
        .unwrap();
        assert_eq!(state, ReturnState::Returned);

        // Corrected after the deadline: the first submission was in time.
        let late = date("2011-10-26").start();
        let second = demo::submit(store, &world.blobs, &words(), it.id, &world.manager.at(late)).await.unwrap();
        assert_eq!((second.version, second.late), (2, true));
        assert_ne!(second.code, first.code);
        let unchanged = returns::find_version(store, it.id, 1).await.unwrap().unwrap();
        assert_eq!((unchanged.annex_1_digest, unchanged.trainees), (first.annex_1_digest, first.trainees));
        let receive = |office| answer(office, Decision::Received, "");
        let (province, language) = (receive(Office::Education), receive(Office::Language));
        let (by_province, by_language) = (world.province.at(late), world.language.at(late));
        let (one, other) = tokio::join!(
            decide(&world, it.id, &province, &by_province),
            decide(&world, it.id, &language, &by_language)
        );
        let mut states = [one.unwrap(), other.unwrap()];
        states.sort();
        assert_eq!(states, [ReturnState::Submitted, ReturnState::Received], "the second sees the first");
        let it = returns::get_return(store, it.id).await.unwrap();
        assert_eq!((it.state, it.late), (ReturnState::Received, false));
        let after = store::transaction!(store, tx => { returns::refill(tx, &world.manager.at(late), it.id).await })
            .unwrap_err();
        assert_eq!(refusal(after).reason.key, "return-is-received");
        assert!(audit::verify(store).await.unwrap().is_empty());
        assert_eq!(returns::list_receipts(store, it.id).await.unwrap().len(), 4);
    }
}

async fn statements(store: &Store) -> Vec<String> {
    sql("select topic as value from outbox where topic like 'return.%' order by id").values(store).await.unwrap()
}

#[tokio::test]
async fn a_class_of_two_hundred_is_submitted_and_told_of() {
    for world in World::both(200).await {
        let (it, version) = submitted(&world, 200).await;
        assert_eq!(statements(world.store()).await, ["return.submitted"]);
        assert_eq!(returns::list_versions(world.store(), it.id).await.unwrap().len(), 1);
        assert!(bytes(&world, &version.annex_2_key).await.len() > 10_000);
        let open = classes::get_class(world.store(), world.class).await.unwrap();
        sql("update class set state = 'closing' where id = $1").bind(open.id).run(world.store()).await.unwrap();
        let unfinished = world.class().await;
        let refused =
            store::transaction!(world.store(), tx => { returns::open(tx, &world.manager, &unfinished).await })
                .unwrap_err();
        assert_eq!(refusal(refused).reason.key, "return-class-unfinished");
    }
}

#[tokio::test]
async fn the_prints_name_the_digest_of_their_spreadsheet() {
    let Ok(fonts) = documents::pdf::Fonts::open(std::path::Path::new("/usr/share/fonts")) else {
        panic!("fonts-noto-cjk is missing")
    };
    for world in World::both(40).await {
        let (it, version) = submitted(&world, 40).await;
        let words = words();
        let now = date("2011-10-09").start();
        let rows: Vec<annex::Row> = serde_json::from_str(&version.trainees).unwrap();
        let heading = |which| returns::heading::Heading::submitted(which, &it, &version, "https://xingtan.test");
        let one = returns::prints::annex_1(
            &fonts,
            &heading(returns::heading::Annex::One),
            &it.summary().unwrap(),
            now,
            &words,
        )
        .unwrap();
        let two = returns::prints::annex_2(&fonts, &heading(returns::heading::Annex::Two), &rows, now, &words).unwrap();
        for (name, bytes, digest) in
            [("annex-1.pdf", one, &version.annex_1_digest), ("annex-2.pdf", two, &version.annex_2_digest)]
        {
            let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&path, bytes).unwrap();
            let output = std::process::Command::new("pdftotext").arg(&path).args(["-layout", "-"]).output();
            let output = output.expect("poppler-utils is installed");
            let text = String::from_utf8(output.stdout).unwrap().replace([' ', '\n'], "");
            assert!(text.contains(digest.as_str()) && text.contains(&version.code), "{name}");
            assert!(text.contains("双语教师普通话培训班"), "{name}");
        }
    }
}
