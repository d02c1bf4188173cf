//! The way in: routes whose right stands in the handler's signature, one context for each request,
//! and one place where errors become pages.

mod across;
mod app;
mod asker;
mod attachment;
mod back;
mod belongings;
mod checked;
mod context;
mod desk;
mod draft;
mod fault;
mod forms;
mod guard;
mod headers;
mod origin;
mod page;
mod routes;
mod sent;
mod slice;
#[cfg(feature = "testing")]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
pub mod testing;
mod typed;

pub use across::{Across, Areas, Rights};
pub use app::{App, FLOORS_SEALED, Parts};
pub use asker::{Asker, LOCAL};
pub use attachment::attachment;
pub use back::{left, own_path};
pub use belongings::Belongings;
pub use checked::{Checked, Looking, Nothing, Witness, Witnesses};
pub use context::{Cookies, Cx, SESSION_COOKIE};
pub use desk::{Desk, Panel, Todo, Waiting};
pub use fault::{Fault, Result};
pub use forms::{Form, Json, Query};
pub use guard::{Approve, Asked, Guard, GuardInfo, Manage, Own, OwnOrView, Public, SignedIn, View};
pub use page::{Look, see, see_with, session_cookie, unkept};
pub use routes::{Route, Routes};
pub use sent::{Sent, refused};
pub use slice::{Beside, NavEntry, NavRight, Right, Shown, Slice};

use locale::Source;

/// The messages of this floor.
pub const MESSAGES: Source = locale::source!("http");
