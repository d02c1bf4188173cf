use std::future::Future;
use std::pin::Pin;

use kernel::{Id, Result, Timestamp};
use serde::Serialize;
use serde_json::Value;
use store::{Tx, sql};

store::record! {
    /// Something that happened.
    pub struct Event {
        /// Its id; a subscriber that sees it twice knows it.
        pub event_id: Id<Event>,
        /// What kind of thing: `enrolment.confirmed`.
        pub topic: String,
        /// The facts, as JSON.
        pub payload: String,
    }
}

impl Event {
    /// The facts as `T`.
    ///
    /// # Errors
    /// When the payload is not a `T`.
    pub fn facts<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.payload).map_err(kernel::Error::internal)
    }
}

/// Writes down that `topic` happened, in the transaction in which it happens.
///
/// # Errors
/// When the database refuses.
pub async fn emit(tx: &mut Tx, at: Timestamp, topic: &str, facts: &impl Serialize) -> Result<()> {
    let facts: Value = serde_json::to_value(facts).map_err(kernel::Error::internal)?;
    sql("insert into outbox (id, topic, payload, happened_at) values ($1, $2, $3, $4)")
        .bind(Id::<Event>::new(at))
        .bind(topic)
        .bind(facts.to_string())
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// What a subscriber does, inside the transaction that marks the event as heard.
pub type Hear = for<'a> fn(&'a mut Tx, &'a Event, Timestamp) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Somebody who hears of one topic.
#[derive(Clone, Copy)]
pub struct Subscriber {
    /// A name that never changes: it is stored.
    pub name: &'static str,
    /// The topic.
    pub topic: &'static str,
    /// What to do.
    pub hear: Hear,
}
