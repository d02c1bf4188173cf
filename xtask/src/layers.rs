//! The floors and the chain: who may depend on whom.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use crate::{Findings, tree};

/// The slices in the order of the chain: each knows only those before it.
pub const CHAIN: [&str; 16] = [
    "registry",
    "access",
    "notices",
    "planning",
    "tendering",
    "classes",
    "courses",
    "community",
    "assessment",
    "credits",
    "funds",
    "evaluation",
    "returns",
    "library",
    "exchange",
    "portal",
];

/// A crate of the workspace: where it lies, and what it depends on (for tests and builds, too).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Package {
    /// Folder below the workspace, such as `crates/platform/http`.
    folder: String,
    /// Folders of the workspace's own crates, and names of the registry's.
    needs: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Floor {
    Platform,
    /// Place in the chain; none when the chain does not name it.
    Slice(Option<usize>),
    /// The app and the workshop: they may know everything.
    Top,
}

/// Reads `cargo metadata` and the sources, and holds them against the rules of the floors.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let packages = packages(root)?;
    let mut findings = Findings { seen: format!("{} crates", packages.len()), ..Findings::default() };
    for package in &packages {
        findings.faults.extend(faults(package));
    }
    for path in tree::files(root, &["rs"])? {
        let short = tree::short(root, &path);
        if !short.starts_with("crates/platform/store/") && !short.starts_with("xtask/") {
            let text = std::fs::read_to_string(&path).with_context(|| format!("reading {short}"))?;
            findings.faults.extend(names_driver(&short, &text));
        }
    }
    Ok(findings)
}

fn packages(root: &Path) -> anyhow::Result<Vec<Package>> {
    let answer = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("running cargo metadata")?;
    ensure!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    read(&serde_json::from_slice(&answer.stdout)?)
}

/// The crates in an answer of `cargo metadata --no-deps`.
fn read(metadata: &Value) -> anyhow::Result<Vec<Package>> {
    let root = Path::new(metadata["workspace_root"].as_str().context("no workspace_root")?);
    let list = metadata["packages"].as_array().context("no packages")?;
    list.iter()
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().context("no manifest")?);
            let folder = manifest.parent().context("a manifest lies in a folder")?;
            let needs = package["dependencies"].as_array().context("no dependencies")?;
            let needs = needs.iter().filter_map(|need| {
                let path = need["path"].as_str().map(|path| tree::short(root, Path::new(path)));
                path.or_else(|| need["name"].as_str().map(str::to_owned))
            });
            Ok(Package { folder: tree::short(root, folder), needs: needs.collect() })
        })
        .collect()
}

fn floor(folder: &str) -> Floor {
    match folder.strip_prefix("crates/") {
        Some("app") | None => Floor::Top,
        Some(rest) if rest.starts_with("platform/") => Floor::Platform,
        Some(rest) => Floor::Slice(CHAIN.iter().position(|link| *link == rest)),
    }
}

fn faults(package: &Package) -> Vec<String> {
    let own = &package.folder;
    let mut faults = Vec::new();
    let here = floor(own);
    if here == Floor::Slice(None) {
        faults.push(format!("{own} has no place in the chain: give it one in xtask/src/layers.rs"));
    }
    for need in &package.needs {
        let driver = need == "sqlx" || need.starts_with("sqlx-");
        if driver && own != "crates/platform/store" {
            faults.push(format!("{own} depends on {need}: only store may"));
        }
        // What a crate brings for tests is used by its own tests, too.
        if !need.contains('/') || need == own {
            continue;
        }
        match (here, floor(need)) {
            (Floor::Top, _) | (_, Floor::Platform) => {}
            (Floor::Platform, Floor::Slice(_)) => {
                faults.push(format!("{own} depends on the slice {need}: platform knows no product"));
            }
            (Floor::Platform | Floor::Slice(_), Floor::Top) => {
                faults.push(format!("{own} depends on {need}, which lies above it"));
            }
            (Floor::Slice(own_place), Floor::Slice(place)) if place >= own_place => {
                faults.push(format!("{own} depends on {need}, a later link of the chain: hear of it by an event"));
            }
            (Floor::Slice(_), Floor::Slice(_)) => {}
        }
    }
    faults
}

fn names_driver(path: &str, text: &str) -> Option<String> {
    let line = text.lines().position(|line| {
        !line.trim_start().starts_with("//") && (line.contains("sqlx::") || line.contains("use sqlx"))
    })?;
    Some(format!("{path}:{} names sqlx: only store may", line + 1))
}

#[cfg(test)]
mod tests;
