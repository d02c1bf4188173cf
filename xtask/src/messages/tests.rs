use super::*;

const ZH: &str = "class-filed = 已备案\nclass-count = 共 { $count } 个班次\n";

fn sets(zh: &str, en: &str) -> Sets {
    let languages = [("zh-CN", zh), ("en", en)];
    let languages = languages.map(|(language, text)| (language.to_owned(), ftl::read(text).0));
    Sets::from([("crates/classes/locales/classes".to_owned(), BTreeMap::from(languages))])
}

fn uses(source: &str) -> Uses {
    let mut uses = Uses::default();
    uses.read("a.rs", source);
    uses
}

#[test]
fn a_key_in_one_language_only_is_a_fault() {
    let en = "class-filed = Filed\nclass-count = { $count } classes\n";
    assert!(incomplete(&sets(ZH, en)).is_empty());
    let faults = incomplete(&sets(ZH, "class-filed = Filed\nclass-extra = More\n"));
    let [lacks_extra, lacks_count] = faults.as_slice() else { panic!("{faults:?}") };
    assert!(lacks_extra.ends_with("classes.zh-CN.ftl lacks class-extra"), "{lacks_extra}");
    assert!(lacks_count.ends_with("classes.en.ftl lacks class-count"), "{lacks_count}");
}

#[test]
fn a_translation_that_takes_other_values_is_a_fault() {
    let en = "class-filed = Filed\nclass-count = { $number ->\n    [one] one\n   *[other] many\n }\n";
    let faults = incomplete(&sets(ZH, en));
    assert!(faults[0].contains("class-count takes different values"), "{faults:?}");
}

#[test]
fn bad_syntax_and_a_key_twice_are_faults() {
    assert_eq!(ftl::read("a = b\na = c\n").1, ["a is defined twice"]);
    assert_eq!(ftl::read("good = 好\nbad = { $open\n").1.len(), 1);
}

#[test]
fn one_key_in_two_sets_is_a_fault() {
    let mut sets = sets(ZH, ZH);
    assert!(repeated(&sets).is_empty());
    let copy = sets.values().next().unwrap().clone();
    sets.insert("crates/credits/locales/credits".to_owned(), copy);
    assert_eq!(repeated(&sets).len(), 2);
}

#[test]
fn a_key_that_nobody_defines_is_a_fault_at_its_place() {
    let source = "fn page() {\n  html! { p { (l.t(\"class-filed\")) (l.say(\"class-gone\", &[])) } }\n}";
    assert_eq!(unknown(&sets(ZH, ZH), &uses(source)), ["a.rs:2: no message class-gone"]);
    let source = "fn f() -> Text {\n  Text::new(\"class-gone\")\n}";
    assert_eq!(unknown(&sets(ZH, ZH), &uses(source)), ["a.rs:2: no message class-gone"]);
    let source = "fn f() -> Text { kernel::text!(\n    \"class-other\", people = 3\n) }";
    assert_eq!(unknown(&sets(ZH, ZH), &uses(source)), ["a.rs:2: no message class-other"]);
}

#[test]
fn comments_and_other_calls_name_no_key() {
    let source = "// l.t(\"x\")\n/// say(\"y\")\nfn f() { put(\"z\"); l.get(\"w\"); l.t(key) }";
    assert!(uses(source).keys.is_empty());
}

#[test]
fn tests_bring_words_of_their_own() {
    let source = "#[cfg(test)]\nmod tests { fn f() { l.t(\"x\") } }\nfn g() { l.t(\"class-filed\") }";
    assert!(uses(source).keys.keys().eq(["class-filed"]));
    let apart = "#[cfg(test)]\nmod tests;\nfn g() { l.t(\"class-filed\") }";
    assert!(uses(apart).keys.keys().eq(["class-filed"]));
    let mut uses = Uses::default();
    uses.read("crates/classes/tests/filing.rs", "fn f() { l.t(\"x\") }");
    assert!(uses.keys.is_empty());
}

#[test]
fn a_key_that_nobody_spells_is_remarked() {
    let sets = sets(ZH, ZH);
    assert_eq!(unused(&sets, &uses("fn f() { l.t(\"class-filed\") }")).len(), 1);
    assert!(unused(&sets, &uses("const A: [&str; 2] = [\"class-filed\", \"class-count\"];")).is_empty());
    assert!(unused(&sets, &uses("fn f() { l.t(&format!(\"class-{state}\")) }")).is_empty());
}

#[test]
fn a_file_name_tells_set_and_language() {
    let split = ftl::split_name("crates/a/locales/a.zh-CN.ftl").unwrap();
    assert_eq!(split, ("crates/a/locales/a".to_owned(), "zh-CN".to_owned()));
    assert_eq!(ftl::split_name("crates/a.b/locales/words.ftl"), None);
}
