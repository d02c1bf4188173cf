//! A second look before what cannot be taken back; and the list of one's own devices.

use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::office::{NUMBERS, Office, PASSWORD, offices};

const LATER: i64 = 10 * 60_000;

async fn codes_given(office: &Office) -> usize {
    let entries = audit::list_about(office.store(), "account", &office.teacher.to_string(), 20).await.unwrap();
    entries.iter().filter(|it| it.deed == "account.activation").count()
}

#[tokio::test]
async fn a_deed_that_cannot_be_taken_back_asks_again_after_ten_minutes_and_keeps_what_was_typed() {
    for office in offices().await {
        let cookie = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
        let path = format!("/people/{}/activation", office.teacher);
        office.clock.advance(LATER - 1);
        assert_eq!(office.post(&cookie, "10.0.0.1", &path, &[]).await.status, StatusCode::OK, "signed in of late");
        office.clock.advance(1);
        let asked = office.post(&cookie, "10.0.0.1", &path, &[("note", "值 <1> & 2")]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.text.contains(&format!("action=\"{path}\"")), "{}", asked.text);
        assert!(asked.text.contains("name=\"note\" value=\"值 &lt;1&gt; &amp; 2\""), "{}", asked.text);
        for wrong in ["guess", "", "123456"] {
            let again = office.post(&cookie, "10.0.0.1", &path, &[("note", "值"), ("check", wrong)]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(again.text.contains("密码或口令不对") && again.text.contains("value=\"值\""), "{wrong}");
            assert!(wrong.is_empty() || !again.text.contains(wrong), "what was tried is not shown");
        }
        assert_eq!(codes_given(&office).await, 1, "nothing was done meanwhile");
        let done = office.post(&cookie, "10.0.0.1", &path, &[("check", PASSWORD)]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        office.clock.advance(LATER - 1);
        assert_eq!(office.post(&cookie, "10.0.0.1", &path, &[]).await.status, StatusCode::OK, "proved of late");
        assert_eq!(codes_given(&office).await, 3);
    }
}

#[tokio::test]
async fn whoever_may_not_is_told_so_and_is_asked_for_no_password() {
    for office in offices().await {
        let cookie = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        office.clock.advance(LATER);
        let path = format!("/people/{}/activation", office.officer);
        let refused = office.post(&cookie, "10.0.0.1", &path, &[("check", PASSWORD)]).await;
        assert!(matches!(refused.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", refused.status);
    }
}

#[tokio::test]
async fn the_holder_of_a_stolen_session_guesses_no_faster_at_the_second_look() {
    for office in offices().await {
        let cookie = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
        office.clock.advance(LATER);
        let path = format!("/people/{}/activation", office.teacher);
        for _ in 0..5 {
            office.post(&cookie, "10.0.0.1", &path, &[("check", "guess")]).await;
        }
        let waits = office.post(&cookie, "10.0.0.1", &path, &[("check", PASSWORD)]).await;
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "{}", waits.text);
        assert_eq!(codes_given(&office).await, 0);
        let login = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await;
        assert_eq!(login.status, StatusCode::SEE_OTHER, "the owner comes in");
    }
}

#[tokio::test]
async fn an_authenticator_is_begun_by_who_sits_there_and_its_code_is_proof_once() {
    for office in offices().await {
        let cookie = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
        office.clock.advance(LATER);
        let asked = office.post(&cookie, "10.0.0.1", "/me/second-factor", &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "an open browser enrols nobody's phone");
        let begun = office.post(&cookie, "10.0.0.1", "/me/second-factor", &[("check", PASSWORD)]).await;
        assert_eq!(begun.headers["location"], "/me/second-factor/new", "{}", begun.text);
        let page = office.get(&cookie, "/me/second-factor/new").await.text;
        office.clock.advance(LATER);
        let hidden = office.get(&cookie, "/me/second-factor/new").await;
        assert_eq!((hidden.status, hidden.text.contains("<code>")), (StatusCode::SEE_OTHER, false));

        let stale = office.post(&cookie, "10.0.0.1", "/me/second-factor/confirmation", &[("code", "123456")]).await;
        assert_eq!(
            (stale.status, stale.headers["location"].to_str().unwrap()),
            (StatusCode::SEE_OTHER, "/me/second-factor")
        );
        assert!(page.contains("<code>"), "it was seen while the proof was fresh");
        office.post(&cookie, "10.0.0.1", "/me/second-factor", &[("check", PASSWORD)]).await;
        let guess = || office.post(&cookie, "10.0.0.1", "/me/second-factor/confirmation", &[("code", "x")]);
        for _ in 0..5 {
            assert_eq!(guess().await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(guess().await.status, StatusCode::TOO_MANY_REQUESTS, "nobody guesses on");
        office.clock.advance(16 * 60_000);
        office.post(&cookie, "10.0.0.1", "/me/second-factor", &[("check", PASSWORD)]).await;
        let page = office.get(&cookie, "/me/second-factor/new").await.text;

        let key = page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().replace(' ', "");
        let totp = Builder::new().with_secret(Secret::try_from_base32(&key).unwrap()).build().unwrap();
        let phone = || totp.generate(u64::try_from(office.clock.now().as_millis() / 1000).unwrap()).to_string();
        // Ten minutes after the proof the session is stale again, and the code that confirmed still runs.
        office.clock.advance(9 * 60_000 + 50_000);
        let first = phone();
        let done = office.post(&cookie, "10.0.0.1", "/me/second-factor/confirmation", &[("code", &first)]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        office.clock.advance(15_000);
        let path = format!("/people/{}/activation", office.teacher);
        let used = office.post(&cookie, "10.0.0.1", &path, &[("check", &first)]).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "a code opens once, whatever it opened");
        office.clock.advance(30_000);
        let code = phone();
        let done =
            office.post(&cookie, "10.0.0.1", &path, &[("check", &format!("{} {}", &code[..3], &code[3..]))]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }
}

#[tokio::test]
async fn a_device_is_recognised_and_ended_alone_or_with_all_others() {
    for office in offices().await {
        let sign_in = async |origin: &str| office.sign_in(origin, NUMBERS[0], PASSWORD).await.session().unwrap();
        let here = sign_in("10.0.0.1").await;
        office.clock.advance(60_000);
        let [phone, desk] = [sign_in("10.0.0.2").await, sign_in("10.0.0.3").await];
        let other = office.sign_in("10.0.0.4", "chengxing", PASSWORD).await.session().unwrap();
        let page = office.get(&here, "/me/devices").await.text;
        for origin in ["10.0.0.1", "10.0.0.2", "10.0.0.3"] {
            assert!(page.contains(origin), "{origin}");
        }
        assert!(!page.contains("10.0.0.4"), "another person's");
        let device = |origin: &str| {
            let row = page.split("<tr").find(|it| it.contains(origin)).unwrap();
            row.split("name=\"device\" value=\"").nth(1).map(|it| it.split('"').next().unwrap().to_owned())
        };
        assert_eq!(device("10.0.0.1"), None, "this one is left by signing out");
        let lost = device("10.0.0.2").unwrap();

        office.post(&other, "10.0.0.4", "/me/devices/end", &[("device", &lost)]).await;
        assert_eq!(office.is_open(&phone).await, [true; 2], "nobody ends what is another's");
        let ended = office.post(&here, "10.0.0.1", "/me/devices/end", &[("device", &lost)]).await;
        assert_eq!(ended.headers["location"], "/me/devices");
        assert_eq!(office.is_open(&phone).await, [false; 2]);
        assert_eq!(office.is_open(&desk).await, [true; 2]);
        let wrong = office.post(&here, "10.0.0.1", "/me/devices/end", &[("device", "x")]).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
        office.post(&here, "10.0.0.1", "/me/devices/end", &[]).await;
        assert_eq!(office.is_open(&desk).await, [false; 2]);
        assert_eq!(office.is_open(&here).await, [true; 2]);
        assert_eq!(office.is_open(&other).await, [true; 2]);
    }
}

#[tokio::test]
async fn the_last_use_of_a_device_is_known_to_the_hour() {
    for office in offices().await {
        let phone = office.sign_in("10.0.0.2", NUMBERS[0], PASSWORD).await.session().unwrap();
        let here = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        let began = office.clock.now();
        let seen = async |cookie: &str| {
            let sql = "select seen_at as value from session where person_id = $1 and origin = '10.0.0.2'";
            let all: Vec<i64> = store::sql(sql).bind(office.teacher).values(office.store()).await.unwrap();
            assert_eq!(office.get(cookie, "/me/devices").await.status, StatusCode::OK);
            all[0]
        };
        assert_eq!(seen(&here).await, began.as_millis());
        office.clock.advance(3_600_000 - 1);
        office.sessions.forget(&phone);
        assert_eq!(office.is_open(&phone).await, [true; 2]);
        assert_eq!(seen(&here).await, began.as_millis(), "no write for each page");
        office.clock.advance(1);
        office.sessions.forget(&phone);
        assert_eq!(office.is_open(&phone).await, [true; 2]);
        assert_eq!(seen(&here).await, began.as_millis() + 3_600_000);
    }
}
