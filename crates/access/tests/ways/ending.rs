//! Taking duties away: everywhere within a minute, once, and with nothing lost that was typed.

use access::Sessions;
use authz::Doorkeeper as _;
use axum::http::StatusCode;
use http::testing::{Callers as _, form};
use store::sql;

use crate::court::{Court, REASON};

/// The page of the term by which `who` holds `duty`.
async fn term(court: &Court, who: &str, duty: &str) -> String {
    let statement = "select id as value from appointment where person_id = $1 and duty = $2";
    let id: uuid::Uuid = sql(statement).bind(court.id(who)).bind(duty).value(court.store()).await.unwrap();
    format!("/people/{}/duties/{id}", court.id(who))
}

#[tokio::test]
async fn a_duty_that_is_taken_away_is_gone_here_at_once_and_elsewhere_within_a_minute() {
    for court in Court::both().await {
        let cookie = court.accounts.cookie("head").await;
        // A second machine on the same database, which remembers whom it saw.
        let elsewhere = Sessions::new(court.store().clone(), court.ground().clock.clone());
        let duties = async || elsewhere.actor(&cookie).await.unwrap().unwrap().appointments.len();
        assert_eq!(duties().await, 1);
        court.page("head", "/duties").await;

        let path = term(&court, "head", "school-officer").await;
        assert!(court.page("county", &path).await.contains("收回职责"));
        court.deed("county", &format!("{path}/end"), &form(&[("reason", REASON)])).await;
        assert_eq!(court.get("head", "/duties").await.status, StatusCode::FORBIDDEN);
        court.ground().clock.advance(29_999);
        assert_eq!(duties().await, 1, "remembered for half a minute");
        court.ground().clock.advance(1);
        assert_eq!(duties().await, 0, "and no longer");

        let page = court.page("county", &path).await;
        assert!(page.contains("临潭县教育局经办人，2026-03-02") && page.contains(REASON), "{page}");
        assert!(!court.page("county", "/duties").await.contains("城关小学经办人"));
        let deeds = court.deeds_about("head").await;
        assert!(deeds.contains(&("duty.end".into(), "county-officer".into(), REASON.into())), "{deeds:?}");
    }
}

#[tokio::test]
async fn a_duty_ends_after_its_new_last_day_and_is_ended_once() {
    for court in Court::both().await {
        let path = term(&court, "head", "school-officer").await;
        let end = async |who: &str, until: &str, reason: &str| {
            let fields = form(&[("until", until), ("reason", reason)]);
            let answer = court.post(who, &format!("{path}/end"), &fields).await;
            (answer.status.as_u16(), answer.text)
        };
        let before = court.rows().await;
        for (who, until, reason, status, why) in [
            ("county", "2026-03-01", REASON, 422, "不能早于今天"),
            ("county", "x", REASON, 422, "不是有效日期"),
            ("county", "", "", 422, "请填写事由"),
            ("county2", "", REASON, 404, ""),
            ("auditor", "", REASON, 403, ""),
            ("system", "", REASON, 403, ""),
            ("security", "", REASON, 409, "不能授予这项职责"),
            ("head", "", REASON, 409, "不能给自己"),
        ] {
            let (got, text) = end(who, until, reason).await;
            assert_eq!(got, status, "{who} {until}: {text}");
            assert!(text.contains(why), "{who} {until}: {text}");
            assert!(status != 422 || reason.is_empty() || text.contains(reason), "{text}");
        }
        assert_eq!((court.rows().await, court.held("head").await.len()), (before, 1));
        assert_eq!(end("county", "2026-03-05", REASON).await.0, 303);
        let (later, text) = end("county", "2026-03-06", REASON).await;
        assert!(later == 409 && text.contains("不早于原定日期"), "{text}");
        court.ground().go_to("2026-03-05");
        assert_eq!(court.held("head").await, ["school-officer"]);
        court.ground().go_to("2026-03-06");
        assert_eq!(court.held("head").await, Vec::<String>::new());
        let (over, text) = end("county", "", REASON).await;
        assert!(over == 409 && text.contains("已到期或已收回"), "{text}");
    }
}

#[tokio::test]
async fn two_who_take_the_same_duty_away_at_once_do_it_once() {
    for court in Court::both().await {
        let path = format!("{}/end", term(&court, "county", "county-officer").await);
        let fields = form(&[("reason", REASON)]);
        for who in ["province", "province2"] {
            court.page(who, "/duties").await;
        }
        let (one, other) =
            tokio::join!(court.post("province", &path, &fields), court.post("province2", &path, &fields));
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 409]);
        let deeds = court.deeds_about("county").await;
        assert_eq!(deeds.iter().filter(|it| it.0 == "duty.end").count(), 1);
    }
}

#[tokio::test]
async fn who_loses_a_duty_in_the_middle_of_a_form_gets_back_what_was_typed() {
    for court in Court::both().await {
        let given = format!("/people/{}/duties", court.id("teacher"));
        court.page("head", &format!("{given}/new")).await;
        let path = term(&court, "head", "school-officer").await;
        court.deed("county", &format!("{path}/end"), &form(&[("reason", REASON)])).await;
        let before = court.rows().await;
        let typed =
            [("reason", "写了很久的 <事由>"), ("password", "不回显"), ("at", "0197f3a0-0000-7000-8000-000000000001")];
        let answer = court.post("head", &given, &form(&typed)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text.contains("写了很久的 &lt;事由&gt;") && answer.text.contains("没有提交"), "{}", answer.text);
        assert!(!answer.text.contains("不回显") && !answer.text.contains("0197f3a0"), "{}", answer.text);
        assert_eq!(court.rows().await, before);
        let empty = court.post("head", &given, "").await;
        assert!(!empty.text.contains("没有提交"), "{}", empty.text);
    }
}
