//! Statements over many rows and many values, and how they are counted.

use store::{Error, Insert, Migration, Value, sql, sql_list, testing};

const TABLES: &[Migration] = &[Migration {
    slice: "rows",
    number: 1,
    text: "create table line (nth bigint not null, words text not null, note text, primary key (nth))",
}];

async fn count(store: &store::Store) -> i64 {
    sql("select count(*) as value from line").value(store).await.unwrap()
}

#[tokio::test]
async fn many_rows_are_written_with_few_statements() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        let mut lines = Insert::into("line", &["nth", "words", "note"]);
        assert!(lines.is_empty());
        for nth in 0..1_234_i64 {
            lines.row([nth.into(), format!("第{nth}行").into(), None::<String>.into()]);
        }
        assert_eq!(lines.len(), 1_234);
        let (written, statements) = store::counted(lines.run(store)).await;
        assert_eq!(written.unwrap(), 1_234);
        assert!(statements <= 11, "nine of 128, one of 64, one of 18 at most: {statements}");
        assert_eq!(count(store).await, 1_234);
        let words: String =
            sql("select words as value from line where nth = $1").bind(1_233_i64).value(store).await.unwrap();
        assert_eq!(words, "第1233行");
        assert_eq!(Insert::into("line", &["nth"]).run(store).await.unwrap(), 0, "no rows, no statement");
    }
}

#[tokio::test]
async fn the_suffix_stands_behind_the_values() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        let insert = |suffix: &'static str, words: &str| {
            let mut lines = Insert::into("line", &["nth", "words"]).suffix(suffix);
            for nth in 0..600_i64 {
                lines.row([nth.into(), words.into()]);
            }
            lines
        };
        assert_eq!(insert("", "一").run(store).await.unwrap(), 600);
        let twice = insert("", "二").run(store).await.unwrap_err();
        assert!(twice.is_duplicate() && !twice.is_lost_race(), "{twice}");
        assert_eq!(insert("on conflict do nothing", "二").run(store).await.unwrap(), 0);
        assert_eq!(
            insert("on conflict (nth) do update set words = excluded.words", "三").run(store).await.unwrap(),
            600
        );
        let changed: i64 = sql("select count(*) as value from line where words = '三'").value(store).await.unwrap();
        assert_eq!(changed, 600);
    }
}

#[tokio::test]
async fn a_list_may_be_empty_or_long_and_keeps_the_values_before_it() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        let mut lines = Insert::into("line", &["nth", "words"]);
        for nth in 0..3_000_i64 {
            lines.row([nth.into(), if nth % 2 == 0 { "双" } else { "单" }.into()]);
        }
        lines.run(store).await.unwrap();
        let find = |list: Vec<i64>| {
            sql_list(
                "select nth as value from line where words = $1 and nth in ({list}) order by nth",
                vec![Value::from("双")],
                list,
            )
        };
        assert!(find(Vec::new()).values::<i64>(store).await.unwrap().is_empty());
        assert_eq!(find(vec![4, 5, 6]).values::<i64>(store).await.unwrap(), [4, 6]);
        assert_eq!(find((0..20_000).collect()).values::<i64>(store).await.unwrap().len(), 1_500);
    }
}

#[tokio::test]
async fn one_optional_value_and_run_answer_as_they_say() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        assert!(matches!(sql("select nth as value from line").value::<i64>(store).await, Err(Error::NotFound)));
        assert_eq!(sql("update line set words = 'x'").run(store).await.unwrap(), 0);
        sql("insert into line (nth, words) values (1, 'a'), (2, 'b')").run(store).await.unwrap();
        assert_eq!(sql("update line set words = 'x'").run(store).await.unwrap(), 2);
        assert_eq!(sql("select nth as value from line order by nth").values::<i64>(store).await.unwrap(), [1, 2]);
        assert_eq!(sql("delete from line where nth = $1").bind(2_i64).run(store).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn statements_are_counted_also_inside_a_transaction_and_only_where_somebody_counts() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        count(store).await;
        let (_, none) = store::counted(async {}).await;
        assert_eq!(none, 0);
        let ((), some) = store::counted(async {
            count(store).await;
            store::transaction!(store, tx => {
                sql("insert into line (nth, words) values (1, 'a')").run(&mut *tx).await?;
                sql("update line set words = 'b'").run(tx).await?;
                Ok(())
            })
            .unwrap();
        })
        .await;
        assert_eq!(some, 4, "one alone, the beginning, and two inside");
    }
}
