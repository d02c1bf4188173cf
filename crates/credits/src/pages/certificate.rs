//! The certificate as a file: made when it is asked for, the same bytes each time.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use documents::pdf::Fonts;
use http::{Cx, Own, View};
use kernel::Error;
use locale::Language;

use crate::{Certificate, document, store as tables};

pub async fn own(Own(it, _): Own<Certificate>, cx: Cx) -> http::Result<Response> {
    if it.fetched_at.is_none() && it.revoked_at.is_none() {
        tables::set_fetched(cx.store(), &it, cx.now()).await?;
    }
    file(&cx, it).await
}

pub async fn show(View(it, _): View<Certificate>, cx: Cx) -> http::Result<Response> {
    file(&cx, it).await
}

async fn file(cx: &Cx, it: Certificate) -> http::Result<Response> {
    it.may_revoke()?;
    let fonts = cx.app().own::<Fonts>()?;
    let words = cx.app().parts().catalogue.locale(Language::ZhCn);
    let address = cx.app().parts().address.clone();
    let name = format!("inline; filename=\"{}.pdf\"", it.number);
    // Laying out a page takes some milliseconds of processor: not on the thread that serves.
    let made = tokio::task::spawn_blocking(move || document::certificate(&fonts, &it, &address, &words)).await;
    let bytes = made.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok((
        [
            (header::CONTENT_TYPE, "application/pdf"),
            (header::CONTENT_DISPOSITION, &name),
            (header::CACHE_CONTROL, "private, no-store"),
        ],
        bytes,
    )
        .into_response())
}
