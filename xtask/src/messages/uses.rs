//! Where the code names messages. Read token by token, so that markup macros are seen
//! and comments are not.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Methods whose first text is a key, as in `.t("key")`.
const METHODS: [&str; 2] = ["t", "say"];
/// Macros whose first text is a key, as in `text!("key", people = 3)`.
const MACROS: [&str; 2] = ["key", "text"];

/// What the sources say.
#[derive(Default)]
pub struct Uses {
    /// Keys named outright, each with a place where it is.
    pub keys: BTreeMap<String, String>,
    /// Every text: a table may hold keys that a call looks up later.
    texts: BTreeSet<String>,
}

impl Uses {
    /// Adds the keys and texts of one source file; one that is no Rust adds nothing
    /// (the compiler tells of it).
    pub fn read(&mut self, path: &str, source: &str) {
        let test = path.contains("/tests/") || path.ends_with("/tests.rs");
        if let (false, Ok(tokens)) = (test, source.parse()) {
            self.walk(path, tokens);
        }
    }

    /// Is the key written somewhere, whole, or as a beginning that the program completes
    /// (`"fault-"`, `"fault-{}"`)?
    pub fn spells(&self, key: &str) -> bool {
        let whole = key.split_once('.').map_or(key, |(message, _)| message);
        self.texts.contains(key)
            || self.texts.contains(whole)
            || self.texts.iter().any(|text| {
                let begun = text.split_once('{').map_or(text.as_str(), |(begun, _)| begun);
                begun.ends_with('-') && begun.len() > 1 && key.starts_with(begun)
            })
    }

    fn walk(&mut self, path: &str, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // Tests bring words of their own.
        let mut in_test = false;
        for (place, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                    in_test |= group.stream().to_string() == "cfg (test)";
                    self.walk(path, group.stream());
                }
                TokenTree::Group(group) if in_test => {
                    in_test = group.delimiter() != Delimiter::Brace;
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' => in_test = false,
                TokenTree::Group(group) => {
                    if group.delimiter() == Delimiter::Parenthesis
                        && calls_for_key(tokens.get(..place).unwrap_or_default())
                        && let Some(first) = group.stream().into_iter().next()
                        && let Some(key) = text(&first)
                    {
                        let line = first.span().start().line;
                        self.keys.entry(key).or_insert_with(|| format!("{path}:{line}"));
                    }
                    self.walk(path, group.stream());
                }
                literal @ TokenTree::Literal(_) => self.texts.extend(text(literal)),
                _ => {}
            }
        }
    }
}

/// Do these tokens end in `.t`, `text!` or `Text::new`?
fn calls_for_key(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(dot), TokenTree::Ident(name)] if dot.as_char() == '.' => {
            METHODS.iter().any(|method| name == method)
        }
        [.., TokenTree::Ident(name), TokenTree::Punct(mark)] if mark.as_char() == '!' => {
            MACROS.iter().any(|known| name == known)
        }
        [.., TokenTree::Ident(kind), TokenTree::Punct(a), TokenTree::Punct(b), TokenTree::Ident(name)] => {
            kind == "Text" && a.as_char() == ':' && b.as_char() == ':' && name == "new"
        }
        _ => false,
    }
}

fn text(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    // A key has nothing to escape, so the source's spelling is the text.
    Some(literal.to_string().strip_prefix('"')?.strip_suffix('"')?.to_owned())
}
