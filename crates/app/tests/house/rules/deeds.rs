//! What the record of deeds says, it says in words: every deed and every noun has a message in both languages.

use std::collections::BTreeSet;
use std::path::Path;

use locale::{Catalogue, Language};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What the sources of one crate write down.
#[derive(Debug, Default)]
struct Written {
    deeds: BTreeSet<String>,
    nouns: BTreeSet<String>,
    /// The words with which helpers complete a deed: `step(tx, by, class, "filed", …)`.
    steps: BTreeSet<String>,
    /// The beginnings that the program completes: `class.{step}`.
    begun: BTreeSet<String>,
}

fn is(token: Option<&TokenTree>, word: &str) -> bool {
    token.is_some_and(|it| it.to_string() == word)
}

fn text(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(it) => syn::parse_str::<syn::LitStr>(&it.to_string()).ok().map(|it| it.value()),
        _ => None,
    }
}

fn arguments(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    tokens.split(|it| is(Some(it), ",")).map(<[TokenTree]>::to_vec).collect()
}

/// `class.file`, or `class.{step}`.
fn is_deed(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
    text.split_once('.').is_some_and(|(noun, verb)| plain(noun) && (plain(verb) || verb.starts_with('{')))
}

/// One file: the calls of `Entry::new`, and, when one is given a name in place of a text, the file's texts.
#[derive(Debug, Default)]
struct File {
    written: Written,
    texts: BTreeSet<String>,
    by_name: bool,
}

impl File {
    fn walk(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(text) = text(token).filter(|it| is_deed(it)) {
                self.texts.insert(text);
            }
            let TokenTree::Group(group) = token else { continue };
            let called = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
            let parenthesis = group.delimiter() == Delimiter::Parenthesis;
            let made = |kind| is(called(1), "new") && is(called(4), kind);
            if parenthesis && made("Entry") {
                self.entry(group.stream());
            }
            if parenthesis && is(called(1), "step") && !is(called(2), "fn") {
                let words = arguments(group.stream()).into_iter().filter_map(|it| text(it.first()?));
                // A page draws steps too, and names them for people.
                self.written.steps.extend(words.take(1).filter(|it| it.is_ascii()));
            }
            // The name of a sealed column looks like a deed and is none.
            if !(parenthesis && made("Field")) {
                self.walk(group.stream());
            }
        }
    }

    fn entry(&mut self, stream: TokenStream) {
        let arguments = arguments(stream);
        match arguments.first().and_then(|it| text(it.first()?)) {
            Some(deed) => drop(self.written.deeds.insert(deed)),
            None => self.by_name = true,
        }
        self.written.nouns.extend(arguments.get(1).and_then(|it| text(it.first()?)));
    }
}

fn written(sources: &[String]) -> Written {
    let mut all = Written::default();
    for source in sources {
        let mut file = File::default();
        // Tests write down what they like.
        let program = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        file.walk(program.parse().unwrap());
        let begun = |text: &String| text.contains('{');
        if file.by_name {
            all.begun.extend(file.texts.iter().filter(|it| begun(it)).cloned());
            all.deeds.extend(file.texts.into_iter().filter(|it| !begun(it)));
        }
        all.deeds.extend(file.written.deeds);
        all.nouns.extend(file.written.nouns);
        all.steps.extend(file.written.steps);
    }
    all
}

/// The deeds, those completed by the program among them.
fn deeds(of: &Written) -> BTreeSet<String> {
    let mut deeds = of.deeds.clone();
    for begun in &of.begun {
        let (noun, _) = begun.split_once('.').unwrap();
        let ends: Vec<&str> = match noun {
            "class" => of.steps.iter().map(String::as_str).collect(),
            "enrolment" => classes::EnrolmentState::ALL.iter().map(|it| it.as_str()).collect(),
            "exception" => classes::ExceptionState::ALL.iter().map(|it| it.as_str()).collect(),
            _ => panic!("{begun}: say here how the program completes it"),
        };
        assert!(!ends.is_empty(), "{begun}");
        deeds.extend(ends.iter().map(|end| format!("{noun}.{end}")));
    }
    deeds
}

fn unsaid(catalogue: &Catalogue, of: &Written) -> Vec<String> {
    let deeds = deeds(of).into_iter().map(|it| format!("deed-{}", it.replace('.', "-")));
    let keys: Vec<String> = deeds.chain(of.nouns.iter().map(|it| format!("thing-{it}"))).collect();
    let languages = [Language::ZhCn, Language::En].map(|it| catalogue.locale(it));
    keys.into_iter().filter(|key| languages.iter().any(|it| it.t(key) == *key)).collect()
}

fn catalogue() -> Catalogue {
    let slices = app::house::slices();
    let messages = slices.into_iter().flat_map(|it| it.messages).chain([http::MESSAGES]);
    Catalogue::new(&messages.collect::<Vec<_>>()).unwrap()
}

fn sources() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let program = |path: &Path| {
        let path = path.to_string_lossy();
        path.ends_with(".rs") && path.contains("/src/") && !path.contains("testing") && !path.contains("tests")
    };
    files.filter(|it| program(it.path())).map(|it| std::fs::read_to_string(it.path()).unwrap()).collect()
}

#[test]
fn every_deed_and_every_noun_of_the_record_has_words() {
    let written = written(&sources());
    let found = deeds(&written);
    assert!(found.len() >= 40 && written.nouns.len() >= 9, "only {found:?} and {:?} were found", written.nouns);
    assert_eq!(unsaid(&catalogue(), &written), Vec::<String>::new());
}

#[test]
fn a_deed_or_a_noun_without_words_is_found() {
    let catalogue = catalogue();
    let unsaid = |text: &str| unsaid(&catalogue, &written(&[text.to_owned()]));
    assert!(unsaid(r#"fn f() { Entry::new("class.filed", "class", id); }"#).is_empty());
    assert_eq!(unsaid(r#"fn f() { Entry::new("class.sold", "class", id); }"#), ["deed-class-sold"]);
    assert_eq!(unsaid(r#"fn f() { Entry::new("class.filed", "moon", id); }"#), ["thing-moon"]);
    let helped =
        r#"fn of(deed: &str) { Entry::new(deed, "class", id) } fn g() { of("class.sold"); Field::new("a.b"); }"#;
    assert_eq!(unsaid(helped), ["deed-class-sold"]);
    let begun = r#"fn f(step: &str) { let deed = format!("class.{step}"); Entry::new(&deed, "class", id); }
        fn g() { step(tx, by, id, "sold", None); }"#;
    assert_eq!(unsaid(begun), ["deed-class-sold"]);
}
