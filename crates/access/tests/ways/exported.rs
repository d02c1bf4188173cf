//! Lists that leave the house: who may take one, what stands in it, and when its file goes.

use axum::http::StatusCode;
use documents::sheet::read::{Limits, rows};
use retention::{Rules, Sweep};
use sha2::{Digest as _, Sha256};
use store::sql;
use vault::{KeyId, Suite};

use crate::office::{NUMBERS, Office, PASSWORD, offices};

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const REASON: &str = "上报国培学员信息，教师函〔2026〕3 号";

async fn officer(office: &Office) -> String {
    office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap()
}

/// Asks for the people of the school; the page of the export.
async fn ask(office: &Office, cookie: &str, fields: &[(&str, &str)]) -> String {
    let path = format!("/organisations/{}/people-export", office.school.id);
    let asked = office.post(cookie, "10.0.0.1", &path, fields).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    office.work().await;
    asked.location().to_owned()
}

async fn told(office: &Office, deed: &str, mark: &str) -> i64 {
    sql("select count(*) as value from audit where deed = $1 and subject = $2")
        .bind(deed)
        .bind(mark)
        .value(office.store())
        .await
        .unwrap()
}

/// The cells of each row, the headings first.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let heading: &[&str] = &["姓名"];
    let mut all = Vec::new();
    rows(bytes, &Limits::default(), &[heading], |header, row| {
        if all.is_empty() {
            all.push(header.names.clone());
        }
        all.push(row.cells().iter().map(|it| it.text.to_string()).collect());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    all
}

#[tokio::test]
async fn whoever_may_takes_a_list_whose_every_row_says_who_took_it() {
    for office in offices().await {
        let cookie = officer(&office).await;
        let page = office.get(&cookie, &format!("/organisations/{}", office.school.id)).await;
        assert!(page.text.contains("/people-export"), "{}", page.text);
        for format in ["csv", "xlsx"] {
            let export = ask(&office, &cookie, &[("format", format)]).await;
            let page = office.get(&cookie, &export).await;
            assert!(page.text.contains("可下载") && page.text.contains("已导出 3 行"), "{}", page.text);
            let file = office.get(&cookie, &format!("{export}/file")).await;
            assert_eq!(file.status, StatusCode::OK);
            assert!(file.header("content-disposition").contains(&format!("file.{format}")));
            assert!(file.header("cache-control").contains("no-store"));
            assert!(
                page.text.contains(&hex::encode(Sha256::digest(&file.bytes))),
                "the digest of the file is on the page"
            );
            let cells = cells(&file.bytes);
            assert_eq!((cells.len(), cells[0].len()), (4, 17));
            let mark = cells[1].last().unwrap();
            assert!(cells[1..].iter().all(|row| row.last() == Some(mark)) && page.text.contains(mark.as_str()));
            assert!(cells[1..].iter().all(|row| row[2].contains("***")), "numbers in part: {cells:?}");
            assert_eq!((told(&office, "export.ask", mark).await, told(&office, "export.take", mark).await), (1, 1));
        }
        let list = office.get(&cookie, "/exports").await;
        assert!(list.text.contains(".csv") && list.text.contains(".xlsx"));
    }
}

#[tokio::test]
async fn nobody_else_sees_an_export_and_a_teacher_takes_none() {
    for office in offices().await {
        let export = ask(&office, &officer(&office).await, &[("format", "csv")]).await;
        let teacher = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        for path in [export.clone(), format!("{export}/progress"), format!("{export}/file")] {
            assert_eq!(office.get(&teacher, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let path = format!("/organisations/{}/people-export", office.school.id);
        let refused = office.post(&teacher, "10.0.0.1", &path, &[("format", "csv")]).await;
        assert!(matches!(refused.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", refused.status);
        let elsewhere = format!("/organisations/{}/people-export", office.elsewhere.id);
        let refused = office.post(&officer(&office).await, "10.0.0.1", &elsewhere, &[("format", "csv")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whole_numbers_need_a_reason_which_is_written_down() {
    for office in offices().await {
        let cookie = officer(&office).await;
        let path = format!("/organisations/{}/people-export", office.school.id);
        for (fields, word) in [
            (vec![("format", "csv"), ("whole", "1"), ("reason", "上报")], "请写明导出完整号码的理由"),
            (vec![("format", "doc")], "请选择文件格式"),
        ] {
            let asked = office.post(&cookie, "10.0.0.1", &path, &fields).await;
            assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(asked.text.contains(word), "{}", asked.text);
        }
        let export = ask(&office, &cookie, &[("format", "csv"), ("whole", "1"), ("reason", REASON)]).await;
        let file = office.get(&cookie, &format!("{export}/file")).await;
        for number in NUMBERS {
            assert!(file.text.contains(number), "{}", file.text);
        }
        let why: Vec<String> =
            sql("select why as value from audit where deed = 'export.ask'").values(office.store()).await.unwrap();
        assert_eq!(why, [REASON]);
    }
}

#[tokio::test]
async fn a_right_that_ended_fetches_nothing_more() {
    for office in offices().await {
        let cookie = officer(&office).await;
        let export = ask(&office, &cookie, &[("format", "csv")]).await;
        sql("update appointment set until_on = $1 where person_id = $2")
            .bind(office.clock.today().plus_days(-1))
            .bind(office.officer)
            .run(office.store())
            .await
            .unwrap();
        office.sessions.forget_person(office.officer);
        let refused = office.get(&cookie, &format!("{export}/file")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("没有导出这份名单的权限"), "{}", refused.text);
        let page = office.get(&cookie, &export).await;
        assert!(!page.text.contains("/file\""), "{}", page.text);
    }
}

#[tokio::test]
async fn a_file_goes_after_its_days_and_opens_under_a_ring_that_turned() {
    for office in offices().await {
        let cookie = officer(&office).await;
        let export = ask(&office, &cookie, &[("format", "csv")]).await;
        let before = office.get(&cookie, &format!("{export}/file")).await.bytes;
        let hold = office.vault.hold().unwrap();
        office.vault.add(&hold, Suite::Sm4, office.clock.now()).unwrap();
        office.clock.advance(HOUR);
        let holdings: [&dyn vault::Holding; 1] = [&exports::Exports];
        let (store, vault, clock) = (office.store(), &office.vault, &office.clock);
        let turns = vault::turn(store, vault, &hold, clock, &holdings, &mut |_| {}).await.unwrap();
        assert_eq!(turns.iter().map(|it| it.moved).sum::<i64>(), 1);
        vault::retire(store, vault, &hold, clock, &holdings, KeyId::FIRST).await.unwrap();
        assert_eq!(office.get(&cookie, &format!("{export}/file")).await.bytes, before);

        let keeper = jobs::Worker::new(
            store.clone(),
            clock.clone(),
            Vec::new(),
            vec![Box::new(Sweep::new(Rules::new(exports::RULES.iter().copied()), office.blobs.clone()))],
        )
        .recurring(vec![jobs::recurring(retention::NAME, jobs::When::Daily(3, 40), retention::KIND)]);
        let key = format!("exports/{}", export.rsplit('/').next().unwrap()).parse().unwrap();
        assert!(office.blobs.head(&key).await.is_ok());
        keeper.drain().await.unwrap();
        office.clock.advance(8 * DAY);
        keeper.drain().await.unwrap();
        assert!(matches!(office.blobs.head(&key).await, Err(blobs::Error::NotFound(_))));
        let cookie = officer(&office).await;
        assert!(office.get(&cookie, &export).await.text.contains("已清除"));
        assert_eq!(office.get(&cookie, &format!("{export}/file")).await.status, StatusCode::CONFLICT);
    }
}
