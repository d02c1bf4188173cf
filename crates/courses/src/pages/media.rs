use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use blobs::Key;
use http::{Cx, OwnOrView};
use kernel::{Error, Result};

use super::range::{Asked, asked};
use crate::noun::Film;
use crate::{Batcher, Lesson};

/// The film, in the parts that the player asks for.
pub(super) async fn video(OwnOrView(film, _): OwnOrView<Film>, cx: Cx, headers: HeaderMap) -> http::Result<Response> {
    Ok(send(&cx, &headers, &lesson(&cx, &film).await?.video_key, "video/mp4").await?)
}

/// The captions.
pub(super) async fn captions(
    OwnOrView(film, _): OwnOrView<Film>,
    cx: Cx,
    headers: HeaderMap,
) -> http::Result<Response> {
    Ok(send(&cx, &headers, &lesson(&cx, &film).await?.captions_key, "text/vtt; charset=utf-8").await?)
}

/// The still picture.
pub(super) async fn poster(OwnOrView(film, _): OwnOrView<Film>, cx: Cx, headers: HeaderMap) -> http::Result<Response> {
    Ok(send(&cx, &headers, &lesson(&cx, &film).await?.poster_key, "image/jpeg").await?)
}

async fn lesson(cx: &Cx, film: &Film) -> Result<Lesson> {
    Ok(cx.app().own::<Batcher>()?.book(film.class, film.lesson).await?.1.lesson.clone())
}

fn failed(error: blobs::Error) -> Error {
    match error {
        blobs::Error::NotFound(_) => Error::NotFound,
        other => Error::internal(other),
    }
}

fn word<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

/// Sends a blob or the part of it that is asked for. Its key is the digest of its bytes, so it never
/// changes under its name and the browser may keep it.
async fn send(cx: &Cx, headers: &HeaderMap, key: &str, mime: &'static str) -> Result<Response> {
    let key = Key::new(key).map_err(Error::internal)?;
    let tag = format!("\"{}\"", key.as_str().rsplit('/').next().unwrap_or_default());
    let tag_value = HeaderValue::from_str(&tag).map_err(Error::internal)?;
    let kept = [(header::ETAG, tag_value), (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"))];
    if word(headers, &header::IF_NONE_MATCH).is_some_and(|it| it.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let blobs = &cx.app().parts().blobs;
    let size = blobs.head(&key).await.map_err(failed)?.size;
    // A part is only good beside what the browser has of the same file.
    let same = word(headers, &header::IF_RANGE).is_none_or(|it| it == tag);
    let wanted = if same { asked(word(headers, &header::RANGE), size) } else { Asked::Whole };
    let typed = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ];
    let length = |bytes: u64| [(header::CONTENT_LENGTH, HeaderValue::from(bytes))];
    let of =
        |text: String| HeaderValue::from_str(&text).map(|it| [(header::CONTENT_RANGE, it)]).map_err(Error::internal);
    match wanted {
        Asked::Outside => Ok((StatusCode::RANGE_NOT_SATISFIABLE, of(format!("bytes */{size}"))?).into_response()),
        Asked::Whole => {
            let body = blobs.get(&key).await.map_err(failed)?;
            Ok((kept, typed, length(body.size), Body::from_stream(body.stream)).into_response())
        }
        Asked::Part(range) => {
            let body = blobs.get_range(&key, range).await.map_err(failed)?;
            let (from, to) = (body.range.start, body.range.end);
            let part = of(format!("bytes {from}-{}/{size}", to.saturating_sub(1)))?;
            Ok((StatusCode::PARTIAL_CONTENT, kept, typed, length(to - from), part, Body::from_stream(body.stream))
                .into_response())
        }
    }
}
