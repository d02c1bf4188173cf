//! Whether an officer may: whose the session is, and which duty covers the place. What the guard of every route asks.

use anyhow::Context as _;
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::Measured;
use crate::rig::Rig;
use crate::told;
use crate::world::{COUNTY, SESSION_COOKIE};

/// The check of a duty.
pub struct DutyCheck;

impl Case for DutyCheck {
    fn name(&self) -> &'static str {
        "duty_check"
    }

    fn limit(&self) -> Option<Limit> {
        None
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_server().await?;
            let mut officer = Connection::open(server.port, 0).await?;
            officer.sign_in(rig.accounts(COUNTY)?.first().context("an officer")?).await?;
            let token = officer.cookie(SESSION_COOKIE).context("a session")?;
            // A turn has many checks: its latency is not that of one.
            let (measured, _) = told::measure(rig.start_duty(&token)?).await?;
            Ok(measured)
        }
        .boxed_local()
    }
}
