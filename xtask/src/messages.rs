//! The words of the screens: complete in zh-CN and en, and every one that the code names.

mod ftl;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context as _;

use crate::{Findings, tree};
use ftl::Messages;
use uses::Uses;

/// The languages that must be complete; others may be partial.
const COMPLETE: [&str; 2] = ["zh-CN", "en"];

/// One set of messages, such as `crates/classes/locales/classes`, by language.
type Sets = BTreeMap<String, BTreeMap<String, Messages>>;

/// Reads every `locales/*.LANGUAGE.ftl` and every source file below `crates`.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let crates = root.join("crates");
    let mut sets = Sets::new();
    let mut findings = Findings::default();
    for path in tree::files(&crates, &["ftl"])? {
        let short = tree::short(root, &path);
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {short}"))?;
        let Some((set, language)) = ftl::split_name(&short) else {
            findings.faults.push(format!("{short} is not named NAME.LANGUAGE.ftl"));
            continue;
        };
        let (messages, faults) = ftl::read(&text);
        findings.faults.extend(faults.into_iter().map(|fault| format!("{short}: {fault}")));
        sets.entry(set).or_default().insert(language, messages);
    }
    let mut uses = Uses::default();
    for path in tree::files(&crates, &["rs"])? {
        let short = tree::short(root, &path);
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {short}"))?;
        uses.read(&short, &text);
    }
    findings.faults.extend(incomplete(&sets));
    findings.faults.extend(repeated(&sets));
    findings.faults.extend(unknown(&sets, &uses));
    findings.remarks.extend(unused(&sets, &uses));
    findings.seen = format!("{} messages in {} sets", keys(&sets).len(), sets.len());
    Ok(findings)
}

/// All keys that are written in the first language.
fn keys(sets: &Sets) -> BTreeSet<&str> {
    let first = sets.values().flat_map(|languages| languages.values());
    first.flat_map(|messages| messages.keys().map(String::as_str)).collect()
}

/// Keys and variables that one complete language has and another has not.
fn incomplete(sets: &Sets) -> Vec<String> {
    let mut faults = Vec::new();
    let none = Messages::new();
    for (set, languages) in sets {
        let all: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
        for language in COMPLETE {
            let have = languages.get(language).unwrap_or(&none);
            let lacks = all.iter().filter(|key| !have.contains_key(**key));
            faults.extend(lacks.map(|key| format!("{set}.{language}.ftl lacks {key}")));
        }
        let [zh, en] = COMPLETE.map(|language| languages.get(language).unwrap_or(&none));
        for (key, variables) in zh {
            if let Some(other) = en.get(key).filter(|other| *other != variables) {
                let why = format!("{variables:?} in zh-CN, {other:?} in en");
                faults.push(format!("{set}: {key} takes different values: {why}"));
            }
        }
    }
    faults
}

/// Keys that two sets define: all sets share one bundle, where one would hide the other.
fn repeated(sets: &Sets) -> Vec<String> {
    let mut owners = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (set, languages) in sets {
        for key in languages.values().flat_map(BTreeMap::keys) {
            owners.entry(key).or_default().insert(set);
        }
    }
    let doubled = owners.into_iter().filter(|(_, sets)| sets.len() > 1);
    doubled.map(|(key, sets)| format!("{key} is defined in {sets:?}")).collect()
}

/// Keys that the code names and no set defines.
fn unknown(sets: &Sets, uses: &Uses) -> Vec<String> {
    let keys = keys(sets);
    let missing = uses.keys.iter().filter(|(key, _)| !keys.contains(key.as_str()));
    missing.map(|(key, place)| format!("{place}: no message {key}")).collect()
}

/// Keys that no text of the code spells or begins.
fn unused(sets: &Sets, uses: &Uses) -> Vec<String> {
    let idle = keys(sets).into_iter().filter(|key| !uses.spells(key));
    idle.map(|key| format!("no code uses the message {key}")).collect()
}

#[cfg(test)]
mod tests;
