use std::fmt;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _, stream};
use kernel::{Error, Result};
use uuid::Uuid;

use crate::suite::{Pieces, TAG};
use crate::{Field, Ring, Suite};

/// Bytes of a piece before it is sealed.
const PIECE: usize = 64 << 10;

type Cause = Box<dyn std::error::Error + Send + Sync>;
type Incoming<'a> = Pin<Box<dyn Stream<Item = std::result::Result<Bytes, Cause>> + Send + 'a>>;

/// The secret of one file. The file is sealed with it piece by piece, in memory that does not grow with the
/// file; it is itself sealed in the row that names the file. So a ring turns without a file being written
/// anew, and a file whose row is gone opens never again.
pub struct FileSecret {
    suite: Suite,
    secret: Vec<u8>,
}

impl FileSecret {
    /// A fresh one.
    #[must_use]
    pub fn fresh(suite: Suite) -> Self {
        let secret: [u8; 32] = rand::random();
        Self { suite, secret: secret.into_iter().take(suite.seal_bytes()).collect() }
    }

    /// Seals the secret itself, for the row that names the file.
    ///
    /// # Errors
    /// When the cipher refuses.
    pub fn seal(&self, ring: &Ring, field: Field, record: Uuid) -> Result<Vec<u8>> {
        let plain = [self.suite.as_str().as_bytes(), b":", &self.secret].concat();
        ring.seal(field, record, &plain)
    }

    /// The secret that was sealed in a row.
    ///
    /// # Errors
    /// When it was altered, belongs elsewhere, or its key is not in the ring.
    pub fn unseal(ring: &Ring, field: Field, record: Uuid, sealed: &[u8]) -> Result<Self> {
        let plain = ring.unseal(field, record, sealed)?;
        let odd = || Error::internal("a sealed value is not the secret of a file");
        let (word, secret) = plain.split_first_chunk::<4>().ok_or_else(odd)?;
        let word = std::str::from_utf8(word).ok().and_then(|word| word.strip_suffix(':')).ok_or_else(odd)?;
        let suite: Suite = word.parse().map_err(|_| odd())?;
        if secret.len() != suite.seal_bytes() {
            return Err(odd());
        }
        Ok(Self { suite, secret: secret.to_vec() })
    }

    /// The sealed pieces of what `plain` brings.
    ///
    /// # Errors
    /// Those of `plain`, which end the stream.
    pub fn seal_all<'a, S, E>(
        &self,
        plain: S,
    ) -> Result<impl Stream<Item = std::result::Result<Bytes, Cause>> + Send + use<'a, S, E>>
    where
        S: Stream<Item = std::result::Result<Bytes, E>> + Send + 'a,
        E: Into<Cause>,
    {
        let pieces = Pieces::new(self.suite, &self.secret)?;
        Ok(cut(plain, PIECE, move |nth, last, plain| {
            pieces.seal(nth, last, plain).ok_or_else(|| "sealing failed".into())
        }))
    }

    /// What was sealed, from the bytes that `sealed` brings.
    ///
    /// # Errors
    /// Those of `sealed`; also when a piece was altered, moved or left out, or the end is missing. What came
    /// before was whole.
    pub fn open_all<'a, S, E>(
        &self,
        sealed: S,
    ) -> Result<impl Stream<Item = std::result::Result<Bytes, Cause>> + Send + use<'a, S, E>>
    where
        S: Stream<Item = std::result::Result<Bytes, E>> + Send + 'a,
        E: Into<Cause>,
    {
        let pieces = Pieces::new(self.suite, &self.secret)?;
        Ok(cut(sealed, PIECE + TAG, move |nth, last, sealed| {
            pieces.open(nth, last, sealed).ok_or_else(|| crate::Unreadable::Altered.into())
        }))
    }
}

impl fmt::Debug for FileSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileSecret").field("suite", &self.suite).finish_non_exhaustive()
    }
}

/// Bytes of a file of `plain` bytes when it is sealed: each piece is longer by its tag, and there is one piece
/// even in an empty file.
#[must_use]
pub fn sealed_length(plain: u64) -> u64 {
    let piece = u64::try_from(PIECE).unwrap_or(u64::MAX);
    let tag = u64::try_from(TAG).unwrap_or(u64::MAX);
    plain.saturating_add(plain.div_ceil(piece).max(1).saturating_mul(tag))
}

struct Cutting<'a, F> {
    from: Incoming<'a>,
    waiting: BytesMut,
    nth: u32,
    turn: F,
}

/// Cuts what comes into pieces of `size` bytes and turns each; the last may be shorter, or empty.
fn cut<'a, S, E, F>(
    from: S,
    size: usize,
    turn: F,
) -> impl Stream<Item = std::result::Result<Bytes, Cause>> + Send + use<'a, S, E, F>
where
    S: Stream<Item = std::result::Result<Bytes, E>> + Send + 'a,
    E: Into<Cause>,
    F: Fn(u32, bool, &[u8]) -> std::result::Result<Vec<u8>, Cause> + Send,
{
    let from: Incoming<'a> = Box::pin(from.map(|part| part.map_err(Into::into)));
    let begin = Cutting { from, waiting: BytesMut::new(), nth: 0, turn };
    stream::try_unfold(Some(begin), move |state| async move {
        let Some(mut it) = state else { return Ok(None) };
        // One byte more than a piece says that the piece is not the last.
        while it.waiting.len() <= size {
            match it.from.next().await {
                Some(part) => it.waiting.extend_from_slice(&part?),
                None => {
                    let piece = (it.turn)(it.nth, true, &it.waiting)?;
                    return Ok(Some((Bytes::from(piece), None)));
                }
            }
        }
        let piece = (it.turn)(it.nth, false, &it.waiting.split_to(size))?;
        it.nth = it.nth.checked_add(1).ok_or("a file of more pieces than can be counted")?;
        Ok(Some((Bytes::from(piece), Some(it))))
    })
}

#[cfg(test)]
#[path = "file_secret/tests.rs"]
mod tests;
