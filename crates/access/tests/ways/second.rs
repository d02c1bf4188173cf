//! The second factor: setting it up, asking for it, recovery codes, and duties that rest without it.

use access::{Policy, Sessions, Term, appoint, issue_activation};
use authz::Doorkeeper as _;
use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::office::{NUMBERS, Office, PASSWORD, offices};

/// What the phone shows for the key that the page shows.
fn phone(office: &Office, page: &str) -> impl Fn() -> String + use<> {
    let key = page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().replace(' ', "");
    let clock = office.clock.clone();
    move || {
        let totp = Builder::new().with_secret(Secret::try_from_base32(&key).unwrap()).build().unwrap();
        totp.generate(u64::try_from(clock.now().as_millis() / 1000).unwrap()).to_string()
    }
}

/// The officer with an authenticator: session, phone, recovery codes.
pub async fn enrolled(office: &Office) -> (String, impl Fn() -> String + use<>, Vec<String>) {
    let cookie = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
    assert_eq!(office.post(&cookie, "10.0.0.1", "/me/second-factor", &[]).await.status, StatusCode::SEE_OTHER);
    let page = office.get(&cookie, "/me/second-factor/new").await;
    let (_, code) = page.text.split_once("<p role=\"img\"").unwrap();
    assert!(code.split_once("</p>").unwrap().0.contains("<svg"), "the code to scan: {}", page.text);
    let phone = phone(office, &page.text);
    let wrong = office.post(&cookie, "10.0.0.1", "/me/second-factor/confirmation", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.headers["location"] == "/", "not in use yet");
    let earlier = office.sign_in("10.0.0.3", "chengxing", PASSWORD).await.session().unwrap();
    let done = office.post(&cookie, "10.0.0.1", "/me/second-factor/confirmation", &[("code", &phone())]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(done.headers["cache-control"], "no-store");
    assert_eq!(office.is_open(&earlier).await, [false; 2], "what a password alone opened is over");
    assert_eq!(office.is_open(&cookie).await, [true; 2]);
    let codes: Vec<String> =
        done.text.split("<code>").skip(1).filter_map(|it| it.split("</code>").next()).map(str::to_owned).collect();
    assert_eq!(codes.len(), 10);
    (cookie, phone, codes)
}

pub async fn half(office: &Office) -> String {
    let answer = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await;
    assert_eq!(answer.headers["location"], "/sign-in/second");
    let cookie = answer.session().unwrap();
    assert_eq!(office.is_open(&cookie).await, [false; 2], "a password alone opens nothing");
    assert_eq!(office.get(&cookie, "/me").await.status, StatusCode::SEE_OTHER);
    cookie
}

#[tokio::test]
async fn a_password_and_the_phone_open_the_house_and_a_code_opens_it_once() {
    for office in offices().await {
        let (_, phone, _) = enrolled(&office).await;
        let cookie = half(&office).await;
        let used = office.post(&cookie, "10.0.0.1", "/sign-in/second", &[("code", &phone())]).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that set it up was used by that");
        office.clock.advance(30_000);
        let code = phone();
        let opened = office.post(&cookie, "10.0.0.1", "/sign-in/second", &[("code", &code), ("next", "/me")]).await;
        assert_eq!((opened.status, &opened.headers["location"]), (StatusCode::SEE_OTHER, &"/me".parse().unwrap()));
        assert_eq!(office.is_open(&opened.session().unwrap()).await, [true; 2]);
        assert_eq!(office.is_open(&cookie).await, [false; 2], "the half-open session is another one");

        let replayed = half(&office).await;
        let again = office.post(&replayed, "10.0.0.1", "/sign-in/second", &[("code", &code)]).await;
        assert_eq!((again.status, again.session()), (StatusCode::UNPROCESSABLE_ENTITY, None));
        office.clock.advance(11 * 60_000);
        let code = phone();
        let form = [("code", code.as_str()), ("next", "/classes?at=1&after=2")];
        let late = office.post(&replayed, "10.0.0.1", "/sign-in/second", &form).await;
        assert_eq!((late.status, late.session()), (StatusCode::SEE_OTHER, None), "back to the first step");
        assert_eq!(late.headers["location"], "/sign-in?next=%2Fclasses%3Fat%3D1%26after%3D2");
    }
}

#[tokio::test]
async fn a_code_is_not_found_by_trying() {
    for office in offices().await {
        let (_, phone, _) = enrolled(&office).await;
        office.clock.advance(30_000);
        let cookie = half(&office).await;
        for _ in 0..5 {
            let wrong = office.post(&cookie, "10.0.0.1", "/sign-in/second", &[("code", "12345x")]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // Another session, another origin: it is the person whose codes are tried.
        let other = half(&office).await;
        let waits = office.post(&other, "10.0.0.2", "/sign-in/second", &[("code", &phone())]).await;
        assert_eq!((waits.status, waits.session()), (StatusCode::TOO_MANY_REQUESTS, None));
        office.clock.advance(15 * 60_000 + 1);
        let cookie = half(&office).await;
        let opened = office.post(&cookie, "10.0.0.2", "/sign-in/second", &[("code", &phone())]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        // Somebody who has the password keeps trying elsewhere: the owner's own browser does not wait.
        let known = opened.cookie("known").unwrap();
        let thief = half(&office).await;
        for _ in 0..6 {
            office.post(&thief, "10.0.0.9", "/sign-in/second", &[("code", "12345x")]).await;
        }
        office.clock.advance(30_000);
        let own = half(&office).await;
        let strange = office.post(&own, "10.0.0.1", "/sign-in/second", &[("code", &phone())]).await;
        assert_eq!(strange.status, StatusCode::TOO_MANY_REQUESTS);
        let at_home = format!("{own}; known={known}");
        let opened = office.post(&at_home, "10.0.0.1", "/sign-in/second", &[("code", &phone())]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    }
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_phone_once() {
    for office in offices().await {
        let (cookie, _, codes) = enrolled(&office).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        let first = half(&office).await;
        let opened = office.post(&first, "10.0.0.1", "/sign-in/second", &[("code", &typed)]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        let second = half(&office).await;
        let again = office.post(&second, "10.0.0.1", "/sign-in/second", &[("code", &typed)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(office.get(&cookie, "/me/second-factor").await.text.contains("恢复码还剩 9 个"));

        let refused =
            office.post(&cookie, "10.0.0.1", "/me/recovery-codes", &[("current", "guess"), ("code", &codes[5])]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let half = [("current", PASSWORD), ("code", "123456")];
        let refused = office.post(&cookie, "10.0.0.1", "/me/recovery-codes", &half).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the password alone makes no codes");
        let both = [("current", PASSWORD), ("code", codes[5].as_str())];
        let renewed = office.post(&cookie, "10.0.0.1", "/me/recovery-codes", &both).await;
        assert_eq!(renewed.status, StatusCode::OK);
        assert_eq!(renewed.headers["cache-control"], "no-store");
        let old = office.post(&second, "10.0.0.1", "/sign-in/second", &[("code", &codes[4])]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "the older ones ended");
    }
}

#[tokio::test]
async fn it_is_taken_away_by_password_and_code_and_by_a_new_activation_code() {
    for office in offices().await {
        let (cookie, phone, _) = enrolled(&office).await;
        let there = office.post(&cookie, "10.0.0.1", "/me/second-factor", &[]).await;
        assert_eq!(there.status, StatusCode::CONFLICT, "a stolen session puts no other phone in its place");
        office.clock.advance(30_000);
        let code = phone();
        for (password, code) in [("guess", code.as_str()), (PASSWORD, "000000"), (PASSWORD, "")] {
            let form = [("current", password), ("code", code)];
            let refused = office.post(&cookie, "10.0.0.1", "/me/second-factor/removal", &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password} {code}");
        }
        let form = [("current", PASSWORD), ("code", code.as_str())];
        let removed = office.post(&cookie, "10.0.0.1", "/me/second-factor/removal", &form).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
        assert_eq!(office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.headers["location"], "/");

        office.clock.advance(60_000);
        let _again = enrolled(&office).await;
        office.clock.advance(1_000);
        let by = audit::By::acting(office.teacher, "县", "county-officer", office.clock.now());
        let code = store::transaction!(office.store(), tx => { issue_activation(tx, &by, office.officer).await });
        let entries = audit::list_about(office.store(), "account", &office.officer.to_string(), 1).await.unwrap();
        assert_eq!((entries[0].deed.as_str(), entries[0].duty.as_str()), ("account.activation", "county-officer"));
        assert!(entries[0].after.as_deref().is_some_and(|it| it.contains("\"factor_removed\":true")));
        let (code, own) = (code.unwrap().printed(), "清风徐来，水波不兴");
        let form = [("login", "chengxing"), ("code", code.as_str()), ("password", own), ("again", own)];
        let opened = office.post("", "10.0.0.1", "/activation", &form).await;
        assert_eq!(opened.headers["location"], "/", "{}", opened.text);
        assert_eq!(office.is_open(&opened.session().unwrap()).await, [true; 2]);
    }
}

#[tokio::test]
async fn duties_above_a_school_rest_until_there_is_a_second_factor() {
    for office in offices().await {
        let term = Term { duty: "county-officer", at: &office.county, from: office.clock.today(), until: None };
        let by = office.by(office.officer);
        store::transaction!(office.store(), tx => { appoint(tx, &by, office.teacher, term).await }).unwrap();
        let tomorrow = office.clock.today().plus_days(1);
        let policy = Policy { second_factor_from: Some(tomorrow), ..Policy::default() };
        let cookies = [
            office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await,
            office.sign_in("10.0.0.1", "chengxing", PASSWORD).await,
        ]
        .map(|it| it.session().unwrap());
        let standing = async |cookie: &str| {
            // A doorkeeper who remembers nothing.
            let sessions = Sessions::new(office.store().clone(), office.clock.clone()).asking(policy);
            let actor = sessions.actor(cookie).await.unwrap().unwrap();
            (actor.standing.rests, actor.appointments.len())
        };
        assert_eq!(standing(&cookies[0]).await, (false, 1), "not before the day");
        office.clock.advance(9 * 3_600_000);
        let cookies = [
            office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await,
            office.sign_in("10.0.0.1", "chengxing", PASSWORD).await,
        ]
        .map(|it| it.session().unwrap());
        office.clock.advance(7 * 3_600_000);
        assert_eq!(standing(&cookies[0]).await, (true, 0));
        assert_eq!(standing(&cookies[1]).await, (false, 1), "a school's duty goes on");
    }
}
