use kernel::{Id, Result, Timestamp};
use store::{On, sql, sql_list};

use crate::worker::{Worker, apart, later};
use crate::{Event, Subscriber};

/// After so many failures an event waits for a person (the doctor names it).
const MOST_ATTEMPTS: i64 = 12;

store::record! {
    struct Due { event_id: Id<Event>, topic: String, payload: String, subscriber: String, attempts: i64 }
}

store::record! {
    /// An event that a subscriber refused so often that it waits for a person.
    pub struct GivenUp {
        /// The event.
        pub event_id: Id<Event>,
        /// What happened.
        pub topic: String,
        /// Who did not take it.
        pub subscriber: String,
        /// Why not, the last time.
        pub fault: Option<String>,
    }
}

/// Events that were given up, the oldest first; at most `limit`. None, in a house that is in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_given_up(on: impl Into<On<'_>>, limit: u32) -> Result<Vec<GivenUp>> {
    Ok(sql("select event_id, topic, subscriber, fault from delivery where attempts >= $1 order by event_id limit $2")
        .bind(MOST_ATTEMPTS)
        .bind(limit)
        .all(on)
        .await?)
}

impl Worker {
    /// Moves one event of the outbox to those who subscribed to it.
    pub(crate) async fn fan_out(&self) -> Result<bool> {
        let now = self.clock.now();
        let next: Option<Event> =
            sql("select id as event_id, topic, payload from outbox order by id limit 1").optional(&self.store).await?;
        let Some(event) = next else { return Ok(false) };
        store::transaction!(self.store, tx => {
            // Whoever deletes the row owns the event; a second worker deletes nothing.
            let mine = sql("delete from outbox where id = $1").bind(event.event_id).run(&mut *tx).await? == 1;
            for subscriber in self.subscribers.iter().filter(|it| mine && it.topic() == event.topic) {
                sql("insert into delivery (event_id, subscriber, topic, payload, attempts, due_at) values ($1, $2, $3, $4, 0, $5)")
                    .bind(event.event_id)
                    .bind(subscriber.name())
                    .bind(event.topic.as_str())
                    .bind(event.payload.as_str())
                    .bind(now)
                    .run(&mut *tx)
                    .await?;
            }
            Ok(())
        })?;
        Ok(true)
    }

    /// Lets one subscriber hear of one event. Those it does not know are left for the program that does:
    /// while a release is rolled out, two of them share the database.
    pub(crate) async fn deliver(&self) -> Result<bool> {
        let now = self.clock.now();
        let names = self.subscribers.iter().map(Subscriber::name);
        let next: Option<Due> = sql_list("select event_id, topic, payload, subscriber, attempts from delivery where due_at <= $1 and attempts < $2 and subscriber in ({list}) order by due_at, event_id limit 1", vec![now.into(), MOST_ATTEMPTS.into()], names)
            .optional(&self.store)
            .await?;
        let Some(due) = next else { return Ok(false) };
        let (worker, heard) = (self.clone(), due.clone());
        if let Err(error) = apart(async move { worker.hear(&heard, now).await }).await {
            tracing::warn!(subscriber = due.subscriber, topic = due.topic, %error, "an event was not taken; it comes again");
            // Two workers may have failed with the same one: that is one failure.
            sql("update delivery set attempts = attempts + 1, due_at = $3, fault = $4 where event_id = $1 and subscriber = $2 and attempts = $5")
                .bind(due.event_id)
                .bind(due.subscriber.as_str())
                .bind(later(now, due.attempts))
                .bind(error.to_string())
                .bind(due.attempts)
                .run(&self.store)
                .await?;
        }
        Ok(true)
    }

    async fn hear(&self, due: &Due, now: Timestamp) -> Result<()> {
        let Some(subscriber) = self.subscribers.iter().find(|it| it.name() == due.subscriber) else { return Ok(()) };
        let event = Event { event_id: due.event_id, topic: due.topic.clone(), payload: due.payload.clone() };
        store::transaction!(self.store, tx => {
            let mine = sql("delete from delivery where event_id = $1 and subscriber = $2")
                .bind(due.event_id)
                .bind(due.subscriber.as_str())
                .run(&mut *tx)
                .await? == 1;
            if mine { subscriber.hear(tx, &event, now).await } else { Ok(()) }
        })
    }
}
