//! From the form to the first page: three requests, one of them with a password hash.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::{Done, Load, Measured, Operation};
use crate::rig::{Account, Rig};
use crate::world::TEACHER;

/// Signing in, again and again, as one person after the other.
pub struct SignIn;

impl Case for SignIn {
    fn name(&self) -> &'static str {
        "sign_in"
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit::Hello)
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_server().await?;
            let people = People(rig.accounts(TEACHER)?);
            let connections = server.connections(4).await?;
            let load = Load { seconds: rig.seconds, process: &server.process };
            load.run(connections, &people).await
        }
        .boxed_local()
    }
}

struct People(Vec<Account>);

impl Operation for People {
    fn run<'a>(&'a self, connection: &'a mut Connection, turn: u64) -> LocalBoxFuture<'a, anyhow::Result<Done>> {
        async move {
            connection.forget();
            let place = usize::try_from(turn)?.checked_rem(self.0.len()).unwrap_or_default();
            let mut statements = None;
            if let Some(account) = self.0.get(place) {
                statements = connection.sign_in(account).await?;
                let home = connection.get("/").await?.expect(200)?;
                statements = statements.zip(home.statements).map(|(a, b)| a + b);
            }
            Ok(Done { units: 1, statements })
        }
        .boxed_local()
    }
}
