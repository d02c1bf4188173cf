//! Where the data lies and how the program is reached.

use std::path::PathBuf;

use clap::Args;

/// What every command needs.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// The data folder: database, keys, files.
    #[arg(long, global = true, env = "XINGTAN_DATA", default_value = "data")]
    pub data: PathBuf,
    /// A PostgreSQL address; without it, SQLite in the data folder.
    #[arg(long, global = true, env = "DATABASE_URL")]
    pub database_url: Option<String>,
    /// The address under which people reach the site, for QR codes and links on paper.
    #[arg(long, global = true, env = "XINGTAN_ADDRESS", default_value = "http://localhost:8080")]
    pub address: String,
    /// The ciphers of a key when it is made: aes (AES-256-GCM, HMAC-SHA-256) or sm4 (SM4-GCM, HMAC-SM3). Without it,
    /// the first key is aes, and a later one like the one before.
    #[arg(long, global = true, env = "XINGTAN_CIPHER")]
    pub cipher: Option<vault::Suite>,
    /// Say in each answer how many statements it took.
    #[arg(long, global = true, env = "XINGTAN_COUNT_STATEMENTS", default_value_t = false)]
    pub count_statements: bool,
    /// The folder of the fonts for printed pages (Debian: fonts-noto-cjk).
    #[arg(long, global = true, env = "XINGTAN_FONTS", default_value = "/usr/share/fonts")]
    pub fonts: PathBuf,
    /// From which day (YYYY-MM-DD) duties above a school rest until a second factor is set. Without it: always, and
    /// never in the demonstration world.
    #[arg(long, global = true, env = "XINGTAN_SECOND_FACTOR_FROM")]
    pub second_factor_from: Option<kernel::Date>,
    /// For so many minutes a password or a code is good for what cannot be taken back.
    #[arg(long, global = true, env = "XINGTAN_CHECK_MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub check_minutes: u16,
}

impl Config {
    /// What the site asks of those who come in.
    #[must_use]
    pub fn policy(&self) -> access::Policy {
        let always = if self.demo_accounts().exists() { None } else { kernel::Date::of(1949, 10, 1) };
        access::Policy { second_factor_from: self.second_factor_from.or(always), check_minutes: self.check_minutes }
    }

    /// The database's address.
    #[must_use]
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| self.data.join("xingtan.sqlite").display().to_string())
    }

    /// Who can sign in to the demonstration world; its presence says that this is one.
    #[must_use]
    pub fn demo_accounts(&self) -> PathBuf {
        self.data.join("demo-accounts.json")
    }
}
