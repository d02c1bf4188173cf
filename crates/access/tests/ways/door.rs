//! Signing in, slowing guessers down, the activation code, and the end of sessions.

use access::{ActivationCode, issue_activation};
use axum::http::StatusCode;

use crate::office::{NUMBERS, Office, PASSWORD, offices};

#[tokio::test]
async fn one_signs_in_by_number_or_by_chosen_name() {
    for office in offices().await {
        for login in [NUMBERS[0], &NUMBERS[0].to_lowercase(), &format!(" {} ", NUMBERS[0])] {
            let answer = office.sign_in("10.0.0.1", login, PASSWORD).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}");
            assert_eq!(office.is_open(&answer.session().unwrap()).await, [true; 2]);
        }
        let officer = office.sign_in("10.0.0.1", "Chengxing", PASSWORD).await;
        let cookie = officer.headers["set-cookie"].to_str().unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(word), "{word} in {cookie}");
        }
        for (login, password) in [(NUMBERS[0], "别的"), ("nobody", PASSWORD), ("", "")] {
            let answer = office.sign_in("10.0.0.1", login, password).await;
            assert_eq!((answer.status, answer.session()), (StatusCode::UNPROCESSABLE_ENTITY, None));
        }
    }
}

#[tokio::test]
async fn a_guesser_waits_and_the_owner_elsewhere_does_not() {
    for office in offices().await {
        for _ in 0..5 {
            assert_eq!(office.sign_in("10.0.0.9", "chengxing", "guess").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let waits = office.sign_in("10.0.0.9", "chengxing", PASSWORD).await;
        assert_eq!((waits.status, waits.session()), (StatusCode::TOO_MANY_REQUESTS, None), "even with the right one");
        assert!(waits.text.contains("请 15 分钟后再试"), "{}", waits.text);
        // What the asker writes before the proxy's own word is no other origin.
        assert_eq!(
            office.sign_in("1.2.3.4, 10.0.0.9", "chengxing", PASSWORD).await.status,
            StatusCode::TOO_MANY_REQUESTS
        );
        assert_eq!(office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            office.sign_in("10.0.0.9", NUMBERS[0], PASSWORD).await.status,
            StatusCode::SEE_OTHER,
            "another account"
        );
        office.clock.advance(15 * 60_000 + 1);
        assert_eq!(office.sign_in("10.0.0.9", "chengxing", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn an_account_is_counted_once_however_its_login_is_typed() {
    for office in offices().await {
        let wide: String = NUMBERS[1].chars().map(|it| char::from_u32(u32::from(it) + 0xFEE0).unwrap()).collect();
        let forms = ["chengxing", " cheng xing ", "ｃｈｅｎｇｘｉｎｇ", NUMBERS[1], &wide];
        for login in forms {
            assert_eq!(office.sign_in("10.0.0.9", login, "guess").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for login in forms {
            assert_eq!(
                office.sign_in("10.0.0.9", login, "guess").await.status,
                StatusCode::TOO_MANY_REQUESTS,
                "{login}"
            );
        }
    }
}

#[tokio::test]
async fn a_hundred_guesses_at_once_are_no_more_than_five() {
    for office in offices().await {
        let guesses = (0..40).map(|_| office.sign_in("10.0.0.9", "chengxing", "guess"));
        let answers = futures::future::join_all(guesses).await;
        let looked_at = answers.iter().filter(|it| it.status == StatusCode::UNPROCESSABLE_ENTITY).count();
        assert_eq!(looked_at, 5);
    }
}

#[tokio::test]
async fn a_sprayer_waits_and_a_browser_that_is_known_does_not() {
    for office in offices().await {
        let home = office.sign_in("10.0.0.7", "chengxing", PASSWORD).await.cookie("known").unwrap();
        // One guess at each of many accounts: no account is ever counted twice. The first 98 are left out.
        office.sign_in("10.0.0.7", "teacher0", "guess").await;
        store::sql("update throttle set wrong = 98").run(office.store()).await.unwrap();
        for login in ["teacher1", "teacher2"] {
            let wrong = office.sign_in("10.0.0.7", login, "guess").await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        }
        let login = [("login", NUMBERS[0]), ("password", PASSWORD)];
        let other = office.post("", "10.0.0.7", "/session", &login).await;
        assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS, "the origin waits");
        assert_eq!(office.post("", "10.0.0.8", "/session", &login).await.status, StatusCode::SEE_OTHER);
        let login = [("login", "chengxing"), ("password", PASSWORD)];
        let known = office.post(&format!("; known={home}"), "10.0.0.7", "/session", &login).await;
        assert_eq!(known.status, StatusCode::SEE_OTHER, "the owner's own browser, at the same origin");
        let strange = office.post("; known=AAAA", "10.0.0.7", "/session", &login).await;
        assert_eq!(strange.status, StatusCode::TOO_MANY_REQUESTS);
        // What is known to one account is strange to another.
        let login = [("login", NUMBERS[0]), ("password", PASSWORD)];
        let other = office.post(&format!("; known={home}"), "10.0.0.7", "/session", &login).await;
        assert_eq!(other.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn the_holder_of_a_stolen_session_guesses_no_faster_and_knows_no_default() {
    for office in offices().await {
        let cookie = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        let change = async |current: &str, password: &str| {
            let form = [("current", current), ("password", password), ("again", password)];
            office.post(&cookie, "10.0.0.1", "/me/password", &form).await
        };
        for password in [NUMBERS[0], "Yangchunnuan!!", "010019-mima"] {
            let refused = change(PASSWORD, password).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        }
        for _ in 0..5 {
            assert_eq!(change("guess", "清风徐来，水波不兴").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(change(PASSWORD, "清风徐来，水波不兴").await.status, StatusCode::TOO_MANY_REQUESTS);
        office.clock.advance(15 * 60_000 + 1);
        assert_eq!(change(PASSWORD, "清风徐来，水波不兴").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn one_signs_in_by_the_document_that_is_on_file() {
    for office in offices().await {
        for login in ["E12345678", "e1234 5678", "Ｅ12345678"] {
            assert_eq!(office.sign_in("10.0.0.1", login, PASSWORD).await.status, StatusCode::SEE_OTHER, "{login}");
        }
    }
}

#[tokio::test]
async fn no_more_rows_are_kept_than_accounts_were_tried_and_none_for_long() {
    for office in offices().await {
        for _ in 0..12 {
            office.sign_in("10.0.0.9", "chengxing", "guess").await;
        }
        let rows = async || {
            let count = store::sql("select count(*) as value from throttle").value::<i64>(office.store()).await;
            let sessions = store::sql("select count(*) as value from session").value::<i64>(office.store()).await;
            (count.unwrap(), sessions.unwrap())
        };
        assert_eq!(rows().await, (2, 0), "the account from there, and the origin");
        office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await;
        office.clock.advance(31 * 86_400_000);
        office.sign_in("10.0.0.2", "chengxing", PASSWORD).await;
        assert_eq!(rows().await, (0, 1), "what is over is swept by whoever comes next");
    }
}

async fn issue(office: &Office) -> ActivationCode {
    let by = office.by(office.officer);
    store::transaction!(office.store(), tx => { issue_activation(tx, &by, office.teacher).await }).unwrap()
}

async fn activate(office: &Office, code: &str, password: &str) -> http::testing::Answer {
    office
        .post(
            "",
            "10.0.0.1",
            "/activation",
            &[("login", NUMBERS[0]), ("code", code), ("password", password), ("again", password)],
        )
        .await
}

#[tokio::test]
async fn an_activation_code_opens_the_account_once() {
    for office in offices().await {
        let before = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        let code = issue(&office).await.printed();
        office.sessions.forget_person(office.teacher);
        assert_eq!(office.is_open(&before).await, [false; 2], "a new code ends the sessions");
        assert_eq!(
            office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "and the password"
        );
        let own = "清风徐来，水波不兴";
        assert_eq!(activate(&office, "2222-2222", own).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            activate(&office, &code, "12345678").await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a poor password does not use it up"
        );
        let named = activate(&office, &code, "Yang-Chunnuan-2026").await;
        assert!(named.text.contains("密码里不能有您的姓名"), "{}", named.text);
        let guessed = activate(&office, "2222-2222", "Yang-Chunnuan-2026").await;
        assert!(!guessed.text.contains("密码里不能有"), "a wrong code hears nothing of the person");
        let opened = activate(&office, &code.to_lowercase(), own).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        assert_eq!(office.is_open(&opened.session().unwrap()).await, [true; 2]);
        let again = activate(&office, &code, "白露横江，水光接天").await;
        assert_eq!((again.status, again.session()), (StatusCode::UNPROCESSABLE_ENTITY, None));
        assert!(again.text.contains("激活码已用过、已过期"));
        assert_eq!(office.sign_in("10.0.0.1", NUMBERS[0], own).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn an_old_activation_code_and_one_that_was_replaced_open_nothing() {
    for office in offices().await {
        let own = "清风徐来，水波不兴";
        let replaced = issue(&office).await.printed();
        let code = issue(&office).await.printed();
        assert_eq!(activate(&office, &replaced, own).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        office.clock.advance(14 * 24 * 3_600_000);
        let late = activate(&office, &code, own).await;
        assert_eq!((late.status, late.session()), (StatusCode::UNPROCESSABLE_ENTITY, None));
        // Another person's code opens nothing either.
        let code = issue(&office).await.printed();
        let other = office
            .post(
                "",
                "10.0.0.1",
                "/activation",
                &[("login", "chengxing"), ("code", &code), ("password", own), ("again", own)],
            )
            .await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn sessions_end_by_time_by_signing_out_and_by_a_new_password() {
    for office in offices().await {
        let teacher = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        let officer = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
        assert_eq!((office.is_open(&teacher).await, office.is_open(&officer).await), ([true; 2], [true; 2]));
        office.clock.advance(10 * 3_600_000);
        assert_eq!(office.is_open(&officer).await, [false; 2], "an officer's day is over");
        assert_eq!(office.is_open(&teacher).await, [true; 2]);
        office.clock.advance(30 * 24 * 3_600_000);
        assert_eq!(office.is_open(&teacher).await, [false; 2]);

        let cookie = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        assert_eq!(office.get(&cookie, "/me").await.status, StatusCode::OK);
        let out = office.post(&cookie, "10.0.0.1", "/session/end", &[]).await;
        assert_eq!((out.status, out.session().as_deref()), (StatusCode::SEE_OTHER, Some("")));
        assert_eq!(office.is_open(&cookie).await, [false; 2]);
        assert_eq!(office.get(&cookie, "/me").await.status, StatusCode::SEE_OTHER);

        let cookie = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.session().unwrap();
        let hash = access::hash_password("清风徐来，水波不兴".to_owned()).await.unwrap();
        let by = office.by(office.teacher);
        store::transaction!(office.store(), tx => { access::set_password(tx, &by, office.teacher, &hash).await })
            .unwrap();
        let about = audit::list_about_person(office.store(), office.teacher, None, 10).await.unwrap();
        assert!(about.iter().all(|it| it.deed == "account.password") && about.len() == 2, "{about:?}");
        office.sessions.forget_person(office.teacher);
        assert_eq!(office.is_open(&cookie).await, [false; 2]);
        assert_eq!(office.is_open("AAAA").await, [false; 2]);
    }
}
