//! Who may come in, and what those hear who may not.

use crate::shelves::House;
use authz::Verb;
use axum::http::StatusCode;
use http::GuardInfo;

#[tokio::test]
async fn nobody_is_led_to_the_door_and_a_program_is_told() {
    for house in House::both().await {
        for path in ["/desk", "/shelves/{shelf}", "/shelves/{shelf}/diary", "/shelves/7"] {
            let answer = house.send("GET", path, &[], "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            let path = path.replace("{shelf}", &house.shelf.to_string());
            assert_eq!(answer.header("location"), format!("/sign-in?next={}", path.replace('/', "%2F")));
            let told = house.send("GET", &path, &[("accept", "application/json")], "").await;
            assert_eq!(told.status, StatusCode::UNAUTHORIZED);
            assert!(told.text.contains(r#""error":"sign-in-needed""#), "{}", told.text);
        }
        // A session that nobody knows is nobody's.
        assert_eq!(house.get("forged", "/desk").await.status, StatusCode::SEE_OTHER);
        let posted = house.post("forged", "/shelves/{shelf}/name", "name=x").await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER);
        assert_eq!(house.name().await, "旧名");
    }
}

#[tokio::test]
async fn anybody_comes_into_the_hall_and_whoever_is_signed_in_to_the_desk() {
    for house in House::both().await {
        assert_eq!(house.send("GET", "/", &[], "").await.status, StatusCode::OK);
        let desk = house.get("nobody-special", "/desk").await;
        assert_eq!(desk.status, StatusCode::OK);
        assert!(desk.text.contains("张书库"));
    }
}

#[tokio::test]
async fn elsewhere_it_does_not_exist_and_here_the_right_is_missing() {
    for house in House::both().await {
        for (who, view, manage) in [
            ("keeper", StatusCode::OK, StatusCode::SEE_OTHER),
            ("viewer", StatusCode::OK, StatusCode::FORBIDDEN),
            ("porter", StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
            ("stranger", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            ("below", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            ("owner", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ] {
            assert_eq!(house.get(who, "/shelves/{shelf}").await.status, view, "{who} views");
            let name = house.name().await;
            let answer = house.post(who, "/shelves/{shelf}/name", &format!("name={who}")).await;
            assert_eq!(answer.status, manage, "{who} manages");
            let expected = if manage == StatusCode::SEE_OTHER { who } else { name.as_str() };
            assert_eq!(house.name().await, expected);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_looks_like_what_is_elsewhere() {
    for house in House::both().await {
        let elsewhere = house.get("stranger", "/shelves/{shelf}").await;
        for path in ["/shelves/0197f0a0-0000-7000-8000-000000000000", "/shelves/not-an-id", "/nowhere", "/shelves/%FF"]
        {
            let missing = house.get("stranger", path).await;
            assert_eq!((missing.status, &missing.text), (elsewhere.status, &elsewhere.text), "{path}");
        }
        assert!(elsewhere.text.contains("没有找到") && elsewhere.text.contains("管辖范围"));
    }
}

#[tokio::test]
async fn what_is_somebodys_own_opens_for_the_owner_alone() {
    for house in House::both().await {
        assert_eq!(house.get("owner", "/shelves/{shelf}/diary").await.status, StatusCode::OK);
        for who in ["keeper", "nobody-special"] {
            assert_eq!(house.get(who, "/shelves/{shelf}/diary").await.status, StatusCode::NOT_FOUND, "{who}");
        }
    }
}

#[tokio::test]
async fn the_table_of_routes_says_the_guard_of_each() {
    let routes = crate::shelves::routes();
    let guard = |method: &str, path: &str| {
        routes.table().iter().find(|it| it.method == method && it.path == path).unwrap().guard
    };
    assert_eq!(guard("GET", "/"), GuardInfo::Public);
    assert_eq!(guard("GET", "/desk"), GuardInfo::SignedIn);
    assert_eq!(guard("GET", "/shelves/{shelf}/diary"), GuardInfo::Own("shelf"));
    assert_eq!(guard("GET", "/shelves/{shelf}"), GuardInfo::Right(Verb::View, "shelf"));
    assert_eq!(guard("POST", "/shelves/{shelf}/name"), GuardInfo::Right(Verb::Manage, "shelf"));
    assert_eq!(guard("POST", "/shelves/{shelf}/seal"), GuardInfo::Right(Verb::Approve, "shelf"));
    assert_eq!(guard("GET", "/shelves/{shelf}/card"), GuardInfo::OwnOr(Verb::View, "shelf"));
    assert_eq!(guard("GET", "/shelves"), GuardInfo::Across(&[(Verb::View, "shelf")]));
    assert_eq!(guard("GET", "/shelves").rights(), [(Verb::View, "shelf")]);
    assert_eq!(routes.table().len(), 13);
}

#[tokio::test]
async fn a_list_opens_for_whoever_has_the_right_somewhere_and_tells_the_rest() {
    for house in House::both().await {
        for (who, status) in [
            ("keeper", StatusCode::OK),
            ("viewer", StatusCode::OK),
            ("stranger", StatusCode::OK),
            ("porter", StatusCode::FORBIDDEN),
            ("owner", StatusCode::FORBIDDEN),
            ("forged", StatusCode::SEE_OTHER),
        ] {
            assert_eq!(house.get(who, "/shelves").await.status, status, "{who}");
        }
        let one = house.get("keeper", "/shelves").await.text;
        assert!(one.contains("<h1>书库") && !one.contains("?at="), "one area needs no switch: {one}");
        assert!(one.contains("<p>/shelves?after=%E4%B8%89%26%E5%9B%9B</p>"), "{one}");
    }
}

#[tokio::test]
async fn an_officer_of_two_areas_sees_each_and_goes_on_in_the_same() {
    for house in House::both().await {
        let first = house.get("double", "/shelves").await.text;
        assert!(first.contains("<h1>书库") && first.contains("北书库") && !first.contains("旧书库"), "{first}");
        assert_eq!(first.matches("href=\"/shelves?at=").count(), 2, "two duties at one place are one area");
        let there = house.get("double", &format!("/shelves?state=x&at={}", house.elsewhere)).await.text;
        assert!(there.contains("<h1>北书库"), "{there}");
        assert!(there.contains(&format!("<p>/shelves?at={}&amp;after=", house.elsewhere)), "{there}");
        assert!(there.contains(&format!("value=\"{}\"", house.elsewhere)), "{there}");
        let unknown = house.get("double", "/shelves?at=0197f0a0-0000-7000-8000-000000000000").await.text;
        assert!(unknown.contains("<h1>书库"), "an area that is not one's own is not shown");
        assert_eq!(
            house.get("porter", &format!("/shelves?at={}", house.elsewhere)).await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn the_guard_hands_over_the_doer_in_the_duty_that_was_checked() {
    for house in House::both().await {
        let seal = async |who: &str| {
            let cookie = format!("xingtan={who}");
            let headers =
                [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", "application/json")];
            house.send("POST", "/shelves/{shelf}/seal", &headers, r#"{"name":"印"}"#).await.text
        };
        assert!(seal("keeper").await.contains("旧名 张书库 keeper 书库 1970-01-01"));
        assert!(seal("keeper").await.contains("<p>/shelves</p>"));
        let sealed = seal("double").await;
        assert!(sealed.contains("旧名 张书库 sealer 书库"), "the duty that the thing names");
        assert!(sealed.contains("<p>/shelves?at="), "and back to the list of the area");
        assert_eq!(house.get("owner", "/shelves/{shelf}/diary").await.text, "旧名：");
        assert_eq!(house.get("owner", "/shelves/{shelf}/card").await.text, "旧名：");
        assert_eq!(house.get("keeper", "/shelves/{shelf}/card").await.text, "旧名：keeper");
        assert_eq!(house.get("porter", "/shelves/{shelf}/card").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("stranger", "/shelves/{shelf}/card").await.status, StatusCode::NOT_FOUND);
    }
}
