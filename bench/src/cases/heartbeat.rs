//! Teachers who watch: each connection is one person who reports what was watched since the last beat.

use std::cell::RefCell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, ensure};
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use serde_json::{Value, json};

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::{Done, Load, Measured, Operation};
use crate::markup;
use crate::rig::Rig;
use crate::world::{AUDIENCE, BEATS_ADDRESS, TO_LESSON};

/// Watchers at once: a load. Of a few the server mostly waits, and each pays for a commit nearly alone.
const WATCHERS: usize = 480;

/// A beat of watched media, as the player sends it.
pub struct Heartbeat;

impl Case for Heartbeat {
    fn name(&self) -> &'static str {
        "heartbeat"
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit::BareInsert)
    }

    fn audience(&self) -> usize {
        WATCHERS
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_server().await?;
            let accounts = rig.accounts(AUDIENCE)?;
            // One connection for each person: a second player of the same person would stop the first.
            let mut connections = server.connections(accounts.len()).await?;
            let mut players = Vec::new();
            for (connection, account) in connections.iter_mut().zip(&accounts) {
                connection.sign_in(account).await?;
                let (_, page) = connection.walk(TO_LESSON).await?;
                players.push(RefCell::new(Player::of(&page, players.len())?));
            }
            let load = Load { seconds: rig.seconds, process: &server.process };
            load.run(connections, &Players(players)).await
        }
        .boxed_local()
    }
}

struct Player {
    address: String,
    session: String,
    sequence: u64,
    watched: Duration,
    began: Instant,
}

impl Player {
    fn of(page: &str, number: usize) -> anyhow::Result<Self> {
        let address = markup::attribute(page, BEATS_ADDRESS);
        let now = since_epoch()?.as_millis() & 0xFFFF_FFFF_FFFF;
        let (high, low) = (now >> 16, now & 0xFFFF);
        Ok(Self {
            address: address.with_context(|| format!("the lesson page has no {BEATS_ADDRESS}"))?,
            session: format!("{high:08x}-{low:04x}-7000-8000-{number:012x}"),
            sequence: 0,
            watched: Duration::ZERO,
            began: Instant::now(),
        })
    }

    /// The next beat: exactly what the clock allows, for a server refuses what is faster.
    fn beat(&mut self) -> anyhow::Result<Value> {
        let until = self.began.elapsed();
        let (from, to) = (self.watched.as_millis(), until.as_millis());
        self.watched = until;
        self.sequence += 1;
        let from = u64::try_from(from)?;
        let to = u64::try_from(to)?;
        let at = u64::try_from(since_epoch()?.as_millis())?;
        Ok(json!({
            "session": self.session,
            "beats": [{
                "seq": self.sequence, "from_ms": from, "to_ms": to,
                "rate": 1.0, "visible": true, "at_ms": at,
            }],
        }))
    }
}

struct Players(Vec<RefCell<Player>>);

impl Operation for Players {
    /// A watched interval has at least one millisecond.
    fn pause(&self) -> Duration {
        Duration::from_millis(2)
    }

    fn run<'a>(&'a self, connection: &'a mut Connection, _turn: u64) -> LocalBoxFuture<'a, anyhow::Result<Done>> {
        async move {
            let player = self.0.get(connection.number).context("every connection has a player")?;
            let (address, body, sequence) = {
                let mut player = player.try_borrow_mut()?;
                let body = player.beat()?.to_string();
                (player.address.clone(), body, player.sequence)
            };
            let reply = connection.post_json(&address, body).await?.expect(200)?;
            let answer: Value = serde_json::from_slice(&reply.body)?;
            let acked = answer.get("acked").and_then(Value::as_array);
            let taken = acked.is_some_and(|acked| acked.contains(&json!(sequence)));
            ensure!(taken, "the beat was not acknowledged: {answer}");
            Ok(Done { units: 1, statements: reply.statements })
        }
        .boxed_local()
    }
}

#[expect(clippy::disallowed_methods, reason = "a player's own clock, which no test moves")]
fn since_epoch() -> anyhow::Result<Duration> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?)
}
