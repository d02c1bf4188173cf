use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use kernel::{Error, Id, Result, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Tx, sql};

/// A kind of thing that happens, and the facts that are told of it. The slice in which it happens declares
/// it; later slices read the very same type.
///
/// Events outlive a release: a field that is added has a default, and none is renamed.
pub trait Topic: Serialize + DeserializeOwned + Send + Sync {
    /// The name that is stored: noun, dot, what happened. It never changes.
    const NAME: &'static str;
}

store::record! {
    /// Something that happened.
    pub struct Event {
        /// Its id.
        pub event_id: Id<Event>,
        /// The [`Topic::NAME`].
        pub topic: String,
        /// The facts, as JSON.
        pub payload: String,
    }
}

/// Writes down that `facts` happened, in the transaction in which they happen.
///
/// # Errors
/// When the database refuses.
pub async fn emit<T: Topic>(tx: &mut Tx, at: Timestamp, facts: &T) -> Result<()> {
    sql("insert into outbox (id, topic, payload, happened_at) values ($1, $2, $3, $4)")
        .bind(Id::<Event>::new(at))
        .bind(T::NAME)
        .bind(serde_json::to_string(facts).map_err(Error::internal)?)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// What a subscriber does: an `async` block, boxed.
pub type Hearing<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Hears of an event of any topic, by its facts as they are stored.
type Hear = dyn for<'a> Fn(&'a mut Tx, &str, Timestamp) -> Hearing<'a> + Send + Sync;

/// Somebody who hears of one topic.
#[derive(Clone)]
pub struct Subscriber {
    name: &'static str,
    topic: &'static str,
    hear: Arc<Hear>,
}

impl Subscriber {
    /// Hears of each `T`, inside the transaction that marks it as heard. `name` never changes: it is stored.
    #[must_use]
    pub fn of<T: Topic + 'static>(
        name: &'static str,
        hear: for<'a> fn(&'a mut Tx, T, Timestamp) -> Hearing<'a>,
    ) -> Self {
        let hear = of_any(move |tx, payload, at| match serde_json::from_str(payload) {
            Ok(facts) => hear(tx, facts, at),
            Err(cause) => Box::pin(std::future::ready(Err(Error::internal(cause)))),
        });
        Self { name, topic: T::NAME, hear }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name of its topic.
    #[must_use]
    pub const fn topic(&self) -> &'static str {
        self.topic
    }

    pub(crate) async fn hear(&self, tx: &mut Tx, event: &Event, at: Timestamp) -> Result<()> {
        (self.hear)(tx, &event.payload, at).await
    }
}

/// Says to the compiler what the closure is; the type alone does not.
fn of_any(hear: impl for<'a> Fn(&'a mut Tx, &str, Timestamp) -> Hearing<'a> + Send + Sync + 'static) -> Arc<Hear> {
    Arc::new(hear)
}
