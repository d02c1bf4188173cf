//! Blobs in an S3-compatible store.
#![cfg(feature = "s3")]

use std::fmt;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;

use crate::{Blobs, Error};

/// A bucket and the right to use it.
#[derive(Clone)]
pub struct Bucket {
    /// Name of the bucket.
    pub name: String,
    /// Address of the store, `https://...`; plain HTTP only for a loopback address.
    pub endpoint: String,
    /// Region; `us-east-1` where the store has none.
    pub region: String,
    /// Access key.
    pub access_key: String,
    /// Secret key.
    pub secret_key: String,
}

impl fmt::Debug for Bucket {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket").field("name", &self.name).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Blobs {
    /// A store in an S3-compatible bucket.
    ///
    /// # Errors
    /// [`Error::Store`] when the settings do not make a client; the bucket itself
    /// is first asked by the first call.
    pub fn s3(bucket: &Bucket) -> Result<Self, Error> {
        let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let store = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_endpoint(&bucket.endpoint)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(&bucket.secret_key)
            .with_allow_http(loopback.iter().any(|prefix| bucket.endpoint.starts_with(prefix)))
            .build()
            .map_err(Error::Store)?;
        Ok(Self { store: Arc::new(store) })
    }
}
