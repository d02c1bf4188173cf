//! The statements of the house, read from its sources.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Files whose statements speak of tables that no migration makes.
const APART: &[(&str, &str)] = &[("crates/app/src/bare.rs", "the bench's own table, made when it runs")];

/// What was found in a source: the statements, and what breaks the rule.
#[derive(Debug, Default)]
pub struct Found {
    pub statements: Vec<String>,
    pub faults: Vec<String>,
}

fn literal(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Literal(it)) => syn::parse_str::<syn::LitStr>(&it.to_string()).ok().map(|it| it.value()),
        _ => None,
    }
}

fn literals(group: &Group) -> Vec<String> {
    group.stream().into_iter().filter_map(|it| literal(Some(&it))).collect()
}

fn call(token: Option<&TokenTree>) -> Option<Vec<TokenTree>> {
    match token {
        Some(TokenTree::Group(it)) if it.delimiter() == Delimiter::Parenthesis => {
            Some(it.stream().into_iter().collect())
        }
        _ => None,
    }
}

fn is(token: Option<&TokenTree>, word: &str) -> bool {
    token.is_some_and(|it| it.to_string() == word)
}

/// The list takes the number after the largest one in the text.
fn with_list(text: &str) -> String {
    let numbers =
        text.split('$').skip(1).filter_map(|it| it.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok());
    text.replace("{list}", &format!("${}", numbers.max().unwrap_or_default() + 1))
}

/// Lists of columns that have a name: `const COLUMNS: &[&str] = &["a", "b"]`, by module and name.
pub type Named = BTreeMap<(String, String), Vec<String>>;

fn module(file: &str) -> String {
    file.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
}

pub fn named(sources: &[(String, String)]) -> Named {
    let mut lists = Named::new();
    for (file, source) in sources {
        let tokens: Vec<TokenTree> =
            source.parse::<TokenStream>().map(|it| it.into_iter().collect()).unwrap_or_default();
        for (at, _) in tokens.iter().enumerate().filter(|(_, it)| is(Some(it), "const")) {
            let until = tokens.iter().skip(at).take_while(|it| !is(Some(it), ";"));
            if let (Some(name), Some(TokenTree::Group(list))) = (tokens.get(at + 1), until.last()) {
                lists.insert((module(file), name.to_string()), literals(list));
            }
        }
    }
    lists
}

/// `Insert::into("table", &["a", "b"])`, with the suffix that follows it.
fn insert(arguments: &[TokenTree], rest: &[TokenTree], file: &str, named: &Named) -> Option<String> {
    let table = literal(arguments.first())?;
    let columns = arguments.iter().find_map(|it| match it {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some(literals(group)),
        _ => None,
    });
    // A name, with its module before it where it stands in another one.
    let words: Vec<String> =
        arguments.iter().skip(2).filter(|it| matches!(it, TokenTree::Ident(_))).map(ToString::to_string).collect();
    let within = words.iter().rev().nth(1).cloned().unwrap_or_else(|| module(file));
    let columns = columns.or_else(|| named.get(&(within, words.last()?.clone())).cloned())?;
    let suffix = if is(rest.first(), ".") && is(rest.get(1), "suffix") {
        literal(call(rest.get(2))?.first())?
    } else {
        String::new()
    };
    let places: Vec<String> = (1..=columns.len()).map(|nth| format!("${nth}")).collect();
    Some(format!("insert into {table} ({}) values ({}) {suffix}", columns.join(","), places.join(",")))
}

/// Walks the tokens, so that the bodies of macros are seen too.
fn walk(stream: TokenStream, file: &str, named: &Named, found: &mut Found) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut skip_block = false;
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        match token {
            // Unit tests make their own tables.
            TokenTree::Group(it)
                if it.delimiter() == Delimiter::Bracket && it.stream().to_string().replace(' ', "") == "cfg(test)" =>
            {
                skip_block = true
            }
            TokenTree::Group(it) if it.delimiter() == Delimiter::Brace && skip_block => skip_block = false,
            TokenTree::Group(it) => walk(it.stream(), file, named, found),
            TokenTree::Punct(it) if it.as_char() == ';' => skip_block = false,
            TokenTree::Ident(it) if (it == "sql" || it == "sql_list") && !is(before, "fn") && !is(before, ".") => {
                let Some(arguments) = call(rest.first()) else { continue };
                match literal(arguments.first()) {
                    Some(text) => found.statements.push(with_list(&text)),
                    None => found.faults.push(format!("line {}: {it}(…) without a literal", it.span().start().line)),
                }
            }
            TokenTree::Ident(it) if it == "Insert" && is(rest.get(2), "into") => {
                let Some(arguments) = call(rest.get(3)) else { continue };
                match insert(&arguments, rest.get(4..).unwrap_or_default(), file, named) {
                    Some(text) => found.statements.push(text),
                    None => {
                        found.faults.push(format!("line {}: Insert::into without literals", it.span().start().line))
                    }
                }
            }
            _ => {}
        }
    }
}

pub fn read(file: &str, source: &str, named: &Named) -> Found {
    let mut found = Found::default();
    match source.parse() {
        Ok(stream) => walk(stream, file, named, &mut found),
        Err(cause) => found.faults.push(cause.to_string()),
    }
    found
}

/// The sources of every crate but `store`, with their paths from the root.
pub fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let files = walkdir::WalkDir::new(root.join("crates")).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths = files.filter(|it| it.path().extension().is_some_and(|it| it == "rs")).map(|it| {
        let name = it.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, it.path().to_owned())
    });
    paths
        .filter(|(name, _)| name.contains("/src/") && !name.starts_with("crates/platform/store/"))
        .filter(|(name, _)| !APART.iter().any(|(path, _)| name == path))
        .map(|(name, path)| (name, std::fs::read_to_string(path).unwrap()))
        .collect()
}
