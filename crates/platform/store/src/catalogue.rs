//! What the database says of its own tables; for the checks that keep the rules of the house true.

use sqlx::{AssertSqlSafe, Executor as _, Row as _, SqlSafeStr as _};

use crate::open::Backend;
use crate::sql::understood;
use crate::{Error, Kind, Store, sql};

record! {
    /// A column of a primary or unique key.
    pub struct KeyColumn {
        /// The table.
        pub table_name: String,
        /// The key; one name for all its columns.
        pub key_name: String,
        /// The place in the key, from 0.
        pub place: i64,
        /// The column.
        pub column_name: String,
    }
}

record! {
    /// A column of a table.
    pub struct TableColumn {
        /// The table.
        pub table_name: String,
        /// The column.
        pub column_name: String,
    }
}

/// Every column of every table.
///
/// # Errors
/// When the database refuses.
pub async fn columns(store: &Store) -> Result<Vec<TableColumn>, Error> {
    match store.kind() {
        Kind::Sqlite => sql("select m.name as table_name, c.name as column_name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'").all(store).await,
        Kind::Postgres => sql("select table_name::text as table_name, column_name::text as column_name from information_schema.columns where table_schema = current_schema()").all(store).await,
    }
}

/// Every column of every primary and unique key.
///
/// # Errors
/// When the database refuses.
pub async fn keys(store: &Store) -> Result<Vec<KeyColumn>, Error> {
    match store.kind() {
        Kind::Sqlite => sql("select m.name as table_name, i.name as key_name, c.seqno as place, c.name as column_name from sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c where m.type = 'table' and i.\"unique\" = 1").all(store).await,
        Kind::Postgres => sql("select t.relname::text as table_name, k.relname::text as key_name, (p.place - 1)::bigint as place, a.attname::text as column_name from pg_index x join pg_class t on t.oid = x.indrelid join pg_class k on k.oid = x.indexrelid join pg_namespace n on n.oid = t.relnamespace cross join lateral unnest(x.indkey::smallint[]) with ordinality p(attnum, place) join pg_attribute a on a.attrelid = t.oid and a.attnum = p.attnum where x.indisunique and n.nspname = current_schema()").all(store).await,
    }
}

impl Store {
    /// Prepares `text` without running it.
    ///
    /// # Errors
    /// When the database does not understand it.
    pub async fn prepare(&self, text: &str) -> Result<(), Error> {
        let text = AssertSqlSafe(understood(self.kind(), text).to_owned()).into_sql_str();
        match self.backend() {
            Backend::Sqlite { readers, .. } => {
                let mut reader = readers.take().await?;
                let prepared = reader.connection.prepare(text).await.map(|_| ());
                reader.end();
                prepared?;
            }
            Backend::Postgres(pool) => pool.prepare(text).await.map(|_| ())?,
        }
        Ok(())
    }

    /// How SQLite would find the rows of `text`, a line for each table and each sorting. Nothing on
    /// PostgreSQL, whose plan depends on how many rows there are.
    ///
    /// # Errors
    /// When the database does not understand it.
    pub async fn plan(&self, text: &str) -> Result<Vec<String>, Error> {
        let Backend::Sqlite { readers, .. } = self.backend() else { return Ok(Vec::new()) };
        let text = format!("explain query plan {}", understood(self.kind(), text));
        let mut reader = readers.take().await?;
        let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut reader.connection).await;
        reader.end();
        rows?.iter().map(|row| Ok(row.try_get("detail")?)).collect()
    }
}
