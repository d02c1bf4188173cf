use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Error, Result};
use tokio::sync::Semaphore;

/// Memory and rounds of one argon2id hash: 19 MiB, 2 rounds (OWASP's first choice).
const MEMORY_KIB: u32 = 19 * 1024;
const ROUNDS: u32 = 2;
/// So many hashes at once: more would fill the memory of a village laptop and be no faster.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, ROUNDS, 1, None).map_err(|cause| Error::internal(cause.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The argon2id hash of a password, as a PHC string: what is kept of it.
#[derive(Clone, Debug)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// As stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Hashes `password`. It takes a while: before the transaction, not in it.
///
/// # Errors
/// When the work cannot be done.
pub async fn hash(password: String) -> Result<PasswordHash> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(PasswordHash(hash.to_string()))
    })
    .await
    .map_err(Error::internal)?
}

/// Whether `password` is the one that `hash` was made of. Without a hash the same work is done, so that
/// the time says nothing about who has an account.
///
/// # Errors
/// When the work cannot be done.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let Some(hash) = hash else {
        self::hash(password).await?;
        return Ok(false);
    };
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || {
        let parsed = Phc::new(&hash).map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .map_err(Error::internal)?
}

/// A code that is used once and that nobody confuses: for the first way in, and for the day on which the phone
/// is lost.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

/// Opens an account for the first time: eight characters.
pub type ActivationCode = OneTimeCode;

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode")
    }
}

/// Without 0 O 1 I L, so that it can be read out over the telephone.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl OneTimeCode {
    /// A fresh code of eight characters: about 39 bits, of use for a few days and a few attempts.
    #[must_use]
    pub fn fresh() -> Self {
        Self::fresh_of(8)
    }

    /// A fresh code of `length` characters, each as likely as the others.
    pub(crate) fn fresh_of(length: usize) -> Self {
        let mut letters = String::with_capacity(length);
        while letters.len() < length {
            // Bytes beyond the last whole round of the alphabet would favour its first letters.
            let byte: u8 = rand::random();
            let fair = usize::from(byte) < LETTERS.len() * (256 / LETTERS.len());
            let letter = LETTERS.get(usize::from(byte) % LETTERS.len()).filter(|_| fair);
            letters.extend(letter.map(|it| char::from(*it)));
        }
        Self(letters)
    }

    /// What a person typed: capitals, no spaces and hyphens.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect())
    }

    /// The code in two groups, as printed: `7KMQ-2XRA`.
    #[must_use]
    pub fn printed(&self) -> String {
        match self.0.split_at_checked(self.0.len() / 2) {
            Some((first, second)) => format!("{first}-{second}"),
            None => self.0.clone(),
        }
    }

    /// The characters alone.
    pub(crate) fn letters(&self) -> &str {
        &self.0
    }

    /// Its SHA-256, as stored.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        use sha2::Digest as _;
        sha2::Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_printed() {
        let code = ActivationCode::fresh();
        assert_eq!(code.printed().len(), 9);
        assert_eq!(ActivationCode::typed(&format!(" {} ", code.printed().to_lowercase())), code);
    }

    #[tokio::test]
    async fn a_password_is_verified_and_another_is_not() {
        let hash = hash("山高月小水落石出".into()).await.unwrap();
        assert!(verify("山高月小水落石出".into(), Some(hash.as_str().into())).await.unwrap());
        assert!(!verify("山高月小".into(), Some(hash.as_str().into())).await.unwrap());
        assert!(!verify("山高月小".into(), None).await.unwrap());
    }
}
