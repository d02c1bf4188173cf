//! What the forms about posts share: what was typed, the fields, and how they are read.

use http::{Cx, Sent};
use kernel::{Date, Error, FieldFault, OrganisationId, Result, Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::Field;
use ui::field::Choice;

use crate::basis::{LONGEST_DOCUMENT, LONGEST_REASON};
use crate::codes::text::half_width;
use crate::codes::{self, Table};
use crate::post::NewPost;
use crate::post_rule::MOST_LESSONS;
use crate::{CodeKind, Nature, Organisation, OrganisationKind, Person, store as rows};

/// What was typed; each form has some of these fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub nature: String,
    pub code: String,
    pub kind: String,
    pub from: String,
    pub until: String,
    pub stage: String,
    pub subject: String,
    pub lessons: String,
    pub document: String,
    pub reason: String,
    /// Why, in the second form of a page.
    pub why: String,
    pub how: String,
    pub keeps: String,
    pub who: String,
    pub number: String,
}

/// Faults, gathered while a form is read.
#[derive(Default)]
pub(super) struct Reading(Vec<FieldFault>);

impl Reading {
    fn fault(&mut self, field: &'static str, text: Text) {
        self.0.push(FieldFault { field, text });
    }

    pub(super) fn day(&mut self, field: &'static str, typed: &str) -> Option<Date> {
        let day = typed.trim().parse().ok();
        if day.is_none() {
            self.fault(field, text!("post-day"));
        }
        day
    }

    pub(super) fn reason(&mut self, field: &'static str, typed: &str) -> String {
        let reason = plain(typed);
        let length = kernel::count(reason.chars().count());
        if length < 2 || length > i64::from(LONGEST_REASON) {
            self.fault(field, text!("post-reason-needed"));
        }
        reason
    }

    fn code(&mut self, field: &'static str, table: &'static Table, typed: &str) -> Option<String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let found = table.by_code(typed).map(|it| it.code.clone());
        if found.is_none() {
            self.fault(field, text!("post-choose"));
        }
        found
    }

    pub(super) fn word<T: std::str::FromStr>(&mut self, field: &'static str, typed: &str) -> Option<T> {
        let word = typed.parse().ok();
        if word.is_none() {
            self.fault(field, text!("post-choose"));
        }
        word
    }

    fn lessons(&mut self, typed: &str) -> Option<i64> {
        let typed: String = typed.trim().chars().map(half_width).collect();
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse().ok().filter(|it| (0..=MOST_LESSONS).contains(it));
        if read.is_none() {
            self.fault("lessons", text!("post-lessons-wrong", most = MOST_LESSONS));
        }
        read
    }

    /// What was read, when nothing was wrong.
    pub(super) fn done<T>(self, read: Option<T>) -> Result<T> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => Err(Error::Invalid(self.0)),
        }
    }
}

fn plain(typed: &str) -> String {
    typed.trim().chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

impl Typed {
    /// The post, held as `nature` where the form does not ask.
    pub(super) fn post(&self, nature: Option<Nature>) -> Result<NewPost> {
        let mut reading = Reading::default();
        let nature = nature.or_else(|| reading.word("nature", &self.nature));
        let kind = reading.code("kind", codes::post(), &self.kind);
        if self.kind.trim().is_empty() {
            reading.fault("kind", text!("post-choose"));
        }
        let from = reading.day("from", &self.from);
        let until = if self.until.trim().is_empty() { None } else { reading.day("until", &self.until) };
        let stage = reading.code("stage", codes::stage(), &self.stage);
        let subject = reading.code("subject", codes::subject(), &self.subject);
        let weekly_lessons = reading.lessons(&self.lessons);
        let document = plain(&self.document);
        if kernel::count(document.chars().count()) > i64::from(LONGEST_DOCUMENT) {
            reading.fault("document", text!("post-document-long"));
        }
        let document = Some(document).filter(|it| !it.is_empty());
        let reason = reading.reason("reason", &self.reason);
        let read = nature.zip(kind).zip(from).map(|((nature, kind), from)| NewPost {
            kind,
            nature,
            from,
            until,
            stage,
            subject,
            weekly_lessons,
            document,
            reason,
        });
        reading.done(read)
    }

    /// Where: what the code names, or `own`.
    pub(super) async fn organisation(&self, cx: &Cx, own: OrganisationId) -> Result<Organisation> {
        let code: String = self.code.trim().chars().map(half_width).collect();
        if code.is_empty() {
            return rows::get_organisation(cx.store(), own).await;
        }
        let kinds = match code.len() {
            10 => CodeKind::School,
            18 => CodeKind::Credit,
            _ => CodeKind::Division,
        };
        for kind in OrganisationKind::ALL.iter().filter(|it| it.code_kind() == kinds) {
            if let Some(found) = rows::find_by_code(cx.store(), *kind, &code).await? {
                return Ok(found);
            }
        }
        Err(Error::field("code", text!("post-code-unknown")))
    }
}

/// What begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// A post, at the own organisation or at another.
    Post,
    /// The main post of whoever comes back.
    Return,
    /// A post at another organisation, on a day to come.
    Transfer,
}

/// The fields of a post that begins.
pub(super) fn post_fields(cx: &Cx, typed: &Typed, sent: &Sent, what: Begins) -> Markup {
    let asks_nature = what != Begins::Return;
    let (code_hint, from_hint) = match what {
        Begins::Post | Begins::Return => ("post-code-hint", "post-from-hint"),
        Begins::Transfer => ("transfer-code-hint", "transfer-from-hint"),
    };
    let optional = cx.t("form-optional");
    let labels = ["post-kind", "post-stage", "post-subject", "post-choose"].map(|key| cx.t(key));
    let [kind, stage, subject, none] = &labels;
    let english = cx.locale().is_english();
    let listed = |table: &'static Table| -> Vec<Choice<'static>> {
        table.iter().map(|it| Choice { value: &it.code, label: it.on_page(english), hint: "" }).collect()
    };
    let errors = ["kind", "stage", "subject"].map(|field| sent.error(cx, field));
    let [kind_error, stage_error, subject_error] = &errors;
    html! {
        @if asks_nature { (natures(cx, typed, sent)) }
        (text_field(cx, sent, "code", &typed.code, ("post-code", code_hint), 20))
        (ui::field::select(&Field { name: "kind", label: kind, value: &typed.kind, error: kind_error, required: true, ..Field::default() }, &listed(codes::post()), none))
        (day(cx, sent, "from", &typed.from, ("post-from", from_hint), true))
        @if asks_nature { (day(cx, sent, "until", &typed.until, ("post-until", "post-until-hint"), false)) }
        (ui::field::select(&Field { name: "stage", label: stage, optional: &optional, value: &typed.stage, error: stage_error, ..Field::default() }, &listed(codes::stage()), "—"))
        (ui::field::select(&Field { name: "subject", label: subject, optional: &optional, value: &typed.subject, error: subject_error, ..Field::default() }, &listed(codes::subject()), "—"))
        (lessons(cx, typed, sent))
        (text_field(cx, sent, "document", &typed.document, ("basis-document", "basis-document-hint"), LONGEST_DOCUMENT))
        (reason(cx, sent, "reason", &typed.reason))
    }
}

fn natures(cx: &Cx, typed: &Typed, sent: &Sent) -> Markup {
    let words: Vec<_> = Nature::ALL
        .iter()
        .map(|it| (it.as_str(), cx.t(it.key()), cx.t(&format!("{}-hint", it.key())).into_owned()))
        .collect();
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label, hint)| Choice { value, label, hint }).collect();
    let (label, error) = (cx.t("post-nature"), sent.error(cx, "nature"));
    ui::field::radios(
        &Field {
            name: "nature",
            label: &label,
            value: &typed.nature,
            error: &error,
            required: true,
            ..Field::default()
        },
        &choices,
    )
}

/// One line, which may be left out.
fn text_field(cx: &Cx, sent: &Sent, name: &'static str, value: &str, keys: (&str, &str), most: u32) -> Markup {
    let optional = cx.t("form-optional");
    line(cx, sent, keys, Field { name, value, maxlength: most, optional: &optional, ..Field::default() })
}

/// One line, which is needed.
pub(super) fn needed(cx: &Cx, sent: &Sent, name: &'static str, value: &str, keys: (&str, &str), most: u32) -> Markup {
    line(cx, sent, keys, Field { name, value, maxlength: most, required: true, ..Field::default() })
}

fn line(cx: &Cx, sent: &Sent, keys: (&str, &str), field: Field<'_>) -> Markup {
    let (label, hint, error) = (cx.t(keys.0), cx.t(keys.1), sent.error(cx, field.name));
    ui::field::text(&Field { label: &label, hint: &hint, error: &error, autocomplete: "off", ..field })
}

fn lessons(cx: &Cx, typed: &Typed, sent: &Sent) -> Markup {
    let (label, optional, error) = (cx.t("post-weekly"), cx.t("form-optional"), sent.error(cx, "lessons"));
    let value = &typed.lessons;
    let field = Field {
        name: "lessons",
        label: &label,
        optional: &optional,
        value,
        error: &error,
        inputmode: "numeric",
        ..Field::default()
    };
    ui::field::number(&field)
}

/// A day.
pub(super) fn day(cx: &Cx, sent: &Sent, name: &'static str, value: &str, keys: (&str, &str), needed: bool) -> Markup {
    let (label, hint, error) = (cx.t(keys.0), cx.t(keys.1), sent.error(cx, name));
    let optional = if needed { "".into() } else { cx.t("form-optional") };
    ui::field::date(&Field {
        name,
        label: &label,
        hint: &hint,
        optional: &optional,
        value,
        error: &error,
        required: needed,
        ..Field::default()
    })
}

/// Why; under the name of the field, for each form of a page its own.
pub(super) fn reason(cx: &Cx, sent: &Sent, name: &'static str, value: &str) -> Markup {
    let (label, error) = (cx.t("post-reason"), sent.error(cx, name));
    let field = Field { name, label: &label, value, error: &error, required: true, ..Field::default() };
    ui::field::textarea(&Field { maxlength: LONGEST_REASON, ..field }, 2)
}

/// A page with one form, sent to `path` below the file.
pub(super) fn form(cx: &Cx, person: &Person, title: &str, sent: &Sent, path: &str, fields: &Markup) -> Markup {
    let action = format!("/people/{}/{path}", person.id);
    let body = html! {
        (sent.summary(cx))
        (ui::card(title, &ui::form(&ui::Form { action: &action, ..ui::Form::default() }, fields)))
    };
    around(cx, person, title, &body)
}

/// A page with the way back to the file.
pub(super) fn around(cx: &Cx, person: &Person, title: &str, body: &Markup) -> Markup {
    let back = cx.t("person-list");
    let body = html! {
        (ui::breadcrumbs(&back, &[ui::Crumb { text: &person.name, href: &format!("/people/{}", person.id) }]))
        (ui::card::head(title, &html! { (person.name) " · " (person.identity_masked) }, &html! {}))
        (body)
    };
    cx.page_with(title, http::Look { reading: true, under: Some("/people"), ..http::Look::default() }, &body)
}
