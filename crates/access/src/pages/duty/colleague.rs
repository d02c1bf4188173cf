//! Finding the colleague who is to stand in.

use authz::Actor;
use http::Cx;
use kernel::{FieldFault, Result};
use maud::{Markup, html};
use registry::{Finding, Wanted, find_people};
use ui::table::{Column, Table, table};
use ui::{Field, button, card, error_summary, form};
use vault::Vault;

use crate::term::HeldTerm;

/// People who are found; more are named more closely.
const MOST: u32 = 20;

/// Finding the colleague, within the place of the duty.
pub(super) async fn colleagues(
    cx: &Cx,
    actor: &Actor,
    term: &HeldTerm,
    (typed, sealed): (&str, &str),
    faults: &[FieldFault],
) -> Result<Markup> {
    let vault = cx.app().own::<Vault>()?;
    let finding = Finding::opened(&vault, actor.person, sealed).unwrap_or_default();
    let who = if typed.is_empty() { &finding.who } else { typed };
    let wanted = Wanted::read(&finding.who).unwrap_or(Wanted::Nobody);
    let found = find_people(cx.store(), &vault, &wanted, &term.place, None, MOST).await?;
    let said = faults.first().map(|it| cx.say(&it.text)).unwrap_or_default();
    let (label, hint) = (cx.t("gift-find-who"), cx.t("gift-find-who-hint"));
    let fields = html! {
        @if !said.is_empty() { (error_summary(&cx.t("http-invalid"), &[("who", &said)])) }
        (ui::field::hidden("term", &term.id.to_string()))
        (ui::field::search(&Field { name: "who", label: &label, hint: &hint, value: who, error: &said, autocomplete: "off", maxlength: 60, ..Field::default() }))
        div.deeds { (button(&cx.t("gift-find-go"))) }
    };
    let heads = ["duty-who", "account-number", "account-deed"].map(|key| cx.t(key));
    let [name, number, deed] = &heads;
    let columns = [Column::text(name), Column::text(number), Column::deed(deed)];
    let cells = found.people.iter().map(|it| {
        let href = format!("/me/delegation?term={}&to={}", term.id, it.id);
        vec![html! { (it.name) }, html! { (it.identity_masked) }, ui::quiet_link(&href, &cx.t("gift-find-choose"))]
            .into()
    });
    let title = cx.t("gift-found");
    let list = table(&Table {
        caption: &title,
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("gift-found-none"), &cx.t("delegation-found-none-hint"), &html! {}),
        ..Table::default()
    });
    Ok(html! {
        (card(&cx.t("delegation-whom"), &form(&ui::Form { action: "/me/delegation/finding", ..ui::Form::default() }, &fields)))
        @if wanted != Wanted::Nobody { (card(&title, &list)) }
    })
}
