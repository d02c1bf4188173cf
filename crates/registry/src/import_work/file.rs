//! The file of a roster: sealed from its first byte on the disk, opened in memory alone.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use blobs::{Blobs, Upload};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use kernel::{Error, Id, Result, Timestamp, text};
use sha2::{Digest as _, Sha256};
use vault::{FileSecret, Vault, sealed_length};

use super::{Tools, unreadable};
use crate::ROSTER_FILE;
use crate::import::RosterImport;

/// The largest roster taken, as sent.
pub(crate) const MOST_BYTES: u64 = 50 << 20;

/// A roster that was taken in, and lies sealed.
#[derive(Clone, Debug)]
pub struct RosterFile {
    /// The import that it is for.
    pub id: Id<RosterImport>,
    /// The name, as the officer knows it.
    pub name: String,
    /// The key of the blob.
    pub blob_key: String,
    /// SHA-256 of what was sent, lower-case hexadecimal.
    pub digest: String,
    /// What opens the blob, itself sealed.
    pub secret: Vec<u8>,
}

/// Where files are taken in.
#[derive(Clone, Copy, Debug)]
pub struct Counter<'a> {
    /// Where they lie.
    pub blobs: &'a Blobs,
    /// Where they are received; what lies there is sealed too.
    pub uploads: &'a Path,
    /// What seals them.
    pub vault: &'a Vault,
}

impl Counter<'_> {
    /// Takes a file in.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::Invalid`] when the sender broke off, or when the disk refuses; nothing is kept then.
    pub async fn take<S, E>(&self, name: &str, bytes: S, now: Timestamp) -> Result<RosterFile>
    where
        S: Stream<Item = std::result::Result<Bytes, E>> + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + Send,
    {
        let (id, ring) = (Id::new(now), self.vault.ring());
        let secret = FileSecret::fresh(ring.suite());
        let digest = Mutex::new(Sha256::new());
        let seen = bytes.inspect(|part| {
            if let Ok(part) = part {
                digest.lock().unwrap_or_else(PoisonError::into_inner).update(part);
            }
        });
        let sealed = Upload::receive(self.uploads, secret.seal_all(seen)?, sealed_length(MOST_BYTES)).await;
        let upload = sealed.map_err(|error| match error {
            blobs::Error::TooLarge { .. } => Error::TooLarge(MOST_BYTES),
            blobs::Error::Interrupted(_) => Error::field("file", text!("roster-upload-broken")),
            other => Error::internal(other),
        })?;
        let key = blobs::Key::new(&format!("rosters/{id}")).map_err(Error::internal)?;
        self.blobs.keep_as(&upload, &key).await.map_err(Error::internal)?;
        let digest = digest.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(RosterFile {
            id,
            name: name.to_owned(),
            blob_key: key.to_string(),
            digest: hex::encode(digest.finalize()),
            secret: secret.seal(&ring, ROSTER_FILE, id.uuid())?,
        })
    }
}

/// The file of an import, made sure to be the one that was sent.
pub(super) async fn open(tools: &Tools, import: &RosterImport) -> Result<Bytes> {
    if import.file_removed_at.is_some() {
        return Err(RosterImport::gone().into());
    }
    let key = import.blob_key.parse::<blobs::Key>().map_err(Error::internal)?;
    let file = match &import.file_secret {
        Some(sealed) => {
            let secret = FileSecret::unseal(&tools.vault.ring(), ROSTER_FILE, import.id.uuid(), sealed)?;
            unsealed(&tools.blobs, &key, &secret).await?
        }
        None => tools.blobs.bytes(&key, MOST_BYTES).await.map_err(Error::internal)?,
    };
    let digest = hex::encode(Sha256::digest(&file));
    if digest == import.digest { Ok(file) } else { Err(unreadable(text!("import-file-changed"))) }
}

async fn unsealed(blobs: &Blobs, key: &blobs::Key, secret: &FileSecret) -> Result<Bytes> {
    let body = blobs.get(key).await.map_err(Error::internal)?;
    if body.size > sealed_length(MOST_BYTES) {
        return Err(unreadable(text!("import-file-changed")));
    }
    let whole = BytesMut::with_capacity(usize::try_from(body.size).unwrap_or_default());
    let parts = secret.open_all(body.stream)?;
    let opened = parts.try_fold(whole, |mut whole, part| async move {
        whole.extend_from_slice(&part);
        Ok(whole)
    });
    match opened.await {
        Ok(whole) => Ok(whole.freeze()),
        Err(cause) if cause.is::<vault::Unreadable>() => Err(unreadable(text!("import-file-changed"))),
        Err(cause) => Err(Error::internal(cause.to_string())),
    }
}
