use std::future::Future;
use std::pin::Pin;

use kernel::Result;
use maud::Markup;

use crate::Cx;

/// What a slice says on a person's first page: `async fn` of the request, boxed.
pub type Waiting = for<'a> fn(&'a Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + 'a>>;

/// One slice's part of a person's first page.
#[derive(Default)]
pub struct Desk {
    /// Rows of "what to do now", most urgent first.
    pub todos: Vec<Todo>,
    /// Panels below it.
    pub panels: Vec<Panel>,
    /// The person's counted hours in words, for the sync line.
    pub counted: Option<String>,
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Todo {
    /// What.
    pub title: String,
    /// The least that helps to decide: where I was, how long, how many megabytes.
    pub facts: String,
    /// Until when or who holds it: the tag's kind and words.
    pub tag: Option<(ui::TagKind, String)>,
    /// The deed and where it is done.
    pub action: (String, String),
    /// Days until it is due; the smaller the higher. `i64::MAX` when it has no date.
    pub days: i64,
}

/// A card of the first page.
pub struct Panel {
    /// Its place; smaller stands first.
    pub order: u8,
    /// The card.
    pub card: Markup,
}
