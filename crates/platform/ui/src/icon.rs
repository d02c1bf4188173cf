//! A few drawn signs. They always stand beside words and are hidden from screen readers.

use maud::{Markup, html};

/// What a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A tick: met, done.
    Done,
    /// A half-filled ring: under way.
    Half,
    /// An empty ring: not yet.
    Open,
    /// A cross: not met, refused.
    No,
    /// An exclamation in a triangle: look at this.
    Warn,
    /// The letter i in a ring.
    Info,
    /// An arrow in the direction of reading.
    Next,
    /// A down arrow into a tray: a file to fetch.
    Download,
}

/// One sign of 1 em, in the colour of the text.
pub fn icon(icon: Icon) -> Markup {
    let path = match icon {
        Icon::Done => "M3.5 8.5l3 3 6-7",
        Icon::Half | Icon::Open => "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11z",
        Icon::No => "M4 4l8 8M12 4l-8 8",
        Icon::Warn => "M8 2l6.5 11.5h-13zM8 6.5v3M8 11.3v.4",
        Icon::Info => "M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12zM8 7.3v3.8M8 4.7v.4",
        Icon::Next => "M6 3.5l4.5 4.5L6 12.5",
        Icon::Download => "M8 2.5v7M5 7l3 3 3-3M2.5 11v2.5h11V11",
    };
    html! {
        svg.icon.icon-next[icon == Icon::Next] viewBox="0 0 16 16" aria-hidden="true" focusable="false" {
            path d=(path) {}
            @if icon == Icon::Half { path.fill d="M8 2.5a5.5 5.5 0 0 0 0 11z" {} }
        }
    }
}

/// The seal: an apricot blossom of five petals.
pub fn seal() -> Markup {
    html! {
        svg.seal viewBox="0 0 40 40" aria-hidden="true" focusable="false" {
            rect.seal-ground width="40" height="40" rx="9" {}
            g.seal-petals {
                @for turn in ["0", "72", "144", "216", "288"] {
                    path transform={ "rotate(" (turn) " 20 20.8)" } d="M20 19.4c-5.6-3.4-5.4-12 0-12.6c5.4.6 5.6 9.2 0 12.6z" {}
                }
                circle.seal-heart cx="20" cy="20.8" r="2.6" {}
            }
        }
    }
}
