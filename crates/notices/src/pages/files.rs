//! The files that go with a notice.

use axum::body::Body;
use axum::extract::{Multipart, Path};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use blobs::Upload;
use http::{Cx, Manage, View, attachment, see_with};
use kernel::{Error, Id, Result, text};
use maud::{Markup, html};
use ui::{Field, Form, Method, card, form};

use crate::deed;
use crate::notice::{Notice, NoticeState, Received};
use crate::store::{self as rows, Attached};

/// The largest file.
const MOST_BYTES: u64 = 20 << 20;
/// The kinds of files that documents come in.
const ENDINGS: &[&str] = &["pdf", "docx", "doc", "xlsx", "xls", "wps", "et", "ofd", "zip", "jpg", "jpeg", "png"];
const ACCEPT: &str = ".pdf,.docx,.doc,.xlsx,.xls,.wps,.et,.ofd,.zip,.jpg,.jpeg,.png";

pub(super) async fn create(Manage(it, by): Manage<Notice>, cx: Cx, parts: Multipart) -> http::Result<Response> {
    it.editable_by(by.area()?.organisation)?;
    let (name, upload) = receive(&cx, parts).await?;
    let key = cx.app().parts().blobs.keep(&upload).await.map_err(Error::internal)?;
    store::transaction!(cx.store(), tx => { deed::attach(tx, &by, it.id, &name, &key, upload.size()).await })?;
    Ok(see_with(&format!("/notices/{}", it.id), &text!("notice-file-added", name = &name)))
}

/// Takes the one file of the form, without trusting its name or its length.
async fn receive(cx: &Cx, mut parts: Multipart) -> Result<(String, Upload)> {
    let broken = |_| Error::field("file", text!("notice-file-broken"));
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() != Some("file") {
            continue;
        }
        let name: String = part
            .file_name()
            .unwrap_or_default()
            .chars()
            .filter(|it| !it.is_control() && !matches!(it, '/' | '\\'))
            .take(120)
            .collect();
        let ending = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
        if !ENDINGS.contains(&ending.as_str()) {
            return Err(Error::field("file", text!("notice-file-kind", kinds = ENDINGS.join("、"))));
        }
        let taken = Upload::receive(&cx.app().parts().uploads(), part, MOST_BYTES).await;
        if matches!(taken, Err(blobs::Error::TooLarge { .. })) {
            // A browser reads no answer before it has sent everything: the rest is read and dropped.
            while let Ok(Some(_)) = parts.next_field().await {}
        }
        let upload = taken.map_err(|error| match error {
            blobs::Error::TooLarge { .. } => Error::TooLarge(MOST_BYTES),
            blobs::Error::Interrupted(_) => Error::field("file", text!("notice-file-broken")),
            other => Error::internal(other),
        })?;
        if upload.size() == 0 {
            return Err(Error::field("file", text!("notice-file-empty")));
        }
        return Ok((name, upload));
    }
    Err(Error::field("file", text!("notice-file-empty")))
}

/// The file, to be kept: it is never shown on our pages.
pub(super) async fn show(
    View(it, _): View<Received>,
    cx: Cx,
    Path((_, nth)): Path<(Id<Notice>, i64)>,
) -> http::Result<Response> {
    let file = rows::find_file(cx.store(), it.notice.id, nth).await?.ok_or(Error::NotFound)?;
    let key = file.blob_key.parse::<blobs::Key>().map_err(Error::internal)?;
    let body = cx.app().parts().blobs.get(&key).await.map_err(Error::internal)?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, attachment(&file.name)),
        (CONTENT_LENGTH, body.size.to_string()),
    ];
    Ok((headers, Body::from_stream(body.stream)).into_response())
}

pub(super) async fn destroy(
    Manage(it, by): Manage<Notice>,
    cx: Cx,
    Path((_, nth)): Path<(Id<Notice>, i64)>,
) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::detach(tx, &by, it.id, nth).await })?;
    Ok(see_with(&format!("/notices/{}", it.id), &text!("notice-file-gone")))
}

/// The files, and for the issuer of a draft the way to add and remove some.
pub(super) fn panel(cx: &Cx, notice: &Notice, files: &[Attached], own: bool) -> Markup {
    let drafting = own && notice.state == NoticeState::Draft;
    if files.is_empty() && !drafting {
        return html! {};
    }
    let action = format!("/notices/{}/files", notice.id);
    let words = ["notice-file", "notice-file-add", "notice-file-remove"].map(|key| cx.t(key));
    let [label, add, remove] = &words;
    let limit = cx.say(&text!("notice-file-limit", megabytes = i64::try_from(MOST_BYTES >> 20).unwrap_or_default()));
    card(
        &cx.t("notice-files"),
        &html! {
            @for file in files {
                div.deeds {
                    (ui::button::download(&format!("{action}/{}", file.nth), &file.name, &size(file.bytes)))
                    @if drafting {
                        form method="post" action={ (action) "/" (file.nth) "/removal" } { (ui::quiet_button(remove, "", "")) }
                    }
                }
            }
            @if drafting {
                (form(&Form { action: &action, method: Method::Upload, ..Form::default() }, &html! {
                    (ui::field::file(&Field { name: "file", label, required: true, ..Field::default() }, ACCEPT, &limit, MOST_BYTES))
                    div.deeds { (ui::quiet_button(add, "", "")) }
                }))
            }
        },
    )
}

fn size(bytes: i64) -> String {
    if bytes < 1 << 20 { format!("{} kB", (bytes + 1023) / 1024) } else { format!("{} MB", (bytes + (1 << 19)) >> 20) }
}
