//! The data floor: one SQL text, two databases, one behaviour.
//!
//! Slices write `sql("select … where id = $1").bind(id).one::<Class>(store)`; this crate alone knows
//! which database answers. Nothing above it names the driver, and no branch above it asks "is it
//! SQLite?".

#[macro_use]
mod macros;

pub mod catalogue;
mod count;
mod error;
mod insert;
mod lists;
mod migrate;
mod open;
mod readers;
mod row;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;

pub use count::counted;
pub use error::Error;
pub use insert::Insert;
pub use kernel;
pub use migrate::Migration;
pub use open::{Config, Kind, Store};
pub use row::{Column, Record, Row};
pub use sql::{AT_ONCE, On, Sql, sql, sql_list};
pub use tx::{Outcome, Tx};
pub use value::Value;
