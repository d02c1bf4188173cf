//! Takes a stream of bytes to disk without trusting its length.

use std::path::Path;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use crate::Error;

/// A file that somebody sent, in a temporary place; dropped, it is removed.
#[derive(Debug)]
pub struct Upload {
    path: TempPath,
    size: u64,
    sha256: String,
}

impl Upload {
    /// Writes `stream` to a temporary file below `dir` (made when missing; on the
    /// same disk as the data, so that a full disk shows here and not in `/tmp`).
    ///
    /// # Errors
    /// [`Error::TooLarge`] as soon as more than `limit` bytes came,
    /// [`Error::Interrupted`] when the stream fails, [`Error::Io`] from the disk.
    /// The file is removed in each case.
    pub async fn receive<S, E>(dir: &Path, stream: S, limit: u64) -> Result<Self, Error>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        tokio::fs::create_dir_all(dir).await?;
        let path = tempfile::Builder::new().prefix("upload-").tempfile_in(dir)?.into_temp_path();
        let mut file = tokio::fs::File::create(&path).await?;
        let mut stream = std::pin::pin!(stream);
        let mut digest = Sha256::new();
        let mut size: u64 = 0;
        while let Some(bytes) = stream.next().await {
            let bytes = bytes.map_err(|error| Error::Interrupted(error.into()))?;
            size = size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            if size > limit {
                return Err(Error::TooLarge { limit });
            }
            digest.update(&bytes);
            file.write_all(&bytes).await?;
        }
        file.flush().await?;
        Ok(Self { path, size, sha256: hex::encode(digest.finalize()) })
    }

    /// Where the bytes lie until the upload is dropped.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// SHA-256 as 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
