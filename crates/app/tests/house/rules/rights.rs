//! What a duty may do is said in words, with the rule behind it, in every language that is complete.

use std::collections::BTreeSet;

use locale::{Catalogue, Language};

/// The keys that have no words.
fn unsaid(catalogue: &Catalogue, keys: impl Iterator<Item = String>) -> Vec<String> {
    let languages = [Language::ZhCn, Language::En];
    keys.filter(|key| languages.iter().any(|it| catalogue.locale(*it).t(key) == key.as_str())).collect()
}

#[test]
fn every_right_of_every_duty_is_said_in_words_with_its_rule() {
    let catalogue = Catalogue::new(&app::house::messages()).unwrap();
    let nouns: BTreeSet<&str> = app::house::rights().iter().map(|it| it.2).collect();
    let nouns = nouns.iter().flat_map(|it| [format!("noun-{it}"), format!("noun-{it}-source")]);
    let duties = app::house::duties().into_iter().map(|it| format!("duty-{}", it.0));
    assert_eq!(unsaid(&catalogue, nouns.chain(duties)), Vec::<String>::new());
    assert_eq!(unsaid(&catalogue, ["noun-nothing".to_owned()].into_iter()), ["noun-nothing"], "the check finds it");
}
