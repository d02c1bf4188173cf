//! Every statement of the house is a literal, stands where statements stand, and is understood by both
//! databases.

use crate::sources::{Named, named, read, sources};
use store::{Store, testing};

/// What is wrong with the statements of these sources, each with its name; and how many there are.
async fn faults(store: &Store, sources: &[(String, String)]) -> (usize, Vec<String>) {
    let (mut count, mut faults) = (0, Vec::new());
    let named = named(sources);
    for (name, source) in sources {
        let found = read(name, source, &named);
        count += found.statements.len();
        faults.extend(found.faults.iter().map(|it| format!("{name}: {it}")));
        for text in &found.statements {
            if let Err(cause) = store.prepare(text).await {
                faults.push(format!("{name}: {cause}\n    {text}"));
            }
        }
    }
    (count, faults)
}

#[tokio::test]
async fn both_databases_understand_every_statement() {
    let sources = sources();
    for fresh in testing::both(&app::house::migrations()).await {
        let (count, faults) = faults(&fresh.store, &sources).await;
        assert!(count > 100, "only {count} statements were found");
        assert!(faults.is_empty(), "{:?}\n{}", fresh.store.kind(), faults.join("\n"));
    }
}

#[test]
fn slices_keep_their_statements_in_their_store() {
    let elsewhere: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("crates/platform/") && !name.starts_with("crates/app/"))
        .filter(|(name, source)| {
            !name.contains("/src/store/")
                && !name.ends_with("/src/store.rs")
                && !read(name, source, &Named::new()).statements.is_empty()
        })
        .map(|(name, _)| name)
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[tokio::test]
async fn the_check_finds_what_it_is_for() {
    let case = |source: &str| vec![("case.rs".to_owned(), source.to_owned())];
    for fresh in testing::both(&app::house::migrations()).await {
        for good in [
            r#"fn f() { sql("select name from person where id = $1").bind(id) }"#,
            r#"fn f() { store::transaction!(s, tx => { sql("delete from post where person_id = $1").run(tx).await }) }"#,
            r#"fn f() { sql_list("select id from person where name = $1 and id in ({list})", vec![], ids) }"#,
            r#"fn f() { Insert::into("login_lookup", &["login", "person_id"]).suffix("on conflict do nothing") }"#,
            r#"const COLUMNS: &[&str] = &["login", "person_id"]; fn f() { Insert::into("login_lookup", super::case::COLUMNS); Insert::into("login_lookup", COLUMNS) }"#,
            r#"#[cfg(test)] mod tests { fn f() { sql("select nothing from nowhere") } }"#,
            r#"/// As in `sql("select nothing from nowhere")`. \nfn sql(text: &str) {}"#,
        ] {
            let (_, found) = faults(&fresh.store, &case(good)).await;
            assert!(found.is_empty(), "{good}: {found:?}");
        }
        for bad in [
            r#"fn f() { sql("select nom from person") }"#,
            r#"fn f() { sql("select name frm person") }"#,
            r#"fn f() { store::transaction!(s, tx => { sql("select name from persons").all(tx).await }) }"#,
            r#"fn f() { sql_list("select id from person where nom in ({list})", vec![], ids) }"#,
            r#"fn f() { Insert::into("login_lookup", &["login", "person"]) }"#,
            r#"fn f() { Insert::into("login_lookup", &["login"]).suffix("on conflict do nothin") }"#,
            r#"fn f() { sql(&format!("select {column} from person")) }"#,
            r#"fn f() { Insert::into("login_lookup", COLUMNS) }"#,
            r#"const COLUMNS: &[&str] = &["person"]; fn f() { Insert::into("login_lookup", COLUMNS) }"#,
        ] {
            let (_, found) = faults(&fresh.store, &case(bad)).await;
            assert_eq!(found.len(), 1, "{bad}: {found:?}");
        }
    }
}
