//! People are found by going down from an area to a school.

use access::{Term, appoint};
use audit::By;
use axum::http::StatusCode;

use crate::office::{NUMBERS, PASSWORD, offices};

#[tokio::test]
async fn a_county_goes_down_to_a_school_and_no_further_than_its_area() {
    for office in offices().await {
        let (now, today) = (office.clock.now(), office.clock.today());
        let by = By::acting(office.officer, "李成行", "", now);
        let term = Term { duty: "county-officer", at: &office.county, from: today, until: None };
        store::transaction!(office.store(), tx => { appoint(tx, &by, office.teacher, term).await }).unwrap();
        let cookie = office.sign_in("203.0.113.7", NUMBERS[0], PASSWORD).await.session().unwrap();
        let county = office.get(&cookie, "/accounts").await;
        assert_eq!(county.status, StatusCode::OK);
        assert!(county.text.contains(&format!("href=\"/accounts?of={}\"", office.school.id)), "{}", county.text);
        assert!(county.text.contains(">3</div>"), "the school has three people");
        assert!(!county.text.contains("李成行"), "no list of people above a school");
        let school = office.get(&cookie, &format!("/accounts?of={}", office.school.id)).await;
        assert!(school.text.contains("李成行") && school.text.contains("/activation"));
        // Goes on after a person by the id alone.
        let rest = office.get(&cookie, &format!("/accounts?of={}&after={}", office.school.id, office.officer)).await;
        assert_eq!(rest.status, StatusCode::OK);
        assert!(!rest.text.contains("李成行"));
        let elsewhere = office.get(&cookie, &format!("/accounts?of={}", office.elsewhere.id)).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        let page = office.get(&cookie, &format!("/organisations/{}", office.county.id)).await;
        assert!(page.text.contains(&format!("href=\"/organisations/{}\"", office.school.id)));
        assert!(!page.text.contains("李成行"));
        let page = office.get(&cookie, &format!("/organisations/{}", office.school.id)).await;
        assert!(page.text.contains("李成行") && page.text.contains(&office.county.name));
    }
}
