//! What every answer carries, and how faults are told.

use crate::shelves::House;
use axum::http::StatusCode;

#[tokio::test]
async fn a_forged_form_is_refused_and_changes_nothing() {
    for house in House::both().await {
        let ours = [
            ("cookie", "xingtan=keeper"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("host", "xingtan.test"),
        ];
        for forged in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "http://evil.test")],
            &[("origin", "null")],
            &[],
        ] {
            let answer = house.send("POST", "/shelves/{shelf}/name", &[&ours[..], forged].concat(), "name=x").await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{forged:?}");
            assert!(answer.text.contains("怎么办"), "{}", answer.text);
            assert_eq!(house.name().await, "旧名");
        }
        let answer = house
            .send(
                "POST",
                "/shelves/{shelf}/name",
                &[&ours[..], &[("origin", "http://xingtan.test")]].concat(),
                "name=x",
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(house.name().await, "x");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_or_none_is_told_in_words() {
    for house in House::both().await {
        let answer = house.post("keeper", "/shelves/{shelf}/name", &format!("name={}", "x".repeat(1_100_000))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("文件太大") && answer.text.contains("<html"), "{}", answer.text);
        let answer = house.post("keeper", "/shelves/{shelf}/name", "nom=x").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("有内容需要修改"));
        // An upload that is none: axum's own refusal, said in our words.
        let answer = house.post("keeper", "/taken", "name=x").await;
        assert!(answer.status.is_client_error());
        assert!(answer.text.contains("有内容需要修改"), "{} {}", answer.status, answer.text);
        assert_eq!(house.name().await, "旧名");
    }
}

#[tokio::test]
async fn a_fault_of_ours_shows_no_cause() {
    for house in House::both().await {
        for path in ["/broken", "/fallen"] {
            let page = house.get("keeper", path).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert!(page.text.contains("系统出错") && !page.text.contains("swordfish"), "{path}");
            let json = house.send("GET", path, &[("accept", "application/json")], "").await;
            assert!(json.text.contains("系统出错") && !json.text.contains("swordfish"), "{path}");
        }
        let page = house.get("broken", "/").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!page.text.contains("swordfish"));
    }
}

#[tokio::test]
async fn a_refusal_names_reason_clause_and_remedy_as_page_and_as_json() {
    for house in House::both().await {
        let page = house.get("keeper", "/refused").await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        for word in ["不能这样办理", "甲〔2011〕3号第五条", "请返回上一页重新提交", "依据"] {
            assert!(page.text.contains(word), "{word}");
        }
        let json = house.send("GET", "/refused", &[("accept", "application/json")], "").await;
        assert_eq!((json.status, json.header("content-type")), (StatusCode::CONFLICT, "application/json"));
        for word in [r#""error":"refused""#, r#""clause":"甲〔2011〕3号第五条""#, "请返回上一页重新提交"]
        {
            assert!(json.text.contains(word), "{word} in {}", json.text);
        }
        let json = house
            .send(
                "POST",
                "/shelves/{shelf}/seal",
                &[
                    ("cookie", "xingtan=keeper"),
                    ("sec-fetch-site", "same-origin"),
                    ("content-type", "application/json"),
                ],
                "{",
            )
            .await;
        assert_eq!(json.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(json.text.contains(r#""error":"invalid""#));
        // Programs read English too.
        let english = house.send("GET", "/refused", &[("accept-language", "en-GB,en;q=0.9")], "").await;
        assert!(english.text.contains(r#"lang="en""#) && !english.text.contains("不能这样办理"));
    }
}

#[tokio::test]
async fn a_form_that_nobody_may_send_any_more_leads_back_to_its_page_after_signing_in() {
    for house in House::both().await {
        let page = format!("/shelves/{}", house.shelf);
        let ours = [("sec-fetch-site", "same-origin"), ("host", "xingtan.test")];
        let from = |referer: &str| {
            let referer = format!("https://{referer}?at=1");
            let headers = [&ours[..], &[("referer", referer.as_str())]].concat();
            let headers: Vec<(String, String)> = headers.iter().map(|it| (it.0.into(), it.1.into())).collect();
            headers
        };
        for (referer, next) in
            [(format!("xingtan.test{page}"), format!("{page}?at=1")), ("evil.test/x".to_owned(), "/".to_owned())]
        {
            let headers = from(&referer);
            let headers: Vec<(&str, &str)> = headers.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
            let answer = house.send("POST", "/shelves/{shelf}/name", &headers, "name=x").await;
            let next = serde_html_form::to_string([("next", &next)]).unwrap();
            assert_eq!(answer.header("location"), format!("/sign-in?{next}"));
        }
        assert_eq!(house.name().await, "旧名");
    }
}

#[tokio::test]
async fn a_deed_that_is_asked_for_as_a_page_leads_to_its_form() {
    for house in House::both().await {
        let page = format!("/shelves/{}", house.shelf);
        for (deed, form) in [
            ("/shelves/{shelf}/name", page.as_str()),
            ("/shelves/{shelf}/seal", &format!("{page}/card")),
            ("/taken", "/"),
        ] {
            for who in ["keeper", "nobody"] {
                let answer = house.get(who, deed).await;
                assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, form), "{who} {deed}");
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_also_leads_to_the_page_before() {
    for house in House::both().await {
        let back = r#"<a class="btn quiet" href="/desk?at=1">返回刚才的页面</a>"#;
        let referer = ("referer", "https://xingtan.test/desk?at=1");
        let host = ("host", "xingtan.test");
        for path in ["/refused", "/nowhere"] {
            assert!(house.send("GET", path, &[host, referer], "").await.text.contains(back), "{path}");
            assert!(!house.send("GET", path, &[host], "").await.text.contains("返回刚才的页面"), "{path}");
            // Not to itself.
            let here = format!("https://xingtan.test{path}");
            let again = house.send("GET", path, &[host, ("referer", &here)], "").await;
            assert!(!again.text.contains("返回刚才的页面"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_said_after_a_deed_is_said_once() {
    for house in House::both().await {
        let done = house.post("keeper", "/shelves/{shelf}/name", "name=x").await;
        assert_eq!(done.header("location"), format!("/shelves/{}", house.shelf));
        let said = done.cookie("said").unwrap();
        let cookies = format!("xingtan=keeper; said={said}");
        let first = house.send("GET", "/shelves/{shelf}", &[("cookie", &cookies)], "").await;
        assert!(first.text.contains("回到首页"));
        assert_eq!(first.cookie("said").as_deref(), Some(""), "the browser forgets it");
        let second = house.get("keeper", "/shelves/{shelf}").await;
        assert!(!second.text.contains("回到首页"));
        assert!(second.cookie("said").is_none());
        // A forged one is no more than text.
        let forged = house.send("GET", "/", &[("cookie", "said=eyJrZXkiOiI8c2NyaXB0PiIsImFyZ3MiOltdfQ")], "").await;
        assert_eq!(forged.status, StatusCode::OK);
        assert!(!forged.text.contains("<script>"));
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    for house in House::both().await {
        let answers = [
            house.get("keeper", "/shelves/{shelf}").await,
            house.get("stranger", "/shelves/{shelf}").await,
            house.get("keeper", "/broken").await,
            house.get("keeper", "/fallen").await,
            house.get("broken", "/").await,
            house.send("GET", "/desk", &[], "").await,
            house.send("GET", "/nowhere", &[], "").await,
            house.send("PUT", "/desk", &[("sec-fetch-site", "same-origin")], "").await,
            house.send("POST", "/shelves/{shelf}/name", &[], "name=x").await,
            house.post("keeper", "/shelves/{shelf}/name", &"x".repeat(1_100_000)).await,
        ];
        for answer in &answers {
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
                "{}",
                answer.status
            );
            assert!(!policy.contains("unsafe"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "DENY");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert!(
                matches!(answer.header("cache-control"), "private, no-cache" | "no-store"),
                "{} {}",
                answer.status,
                answer.header("cache-control")
            );
        }
        let statuses: Vec<u16> = answers.iter().map(|it| it.status.as_u16()).collect();
        assert_eq!(statuses, [200, 404, 500, 500, 500, 303, 404, 404, 409, 413]);
    }
}

#[tokio::test]
async fn statements_are_counted_where_the_house_is_told_to() {
    for counting in House::counting(true).await {
        assert_eq!(counting.get("keeper", "/shelves/{shelf}").await.header("x-statements"), "1");
        assert_eq!(counting.post("keeper", "/shelves/{shelf}/name", "name=x").await.header("x-statements"), "2");
        assert_eq!(counting.send("GET", "/", &[], "").await.header("x-statements"), "0");
    }
    for house in House::both().await {
        assert_eq!(house.get("keeper", "/").await.header("x-statements"), "");
    }
}

#[tokio::test]
async fn a_page_that_asks_too_often_fails_its_test() {
    for house in House::counting(true).await {
        // Two of the twelve are for the session.
        house.page("keeper", "/asking/10").await;
        let asked = tokio::spawn(async move { house.page("keeper", "/asking/11").await }).await;
        assert!(asked.is_err_and(|it| it.is_panic()), "eleven statements are too many");
    }
}
