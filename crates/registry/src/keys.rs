use std::io::{Read as _, Write as _};
use std::path::Path;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac as _};
use kernel::{Error, PersonId, Result};
use sha2::Sha256;

/// The keys that guard identity numbers: one seals them, one finds them again without opening any.
pub struct Keys {
    seal: Aes256Gcm,
    find: Hmac<Sha256>,
}

/// The first byte of what this version seals, so that a later key can be told from this one.
const FIRST_KEY: u8 = 1;
const NONCE: usize = 12;
const BYTES: usize = 64;

impl Keys {
    /// From 64 secret bytes: 32 to seal, 32 to find.
    ///
    /// # Errors
    /// Never for 64 bytes.
    pub fn new(secret: &[u8; BYTES]) -> Result<Self> {
        let (seal, find) = secret.split_at(BYTES / 2);
        Ok(Self {
            seal: Aes256Gcm::new_from_slice(seal).map_err(|_| Error::internal("a key of the wrong length"))?,
            find: Hmac::new_from_slice(find).map_err(|_| Error::internal("a key of the wrong length"))?,
        })
    }

    /// From the file `path`, which is made with fresh secret bytes, for this user alone, when absent.
    ///
    /// # Errors
    /// When the file cannot be read or made. Without it no sealed number can be opened again.
    pub fn open(path: &Path) -> Result<Self> {
        let mut secret = [0_u8; BYTES];
        match std::fs::File::open(path) {
            Ok(mut file) => file.read_exact(&mut secret).map_err(Error::internal)?,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                secret = rand::random();
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.open(path).map_err(Error::internal)?;
                file.write_all(&secret).and_then(|()| file.sync_all()).map_err(Error::internal)?;
            }
            Err(cause) => return Err(Error::internal(cause)),
        }
        Self::new(&secret)
    }

    /// Seals `plain` for `person`: key number, nonce, AES-256-GCM. It opens for nobody else's record.
    ///
    /// # Errors
    /// When the cipher refuses, which it does not for short texts.
    pub fn seal(&self, person: PersonId, plain: &str) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let owner = person.uuid();
        let payload = Payload { msg: plain.as_bytes(), aad: owner.as_bytes() };
        let cipher = self.seal.encrypt(&Nonce::from(nonce), payload).map_err(|_| Error::internal("sealing failed"))?;
        let mut sealed = Vec::with_capacity(1 + NONCE + cipher.len());
        sealed.push(FIRST_KEY);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&cipher);
        Ok(sealed)
    }

    /// Opens what was sealed for `person`.
    ///
    /// # Errors
    /// When it was sealed for another person, with another key, or was altered.
    pub fn unseal(&self, person: PersonId, sealed: &[u8]) -> Result<String> {
        let damaged = || Error::internal("a sealed value was altered or belongs to another record");
        let (head, cipher) = sealed.split_at_checked(1 + NONCE).ok_or_else(damaged)?;
        let (key, nonce) = head.split_first().ok_or_else(damaged)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| damaged())?;
        if *key != FIRST_KEY {
            return Err(damaged());
        }
        let owner = person.uuid();
        let payload = Payload { msg: cipher, aad: owner.as_bytes() };
        let plain = self.seal.decrypt(&Nonce::from(nonce), payload).map_err(|_| damaged())?;
        String::from_utf8(plain).map_err(Error::internal)
    }

    /// The keyed hash by which a number is found: the same for the same number, and worthless without
    /// the key.
    #[must_use]
    pub fn hash(&self, plain: &str) -> Vec<u8> {
        let mut mac = self.find.clone();
        mac.update(plain.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, Timestamp};

    fn keys() -> Keys {
        Keys::new(&[7; BYTES]).unwrap()
    }

    #[test]
    fn a_number_opens_only_for_its_own_person() {
        let (one, other) = (Id::new(Timestamp::from_millis(1)), Id::new(Timestamp::from_millis(2)));
        let sealed = keys().seal(one, "11010519491231002X").unwrap();
        assert_eq!(keys().unseal(one, &sealed).unwrap(), "11010519491231002X");
        assert!(keys().unseal(other, &sealed).is_err());
        assert!(keys().unseal(one, sealed.get(..20).unwrap()).is_err());
        assert!(Keys::new(&[8; BYTES]).unwrap().unseal(one, &sealed).is_err());
    }

    #[test]
    fn the_same_number_hashes_alike_and_seals_differently() {
        let person = Id::new(Timestamp::from_millis(1));
        assert_eq!(keys().hash("11010519491231002X"), keys().hash("11010519491231002X"));
        assert_ne!(keys().hash("11010519491231002X"), keys().hash("110105194912310021"));
        assert_ne!(keys().seal(person, "1").unwrap(), keys().seal(person, "1").unwrap());
    }

    #[test]
    fn a_key_file_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let first = Keys::open(&path).unwrap().hash("x");
        assert_eq!(Keys::open(&path).unwrap().hash("x"), first);
    }
}
