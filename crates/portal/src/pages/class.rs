//! Whether a class is on file: anybody may ask before paying or travelling (S69).

use http::{Cx, Look, Public, Query};
use kernel::text;
use maud::{Markup, html};
use serde::Deserialize;
use ui::notice::{Notice, Tone, notice};
use ui::{Fact, Field, card, facts};

use classes::Class;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    number: String,
}

pub(super) async fn show(_: Public, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let number = asked.number.trim();
    let found = if number.is_empty() { None } else { classes::find_class_by_number(cx.store(), number).await? };
    let title = cx.t("on-file-title");
    let words = ["on-file-number", "on-file-number-hint"].map(|key| cx.t(key));
    let [label, hint] = &words;
    let fields = html! {
        (ui::field::text(&Field { name: "number", label, hint, value: number, required: true, ..Field::default() }))
        div.deeds { (ui::button(&cx.t("on-file-ask"))) }
    };
    let form = ui::form(&ui::Form { action: "/classes-on-file", method: ui::Method::Get, ..ui::Form::default() }, &fields);
    let body = html! {
        (ui::card::head(&title, &html! { (cx.t("on-file-line")) }, &html! {}))
        (card(&cx.t("on-file-card"), &form))
        @if !number.is_empty() { (answer(&cx, number, found.as_ref())) }
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}

/// What is public of a class, and nothing of its people.
fn answer(cx: &Cx, number: &str, class: Option<&Class>) -> Markup {
    let filed = class.and_then(|class| class.filing_number.as_deref().map(|filing| (class, filing)));
    let Some((class, filing)) = filed else {
        let title = cx.say(&text!("on-file-not", number = number));
        return notice(&Notice { tone: Tone::Warn, title: &title, text: &cx.t("on-file-not-hint"), ..Notice::default() });
    };
    let keys = ["on-file-filing", "on-file-name", "on-file-institution", "on-file-filed-by", "on-file-dates", "on-file-venue"].map(|key| cx.t(key));
    let [filing_word, name, institution, by, dates, venue] = &keys;
    let lines = [
        Fact::text(filing_word, filing),
        Fact::text(name, &class.name),
        Fact::text(institution, &class.institution_name),
        Fact::text(by, &class.province_name),
        Fact::text(dates, &format!("{}—{}", class.opens_on, class.closes_on)),
        Fact::text(venue, &class.venue),
    ];
    let title = cx.say(&text!("on-file-yes", number = &class.number));
    html! {
        (notice(&Notice { tone: Tone::Ok, title: &title, text: &cx.t("on-file-free"), ..Notice::default() }))
        (card(&cx.t("on-file-facts"), &facts(&lines)))
    }
}
