//! How long things are kept: the command, what the doctor says, and the page.

use crate::support::TestHouse;
use app::kept::{self, Retention};
use kernel::Clock;
use store::sql;

const DAY: i64 = 86_400_000;

async fn run(house: &TestHouse, what: Retention) -> Result<String, String> {
    let mut said = Vec::new();
    let done = kept::run(&house.config, what, &mut said).await;
    done.map(|()| String::from_utf8(said).unwrap()).map_err(|error| error.to_string())
}

fn keep(rule: &str, days: i64, why: &str) -> Retention {
    Retention::Keep { rule: rule.to_owned(), days, why: why.to_owned() }
}

async fn examine(house: &TestHouse, after: i64) -> (String, usize) {
    let mut said = Vec::new();
    let faults = kept::examine(&house.house.store, Clock::System.now().plus_millis(after), &mut said).await.unwrap();
    (String::from_utf8(said).unwrap(), faults)
}

/// The recurring work is due now.
async fn sweep(house: &TestHouse) {
    house.house.worker.drain().await.unwrap();
    sql("update recurring set next_at = 0 where name = 'house.retention'").run(&house.house.store).await.unwrap();
    house.house.worker.drain().await.unwrap();
}

#[tokio::test]
async fn every_rule_has_its_words_its_bounds_and_runs() {
    for house in TestHouse::both().await {
        let said = run(&house, Retention::List).await.unwrap();
        for rule in [
            "courses.beats: 180 days of 90 to 180",
            "registry.rosters: 90 days",
            "access.sessions: 7 days",
            "jobs: 90 days",
        ] {
            assert!(said.contains(rule), "{rule}: {said}");
        }
        let refused = run(&house, keep("courses.beats", 30, "试")).await.unwrap_err();
        assert!(refused.contains("between 90 and 180 days"), "{refused}");
        assert!(run(&house, keep("courses.beat", 100, "试")).await.unwrap_err().contains("no rule"));
        assert!(run(&house, keep("courses.beats", 100, " ")).await.unwrap_err().contains("say why"));
        let said = run(&house, keep("courses.beats", 100, "规定改为一百天")).await.unwrap();
        assert!(said.contains("courses.beats: 100 days of 90 to 180 (规定改为一百天), last run never"), "{said}");
        let (said, faults) = examine(&house, 0).await;
        assert!(faults == 0 && said.contains("courses.beats has not run yet"), "{said}");
        sweep(&house).await;
        let (said, faults) = examine(&house, 0).await;
        assert!(faults == 0 && said.contains("rules ran in the last two days"), "{said}");
        let (said, faults) = examine(&house, 3 * DAY).await;
        assert!(faults > 5 && said.contains("courses.beats last ran at"), "{said}");
    }
}

#[tokio::test]
async fn the_security_administrator_sees_the_rules_and_what_went() {
    for house in TestHouse::demos().await {
        sql("update roster_import set created_at = 1 where id = (select id from roster_import order by id limit 1)")
            .run(&house.house.store)
            .await
            .unwrap();
        sweep(&house).await;
        let cookie = house.sign_in("audit", app::demo::PASSWORD).await;
        let page = house.get(&cookie, "/retention").await;
        assert_eq!(page.status, 200);
        for words in ["180 天", "上传的花名册文件及其核对明细", "学习心跳原始记录（按页）", "1970-01-01"]
        {
            assert!(page.text.contains(words), "{words}");
        }
        assert_eq!(house.get("", "/retention").await.status, 303);
    }
}
