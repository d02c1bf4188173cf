//! Officers find the people of their areas, and learn nothing of others.

use access::{Term, appoint};
use audit::By;
use axum::http::StatusCode;
use http::testing::Answer;
use registry::Organisation;
use registry::testing::{insert, person};

use crate::office::{NUMBERS, Office, PASSPORT, PASSWORD, offices};

async fn appointed(office: &Office, at: &Organisation) {
    let by = By::acting(office.officer, "李成行", "", office.clock.now());
    let term = Term { duty: "county-officer", at, from: office.clock.today(), until: None };
    store::transaction!(office.store(), tx => { appoint(tx, &by, office.officer, term).await }).unwrap();
}

/// What is found at `at`, which names one of several areas.
async fn find(office: &Office, cookie: &str, at: &str, who: &str, school: &str) -> (String, Answer) {
    let path = format!("/people/finding{at}");
    let asked = office.post(cookie, "203.0.113.9", &path, &[("who", who), ("school", school)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{who}: {}", asked.text);
    let answer = office.get(cookie, asked.location()).await;
    assert_eq!(answer.status, StatusCode::OK, "{who}: {}", answer.text);
    assert!(answer.statements() <= 12, "{who}: {} statements", answer.statements());
    (asked.location().to_owned(), answer)
}

#[tokio::test]
async fn a_school_finds_its_people_by_name_pinyin_and_digits_and_no_address_names_them() {
    for office in offices().await {
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let form = office.get(&cookie, "/people").await;
        assert!(form.text.contains("action=\"/people/finding\"") && !form.text.contains("杨春暖"), "{}", form.text);
        for who in ["杨 春 暖", "yangchun", "YCN", "0019", NUMBERS[0]] {
            let (address, found) = find(&office, &cookie, "", who, "").await;
            assert!(found.text.contains(&format!("href=\"/people/{}\"", office.teacher)), "{who}: {}", found.text);
            assert!(found.text.contains("云岭县城关小学") && found.text.matches("href=\"/people/").count() == 1);
            assert!(!address.contains(who) && !address.contains("yang") && !address.contains('%'), "{address}");
        }
        let (_, found) = find(&office, &cookie, "", PASSPORT, "").await;
        assert!(found.text.contains("安妮"));
        let (_, found) = find(&office, &cookie, "", "张三", "").await;
        assert!(found.text.contains("在您的管理范围内没有找到"), "{}", found.text);
        for (who, why) in [("", "请填写要找的姓名或号码"), ("12345", "号码请填末四位"), ("··", "只有标点")]
        {
            let refused = office.post(&cookie, "203.0.113.9", "/people/finding", &[("who", who), ("school", "")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                refused.text.contains(why) && refused.text.contains(&format!("value=\"{who}\"")),
                "{who}: {}",
                refused.text
            );
        }
    }
}

#[tokio::test]
async fn who_is_elsewhere_is_answered_for_as_who_does_not_exist() {
    for office in offices().await {
        appointed(&office, &office.elsewhere).await;
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let at = format!("?at={}", office.elsewhere.id);
        let answer = async |who: &str| {
            let (address, answer) = find(&office, &cookie, &at, who, "").await;
            let sealed = address.split("for=").nth(1).unwrap();
            (answer.statements(), answer.text.replace(who, "…").replace(sealed, "…"))
        };
        for (on_file, nobody) in
            [(NUMBERS[0], "11010519491231002X"), ("杨春暖", "没有的"), ("0019", "9999"), ("ycn", "zzz")]
        {
            let (elsewhere, nowhere) = (answer(on_file).await, answer(nobody).await);
            assert!(elsewhere.1.contains("在您的管理范围内没有找到"), "{}", elsewhere.1);
            assert_eq!(elsewhere, nowhere, "{on_file}: the same page, at the same cost");
        }
        // A school elsewhere is no school.
        let (_, none) = find(&office, &cookie, &at, "杨春暖", "城关").await;
        assert!(none.text.contains("没有找到这所学校"), "{}", none.text);
        let (_, none) = find(&office, &cookie, &at, "杨春暖", &office.school.code).await;
        assert!(none.text.contains("没有找到这所学校"));
    }
}

#[tokio::test]
async fn a_county_finds_at_a_school_and_the_address_is_worth_nothing_to_others() {
    for office in offices().await {
        appointed(&office, &office.county).await;
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let at = format!("?at={}", office.county.id);
        for school in ["城关", "２１５２００００１７", "云岭县城关小学"] {
            let (_, found) = find(&office, &cookie, &at, "y", school).await;
            assert!(found.text.contains("杨春暖") && !found.text.contains("安妮"), "{school}: {}", found.text);
        }
        let (_, schools) = find(&office, &cookie, &at, "", "小学").await;
        assert!(schools.text.contains(&format!("href=\"/organisations/{}\"", office.school.id)), "{}", schools.text);
        let (address, _) = find(&office, &cookie, &at, "杨春暖", "").await;
        let teacher = office.sign_in("203.0.113.10", NUMBERS[0], PASSWORD).await.session().unwrap();
        assert_eq!(office.get(&teacher, &address).await.status, StatusCode::FORBIDDEN, "a teacher finds nobody");
        let by = By::acting(office.officer, "李成行", "", office.clock.now());
        let term = Term { duty: "county-officer", at: &office.county, from: office.clock.today(), until: None };
        store::transaction!(office.store(), tx => { appoint(tx, &by, office.teacher, term).await }).unwrap();
        let second = office.sign_in("203.0.113.10", NUMBERS[0], PASSWORD).await.session().unwrap();
        let stolen = office.get(&second, &address).await;
        assert_eq!(stolen.status, StatusCode::OK);
        assert!(
            !stolen.text.contains("没有找到") && !stolen.text.contains(&format!("/people/{}", office.teacher)),
            "the form, empty"
        );
    }
}

#[tokio::test]
async fn a_long_list_goes_on_after_its_last_one() {
    for office in offices().await {
        let people: Vec<_> = (100..161).map(|nth| person(&office.school, nth, "王小明")).collect();
        insert(office.store(), &[], &people).await;
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let (_, first) = find(&office, &cookie, "", "wxm", "").await;
        let next = first.text.split("href=\"").find(|it| it.starts_with("/people?for=")).expect("more of them");
        let next = next.split('"').next().unwrap().replace("&amp;", "&");
        let second = office.get(&cookie, &next).await;
        let shown =
            |text: &str| people.iter().filter(|it| text.contains(&format!("/people/{}\"", it.person.id))).count();
        assert_eq!((shown(&first.text), shown(&second.text)), (50, 11));
        assert_eq!(shown(&format!("{}{}", first.text, second.text)), 61, "nobody twice");
        assert!(!second.text.contains("/people?for="), "and then it ends");
    }
}
