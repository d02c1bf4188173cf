//! Migrations, and what the database says of its own tables.

use store::{Error, Migration, catalogue, sql, testing};

const fn step(number: i64, text: &'static str) -> Migration {
    Migration { slice: "garden", number, text }
}

const FIRST: Migration = step(
    1,
    "create table bed (person_id uuid not null, nth bigint not null, name text not null, planted boolean not null default false, primary key (person_id, nth))",
);
const SECOND: Migration = step(
    2,
    "create table tool (id uuid primary key, name text not null);\ncreate unique index tool_name on tool (name, id);\ncreate index tool_loose on tool (name)",
);

#[tokio::test]
async fn each_migration_is_applied_once() {
    for fresh in testing::both(&[]).await {
        assert_eq!(fresh.store.migrate(&[FIRST]).await.unwrap(), 1);
        assert_eq!(fresh.store.migrate(&[FIRST]).await.unwrap(), 0);
        assert_eq!(fresh.store.migrate(&[FIRST, SECOND]).await.unwrap(), 1);
        assert_eq!(fresh.store.migrate(&[FIRST, SECOND]).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_migration_with_another_text_is_refused_and_nothing_happens() {
    for fresh in testing::both(&[FIRST]).await {
        let changed = step(1, "create table bed (id uuid primary key)");
        let refused = fresh.store.migrate(&[changed, SECOND]).await;
        assert!(matches!(refused, Err(Error::MigrationChanged { number: 1, .. })), "{refused:?}");
        assert!(fresh.store.prepare("select id from tool").await.is_err(), "the second was not applied");
    }
}

#[tokio::test]
async fn a_migration_that_fails_half_way_leaves_nothing_behind() {
    for fresh in testing::both(&[FIRST]).await {
        let broken = step(2, "create table tool (id uuid primary key);\ncreate table bed (id uuid primary key)");
        assert!(fresh.store.migrate(&[FIRST, broken]).await.is_err());
        assert!(fresh.store.prepare("select id from tool").await.is_err());
        assert_eq!(fresh.store.migrate(&[FIRST, SECOND]).await.unwrap(), 1, "and the mended one is applied");
    }
}

#[tokio::test]
async fn the_catalogue_tells_columns_and_keys() {
    for fresh in testing::both(&[FIRST, SECOND]).await {
        let columns = catalogue::columns(&fresh.store).await.unwrap();
        let mut bed: Vec<_> =
            columns.iter().filter(|it| it.table_name == "bed").map(|it| it.column_name.as_str()).collect();
        bed.sort_unstable();
        assert_eq!(bed, ["name", "nth", "person_id", "planted"]);
        let keys = catalogue::keys(&fresh.store).await.unwrap();
        let key = |table: &str| {
            let mut columns: Vec<_> = keys
                .iter()
                .filter(|it| it.table_name == table)
                .map(|it| (it.key_name.as_str(), it.place, it.column_name.as_str()))
                .collect();
            columns.sort_unstable();
            columns.into_iter().map(|(_, place, column)| (place, column)).collect::<Vec<_>>()
        };
        assert_eq!(key("bed"), [(0, "person_id"), (1, "nth")]);
        // The loose index is no key.
        let mut tool = key("tool");
        tool.sort_unstable();
        assert_eq!(tool, [(0, "id"), (0, "name"), (1, "id")]);
    }
}

#[tokio::test]
async fn a_statement_is_prepared_without_being_run() {
    for fresh in testing::both(&[SECOND]).await {
        fresh.store.prepare("insert into tool (id, name) values ($1, $2)").await.unwrap();
        fresh.store.prepare("select name from tool where id = $1").await.unwrap();
        assert!(fresh.store.prepare("select colour from tool").await.is_err());
        assert!(fresh.store.prepare("select name frm tool").await.is_err());
        assert_eq!(sql("select count(*) as value from tool").value::<i64>(&fresh.store).await.unwrap(), 0);
    }
}
