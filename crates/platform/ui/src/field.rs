//! Fields of a form: label, hint, error and control wired to each other.

use maud::{Markup, html};

/// What every field has. `""` leaves a part out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Name in the form; the id of the control is `f-` and the name.
    pub name: &'a str,
    /// The label, always visible.
    pub label: &'a str,
    /// One line of help.
    pub hint: &'a str,
    /// What is wrong and what to do about it.
    pub error: &'a str,
    /// What was typed, or the chosen value.
    pub value: &'a str,
    /// The form cannot be sent without it.
    pub required: bool,
    /// Value of `autocomplete`.
    pub autocomplete: &'a str,
    /// Value of `inputmode`.
    pub inputmode: &'a str,
    /// Longest text in characters; 0 for no limit.
    pub maxlength: u32,
    /// Said after the label of a field that may stay empty ("optional").
    pub optional: &'a str,
}

/// One choice of a select or radio group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// Sent when chosen.
    pub value: &'a str,
    /// Shown.
    pub label: &'a str,
    /// One line of help, or `""`; radio groups only.
    pub hint: &'a str,
}

impl Field<'_> {
    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("h-{}", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("e-{}", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        (!self.error.is_empty()).then_some("true")
    }

    fn notes(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() { p.hint id={ "h-" (self.name) } { (self.hint) } }
            @if !self.error.is_empty() { p.error id={ "e-" (self.name) } { (crate::icon(crate::Icon::Warn)) (self.error) } }
        }
    }

    fn around(&self, control: &Markup) -> Markup {
        html! {
            div.field.wrong[!self.error.is_empty()] {
                label for=(self.id()) { (self.label) @if !self.optional.is_empty() { " " small { (self.optional) } } }
                (self.notes())
                (control)
            }
        }
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn input(f: &Field<'_>, kind: &str) -> Markup {
    f.around(&html! {
        input id=(f.id()) name=(f.name) type=(kind) value=(f.value) required[f.required]
            autocomplete=[some(f.autocomplete)] inputmode=[some(f.inputmode)]
            maxlength=[(f.maxlength > 0).then_some(f.maxlength)]
            aria-describedby=[f.described()] aria-invalid=[f.invalid()];
    })
}

/// One line of text.
pub fn text(f: &Field<'_>) -> Markup {
    input(f, "text")
}

/// A password; its value is never written back.
pub fn password(f: &Field<'_>) -> Markup {
    input(&Field { value: "", ..*f }, "password")
}

/// A number, typed as text with a number pad: no spinner to change it by accident.
pub fn number(f: &Field<'_>) -> Markup {
    let inputmode = if f.inputmode.is_empty() { "decimal" } else { f.inputmode };
    input(&Field { inputmode, ..*f }, "text")
}

/// A search term.
pub fn search(f: &Field<'_>) -> Markup {
    input(f, "search")
}

/// A day, `YYYY-MM-DD`.
pub fn date(f: &Field<'_>) -> Markup {
    input(f, "date")
}

/// A month, `YYYY-MM`. Typed as text: browsers without a month control show nothing else.
pub fn month(f: &Field<'_>) -> Markup {
    f.around(&html! {
        input id=(f.id()) name=(f.name) type="month" value=(f.value) required[f.required]
            placeholder="YYYY-MM" pattern="[0-9]{4}-(0[1-9]|1[0-2])" inputmode="numeric"
            autocomplete=[some(f.autocomplete)]
            aria-describedby=[f.described()] aria-invalid=[f.invalid()];
    })
}

/// Several lines of text.
pub fn textarea(f: &Field<'_>, rows: u8) -> Markup {
    f.around(&html! {
        textarea id=(f.id()) name=(f.name) rows=(rows) required[f.required]
            autocomplete=[some(f.autocomplete)] maxlength=[(f.maxlength > 0).then_some(f.maxlength)]
            aria-describedby=[f.described()] aria-invalid=[f.invalid()] { (f.value) }
    })
}

/// One of a list. `none` is the words of the empty choice, or `""` for no empty choice.
pub fn select(f: &Field<'_>, choices: &[Choice<'_>], none: &str) -> Markup {
    f.around(&html! {
        select id=(f.id()) name=(f.name) required[f.required] autocomplete=[some(f.autocomplete)]
            aria-describedby=[f.described()] aria-invalid=[f.invalid()] {
            @if !none.is_empty() { option value="" { (none) } }
            @for c in choices { option value=(c.value) selected[c.value == f.value] { (c.label) } }
        }
    })
}

/// One of a few, all seen at once.
pub fn radios(f: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    group(f, choices, "radio", |c| c.value == f.value)
}

/// Any of a few. `chosen` are the values already chosen.
pub fn checkboxes(f: &Field<'_>, choices: &[Choice<'_>], chosen: &[&str]) -> Markup {
    group(f, choices, "checkbox", |c| chosen.contains(&c.value))
}

fn group(f: &Field<'_>, choices: &[Choice<'_>], kind: &str, on: impl Fn(&Choice<'_>) -> bool) -> Markup {
    html! {
        fieldset.field.wrong[!f.error.is_empty()] id=(f.id()) tabindex="-1" aria-describedby=[f.described()] {
            legend { (f.label) @if !f.optional.is_empty() { " " small { (f.optional) } } }
            (f.notes())
            div.choices {
                @for (c, n) in choices.iter().zip(1_usize..) {
                    label.choice for={ (f.id()) "-" (n) } {
                        input id={ (f.id()) "-" (n) } type=(kind) name=(f.name) value=(c.value)
                            checked[on(c)] required[f.required && kind == "radio"];
                        span { (c.label) @if !c.hint.is_empty() { small { (c.hint) } } }
                    }
                }
            }
        }
    }
}

/// One box to tick; sends `1`.
pub fn checkbox(f: &Field<'_>) -> Markup {
    html! {
        div.field.wrong[!f.error.is_empty()] {
            (f.notes())
            label.choice for=(f.id()) {
                input id=(f.id()) type="checkbox" name=(f.name) value="1" checked[!f.value.is_empty()]
                    required[f.required] aria-describedby=[f.described()] aria-invalid=[f.invalid()];
                span { (f.label) }
            }
        }
    }
}

/// A file. `accept` as in HTML; `limit` says kind and size in words ("XLSX, at most 20 MB") and
/// `limit_bytes` lets script refuse a larger file before it is sent.
pub fn file(f: &Field<'_>, accept: &str, limit: &str, limit_bytes: u64) -> Markup {
    let described = match f.described() {
        Some(ids) => format!("l-{} {ids}", f.name),
        None => format!("l-{}", f.name),
    };
    f.around(&html! {
        div.file {
            input id=(f.id()) name=(f.name) type="file" accept=(accept) required[f.required]
                data-limit=(limit_bytes) aria-describedby=(described) aria-invalid=[f.invalid()];
            p.hint id={ "l-" (f.name) } { (limit) }
        }
    })
}

/// A value that travels unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Field, password, radios, select, text};

    fn field() -> Field<'static> {
        Field { name: "n", label: "L", hint: "H", error: "E", value: "<v>", ..Field::default() }
    }

    #[test]
    fn label_hint_and_error_are_wired() {
        let html = text(&field()).into_string();
        assert!(html.contains("<label for=\"f-n\">L</label>"));
        assert!(html.contains("aria-describedby=\"h-n e-n\" aria-invalid=\"true\""));
        assert!(html.contains("id=\"h-n\"") && html.contains("id=\"e-n\""));
        assert!(html.contains("value=\"&lt;v&gt;\""));
    }

    #[test]
    fn a_password_is_never_written_back() {
        assert!(!password(&field()).into_string().contains("&lt;v&gt;"));
    }

    #[test]
    fn the_chosen_value_is_marked() {
        let choices = [Choice { value: "a", label: "A", hint: "" }, Choice { value: "<v>", label: "B", hint: "" }];
        let html = select(&field(), &choices, "").into_string();
        assert_eq!(html.matches(" selected").count(), 1);
        let html = radios(&field(), &choices).into_string();
        assert!(html.contains("<legend>L</legend>"));
        assert!(html.contains("for=\"f-n-2\"") && html.contains("id=\"f-n-2\""));
        assert_eq!(html.matches(" checked").count(), 1);
    }
}
