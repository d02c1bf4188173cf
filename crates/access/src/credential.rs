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

/// A one-time code that opens an account for the first time: eight characters that nobody confuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationCode(String);

/// Without 0 O 1 I L, so that it can be read out over the telephone.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl ActivationCode {
    /// A fresh code: about 39 bits, of use for a few days and ten attempts.
    #[must_use]
    pub fn fresh() -> Self {
        let random: [u8; 8] = rand::random();
        let letters = random.iter().filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()));
        Self(letters.map(|letter| char::from(*letter)).collect())
    }

    /// What a person typed: capitals, no spaces and hyphens.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect())
    }

    /// The code in two groups, as printed: `7KMQ-2XRA`.
    #[must_use]
    pub fn printed(&self) -> String {
        match self.0.split_at_checked(4) {
            Some((first, second)) => format!("{first}-{second}"),
            None => self.0.clone(),
        }
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
