//! A county officer looks for people: the form, and the list that it leads to.

use anyhow::Context as _;
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::{Done, Load, Measured, Operation};
use crate::rig::Rig;
use crate::world::{COUNTY, FINDING, WANTED};

/// People, found by what officers type.
pub struct FindPeople;

impl Case for FindPeople {
    fn name(&self) -> &'static str {
        "find_people"
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit::Hello)
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_server().await?;
            let accounts = rig.accounts(COUNTY)?;
            let mut connections = server.connections(8).await?;
            for (connection, account) in connections.iter_mut().zip(accounts.iter().cycle()) {
                connection.sign_in(account).await?;
            }
            let load = Load { seconds: rig.seconds, process: &server.process };
            load.run(connections, &Find).await
        }
        .boxed_local()
    }
}

/// The form, answered with 303, and the page behind it.
struct Find;

impl Operation for Find {
    fn run<'a>(&'a self, connection: &'a mut Connection, turn: u64) -> LocalBoxFuture<'a, anyhow::Result<Done>> {
        async move {
            let nth = usize::try_from(turn)?.checked_rem(WANTED.len()).unwrap_or_default();
            let (path, field) = FINDING;
            let wanted = WANTED.get(nth).copied().unwrap_or_default();
            let asked = connection.post_form(path, &[(field, wanted)]).await?.expect(303)?;
            let list = connection.get(&asked.location.context("a list to go to")?).await?.expect(200)?;
            Ok(Done { units: 1, statements: asked.statements.zip(list.statements).map(|(a, b)| a + b) })
        }
        .boxed_local()
    }
}
