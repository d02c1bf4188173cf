//! The visual language: components as functions that return [`maud::Markup`].
//!
//! A component knows no product and no wording: every text comes in already translated, every
//! value is escaped by maud. Nothing here writes an inline style or script, so that pages live
//! under `script-src 'self'; style-src 'self'`. Every component is plain HTML that works without
//! script; the custom elements of `assets/js` only make it quicker.
//!
//! The living page of all components is [`design::design`].

mod assets;
pub mod button;
pub mod card;
pub mod chart;
pub mod design;
pub mod facts;
pub mod field;
pub mod figure;
mod form;
mod icon;
mod look;
mod navigation;
pub mod notice;
pub mod player;
pub mod progress;
pub mod question;
mod shell;
pub mod state;
pub mod steps;
pub mod table;
mod tag;
pub mod todo;
pub mod why;

pub use assets::Assets;
pub use button::{button, danger_button, link_button, quiet_button, quiet_link};
pub use card::{card, card_with};
pub use facts::{Fact, facts};
pub use field::{Choice, Field};
pub use figure::{Figure, Marks, figure, figures};
pub use form::{Confirm, Form, Method, error_summary, filter_bar, form};
pub use icon::{Icon, icon, seal};
pub use look::{Dir, Switches, Theme, TypeSize};
pub use navigation::{Crumb, NavItem, Pager, breadcrumbs, pager, switch};
pub use notice::{Notice, Tone, notice};
pub use shell::{Flash, Person, Shell, SyncLine, Width, counted, public_shell, shell, sync_line};
pub use table::{Column, Row, Table, table};
pub use tag::{TagKind, tag};
pub use todo::{Todo, todo_list};

/// What a page is made of, re-exported so that slices name one crate.
pub use maud::{DOCTYPE, Markup, PreEscaped, html};
