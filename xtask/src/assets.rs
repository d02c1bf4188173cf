//! The bundles that the pages load, made by esbuild.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

/// Runs `node assets/build.mjs` in the workspace; fails when node is missing or the build fails.
pub fn build(root: &Path) -> anyhow::Result<()> {
    let status = Command::new("node")
        .arg("assets/build.mjs")
        .current_dir(root)
        .status()
        .context("node was not found on the PATH; Node.js 20 or newer is needed")?;
    ensure!(status.success(), "assets/build.mjs ended with {status}");
    Ok(())
}
