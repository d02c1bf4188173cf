use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, raw_sql};

use crate::{Error, Kind, Store, Tx, sql};

/// One step of a slice's tables, written in PostgreSQL's types; SQLite gets its own words for them.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The slice that owns the tables.
    pub slice: &'static str,
    /// Counted from 1 within the slice.
    pub number: i64,
    /// The statements.
    pub text: &'static str,
}

impl Migration {
    fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.text.as_bytes()))
    }

    /// The same statements with the type words of `kind`.
    fn text_for(&self, kind: Kind) -> String {
        match kind {
            Kind::Postgres => self.text.to_owned(),
            Kind::Sqlite => {
                let words = [
                    (" uuid", " blob"),
                    (" bytea", " blob"),
                    (" bigint", " integer"),
                    (" double precision", " real"),
                    (" boolean", " integer"),
                    (" default true", " default 1"),
                    (" default false", " default 0"),
                ];
                let text = words.iter().fold(self.text.to_owned(), |text, (from, to)| text.replace(from, to));
                text.split_inclusive("\n);").map(clustered).collect()
            }
        }
    }
}

/// A table whose key begins with the person, or a look-up, lies in the order of its key: what one person
/// learned lies together, and a change finds it in one tree instead of two. PostgreSQL has no word for it.
fn clustered(statement: &str) -> String {
    let small = ["primary key (person_id", "person_id blob primary key", "_lookup ("];
    match statement.strip_suffix(");") {
        Some(head) if small.iter().any(|it| statement.contains(it)) => format!("{head}) without rowid;"),
        _ => statement.to_owned(),
    }
}

record! {
    struct Applied { slice: String, number: i64, digest: String }
}

impl Store {
    /// Brings the database to what this program knows: each migration once, in the order given.
    ///
    /// # Errors
    /// When an applied migration has another text than the program's, or a statement fails; then the
    /// database is as it was before that migration.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<usize, Error> {
        sql("create table if not exists migration (slice text not null, number bigint not null, digest text not null, primary key (slice, number))").run(self).await?;
        let applied: Vec<Applied> = sql("select slice, number, digest from migration").all(self).await?;
        let mut done = 0;
        for migration in migrations {
            let known = applied.iter().find(|it| it.slice == migration.slice && it.number == migration.number);
            match known {
                Some(known) if known.digest == migration.digest() => {}
                Some(known) => {
                    return Err(Error::MigrationChanged { slice: known.slice.clone(), number: known.number });
                }
                None => {
                    self.apply(migration).await?;
                    done += 1;
                }
            }
        }
        Ok(done)
    }

    async fn apply(&self, migration: &Migration) -> Result<(), Error> {
        let text = AssertSqlSafe(migration.text_for(self.kind()));
        let mut tx = self.begin().await?;
        match &mut tx {
            Tx::Sqlite(tx) => raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
            Tx::Postgres(tx) => raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
        }
        sql("insert into migration (slice, number, digest) values ($1, $2, $3)")
            .bind(migration.slice)
            .bind(migration.number)
            .bind(migration.digest())
            .run(&mut tx)
            .await?;
        tx.commit().await
    }
}
