//! Houses for tests: some slices on a fresh database with a clock that the test moves, and the door at
//! which callers knock.

mod door;
mod ground;
mod house;
mod words;

pub use door::{Answer, Callers, Door, form};
pub use ground::{Ground, morning};
pub use house::{House, Plan, fonts};
