use documents::digest::sm3_hex;
use kernel::Timestamp;
use locale::{Catalogue, Language};

use super::*;
use crate::annex::sample;
use crate::heading::{Annex, Marks};

fn words() -> Locale {
    Catalogue::new(&[crate::MESSAGES, crate::ANNEX_MESSAGES]).unwrap().locale(Language::ZhCn)
}

fn heading(annex: Annex) -> Heading {
    Heading {
        annex,
        reporter: "样例师范学院".into(),
        class: ("双语教师普通话培训班".into(), "C07".into()),
        filled_at: Timestamp::from_millis(1_318_000_000_000),
        marks: Some(Marks {
            version: 1,
            code: "7Q2K-9F3M-XR4T".into(),
            digest: String::new(),
            address: String::new(),
            submitted_at: Timestamp::from_millis(1_318_000_000_000),
        }),
    }
}

#[test]
fn the_same_annex_is_the_same_file_and_another_one_is_not() {
    let (words, rows) = (words(), sample::rows(200));
    let first = annex_2(&heading(Annex::Two), &rows, &words).unwrap();
    let again = annex_2(&heading(Annex::Two), &rows, &words).unwrap();
    assert_eq!(sm3_hex(&first), sm3_hex(&again));
    let other = annex_2(&heading(Annex::Two), &sample::rows(199), &words).unwrap();
    assert_ne!(sm3_hex(&first), sm3_hex(&other));
    let one = annex_1(&heading(Annex::One), &sample::summary(40), &words).unwrap();
    assert_eq!(sm3_hex(&one), sm3_hex(&annex_1(&heading(Annex::One), &sample::summary(40), &words).unwrap()));
}

#[test]
fn formulas_name_their_own_row_and_only_sums_that_mean_something() {
    let closes = column_name(ITEMS.iter().position(|item| item.key == "closes-on").unwrap());
    assert!(formula("days", 5).unwrap().starts_with(&format!("={closes}5-")));
    let at = |key: &str| ITEMS.iter().position(|item| item.key == key).unwrap();
    let sum = |key: &str| total(&ITEMS[at(key)], at(key), 5);
    assert!(sum("budget").is_some() && sum("male").is_some());
    assert!(sum("pre-mean").is_none() && sum("per-head").is_none() && sum("name").is_none());
}

#[test]
fn a_loss_keeps_its_sign() {
    assert_eq!(signed("-1.5"), Some(-150));
    assert_eq!(signed("7"), Some(700));
}
