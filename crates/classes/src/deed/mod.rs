//! What people do: each deed checks its rule, writes, and records itself in the caller's transaction.
//! Pages and the demonstration world go through the same functions.

mod class;
mod closing;
mod decision;
mod exception;
mod nomination;
mod timetable;

pub use class::{change, create, file, open, send_back, submit};
pub use closing::{begin_closing, close, set_result};
pub use decision::decide;
pub use exception::rule_on_exception;
pub use nomination::nominate;
pub use timetable::{add_row, remove_row, replace_timetable};

use authz::Actor;
use kernel::{Id, Refusal, Result, Timestamp, text};
use store::Tx;

use crate::Class;
use crate::class::ClassStep;

/// Who does it, in which duty, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// In which duty; `""` in one's own name.
    pub duty: &'a str,
    /// When.
    pub now: Timestamp,
}

impl By<'_> {
    /// Writes the deed into the audit.
    async fn record(&self, tx: &mut Tx, entry: access::audit::Entry<'_>) -> Result<()> {
        access::audit::record(tx, self.actor, self.now, access::audit::Entry { duty: self.duty, ..entry }).await
    }

    /// Writes a step of a class and the same into the audit.
    async fn step(
        &self,
        tx: &mut Tx,
        class: Id<Class>,
        step: &str,
        opinion: Option<&str>,
        after: serde_json::Value,
    ) -> Result<()> {
        let it = ClassStep {
            step: step.to_owned(),
            by_name: self.actor.name.clone(),
            duty: self.duty.to_owned(),
            opinion: opinion.map(str::to_owned),
            at: self.now,
        };
        crate::store::add_class_step(tx, class, &it).await?;
        let entry = access::audit::Entry {
            deed: &format!("class.{step}"),
            noun: "class",
            subject: class.to_string(),
            after: Some(after.to_string()),
            why: it.opinion,
            ..Default::default()
        };
        self.record(tx, entry).await
    }
}

/// Somebody else was quicker; what was seen on the page is no longer so.
fn meanwhile() -> kernel::Error {
    Refusal::because(text!("class-changed-meanwhile")).remedy(text!("class-changed-meanwhile-remedy")).into()
}

fn sure(done: bool) -> Result<()> {
    if done { Ok(()) } else { Err(meanwhile()) }
}
