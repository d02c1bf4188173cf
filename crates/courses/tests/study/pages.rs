//! The pages of a lesson as a browser asks for them.

use crate::site::{Site, film};
use crate::world::NOW;
use axum::http::{Request, StatusCode};
use courses::Lesson;
use kernel::Id;
use serde_json::{Value, json};

fn attribute(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name}"));
    rest.split_once('"').unwrap().0.replace("&amp;", "&")
}

/// No message key stands on a page in place of its words.
fn spoken(page: &str) {
    for key in ["lesson-", "quiz-", "tick-", "evidence-", "course-", "study-", "watch-rule-"] {
        let naked = page.split(['>', '"']).find(|it| it.starts_with(key) && it.contains("-word"));
        assert_eq!(naked, None);
        let text = page.split('>').filter_map(|it| it.split_once('<')).find(|it| it.0.trim().starts_with(key));
        assert_eq!(text, None);
    }
}

fn beat(seq: i64, from: i64, to: i64, end: i64) -> Value {
    json!({ "seq": seq, "from_ms": from, "to_ms": to, "rate": 1.0, "visible": true, "at_ms": NOW.as_millis() + end })
}

#[tokio::test]
async fn a_teacher_finishes_a_lesson_in_a_browser() {
    for site in Site::both().await {
        let me = "teacher";
        let (status, headers, page) = site.get(me, &site.path()).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(headers["x-statements"].to_str().unwrap().parse::<u32>().unwrap() <= 12);
        spoken(&page);
        assert!(page.contains("已记录至 {t}") && page.contains("kind=\"captions\"") && page.contains("0.0 MB"));
        let beats_path = attribute(&page, "data-beats-url");

        site.world.ground.clock.advance(190_000);
        let session = Id::<Lesson>::new(NOW);
        let post = json!({ "session": session, "beats": [beat(1, 0, 100_000, 100_000), beat(2, 100_000, 190_000, 190_000), beat(3, 185_000, 200_000, 190_000)] });
        let (status, said) = site.beats(me, &beats_path, &post).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        assert_eq!(
            (&said["acked"], &said["recorded_to_ms"], &said["paused"]),
            (&json!([1, 2]), &json!(190_000), &Value::Null)
        );
        assert_eq!(said["complete"], json!(false));
        assert!(said["refused"][0]["why"].as_str().unwrap().contains("不在本讲范围内"));

        // The question that the film asked.
        let (_, _, page) = site.get(me, &site.path()).await;
        let (_, rest) = page.split_once("/questions/").unwrap();
        let action = format!("{}/questions/{}", site.path(), rest.split_once('"').unwrap().0);
        let (status, headers, _) = site.form(me, &action, "answer=2".into()).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(headers["location"].to_str().unwrap().starts_with(&site.path()));
        let (_, _, page) = site.get(me, &site.path()).await;
        assert!(page.contains("data-answered") && page.contains("答对了"));

        // The quiz, handed in twice.
        let book = courses::find_book(site.store(), site.lesson.id).await.unwrap().unwrap();
        let attempt = attribute(&page, "data-attempt");
        let first = &book.items[0];
        let save = format!("{}/attempt/answers", site.path());
        let (status, ..) =
            site.form(me, &save, format!("attempt={attempt}&question={}&answer={}", first.id, first.answer)).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let hand_in = format!("{}/attempt", site.path());
        let (status, _, page) = site.form(me, &hand_in, format!("attempt={attempt}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("第 2 题没有作答") && !page.contains("第 1 题没有作答") && page.contains(" checked"));
        let all: String = book.items.iter().map(|it| format!("&{}={}", it.id, it.answer)).collect();
        for _ in 0..2 {
            let (status, ..) = site.form(me, &hand_in, format!("attempt={attempt}{all}")).await;
            assert_eq!(status, StatusCode::SEE_OTHER);
        }
        let (_, _, page) = site.get(me, &site.path()).await;
        assert!(page.contains("测验合格：100 分") && page.contains("完成，0.07 学时"), "{page}");
        let evidence = courses::find_evidence(site.store(), site.people[0], site.class).await.unwrap().unwrap();
        assert_eq!((evidence.lessons_done, evidence.minutes, evidence.complete), (1, 3, false));
    }
}

#[tokio::test]
async fn bad_beats_are_answered_in_chinese_and_change_nothing() {
    for site in Site::both().await {
        let [me, other] = ["teacher", "colleague"];
        let (_, _, page) = site.get(me, &site.path()).await;
        let path = attribute(&page, "data-beats-url");
        site.world.ground.clock.advance(10_000);
        let session = Id::<Lesson>::new(NOW);
        let post = json!({ "session": session, "beats": [beat(1, 0, 180_000, 10_000)] });
        let (status, said) = site.beats(other, &path, &post).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(said["reason"][0].as_str().unwrap().contains("不是为当前登录的人打开的"));
        let (status, said) = site.beats(me, &path, &post).await;
        assert_eq!((status, &said["watched_ms"]), (StatusCode::OK, &json!(0)));
        assert!(said["refused"][0]["why"].as_str().unwrap().contains("实际经过的时间"));
        let (status, _) = site.beats(me, &path, &json!({ "session": "x", "beats": [] })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, ..) = site.get(other, &site.path()).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, ..) = site.get(me, &format!("/lessons/{}/..", site.class)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn media_is_sent_in_parts_and_only_to_those_concerned() {
    for site in Site::both().await {
        let me = "teacher";
        let path = format!("/media/{}/{}/video.mp4", site.class, site.lesson.id);
        let size = film().len();
        let (status, headers, _) = site.get(me, &path).await;
        assert_eq!((status, headers["content-length"].to_str().unwrap()), (StatusCode::OK, size.to_string().as_str()));
        let tag = headers["etag"].clone();
        let (status, headers, body) =
            site.ask(me, Request::get(&path).header("range", "bytes=4-7").header("if-range", &tag)).await;
        assert_eq!((status, body.as_str()), (StatusCode::PARTIAL_CONTENT, "ftyp"));
        assert_eq!(headers["content-range"], format!("bytes 4-7/{size}"));
        let (status, ..) =
            site.ask(me, Request::get(&path).header("range", "bytes=4-7").header("if-range", "\"other\"")).await;
        assert_eq!(status, StatusCode::OK);
        let (status, headers, _) = site.ask(me, Request::get(&path).header("range", "bytes=99999-")).await;
        assert_eq!(status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(headers["content-range"], format!("bytes */{size}"));
        let (status, ..) = site.ask(me, Request::get(&path).header("if-none-match", &tag)).await;
        assert_eq!(status, StatusCode::NOT_MODIFIED);
        assert_eq!(site.get("province", &path).await.0, StatusCode::OK);
        assert_eq!(site.get("stranger", &path).await.0, StatusCode::NOT_FOUND);
        assert_eq!(site.get("colleague", &path).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_page_speaks_and_shows_only_to_those_concerned() {
    for site in Site::both().await {
        let [me, other] = ["teacher", "colleague"];
        let class = classes::get_class(site.store(), site.class).await.unwrap();
        courses::demo::study(
            site.store(),
            &class,
            &[(site.people[0], "卓玛".into())],
            courses::demo::Came::Through,
            NOW.plus_millis(-86_400_000),
        )
        .await
        .unwrap();
        let evidence = courses::find_evidence(site.store(), site.people[0], site.class).await.unwrap().unwrap();
        assert_eq!((evidence.complete, evidence.minutes, evidence.lessons_done), (true, 6, 2));
        let (course, people) = (format!("/courses/{}", site.class), format!("/courses/{}/people", site.class));
        let person = format!("{people}/{}", site.people[0]);
        for (who, path, words) in [
            (me, "/courses", "2/2 讲"),
            (me, &course, "折合"),
            (me, &format!("{course}/evidence"), "看过 00:00–03:10"),
            (me, "/watch-rules/2026-1", "90%"),
            ("province", "/studies", "双语教师普通话培训班"),
            ("province", &people, "卓玛"),
            ("province", &person, "看过 00:00–03:10"),
        ] {
            let (status, headers, page) = site.get(who, path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(page.contains(words), "{path}: {page}");
            assert!(headers["x-statements"].to_str().unwrap().parse::<u32>().unwrap() <= 12, "{path}");
            spoken(&page);
        }
        for (who, path) in
            [(other, course.as_str()), (other, &person), ("stranger", &people), ("stranger", &person), (me, &people)]
        {
            assert_eq!(site.get(who, path).await.0, StatusCode::NOT_FOUND, "{who} {path}");
        }
    }
}

/// Where the links of a page lead, but for files.
fn links(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap_or_default();
    let hrefs = main.split("href=\"/").skip(1).filter_map(|it| it.split('"').next());
    hrefs.map(|it| format!("/{}", it.replace("&amp;", "&"))).collect()
}

#[tokio::test]
async fn evidence_leads_only_where_its_reader_may_go() {
    for site in Site::both().await {
        let own = format!("/courses/{}/evidence", site.class);
        let person = format!("/courses/{}/people/{}", site.class, site.people[0]);
        let class = format!("/classes/{}", site.class);
        for (who, path, to_class) in [
            ("teacher", &own, Some(format!("{class}/mine"))),
            ("county", &person, None),
            ("head", &person, None),
            ("province", &person, Some(class.clone())),
        ] {
            let (status, _, page) = site.get(who, path).await;
            assert_eq!(status, StatusCode::OK, "{who}");
            let links = links(&page);
            for link in &links {
                assert_eq!(site.get(who, link).await.0, StatusCode::OK, "{who} {link}");
            }
            assert_eq!(links.iter().find(|it| it.starts_with("/classes/")), to_class.as_ref(), "{who}");
        }
    }
}

#[tokio::test]
async fn an_attempt_that_is_asked_for_as_a_page_leads_to_its_lesson() {
    for site in Site::both().await {
        for end in ["attempt", "attempt/answers"] {
            let (status, headers, _) = site.get("teacher", &format!("{}/{end}", site.path())).await;
            assert_eq!((status, headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, site.path().as_str()));
        }
    }
}
