//! The limit for pages: the program's own bare handler, without database, session or markup.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::cases::page::Get;
use crate::load::{Load, Measured};
use crate::rig::Rig;

/// `xingtan bench-hello` answers every request with one word.
pub struct Hello;

impl Case for Hello {
    fn name(&self) -> &'static str {
        "hello"
    }

    fn limit(&self) -> Option<Limit> {
        None
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let server = rig.start_hello().await?;
            let get = Get { paths: vec!["/".to_owned()] };
            let connections = server.connections(8).await?;
            Load { seconds: rig.seconds, process: &server.process }.run(connections, &get).await
        }
        .boxed_local()
    }
}
