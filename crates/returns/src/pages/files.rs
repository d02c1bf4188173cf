use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use documents::pdf::Fonts;
use http::{Cx, View};
use kernel::{Error, Id, Result};
use locale::Language;
use maud::{Markup, html};

use crate::annex::{Row, Summary};
use crate::heading::{Annex, Heading};
use crate::{Return, prints, sheets, store};

/// The largest spreadsheet that is kept of a submission.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The four files of a return, by the end of their address.
fn named(file: &str) -> Result<(Annex, bool)> {
    match file {
        "annex-1.xlsx" => Ok((Annex::One, true)),
        "annex-2.xlsx" => Ok((Annex::Two, true)),
        "annex-1.pdf" => Ok((Annex::One, false)),
        "annex-2.pdf" => Ok((Annex::Two, false)),
        _ => Err(Error::NotFound),
    }
}

/// Links to the four files below `path`; `kind` is said before each.
pub(super) fn links(cx: &Cx, path: &str, kind: &str) -> Markup {
    let files = [
        ("annex-1.xlsx", "return-file-1-xlsx"),
        ("annex-1.pdf", "return-file-1-pdf"),
        ("annex-2.xlsx", "return-file-2-xlsx"),
        ("annex-2.pdf", "return-file-2-pdf"),
    ];
    html! { div.deeds { @for (file, key) in files { (ui::button::download(&format!("{path}/{file}"), &format!("{kind}{}", cx.t(key)), "")) } } }
}

/// A file of the draft: it says 草稿 and carries no verification code.
pub(crate) async fn draft(
    View(it, _): View<Return>,
    cx: Cx,
    Path((_, file)): Path<(Id<Return>, String)>,
) -> http::Result<Response> {
    let (annex, sheet) = named(&file)?;
    let heading = Heading::draft(annex, &it);
    let rows = match annex {
        Annex::One => Vec::new(),
        Annex::Two => store::list_rows(cx.store(), it.id).await?,
    };
    let summary = it.summary()?;
    let bytes =
        if sheet { spreadsheet(&cx, &heading, &summary, &rows)? } else { print(&cx, heading, summary, rows).await? };
    Ok(attached(&it, &file, cx.t("return-draft").as_ref(), bytes))
}

/// A file of a submission. The spreadsheet is the one that was digested, byte for byte; the paper print
/// is made of what was submitted and names that digest.
pub(crate) async fn submitted(
    View(it, _): View<Return>,
    cx: Cx,
    Path((_, version, file)): Path<(Id<Return>, i64, String)>,
) -> http::Result<Response> {
    let (annex, sheet) = named(&file)?;
    let version = store::find_version(cx.store(), it.id, version).await?.ok_or(Error::NotFound)?;
    let said = cx.say(&kernel::text!("return-version", version = version.version));
    if sheet {
        let key = match annex {
            Annex::One => &version.annex_1_key,
            Annex::Two => &version.annex_2_key,
        };
        let key = blobs::Key::new(key).map_err(Error::internal)?;
        let bytes = cx.app().parts().blobs.bytes(&key, MOST_BYTES).await.map_err(Error::internal)?;
        return Ok(attached(&it, &file, &said, bytes.to_vec()));
    }
    let heading = Heading::submitted(annex, &it, &version, &cx.app().parts().address);
    let summary: Summary = serde_json::from_str(&version.annex).map_err(Error::internal)?;
    let rows: Vec<Row> = serde_json::from_str(&version.trainees).map_err(Error::internal)?;
    let bytes = print(&cx, heading, summary, rows).await?;
    Ok(attached(&it, &file, &said, bytes))
}

fn spreadsheet(cx: &Cx, heading: &Heading, summary: &Summary, rows: &[Row]) -> Result<Vec<u8>> {
    let words = cx.app().parts().catalogue.locale(Language::ZhCn);
    match heading.annex {
        Annex::One => sheets::annex_1(heading, summary, &words),
        Annex::Two => sheets::annex_2(heading, rows, &words),
    }
}

/// Layout is work for a thread of its own: other requests go on.
async fn print(cx: &Cx, heading: Heading, summary: Summary, rows: Vec<Row>) -> Result<Vec<u8>> {
    let fonts = cx.app().own::<Fonts>()?;
    let words = cx.app().parts().catalogue.locale(Language::ZhCn);
    let now = cx.now();
    let made = tokio::task::spawn_blocking(move || match heading.annex {
        Annex::One => prints::annex_1(&fonts, &heading, &summary, now, &words),
        Annex::Two => prints::annex_2(&fonts, &heading, &rows, now, &words),
    });
    made.await.map_err(Error::internal)?
}

fn attached(it: &Return, file: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let (stem, end) = file.split_once('.').unwrap_or((file, ""));
    let media = if end == "pdf" {
        "application/pdf"
    } else {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    };
    let annex = if stem == "annex-1" { "附件1" } else { "附件2" };
    let name = format!("{}-{annex}-{kind}.{end}", it.class_number);
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(value) = HeaderValue::from_str(&http::attachment(&name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}
