//! Invented trainees and a class, for the tests of the annexes.

use std::collections::BTreeMap;

use kernel::{Id, Timestamp};

use super::{ClassFacts, Lesson, Result, Row, Summary, Supplement, Trainee};

/// A trainee; odd numbers are women, every tenth of the Han.
pub(crate) fn trainee(number: i64) -> Trainee {
    Trainee {
        person: Id::new(Timestamp::from_millis(number)),
        name: format!("学员{number}"),
        sex: if number % 2 == 0 { "1" } else { "2" }.into(),
        ethnicity: if number % 10 == 0 { "01" } else { "04" }.into(),
        born_on: format!("{}-03-01", 1970 + number % 20).parse().unwrap(),
        identity: "623***********0000".into(),
        mobile: None,
        title: Some("一级教师".into()),
        work_from: Some("2000-08".into()),
        school: "样例小学".into(),
        school_code: "2162000001".into(),
        province: "甘肃省".into(),
        prefecture: Some("甘南藏族自治州".into()),
        county: Some("夏河县".into()),
        urban_rural: Some("220".into()),
        stage: Some("2".into()),
        subject: Some("语文".into()),
        mother_tongue: Some("藏语".into()),
        psc_level: Some("3A".into()),
        result: Result::Passed,
        certificate: Some(format!("证字{number}号")),
        hours_x100: 8_000,
        credits_x100: 800,
        exception: None,
    }
}

pub(crate) fn class() -> ClassFacts {
    let lesson = |kind: &str, module: &str, hours: i64| Lesson {
        kind: kind.into(),
        module: module.into(),
        minutes: hours * 45,
        practice: kind != "lecture",
    };
    ClassFacts {
        reporter: "样例师范学院".into(),
        name: "双语教师普通话培训班".into(),
        number: "GP2011-PTH-62-0001-C07".into(),
        institution: "样例师范学院".into(),
        venue_kind: "送训到地州".into(),
        venue: "甘南州合作市".into(),
        opens_on: "2011-09-05".parse().unwrap(),
        closes_on: "2011-09-24".parse().unwrap(),
        window_from: "2011-07-01".parse().unwrap(),
        window_until: "2011-10-31".parse().unwrap(),
        planned: 40,
        filled_on: "2011-10-08".parse().unwrap(),
        lessons: vec![
            lesson("lecture", "law", 6),
            lesson("lecture", "pinyin", 6),
            lesson("training", "pinyin", 8),
            lesson("training", "skills", 24),
            lesson("tutoring", "skills", 6),
            lesson("lecture", "testing", 2),
            lesson("training", "testing", 8),
            lesson("lecture", "methods", 4),
            lesson("training", "methods", 8),
            lesson("lecture", "recitation", 2),
            lesson("training", "recitation", 6),
        ],
    }
}

/// The rows of `count` trainees, each with scores 76 and 83.
pub(crate) fn rows(count: i64) -> Vec<Row> {
    let scores = Supplement(BTreeMap::from([("pre-score".into(), "76".into()), ("post-score".into(), "83".into())]));
    (1..=count).map(|nth| Row::of(nth, "C07", class().opens_on, trainee(nth), scores.clone())).collect()
}

/// Entries that agree with `count` trainees and 120,000 yuan.
pub(crate) fn entries(count: i64) -> BTreeMap<String, String> {
    let count = count.to_string();
    [
        ("pre-tested", count.as_str()),
        ("post-tested", &count),
        ("survey-sent", "40"),
        ("survey-back", "40"),
        ("survey-valid", "39"),
        ("teachers", "12"),
        ("managers", "3"),
        ("budget", "120000"),
        ("central", "80000"),
        ("matching", "30000"),
        ("other-funds", "10000"),
        ("arrived", "120000"),
        ("spent", "118000.5"),
        ("balance", "1999.5"),
        ("charged", "否"),
        ("filler", "甲"),
        ("reviewer", "乙"),
        ("head", "丙"),
        ("phone", "0931-0000000"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}

pub(crate) fn summary(count: i64) -> Summary {
    Summary::of(&class(), &rows(count), &entries(count))
}
