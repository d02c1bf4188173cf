use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Error, FieldFault, Result, text};
use tokio::sync::Semaphore;

/// Memory and rounds of one argon2id hash: 19 MiB, 2 rounds (OWASP's first choice).
const MEMORY_KIB: u32 = 19 * 1024;
const ROUNDS: u32 = 2;
/// So many hashes at once: more would fill the memory of a village laptop and be no faster.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The shortest password.
const SHORTEST: usize = 8;
const LONGEST: usize = 128;

/// Passwords that guessers try first. A password that contains one and little else is refused.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "qwertyui",
    "11111111",
    "88888888",
    "66666666",
    "00000000",
    "a1234567",
    "abcd1234",
    "aa123456",
    "woaini1314",
    "iloveyou",
    "qwer1234",
    "1qaz2wsx",
    "asdfghjk",
    "teacher1",
    "jiaoshi1",
    "xingtan1",
];

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

/// Whether `password` may be somebody's own; no rules of composition, only length and guessability.
///
/// # Errors
/// [`Error::Invalid`] that says what to do.
pub fn check_password(password: &str, again: &str, login: &str) -> Result<()> {
    let mut faults = Vec::new();
    let length = password.chars().count();
    if length < SHORTEST {
        faults.push(FieldFault { field: "password", text: text!("password-short", least = SHORTEST) });
    } else if length > LONGEST {
        faults.push(FieldFault { field: "password", text: text!("password-long", most = LONGEST) });
    } else if COMMON.contains(&password.to_lowercase().as_str()) || is_one_run(password) {
        faults.push(FieldFault { field: "password", text: text!("password-common") });
    } else if is_part_of(password, login) {
        faults.push(FieldFault { field: "password", text: text!("password-is-login") });
    }
    if password != again {
        faults.push(FieldFault { field: "again", text: text!("password-differs") });
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// One character over and over.
fn is_one_run(password: &str) -> bool {
    let mut characters = password.chars();
    let first = characters.next();
    characters.all(|it| Some(it) == first)
}

/// The identity number's own digits are the sector's usual default password, and the first guess.
fn is_part_of(password: &str, login: &str) -> bool {
    !login.is_empty() && login.to_lowercase().contains(&password.to_lowercase())
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

    fn refused(password: &str) -> bool {
        check_password(password, password, "11010519491231002X").is_err()
    }

    #[test]
    fn no_default_made_of_the_identity_number() {
        assert!(refused("1231002X"));
        assert!(refused("19491231"));
        assert!(refused("1231002x"));
    }

    #[test]
    fn length_counts_and_composition_does_not() {
        assert!(refused("short"));
        assert!(refused("12345678"));
        assert!(refused("zzzzzzzzzz"));
        assert!(!refused("山高月小水落石出"));
        assert!(!refused("correct horse battery"));
    }

    #[test]
    fn both_fields_must_agree() {
        assert!(check_password("山高月小水落石出", "山高月小水落石", "x").is_err());
    }

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
