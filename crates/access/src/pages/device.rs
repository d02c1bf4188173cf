//! My devices: where I am signed in, since when and from where; ending one, or all but this one.

use authz::Actor;
use axum::response::Response;
use http::{Cx, Form, LOCAL, Look, SignedIn, see_with};
use kernel::{Error, Id, Result, Timestamp, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::card;
use ui::table::{Column, Row, Table, table};

use crate::session::Device;
use crate::{Sessions, store as rows};

pub(super) async fn index(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Markup> {
    let devices = rows::list_devices(cx.store(), actor.person, cx.now()).await?;
    let title = cx.t("devices");
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! { a.btn.quiet href="/me" { (cx.t("factor-back")) } }))
        (card(&cx.t("devices-list"), &html! {
            p.hint { (cx.t("devices-hint")) }
            (list(&cx, &actor, &devices))
        }))
        @if devices.len() > 1 {
            (card(&cx.t("devices-others"), &html! {
                p { (cx.t("devices-others-hint")) }
                form method="post" action="/me/devices/end" { (ui::danger_button(&cx.t("me-end-others"))) }
            }))
        }
    };
    Ok(cx.page_with(&title, Look { under: Some("/me"), ..Look::default() }, &body))
}

fn list(cx: &Cx, actor: &Actor, devices: &[Device]) -> Markup {
    let heads =
        ["devices-device", "devices-since", "devices-from", "devices-seen", "devices-deed"].map(|key| cx.t(key));
    let [device, since, from, seen, deed] = &heads;
    let columns =
        [Column::text(device), Column::text(since), Column::text(from), Column::text(seen), Column::deed(deed)];
    let cells = devices.iter().map(|it| {
        let here = it.id.uuid() == actor.session;
        let name = recognised(&it.device).unwrap_or_else(|| cx.t("devices-unknown").into_owned());
        Row::from(vec![
            html! { (name) @if here { " " (ui::tag(ui::TagKind::Ok, &cx.t("me-this-device"))) } },
            html! { (it.created_at) },
            html! { @match it.origin.as_deref() { Some(LOCAL) => { (cx.t("devices-local")) }, Some(origin) => { (origin) }, None => { "—" } } },
            html! { (last_seen(it, here, cx.now())) },
            html! {
                @if !here {
                    form method="post" action="/me/devices/end" {
                        (ui::field::hidden("device", &it.id.to_string()))
                        button.btn.quiet type="submit" { (cx.t("devices-end")) span.sr { " " (name) " " (it.created_at) } }
                    }
                }
            },
        ])
    });
    table(&Table {
        caption: &cx.t("devices-list"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        ..Table::default()
    })
}

fn last_seen(it: &Device, here: bool, now: Timestamp) -> Timestamp {
    if here { now } else { it.seen_at.unwrap_or(it.created_at) }
}

/// What a person recognises of a browser's long name: the machine and the program.
fn recognised(device: &str) -> Option<String> {
    let machine = [
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    // Each calls itself by the names of those below it too.
    let program = [
        ("MicroMessenger", "微信"),
        ("DingTalk", "钉钉"),
        ("QQBrowser", "QQ"),
        ("HuaweiBrowser", "Huawei"),
        ("UCBrowser", "UC"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| device.contains(sign)).map(|it| it.1);
    match (first(&machine), first(&program)) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (Some(machine), Some(program)) => Some(format!("{machine} · {program}")),
    }
}

/// Which; without one all but this.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    device: String,
}

pub(super) async fn end(SignedIn(actor): SignedIn, cx: Cx, Form(which): Form<Which>) -> http::Result<Response> {
    let person = actor.person;
    let said = if which.device.is_empty() {
        store::transaction!(cx.store(), tx => {
            rows::delete_other_devices(tx, person, actor.session.into()).await
        })?;
        text!("me-others-ended")
    } else {
        end_one(&cx, &actor, &which.device).await?;
        text!("devices-ended")
    };
    cx.app().own::<Sessions>()?.forget_person(person);
    Ok(see_with("/me/devices", &said))
}

/// One that is over already is over.
async fn end_one(cx: &Cx, actor: &Actor, device: &str) -> Result<()> {
    let device: Id<Device> = device.parse().map_err(|_| Error::NotFound)?;
    rows::delete_device(cx.store(), actor.person, device).await
}

#[cfg(test)]
mod tests {
    use super::recognised;

    #[test]
    fn a_browser_is_named_by_what_its_owner_calls_it() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36";
        assert_eq!(recognised(chrome).as_deref(), Some("Windows · Chrome"));
        assert_eq!(recognised(&format!("{chrome} Edg/120.0")).as_deref(), Some("Windows · Edge"));
        let phone = "Mozilla/5.0 (Linux; Android 9; VOG-AL00) Chrome/77.0 Mobile Safari/537.36 MicroMessenger/8.0";
        assert_eq!(recognised(phone).as_deref(), Some("Android · 微信"));
        assert_eq!(recognised("curl/8.0"), None);
        assert_eq!(recognised(""), None);
    }
}
