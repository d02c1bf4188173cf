//! What this link hears of the earlier ones, and tells the later ones.

use classes::ClassClosed;
use jobs::{Hearing, Subscriber, Topic};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::Return;

/// Who hears of what.
#[must_use]
pub fn subscribers() -> Vec<Subscriber> {
    vec![Subscriber::of::<ClassClosed>("returns.class-closed", open)]
}

/// The return of a closed class is open from then on.
fn open(tx: &mut Tx, closed: ClassClosed, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let class = classes::get_class(&mut *tx, closed.class).await?;
        crate::submission::begin(tx, &class, now).await?;
        Ok(())
    })
}

/// A version of a return is handed in.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReturnSubmitted {
    /// Which.
    pub r#return: Id<Return>,
    /// Its number, from 1.
    pub version: i64,
}

impl Topic for ReturnSubmitted {
    const NAME: &'static str = "return.submitted";
}

/// An office has received a version of a return, or given it back.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReturnDecided {
    /// Which.
    pub r#return: Id<Return>,
    /// Its number, from 1.
    pub version: i64,
}

impl Topic for ReturnDecided {
    const NAME: &'static str = "return.decided";
}
