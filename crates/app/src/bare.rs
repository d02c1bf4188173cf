//! The limits that the bench holds the house against: a bare handler and a bare batched insert.

use std::io::{BufRead, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use kernel::{Id, Timestamp};
use store::{Insert, Store, sql};
use tokio::net::TcpListener;

use crate::Config;

/// Serves one bare handler.
///
/// # Errors
/// When the port is taken.
pub async fn hello(port: u16) -> anyhow::Result<()> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let router = Router::new().route("/", get(|| async { "hello" }));
    Ok(axum::serve(listener, router).await?)
}

/// Rows in a statement and statements in a transaction, as the house's own batches have them.
const ROWS: usize = 256;

/// Inserts rows for `seconds`, through the store, and says how many. Waits for a line before it begins
/// and for the end of the input before it ends, so that its CPU can be read while it lives.
///
/// # Errors
/// When the database refuses.
pub async fn insert(config: &Config, seconds: u64, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let store = Store::open(&store::Config::new(config.database())).await?;
    sql("create table if not exists bench_row (person_id bytea not null, nth bigint not null, value bigint not null, primary key (person_id, nth))")
        .run(&store)
        .await
        .or_else(|error| if store.kind() == store::Kind::Sqlite { Err(error) } else { Ok(0) })?;
    writeln!(say, "ready")?;
    say.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let begun = Instant::now();
    let mut took = Vec::new();
    let mut nth: i64 = 0;
    let person = Id::<()>::new(Timestamp::default()).uuid();
    while begun.elapsed() < Duration::from_secs(seconds) {
        let one = Instant::now();
        store::transaction!(store, tx => {
            let mut rows = Insert::into("bench_row", &["person_id", "nth", "value"]);
            for _ in 0..ROWS {
                nth += 1;
                rows.row([person.as_bytes().as_slice().into(), nth.into(), nth.into()]);
            }
            rows.run(tx).await?;
            Ok(())
        })?;
        took.push(one.elapsed());
    }
    let spent = begun.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |percent: usize| {
        took.get(took.len() * percent / 100).or(took.last()).map_or(0.0, |it| it.as_secs_f64() * 1000.0)
    };
    writeln!(
        say,
        "{{\"rows\":{nth},\"statements\":{},\"seconds\":{spent:.3},\"p50_ms\":{:.3},\"p99_ms\":{:.3}}}",
        took.len(),
        at(50),
        at(99)
    )?;
    say.flush()?;
    while std::io::stdin().lock().read_line(&mut line)? > 0 {}
    Ok(())
}
