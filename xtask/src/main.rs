//! The workshop: checks of the house's own rules, and the makers of assets and media.
//!
//! Every check prints each finding with its place and fails when there is one.

mod assets;
mod layers;
mod lengths;
mod media;
mod messages;
mod tree;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Checks and makers of the workspace")]
struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Does every crate know only the links before it, and does only `store` know the driver?
    Layers,
    /// Does every message exist in zh-CN and en, and every message that the code names?
    Messages,
    /// Is every source file short enough to be read at one sitting?
    Lengths,
    /// Bundles css, js and images into assets/dist.
    Assets,
    /// Makes the lesson films of the demo world, with captions and transcripts.
    Media {
        /// The folder for the films.
        out: PathBuf,
    },
}

/// What a check found.
#[derive(Default)]
struct Findings {
    /// Broken rules: the check fails.
    faults: Vec<String>,
    /// Worth a look: the check passes.
    remarks: Vec<String>,
    /// What was looked at, for the closing line.
    seen: String,
}

fn main() -> ExitCode {
    run(Arguments::parse().deed).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn run(deed: Deed) -> anyhow::Result<ExitCode> {
    let root = tree::root()?;
    let (name, findings) = match deed {
        Deed::Layers => ("layers", layers::check(&root)?),
        Deed::Messages => ("messages", messages::check(&root)?),
        Deed::Lengths => ("lengths", lengths::check(&root)?),
        Deed::Media { out } => {
            std::fs::create_dir_all(&out)?;
            return media::run(&out).map(|()| ExitCode::SUCCESS);
        }
        Deed::Assets => return assets::build(&root).map(|()| ExitCode::SUCCESS),
    };
    let mut out = std::io::stdout().lock();
    for remark in &findings.remarks {
        writeln!(out, "remark: {remark}")?;
    }
    for fault in &findings.faults {
        writeln!(out, "fault: {fault}")?;
    }
    writeln!(out, "{name}: {}, {} faults", findings.seen, findings.faults.len())?;
    Ok(if findings.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
