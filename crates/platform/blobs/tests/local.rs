//! Blobs in a local folder.
#![cfg(test)]

use std::path::Path;

use blobs::{Blobs, Error, Key, Upload};
use bytes::Bytes;
use futures::{TryStreamExt, stream};
use tempfile::TempDir;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn chunks(count: usize) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::iter((0..count).map(|n| Ok(Bytes::from(vec![u8::try_from(n % 251).unwrap(); 64 * 1024]))))
}

fn files(dir: &Path) -> usize {
    std::fs::read_dir(dir).unwrap().count()
}

#[tokio::test]
async fn keeps_an_upload_by_its_content() {
    let dir = TempDir::new().unwrap();
    let (store, incoming) = (dir.path().join("blobs"), dir.path().join("incoming"));
    let blobs = Blobs::local(&store).unwrap();
    // More than one part of a multipart write (5 MB each).
    let upload = Upload::receive(&incoming, chunks(200), 1 << 30).await.unwrap();
    assert_eq!((upload.size(), upload.sha256().len()), (200 * 64 * 1024, 64));
    let kept = blobs.keep(&upload).await.unwrap();
    assert_eq!(kept, blobs.keep(&upload).await.unwrap(), "the same bytes are kept once");
    assert!(kept.as_str().ends_with(upload.sha256()));
    assert_eq!(blobs.head(&kept).await.unwrap().size, upload.size());
    let body = blobs.get_range(&kept, 65_535..65_537).await.unwrap();
    assert_eq!((body.range.clone(), body.size), (65_535..65_537, upload.size()));
    let bytes: Vec<Bytes> = body.stream.try_collect().await.unwrap();
    assert_eq!(bytes.concat(), [0, 1]);
    let all = blobs.bytes(&kept, 1 << 30).await.unwrap();
    assert_eq!(all, std::fs::read(upload.path()).unwrap());
    assert_eq!(files(&incoming), 1);
    drop(upload);
    assert_eq!(files(&incoming), 0, "a dropped upload leaves nothing");
}

#[tokio::test]
async fn stops_an_upload_that_is_too_large_or_breaks_off() {
    let dir = TempDir::new().unwrap();
    let error = Upload::receive(dir.path(), chunks(1_000_000), 100_000).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 100_000 }));
    let broken = stream::iter([Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("connection reset"))]);
    let error = Upload::receive(dir.path(), broken, 100_000).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)));
    assert_eq!(files(dir.path()), 0);
}

#[tokio::test]
async fn puts_lists_and_deletes() {
    let dir = TempDir::new().unwrap();
    let blobs = Blobs::local(dir.path()).unwrap();
    for name in ["lessons/b.mp4", "lessons/a.mp4", "lessons-old/c.mp4"] {
        blobs.put(&key(name), Bytes::from_static(b"x")).await.unwrap();
    }
    blobs.put(&key("lessons/a.mp4"), Bytes::from_static(b"new")).await.unwrap();
    let names = |heads: Vec<blobs::Head>| heads.into_iter().map(|head| head.key.to_string()).collect::<Vec<_>>();
    assert_eq!(names(blobs.list(&key("lessons")).await.unwrap()), ["lessons/a.mp4", "lessons/b.mp4"]);
    assert_eq!(blobs.bytes(&key("lessons/a.mp4"), 10).await.unwrap(), "new");
    assert!(matches!(blobs.bytes(&key("lessons/a.mp4"), 2).await, Err(Error::TooLarge { limit: 2 })));
    blobs.delete(&key("lessons/a.mp4")).await.unwrap();
    blobs.delete(&key("lessons/a.mp4")).await.unwrap();
    assert!(matches!(blobs.head(&key("lessons/a.mp4")).await, Err(Error::NotFound(_))));
    let content = blobs.put_content(Bytes::from_static(b"abc")).await.unwrap();
    assert_eq!(content, blobs.put_content(Bytes::from_static(b"abc")).await.unwrap());
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(content.as_str(), format!("sha256/ba/78/{digest}"));
}

#[tokio::test]
async fn answers_ranges_outside() {
    let dir = TempDir::new().unwrap();
    let blobs = Blobs::local(dir.path()).unwrap();
    blobs.put(&key("a"), Bytes::from_static(b"0123456789")).await.unwrap();
    assert_eq!(blobs.get_range(&key("a"), 8..99).await.unwrap().range, 8..10);
    for range in [10..11, 5..5, 99..100] {
        assert!(matches!(blobs.get_range(&key("a"), range).await, Err(Error::BadRange { size: 10 })));
    }
    let empty = Upload::receive(dir.path(), chunks(0), 1).await.unwrap();
    let kept = blobs.keep(&empty).await.unwrap();
    assert_eq!(blobs.bytes(&kept, 1).await.unwrap(), "");
    assert!(matches!(blobs.get(&key("none")).await, Err(Error::NotFound(_))));
}
