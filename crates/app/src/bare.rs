//! What the bench measures without a request: the limits, a bare handler and a bare batched insert, and a check of duties.

use std::io::{BufRead, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use access::Sessions;
use anyhow::Context as _;
use authz::Doorkeeper as _;
use axum::Router;
use axum::routing::get;
use kernel::{Clock, Id, Timestamp};
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

/// Inserts rows for `seconds`, through the store, and says how many.
///
/// # Errors
/// When the database refuses.
pub async fn insert(config: &Config, seconds: u64, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let store = Store::open(&store::Config::new(config.database())).await?;
    sql("create table if not exists bench_row (person_id bytea not null, nth bigint not null, value bigint not null, primary key (person_id, nth))")
        .run(&store)
        .await
        .or_else(|error| if store.kind() == store::Kind::Sqlite { Err(error) } else { Ok(0) })?;
    let mut nth: i64 = 0;
    let person = Id::<()>::new(Timestamp::default()).uuid();
    let batch = async || {
        store::transaction!(store, tx => {
            let mut rows = Insert::into("bench_row", &["person_id", "nth", "value"]);
            for _ in 0..ROWS {
                nth += 1;
                rows.row([person.as_bytes().as_slice().into(), nth.into(), nth.into()]);
            }
            rows.run(tx).await?;
            Ok(())
        })?;
        Ok(ROWS)
    };
    repeat(seconds, say, batch).await
}

/// Checks in one turn: a clock is read between two turns.
const CHECKS: usize = 1_000;

/// Checks for `seconds` whether the session `token` has a duty that gives a right, as the guard of a route does: whose
/// the session is, and which of the duties covers the place. Of two checks one is granted.
///
/// # Errors
/// When the session is not one, or has no such duty.
pub async fn duty(config: &Config, token: &str, seconds: u64, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let store = Store::open(&store::Config::new(config.database())).await?;
    let sessions = Sessions::new(store, Clock::System);
    let today = Clock::System.now().date();
    let first = sessions.actor(token).await?.context("nobody has this session")?;
    let held = first.duty_on(today).context("no duty")?.clone();
    let right = held.grants.first().context("a duty without rights")?.clone();
    let within = [held.place.child("623021").child("2162990001")];
    let turn = async || {
        for nth in 0..CHECKS {
            let actor = sessions.actor(token).await?.context("the session ended")?;
            let noun = if nth % 2 == 0 { right.noun.as_str() } else { "nothing" };
            let granted = actor.duty_for(right.verb, noun, &within, today).is_some();
            anyhow::ensure!(granted == (nth % 2 == 0), "a right is granted or it is not");
        }
        Ok(CHECKS)
    };
    repeat(seconds, say, turn).await
}

/// Does `turn` for `seconds` and says how many operations that were. Waits for a line before it begins and for the end
/// of the input before it ends, so that its CPU can be read while it lives.
async fn repeat(
    seconds: u64,
    say: &mut (dyn Write + Send),
    mut turn: impl AsyncFnMut() -> anyhow::Result<usize>,
) -> anyhow::Result<()> {
    writeln!(say, "ready")?;
    say.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let (begun, mut took, mut rows) = (Instant::now(), Vec::new(), 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        let one = Instant::now();
        rows += turn().await?;
        took.push(one.elapsed());
    }
    let spent = begun.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |percent: usize| {
        took.get(took.len() * percent / 100).or(took.last()).map_or(0.0, |it| it.as_secs_f64() * 1000.0)
    };
    writeln!(
        say,
        "{{\"rows\":{rows},\"turns\":{},\"seconds\":{spent:.3},\"p50_ms\":{:.3},\"p99_ms\":{:.3}}}",
        took.len(),
        at(50),
        at(99)
    )?;
    say.flush()?;
    while std::io::stdin().lock().read_line(&mut line)? > 0 {}
    Ok(())
}
