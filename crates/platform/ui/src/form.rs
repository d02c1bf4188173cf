//! Forms: they post, and never lose what was typed.

use maud::{Markup, html};

/// How a form is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Changes something.
    #[default]
    Post,
    /// As [`Method::Post`], with files.
    Upload,
    /// Asks only; its fields stand in the address.
    Get,
}

/// A question in a dialog before a post that cannot be taken back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Confirm<'a> {
    /// What is about to happen.
    pub title: &'a str,
    /// What it means and whether it can be undone.
    pub text: &'a str,
    /// The deed.
    pub yes: &'a str,
    /// Back.
    pub no: &'a str,
    /// It refuses or removes: its button is red.
    pub removes: bool,
}

/// A form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form<'a> {
    /// Where it goes.
    pub action: &'a str,
    /// How it is sent.
    pub method: Method,
    /// Id of the form, or `""`.
    pub id: &'a str,
    /// Key under which what is typed is kept on the device until the server has taken it; `""`
    /// keeps nothing. Never give a key to a form with a password or an identity number.
    pub draft: &'a str,
    /// Said when a kept draft was put back, with the deed that throws it away.
    pub draft_words: (&'a str, &'a str),
    /// Ask before sending.
    pub confirm: Option<Confirm<'a>>,
}

/// The form around `body`, which brings its own button.
pub fn form(f: &Form<'_>, body: &Markup) -> Markup {
    let method = if f.method == Method::Get { "get" } else { "post" };
    let id = (!f.id.is_empty()).then_some(f.id);
    let enctype = (f.method == Method::Upload).then_some("multipart/form-data");
    let inner = html! {
        form.form action=(f.action) method=(method) id=[id] enctype=[enctype] {
            (body)
        }
    };
    let inner = match f.confirm {
        None => inner,
        Some(c) => html! {
            x-confirm {
                (inner)
                dialog.dialog aria-label=(c.title) {
                    h2 { (c.title) }
                    p { (c.text) }
                    div.deeds {
                        button.btn.danger[c.removes] type="button" value="yes" { (c.yes) }
                        button.btn.quiet type="button" value="no" autofocus { (c.no) }
                    }
                }
            }
        },
    };
    if f.draft.is_empty() {
        return inner;
    }
    html! {
        x-draft key=(f.draft) {
            p.draft-note role="status" hidden { span { (f.draft_words.0) } " " button.link type="button" { (f.draft_words.1) } }
            (inner)
        }
    }
}

/// The list of what is wrong, above the form, each linking to its field: `(name, error)`.
/// Empty when nothing is wrong.
pub fn error_summary(title: &str, errors: &[(&str, &str)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" autofocus {
                h2 { (title) }
                ul { @for (name, text) in errors { li { a href={ "#f-" (name) } { (text) } } } }
            }
        }
    }
}

/// Filters whose values stand in the address. With script a change sends the form by itself;
/// without it the button does. `target` is the id of the list to renew, or `""` for a whole page.
pub fn filter_bar(label: &str, action: &str, target: &str, fields: &Markup, go: &str) -> Markup {
    let hx = (!target.is_empty()).then(|| format!("#{target}"));
    html! {
        x-filter-form {
            form.filters role="search" aria-label=(label) method="get" action=(action)
                hx-get=[hx.as_ref().map(|_| action)] hx-target=[hx.as_deref()] hx-select=[hx.as_deref()]
                hx-swap=[hx.as_ref().map(|_| "outerHTML")] hx-push-url=[hx.as_ref().map(|_| "true")] {
                (fields)
                div.field.filter-go { button.btn.quiet type="submit" { (go) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Confirm, Form, Method, error_summary, form};
    use maud::html;

    #[test]
    fn an_upload_says_how_it_is_packed() {
        let upload = Form { action: "/a", method: Method::Upload, ..Form::default() };
        assert!(form(&upload, &html! {}).into_string().contains("enctype=\"multipart/form-data\""));
        let get = Form { method: Method::Get, ..upload };
        assert!(!form(&get, &html! {}).into_string().contains("enctype"));
    }

    #[test]
    fn only_what_refuses_or_removes_is_red() {
        for removes in [false, true] {
            let confirm = Some(Confirm { yes: "Y", removes, ..Confirm::default() });
            let html = form(&Form { confirm, ..Form::default() }, &html! {}).into_string();
            assert_eq!(html.contains("danger"), removes);
        }
    }

    #[test]
    fn the_summary_links_to_the_fields() {
        assert!(error_summary("t", &[]).into_string().is_empty());
        let html = error_summary("t", &[("n", "<e>")]).into_string();
        assert!(html.contains("<a href=\"#f-n\">&lt;e&gt;</a>"));
    }
}
