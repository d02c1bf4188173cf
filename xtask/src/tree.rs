//! The files of the workspace, without what is built or fetched.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use walkdir::{DirEntry, WalkDir};

/// The workspace's folder: the one above this crate's.
pub fn root() -> anyhow::Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own.parent().context("xtask lies directly in the workspace")?.to_path_buf())
}

/// Every file below `folder` with one of these endings, in order of path.
pub fn files(folder: &Path, endings: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_source) {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if entry.file_type().is_file() && endings.contains(&ending) {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// A path as one writes it in this repository.
pub fn short(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn is_source(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str().unwrap_or_default();
    // The first entry is the folder that was asked for, whatever its name.
    entry.depth() == 0
        || !(name.starts_with('.')
            || matches!(name, "target" | "node_modules" | "dist" | "data" | "snapshots" | "shots"))
}
