//! Returns of the demonstration world, made by the same functions as real ones. Every value is invented.

use std::collections::BTreeMap;

use audit::By;
use classes::Class;
use kernel::{Id, Result, Timestamp};
use locale::Locale;
use store::Store;

use crate::annex::Supplement;
use crate::{Answer, Decision, Office, Paper, Return, Version, filling, receipt, store as rows, submission};

/// How far a return of the demonstration world comes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// When it is opened and filled.
    pub filled_at: Timestamp,
    /// Who submits it; nobody leaves it a draft.
    pub submitted: Option<By>,
    /// Who receives it for which office.
    pub received: Vec<(Office, By)>,
}

/// Opens and fills the return of a closed class, and brings it as far as `plan` says.
///
/// # Errors
/// Refused while the class is not closed; when the database or the blobs refuse.
pub async fn report(
    store: &Store,
    blobs: &blobs::Blobs,
    words: &Locale,
    class: &Class,
    plan: &Plan,
) -> Result<(Return, Option<Version>)> {
    let now = plan.filled_at;
    let it = store::transaction!(store, tx => {
        let it = submission::begin(tx, class, now).await?;
        let people = rows::list_rows(&mut *tx, it.id).await?;
        rows::set_entries(tx, it.id, &entries(kernel::count(people.len()))).await?;
        let typed: Vec<_> = people.iter().map(|row| (row.trainee.person, trainee(row.nth))).collect();
        filling::supplement(tx, &it, &typed, now).await?;
        rows::get_return(tx, it.id).await
    })?;
    let Some(by) = &plan.submitted else { return Ok((it, None)) };
    let version = submit(store, blobs, words, it.id, by).await?;
    for (office, by) in &plan.received {
        let answer = Answer { office: *office, decision: Decision::Received, paper: Paper::Agrees, reason: None };
        store::transaction!(store, tx => { receipt::decide(tx, by, it.id, &answer).await })?;
    }
    Ok((rows::get_return(store, it.id).await?, Some(version)))
}

/// Submits a return, all three steps.
///
/// # Errors
/// As the steps refuse.
pub async fn submit(store: &Store, blobs: &blobs::Blobs, words: &Locale, id: Id<Return>, by: &By) -> Result<Version> {
    let drawn = store::transaction!(store, tx => { submission::draw_up(tx, by, id).await })?;
    let sealed = submission::seal(blobs, words, by, drawn).await?;
    store::transaction!(store, tx => { submission::submit(tx, by, &sealed).await })?;
    Ok(sealed.version().clone())
}

/// Invented entries of a class of `people` that agree with each other.
#[must_use]
pub fn entries(people: i64) -> BTreeMap<String, String> {
    let (count, budget) = (people.to_string(), people * 3_000);
    let (central, matching) = (people * 2_000, people * 700);
    let spent = people * 2_950;
    let mut entries: BTreeMap<String, String> = [
        ("teachers", "14"),
        ("teachers-outside", "2"),
        ("teachers-frontline", "8"),
        ("examiners", "4"),
        ("managers", "3"),
        ("textbooks", "选用《普通话培训教程》"),
        ("satisfied", "96.5"),
        ("inspections", "1"),
        ("charged", "否"),
        ("vouchers-at", "样例师范学院财务处"),
        ("vouchers-with", "周存"),
        ("summary-number", "样院培〔2011〕12号"),
        ("filler", "何录"),
        ("reviewer", "邹核"),
        ("head", "秦领"),
        ("phone", "0931-0000000"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    for key in ["pre-tested", "post-tested", "survey-sent", "survey-back", "survey-valid"] {
        entries.insert(key.to_owned(), count.clone());
    }
    for (key, yuan) in [
        ("budget", budget),
        ("central", central),
        ("matching", matching),
        ("other-funds", budget - central - matching),
        ("arrived", budget),
        ("spent", spent),
        ("balance", budget - spent),
    ] {
        entries.insert(key.to_owned(), yuan.to_string());
    }
    entries
}

/// Invented entries of the trainee `nth`: a score around 76 before and some seven points more after.
#[must_use]
pub fn trainee(nth: i64) -> Supplement {
    let before = 7_600 + (nth * 37 % 29 - 14) * 60;
    let after = (before + 700 + (nth * 53 % 17 - 8) * 45).min(9_400);
    let pick = |words: &[&'static str]| {
        words.get(kernel::small(nth % kernel::count(words.len()))).copied().unwrap_or_default()
    };
    let facts = [
        ("education", pick(&["大学本科毕业", "大学专科毕业", "大学本科毕业", "中等专科毕业"]).to_owned()),
        ("post", "教师".to_owned()),
        ("remote", pick(&["民族自治地方", "边远", "民族自治地方"]).to_owned()),
        ("teaching-language", pick(&["汉语", "双语"]).to_owned()),
        ("mode", pick(&["一类模式", "二类模式", "三类模式"]).to_owned()),
        ("pre-score", kernel::fixed_2(before)),
        ("post-score", kernel::fixed_2(after)),
        ("attendance", pick(&["100", "98.5", "97", "100"]).to_owned()),
    ];
    Supplement(facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::column::typed_columns;
    use crate::annex::item::{find, normal};

    #[test]
    fn what_is_invented_could_have_been_typed() {
        for (key, value) in entries(40) {
            let item = find(&key).unwrap();
            assert!(item.typed() && normal(item.kind, &value).is_ok(), "{key} {value}");
        }
        for nth in 1..=200 {
            let typed = trainee(nth);
            for (column, kind) in typed_columns() {
                let value = typed.0.get(column.key).map_or("", String::as_str);
                assert!(normal(kind, value).is_ok(), "{} {value}", column.key);
            }
        }
    }
}
