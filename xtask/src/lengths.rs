//! No source file longer than a sitting.

use std::path::Path;

use anyhow::Context as _;

use crate::{Findings, tree};

/// The most lines that a file may have.
const LIMIT: usize = 300;
const ENDINGS: [&str; 7] = ["rs", "css", "js", "mjs", "sh", "sql", "ftl"];

/// Every source file, as long as it is at most 300 lines long.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let files = tree::files(root, &ENDINGS)?;
    let mut findings = Findings { seen: format!("{} files", files.len()), ..Findings::default() };
    for path in files {
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        findings.faults.extend(fault(&tree::short(root, &path), &text));
    }
    Ok(findings)
}

fn fault(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LIMIT).then(|| format!("{path} has {lines} lines, more than {LIMIT}: split it by noun"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_301_lines_is_a_fault_and_of_300_is_not() {
        assert_eq!(fault("a.rs", &"x\n".repeat(300)), None);
        let told = fault("crates/a/src/b.rs", &"x\n".repeat(301)).unwrap();
        assert!(told.starts_with("crates/a/src/b.rs has 301 lines"), "{told}");
    }
}
