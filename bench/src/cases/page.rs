//! A page that a signed-in reader asks for again and again.

use anyhow::Context as _;
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::{Done, Load, Measured, Operation};
use crate::rig::Rig;
use crate::world::PagePlan;

/// A plan, walked once and then measured at its end.
pub struct Page(pub PagePlan);

impl Case for Page {
    fn name(&self) -> &'static str {
        self.0.case
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit::Hello)
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_server().await?;
            let accounts = rig.accounts(self.0.reader)?;
            let mut connections = server.connections(8).await?;
            // Readers as many as connections, or as the world has: a page is somebody's own.
            for (connection, account) in connections.iter_mut().zip(accounts.iter().cycle()) {
                connection.sign_in(account).await?;
            }
            let mut paths = Vec::new();
            for connection in &mut connections {
                paths.push(connection.walk(self.0.steps).await?.0);
            }
            let load = Load { seconds: rig.seconds, process: &server.process };
            load.run(connections, &Get { paths }).await
        }
        .boxed_local()
    }
}

/// One GET that must be answered with 200.
pub struct Get {
    /// The address for each connection, from the root; the first one for those without.
    pub paths: Vec<String>,
}

impl Operation for Get {
    fn run<'a>(&'a self, connection: &'a mut Connection, _turn: u64) -> LocalBoxFuture<'a, anyhow::Result<Done>> {
        async {
            let path = self.paths.get(connection.number).or(self.paths.first());
            let reply = connection.get(path.context("an address")?).await?.expect(200)?;
            Ok(Done { units: 1, statements: reply.statements })
        }
        .boxed_local()
    }
}
