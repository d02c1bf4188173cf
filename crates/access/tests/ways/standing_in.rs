//! Standing in for somebody: for days, in that one's name, and never further.

use axum::http::StatusCode;
use http::testing::form;
use store::sql;
use uuid::Uuid;

use crate::court::{Court, REASON};

async fn term(court: &Court, who: &str) -> Uuid {
    let statement = "select id as value from appointment where person_id = $1 and ended_at is null";
    sql(statement).bind(court.id(who)).value(court.store()).await.unwrap()
}

/// `who` lets `to` stand in for the term `term` until `until`.
async fn delegate(court: &Court, who: &str, term: Uuid, to: &str, until: &str) -> (u16, String) {
    let (term, to) = (term.to_string(), court.id(to).to_string());
    let fields = [("term", term.as_str()), ("to", &to), ("from", "2026-03-02"), ("until", until), ("reason", REASON)];
    let answer = court.post(who, "/me/delegation", &form(&fields)).await;
    (answer.status.as_u16(), answer.text)
}

#[tokio::test]
async fn a_colleague_acts_in_the_others_name_until_the_last_day() {
    for court in Court::both().await {
        let own = term(&court, "head").await;
        assert!(court.page("head", "/me/delegation").await.contains("学校师训管理员"));
        let fields = form(&[("term", &own.to_string()), ("who", "马成行")]);
        let found = court.post("head", "/me/delegation/finding", &fields).await;
        let page = court.page("head", found.location()).await;
        assert!(page.contains(&court.id("colleague").to_string()) && !found.location().contains('马'), "{page}");
        court.page("head", &format!("/me/delegation?term={own}&to={}", court.id("colleague"))).await;
        let (status, text) = delegate(&court, "head", own, "colleague", "2026-03-09").await;
        assert_eq!(status, 303, "{text}");
        assert_eq!(court.held("colleague").await, ["school-officer"]);
        let holders = court.page("county", &format!("/duties?of={}", court.land.schools[0].id)).await;
        assert!(holders.contains("受临潭县城关小学经办人委托"), "{holders}");
        assert!(court.page("colleague", "/me").await.contains("受临潭县城关小学经办人委托"));

        let code = court.post("colleague", &format!("/people/{}/activation", court.id("teacher")), "").await;
        assert_eq!(code.status, StatusCode::OK, "{}", code.text);
        let all = audit::list_about_person(court.store(), court.id("teacher"), None, 5).await.unwrap();
        assert_eq!((all[0].duty.as_str(), all[0].principal_id), ("school-officer", Some(court.id("head"))));
        assert_eq!(audit::verify(court.store()).await.unwrap(), []);
        let trail = court.page("auditor", &format!("/audit?about={}", court.id("teacher"))).await;
        assert!(trail.contains("受临潭县城关小学经办人委托"), "{trail}");

        let gives = format!("/people/{}/duties/new", court.id("teacher"));
        assert_eq!(court.get("colleague", &gives).await.status, StatusCode::FORBIDDEN, "nor gives duties");
        court.ground().go_to("2026-03-10");
        assert_eq!(court.held("colleague").await, Vec::<String>::new(), "it ends by itself");
    }
}

#[tokio::test]
async fn what_cannot_be_delegated_is_refused_and_changes_nothing() {
    for court in Court::both().await {
        let own = term(&court, "head").await;
        assert_eq!(delegate(&court, "head", own, "colleague", "2026-03-09").await.0, 303);
        let second = term(&court, "colleague").await;
        let before = court.rows().await;
        for (who, term, to, until, status, why) in [
            ("colleague", second, "teacher", "2026-03-05", 409, "不能再委托"),
            ("head", own, "stranger", "2026-03-05", 409, "不在您的管理范围内"),
            ("head", own, "head", "2026-03-05", 409, "不能委托给自己"),
            ("head", own, "colleague", "2026-03-05", 409, "已担任这项职责"),
            ("head", own, "teacher", "", 422, "委托必须有期限"),
            ("head", own, "teacher", "2026-03-01", 422, "早于起始日期"),
            ("head", second, "teacher", "2026-03-05", 404, ""),
            ("teacher", own, "colleague", "2026-03-05", 404, ""),
            ("head", Uuid::nil(), "teacher", "2026-03-05", 404, ""),
        ] {
            let (got, text) = delegate(&court, who, term, to, until).await;
            assert_eq!(got, status, "{who} {to} {until}: {text}");
            assert!(text.contains(why), "{who} {to} {until}: {text}");
        }
        let lost =
            court.post("head", "/me/delegation/finding", &form(&[("term", &own.to_string()), ("who", "1")])).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (person, theirs) = (court.id("colleague").to_string(), second.to_string());
        let back = form(&[("person", &person), ("term", &theirs)]);
        assert_eq!(court.post("teacher", "/me/delegation/end", &back).await.status, StatusCode::NOT_FOUND);
        assert_eq!(court.rows().await, before);
        court.deed("head", "/me/delegation/end", &back).await;
        assert_eq!(court.held("colleague").await, Vec::<String>::new());
        assert_eq!(court.post("head", "/me/delegation/end", &back).await.status, StatusCode::CONFLICT, "once");
    }
}

#[tokio::test]
async fn a_stand_in_ends_with_the_duty_and_within_its_days() {
    for court in Court::both().await {
        let own = term(&court, "head").await;
        let path = format!("/people/{}/duties/{own}", court.id("head"));
        court.deed("county", &format!("{path}/end"), &form(&[("until", "2026-03-20"), ("reason", REASON)])).await;
        let (longer, text) = delegate(&court, "head", own, "colleague", "2026-03-21").await;
        assert!(longer == 409 && text.contains("2026-03-20"), "{text}");
        assert_eq!(delegate(&court, "head", own, "colleague", "2026-03-20").await.0, 303);
        let theirs = format!("/people/{}/duties/{}", court.id("colleague"), term(&court, "colleague").await);
        assert!(court.page("county", &path).await.contains("1 人同时失效"));
        court.deed("county", &format!("{path}/end"), &form(&[("until", "2026-03-10"), ("reason", REASON)])).await;
        assert!(court.page("county", &theirs).await.contains("2026-03-02 至 2026-03-10"));
        court.deed("county", &format!("{path}/end"), &form(&[("reason", REASON)])).await;
        assert_eq!(court.held("colleague").await, Vec::<String>::new());
        let deeds = court.deeds_about("colleague").await;
        assert_eq!(deeds.iter().filter(|it| it.0 == "duty.end").count(), 2);
    }
}

#[tokio::test]
async fn a_dangerous_duty_is_delegated_by_two_and_only_while_it_is_held() {
    for court in Court::both().await {
        let own = term(&court, "county").await;
        for _ in 0..2 {
            assert_eq!(delegate(&court, "county", own, "clerk", "2026-03-09").await.0, 303);
        }
        let ids: Vec<Uuid> = sql("select id as value from duty_proposal").values(court.store()).await.unwrap();
        let [first, second] = [0, 1].map(|nth| format!("/people/{}/duty-proposals/{}", court.id("clerk"), ids[nth]));
        assert_eq!(court.held("clerk").await, Vec::<String>::new());
        assert_eq!(court.post("county", &format!("{first}/approval"), "").await.status, 409, "the own");
        court.deed("province", &format!("{first}/approval"), "").await;
        let actor = court.accounts.actor_of(court.id("clerk")).await;
        let principal = actor.appointments[0].principal.as_ref().map(|it| it.person);
        assert_eq!(principal, Some(court.id("county")));

        let path = format!("/people/{}/duties/{own}", court.id("county"));
        court.deed("province", &format!("{path}/end"), &form(&[("reason", REASON)])).await;
        assert_eq!(court.held("clerk").await, Vec::<String>::new());
        let late = court.post("province", &format!("{second}/approval"), "").await;
        assert!(late.status == 409 && late.text.contains("目前不担任这项职责"), "{}", late.text);
    }
}
