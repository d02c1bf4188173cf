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
pub(crate) use decision::release;
pub use exception::rule_on_exception;
pub use nomination::nominate;
pub use timetable::{add_row, remove_row, replace_timetable};

use audit::{By, Entry};
use kernel::{Id, Refusal, Result, text};
use store::Tx;

use crate::Class;
use crate::class::ClassStep;

/// Writes a step of a class, and the same into the audit.
async fn step(
    tx: &mut Tx,
    by: &By,
    class: Id<Class>,
    step: &str,
    opinion: Option<&str>,
    after: serde_json::Value,
) -> Result<()> {
    let it = ClassStep {
        step: step.to_owned(),
        by_name: by.name.clone(),
        duty: by.duty.clone(),
        opinion: opinion.map(str::to_owned),
        at: by.now,
    };
    crate::store::add_class_step(tx, class, &it).await?;
    let deed = format!("class.{step}");
    by.record(tx, Entry::new(&deed, "class", class).after(after).why(opinion.unwrap_or_default())).await
}

/// Somebody else was quicker; what was seen on the page is no longer so.
fn meanwhile() -> kernel::Error {
    Refusal::because(text!("class-changed-meanwhile")).remedy(text!("class-changed-meanwhile-remedy")).into()
}

fn sure(done: bool) -> Result<()> {
    if done { Ok(()) } else { Err(meanwhile()) }
}
