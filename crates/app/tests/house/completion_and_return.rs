//! What must not happen on the way from a completion list to hours and to a return: each wrong deed is
//! answered in Chinese with what to do, and changes nothing. Runs over the demonstration world.

use crate::support::TestHouse;
use app::demo::PASSWORD;
use app::doctor;
use axum::http::StatusCode;
use classes::Class;
use http::testing::{Answer, form};
use kernel::{Date, Id, OrganisationId, PersonId};
use store::sql;

/// A class of the world by its name.
async fn class(house: &TestHouse, name: &str) -> Id<Class> {
    let found: Vec<Id<Class>> =
        sql("select id as value from class where name = $1").bind(name).values(&house.house.store).await.unwrap();
    found[0]
}

async fn count(house: &TestHouse, of: store::Sql) -> i64 {
    of.values::<i64>(&house.house.store).await.unwrap()[0]
}

/// The answer is a refusal that says `words`.
fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(answer.text.contains(words), "the refusal says “{words}”: {}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_handed_in_once_confirmed_once_and_by_its_own_county() {
    for house in TestHouse::demos().await {
        let manager = house.sign_in("longyuan", PASSWORD).await;
        let over = class(&house, "甘肃省双语教师普通话培训1班").await;
        let running = class(&house, "甘肃省双语教师普通话培训2班").await;
        let recruiting = class(&house, "甘肃省双语教师普通话培训3班").await;
        let list = format!("/classes/{over}/completion");

        let elsewhere = house.sign_in("hehuang", PASSWORD).await;
        assert_eq!(house.get(&elsewhere, &list).await.status, StatusCode::NOT_FOUND);
        refused(&house.post(&manager, &format!("/classes/{running}/completion"), "").await, "现在还不能提交结业名单");
        let early = house.post(&manager, &format!("/classes/{recruiting}/completion"), "").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert_eq!(house.post(&manager, &list, "").await.status, StatusCode::SEE_OTHER);
        refused(&house.post(&manager, &list, "").await, "结业名单已经提交");

        confirm_in_two_counties(&house, &manager, over).await;
        let mark = house
            .post(
                &manager,
                &format!("{list}/{}", somebody(&house, over).await),
                &form(&[("outcome", "failed"), ("reason", "改为未结业")]),
            )
            .await;
        assert!(
            mark.status.is_client_error() && mark.text.contains("结业名单已经"),
            "a closed class stays: {}",
            mark.text
        );
        assert_eq!(outcomes(&house, over).await, 23, "nobody lost what was recognised");
        figures_follow(&house).await;
    }
}

/// What the class gave is counted for the province and for the institution; what is over is counted no more.
async fn figures_follow(house: &TestHouse) {
    let (store, now) = (&house.house.store, house.house.app.parts().clock.now());
    let gansu = house.sign_in("gansu", PASSWORD).await;
    portal::figures::count(store, now).await.unwrap();
    for who in [&gansu, &house.sign_in("longyuan", PASSWORD).await] {
        let desk = house.get(who, "/").await;
        // Of the 24 of the class one failed; the class of 2011 is not of this year.
        for words in ["24 人次中 23 人次合格", "95.8%", "2/2"] {
            assert!(desk.text.contains(words), "{words}: {}", desk.text);
        }
        assert!(desk.statements() <= 12, "{}", desk.statements());
        let lists: Vec<&str> =
            desk.text.split("class=\"big\"><a href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        assert_eq!(lists.len(), 6, "each figure opens the list that makes it: {lists:?}");
        for list in lists {
            assert_eq!(house.get(who, list).await.status, 200, "{list}");
        }
    }
    let posted = sql(
        "select cast(sum(hours_x100) as bigint) as value from hour_entry where place like '/62/%' and occurred_on > '2012'",
    );
    let figure = sql("select value from desk_figure where place = '/62/' and code = 'hours'");
    assert_eq!(count(house, figure).await, count(house, posted).await, "the figure is the sum of the ledger");
    let learning = || sql("select count(*) as value from desk_figure where place = '/62/' and code = 'learning'");
    assert_eq!(count(house, learning()).await, 1);
    sql("update class set state = 'draft' where state = 'running'").run(store).await.unwrap();
    portal::figures::count(store, now.plus_millis(1)).await.unwrap();
    assert_eq!(count(house, learning()).await, 0);
    assert!(house.get(&gansu, "/").await.text.contains("24 人次中 23 人次合格"));
}

async fn confirm_in_two_counties(house: &TestHouse, manager: &str, over: Id<Class>) {
    let parts: Vec<OrganisationId> = sql("select county_id as value from recognition where class_id = $1")
        .bind(over)
        .values(&house.house.store)
        .await
        .unwrap();
    let lintan = house.sign_in("lintan", PASSWORD).await;
    let zhuoni = house.sign_in("zhuoni", PASSWORD).await;
    let before = count(house, sql("select count(*) as value from hour_entry")).await;
    for part in &parts {
        let path = format!("/recognitions/{over}/{part}/confirmation");
        let (own, other) = if house.get(&lintan, &format!("/recognitions/{over}/{part}")).await.status == StatusCode::OK
        {
            (&lintan, &zhuoni)
        } else {
            (&zhuoni, &lintan)
        };
        assert_eq!(house.post(other, &path, "").await.status, StatusCode::NOT_FOUND, "another county's part");
        let institution = house.post(manager, &path, "").await.status;
        assert!(institution.is_client_error(), "nobody confirms an own list: {institution}");
        assert_eq!(house.post(own, &path, "").await.status, StatusCode::SEE_OTHER);
        refused(&house.post(own, &path, "").await, "这份名单已经认定过了");
    }
    let after = count(house, sql("select count(*) as value from hour_entry")).await;
    assert_eq!(after - before, 23, "hours are posted once for each who passed");
}

async fn somebody(house: &TestHouse, class: Id<Class>) -> PersonId {
    let people: Vec<PersonId> = sql(
        "select person_id as value from completion_row where class_id = $1 and outcome = 'passed' order by person_id",
    )
    .bind(class)
    .values(&house.house.store)
    .await
    .unwrap();
    people[0]
}

async fn outcomes(house: &TestHouse, class: Id<Class>) -> i64 {
    count(house, sql("select count(*) as value from completion_row where class_id = $1 and outcome <> 'failed' and state = 'recognised'").bind(class)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_that_is_not_whole_or_not_asked_for_by_its_own_people_changes_nothing() {
    for house in TestHouse::demos().await {
        let manager = house.sign_in("hehuang", PASSWORD).await;
        let returns: Vec<Id<returns::Return>> =
            sql("select id as value from class_return where state = 'draft'").values(&house.house.store).await.unwrap();
        let path = format!("/returns/{}", returns[0]);
        refused(&house.post(&manager, &format!("{path}/submissions"), "").await, "项核对没有通过，不能报送");
        let charged =
            house.post(&manager, &format!("{path}/entries"), &form(&[("budget", "六十万"), ("charged", "也许")])).await;
        assert_eq!(charged.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", charged.text);
        assert!(charged.text.contains("六十万"), "what was typed stays");
        let decided = form(&[("office", "education"), ("decision", "received"), ("paper", "agrees")]);
        let province = house.sign_in("qinghai", PASSWORD).await;
        refused(&house.post(&province, &format!("{path}/receipts/education"), &decided).await, "没有等待收件的报送");
        assert!(house.post(&manager, &format!("{path}/receipts/education"), &decided).await.status.is_client_error());
        let neighbour = house.sign_in("gansu", PASSWORD).await;
        for page in ["", "/people", "/draft/annex-2.xlsx"] {
            assert_eq!(house.get(&neighbour, &format!("{path}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        for file in ["annex-3.xlsx", "annex-1.docx", "..%2f..%2fkeys", "%2e%2e"] {
            assert_eq!(
                house.get(&manager, &format!("{path}/draft/{file}")).await.status,
                StatusCode::NOT_FOUND,
                "{file}"
            );
        }
        assert_eq!(
            count(&house, sql("select count(*) as value from annex_entry where return_id = $1").bind(returns[0])).await,
            0
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_certificates_too_often_is_asked_to_wait() {
    for house in TestHouse::both().await {
        let mut last = house.get("", "/certificates/100000000000000000").await;
        assert_eq!(last.status, StatusCode::NOT_FOUND);
        for _ in 0..40 {
            last = house.get("", "/certificates/102026620000012397").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(last.text.contains("请过一分钟再查"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_balances_that_differ_from_their_entries_and_what_was_given_up() {
    for house in TestHouse::both().await {
        let store = &house.house.store;
        let mut said = Vec::new();
        assert_eq!(doctor::examine(store, &mut said).await.unwrap(), 0, "{}", String::from_utf8_lossy(&said));
        let now = house.house.app.parts().clock.now();
        let person = PersonId::new(now);
        sql("insert into hour_account (person_id, cycle, minutes, hours_x100, credits_x100, face_x100, online_x100, blended_x100, ict_x100, entries, updated_at) values ($1, 2026, 45, 100, 10, 100, 0, 0, 0, 1, $2)")
            .bind(person).bind(now).run(store).await.unwrap();
        sql("insert into delivery (event_id, subscriber, topic, payload, attempts, due_at, fault) values ($1, 'returns.class-closed', 'class.closed', '{}', 12, $2, 'no such class')")
            .bind(Id::<jobs::Event>::new(now)).bind(now).run(store).await.unwrap();
        for (at, fault) in
            [(now, Some("no such file")), (now, None), (now.plus_millis(-31 * 86_400_000), Some("long ago"))]
        {
            sql("insert into job (id, kind, owner_id, payload, state, done, total, attempts, due_at, leased_until, created_at, ended_at, fault) values ($1, 'roster.check', $2, 'null', 'failed', 0, 0, 5, 0, 0, 0, $3, $4)")
                .bind(Id::<jobs::Job>::new(now)).bind(person).bind(at).bind(fault).run(store).await.unwrap();
        }
        sql("insert into recurring (name, plan, next_at, state) values ('house.sweep', 'daily 03:30', $1, 'done')")
            .bind(Date::of(2026, 3, 1).unwrap().start())
            .run(store)
            .await
            .unwrap();
        let mut said = Vec::new();
        assert_eq!(doctor::examine(store, &mut said).await.unwrap(), 3);
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(&format!("the balance of {person} is not the sum")), "{said}");
        assert!(said.contains("given up by returns.class-closed: no such class"), "{said}");
        assert!(said.contains("was given up: no such file") && !said.contains("long ago"), "{said}");
        assert!(said.contains("house.sweep (daily 03:30), last never: done, next 2026-03-01 00:00"), "{said}");
    }
}
