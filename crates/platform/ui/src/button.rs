//! Buttons that post and links that look like deeds.

use maud::{Markup, html};

/// The one main deed of a form.
pub fn button(text: &str) -> Markup {
    html! { button.btn type="submit" { (text) } }
}

/// A lesser deed of a form; `name`/`value` say which (`""` when the form has only one).
pub fn quiet_button(text: &str, name: &str, value: &str) -> Markup {
    html! {
        @if name.is_empty() { button.btn.quiet type="submit" { (text) } }
        @else { button.btn.quiet type="submit" name=(name) value=(value) { (text) } }
    }
}

/// A deed that takes something away.
pub fn danger_button(text: &str) -> Markup {
    html! { button.btn.danger type="submit" { (text) } }
}

/// A link that is the main deed of a page.
pub fn link_button(href: &str, text: &str) -> Markup {
    html! { a.btn href=(href) { (text) } }
}

/// A link that is a lesser deed.
pub fn quiet_link(href: &str, text: &str) -> Markup {
    html! { a.btn.quiet href=(href) { (text) } }
}

/// Several deeds in a row; on a phone one under another.
pub fn row(deeds: &Markup) -> Markup {
    html! { div.deeds { (deeds) } }
}

/// A file to fetch: its name, and its kind and size in words ("XLSX, 48 kB").
pub fn download(href: &str, text: &str, size: &str) -> Markup {
    html! {
        a.download href=(href) download {
            (crate::icon(crate::Icon::Download))
            span { (text) @if !size.is_empty() { " " small { (size) } } }
        }
    }
}

/// A sentence to paste elsewhere, with a button that copies it. Without script the sentence can
/// be selected by hand: the button then stays hidden. `copied` is said after copying.
pub fn copy(text: &str, copy: &str, copied: &str) -> Markup {
    html! {
        x-copy.say data-copied=(copied) {
            p { (text) }
            button.btn.quiet type="button" hidden { (copy) }
            span.copied role="status" {}
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_and_address_are_escaped() {
        let html = super::link_button("/a?b=\"1\"&c", "<b>").into_string();
        assert_eq!(html, "<a class=\"btn\" href=\"/a?b=&quot;1&quot;&amp;c\">&lt;b&gt;</a>");
    }
}
