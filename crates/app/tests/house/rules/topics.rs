//! Whoever listens, hears: each topic somebody subscribed to is emitted, by a link that is not later.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What the sources of one crate say.
#[derive(Debug, Default)]
struct Told {
    /// The types that are a topic, with its name.
    topics: BTreeMap<String, String>,
    /// The types of what is emitted.
    emitted: BTreeSet<String>,
}

fn is(token: Option<&TokenTree>, word: &str) -> bool {
    token.is_some_and(|it| it.to_string() == word)
}

fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(it)) if it.delimiter() == delimiter => Some(it),
        _ => None,
    }
}

fn text(group: &Group) -> Option<String> {
    let literals = group.stream().into_iter().filter(|it| matches!(it, TokenTree::Literal(_)));
    literals.filter_map(|it| syn::parse_str::<syn::LitStr>(&it.to_string()).ok()).map(|it| it.value()).next()
}

/// `&ClassClosed { … }`, or `&told` where `let told = ClassClosed { … }` stands in the same block.
fn emitted(arguments: &Group, names: &BTreeMap<String, String>) -> Option<String> {
    let tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let last = tokens.iter().rposition(|it| is(Some(it), "&"))?;
    let word = tokens.get(last + 1)?.to_string();
    match group(tokens.get(last + 2), Delimiter::Brace) {
        Some(_) => Some(word),
        None => names.get(&word).cloned(),
    }
}

fn walk(stream: TokenStream, told: &mut Told) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut names = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = |nth: usize| tokens.get(at + nth);
        if let TokenTree::Group(it) = token {
            walk(it.stream(), told);
        } else if is(Some(token), "let") && is(next(2), "=") && group(next(4), Delimiter::Brace).is_some() {
            names.insert(tokens[at + 1].to_string(), tokens[at + 3].to_string());
        } else if is(Some(token), "Topic") && is(next(1), "for") {
            let name = group(next(3), Delimiter::Brace).and_then(text).expect("a topic has its name");
            told.topics.insert(tokens[at + 2].to_string(), name);
        } else if is(Some(token), "emit") {
            let word = group(next(1), Delimiter::Parenthesis).and_then(|it| emitted(it, &names));
            told.emitted.extend(word);
        }
    }
}

/// The names of the topics that these sources emit.
fn topics(sources: &[String]) -> BTreeSet<String> {
    let mut told = Told::default();
    for source in sources {
        walk(source.parse().unwrap(), &mut told);
    }
    told.topics.into_iter().filter(|(kind, _)| told.emitted.contains(kind)).map(|(_, name)| name).collect()
}

fn sources(slice: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(slice).join("src");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|it| it.path().extension().is_some_and(|it| it == "rs"))
        .map(|it| std::fs::read_to_string(it.path()).unwrap())
        .collect()
}

#[test]
fn each_topic_that_is_listened_to_is_emitted_by_a_link_that_is_not_later() {
    let mut emitted = BTreeSet::new();
    for slice in app::house::slices() {
        for name in topics(&sources(slice.name)) {
            assert!(emitted.insert(name.clone()), "two topics are called {name}");
        }
        for subscriber in &slice.subscribers {
            let (name, topic) = (subscriber.name(), subscriber.topic());
            assert!(emitted.contains(topic), "{name} listens to {topic}, which nobody emits before it");
        }
    }
    assert!(emitted.len() >= 11, "only {emitted:?} were found");
}

#[test]
fn no_two_subscribers_have_one_name() {
    let mut seen = BTreeSet::new();
    for subscriber in app::house::slices().iter().flat_map(|slice| &slice.subscribers) {
        assert!(seen.insert(subscriber.name()), "{}", subscriber.name());
    }
}

#[test]
fn the_check_finds_what_it_is_for() {
    let declared = r#"impl Topic for Rung { const NAME: &'static str = "bell.rung"; }"#;
    let case = |text: &str| topics(&[declared.to_owned(), text.to_owned()]).len();
    assert_eq!(case("fn f() { store::transaction!(s, tx => { jobs::emit(&mut *tx, at, &Rung { nth }).await }) }"), 1);
    assert_eq!(case("fn f() { let told = Rung { nth }; jobs::emit(tx, at, &told).await }"), 1);
    assert_eq!(case("fn f() { jobs::emit(tx, at, &Cast { nth }).await }"), 0);
    assert_eq!(case("fn f() { let told = Rung { nth }; drop(told) }"), 0);
    assert_eq!(topics(&["fn f() { jobs::emit(tx, at, &Rung { nth }).await }".to_owned()]).len(), 0);
}
