//! Files larger than a row: uploads, lesson media, made documents.
//!
//! They lie in the local folder by default, or in an S3-compatible store with
//! the feature `s3`. A [`Key`] can name nothing outside the store; an [`Upload`]
//! takes what a browser sends without holding it in memory.

mod key;
mod s3;
mod upload;

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, WriteMultipart, path,
};
use tokio::io::AsyncReadExt;

pub use key::{BadKey, Key};
#[cfg(feature = "s3")]
pub use s3::Bucket;
pub use upload::Upload;

/// Bytes read from an upload at a time.
const CHUNK: usize = 1 << 20;

/// Why a blob could not be stored or fetched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no blob with this key.
    #[error("no blob {0}")]
    NotFound(Key),
    /// The range starts at or after the end, or is empty.
    #[error("the range is outside the blob of {size} bytes")]
    BadRange {
        /// Size of the blob in bytes.
        size: u64,
    },
    /// More bytes came than allowed; nothing was kept.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The sender broke off; nothing was kept.
    #[error("the upload broke off: {0}")]
    Interrupted(Box<dyn std::error::Error + Send + Sync>),
    /// The disk failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The store failed.
    #[error("the store failed: {0}")]
    Store(#[source] object_store::Error),
}

/// What is known of a blob without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its key.
    pub key: Key,
    /// Size in bytes.
    pub size: u64,
    /// Last change, in seconds since 1970 UTC.
    pub modified: i64,
}

/// The bytes of a blob, or of a range of it, as they come from the store.
pub struct Body {
    /// The bytes that follow, of the whole blob: from, and up to but without.
    pub range: Range<u64>,
    /// Size of the whole blob in bytes.
    pub size: u64,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes, Error>>,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("range", &self.range).field("size", &self.size).finish_non_exhaustive()
    }
}

/// A store of blobs; cloning shares it.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

impl Blobs {
    /// A store in the folder `root`, which is made when missing.
    ///
    /// # Errors
    /// [`Error::Io`] when the folder cannot be made.
    pub fn local(root: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(root)?;
        // Synced before the name appears: what was answered as stored stays.
        let store = LocalFileSystem::new_with_prefix(root).map_err(Error::Store)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Stores `bytes` under `key` at once or not at all, in place of what was there.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<(), Error> {
        self.store.put(&location(key), PutPayload::from_bytes(bytes)).await.map_err(Error::Store)?;
        Ok(())
    }

    /// Stores `bytes` under the key made of their SHA-256; the same bytes are kept once.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn put_content(&self, bytes: Bytes) -> Result<Key, Error> {
        let key = Key::of_content(&upload::sha256(&bytes));
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&location(&key), PutPayload::from_bytes(bytes), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(key),
            Err(error) => Err(Error::Store(error)),
        }
    }

    /// Stores an upload under the key made of its SHA-256.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Store`]; nothing is kept then.
    pub async fn keep(&self, upload: &Upload) -> Result<Key, Error> {
        let key = Key::of_content(upload.sha256());
        match self.head(&key).await {
            Ok(_) => return Ok(key),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        self.keep_as(upload, &key).await?;
        Ok(key)
    }

    /// Stores an upload under a given key, in place of what was there; the name
    /// appears only when all bytes are written.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Store`]; nothing is kept then.
    pub async fn keep_as(&self, upload: &Upload, key: &Key) -> Result<(), Error> {
        let mut file = tokio::fs::File::open(upload.path()).await?;
        if upload.size() == 0 {
            return self.put(key, Bytes::new()).await;
        }
        let parts = self.store.put_multipart(&location(key)).await.map_err(Error::Store)?;
        let mut writer = WriteMultipart::new(parts);
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match file.read(&mut chunk).await {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    writer.abort().await.map_err(Error::Store)?;
                    return Err(Error::Io(error));
                }
            };
            writer.wait_for_capacity(2).await.map_err(Error::Store)?;
            writer.write(chunk.get(..read).unwrap_or_default());
        }
        writer.finish().await.map_err(Error::Store)?;
        Ok(())
    }

    /// Size and time of a blob.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Store`].
    pub async fn head(&self, key: &Key) -> Result<Head, Error> {
        let meta = self.store.head(&location(key)).await.map_err(|error| missing(key, error))?;
        Ok(Head { key: key.clone(), size: meta.size, modified: meta.last_modified.timestamp() })
    }

    /// The whole blob, as a stream.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Store`].
    pub async fn get(&self, key: &Key) -> Result<Body, Error> {
        self.open(key, GetOptions::default()).await
    }

    /// The bytes of `range` (from, and up to but without), cut at the end of the
    /// blob, as a stream: what an HTTP range request asks for.
    ///
    /// # Errors
    /// [`Error::BadRange`] when nothing of the range is inside, [`Error::NotFound`],
    /// [`Error::Store`].
    pub async fn get_range(&self, key: &Key, range: Range<u64>) -> Result<Body, Error> {
        let size = self.head(key).await?.size;
        let end = range.end.min(size);
        if range.start >= end {
            return Err(Error::BadRange { size });
        }
        let range = Some(GetRange::Bounded(range.start..end));
        self.open(key, GetOptions { range, ..GetOptions::default() }).await
    }

    /// The whole blob in memory, refused when larger than `limit` bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::NotFound`], [`Error::Store`].
    pub async fn bytes(&self, key: &Key, limit: u64) -> Result<Bytes, Error> {
        let body = self.get(key).await?;
        if body.size > limit {
            return Err(Error::TooLarge { limit });
        }
        let chunks: Vec<Bytes> = body.stream.try_collect().await?;
        Ok(chunks.concat().into())
    }

    /// Removes a blob; one that is not there is no error, so that it can be repeated.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn delete(&self, key: &Key) -> Result<(), Error> {
        match self.store.delete(&location(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::Store(error)),
        }
    }

    /// The blobs below `prefix` (whole segments), sorted by key.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn list(&self, prefix: &Key) -> Result<Vec<Head>, Error> {
        let metas: Vec<_> = self.store.list(Some(&location(prefix))).try_collect().await.map_err(Error::Store)?;
        // What somebody else put there under a name that is no key is not ours.
        let mut heads: Vec<Head> = metas
            .into_iter()
            .filter_map(|meta| {
                let key = Key::new(meta.location.as_ref()).ok()?;
                Some(Head { key, size: meta.size, modified: meta.last_modified.timestamp() })
            })
            .collect();
        heads.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(heads)
    }

    async fn open(&self, key: &Key, options: GetOptions) -> Result<Body, Error> {
        let result = self.store.get_opts(&location(key), options).await.map_err(|error| missing(key, error))?;
        let (range, size) = (result.range.clone(), result.meta.size);
        Ok(Body { range, size, stream: result.into_stream().map_err(Error::Store).boxed() })
    }
}

fn location(key: &Key) -> path::Path {
    path::Path::from(key.as_str())
}

fn missing(key: &Key, error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound(key.clone()),
        other => Error::Store(other),
    }
}
