use std::fmt;
use std::str::FromStr;

use aead_stream::{NewStream as _, StreamBE32, StreamPrimitive as _};
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, Nonce};
use hmac::{Hmac, Mac as _};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use sm3::Sm3;
use sm4::Sm4;

/// SM4 (GB/T 32907) in Galois counter mode, as RFC 8998 has it.
type Sm4Gcm = AesGcm<Sm4, U12>;

/// Bytes of the nonce of one sealed value.
pub(crate) const NONCE: usize = 12;
/// Bytes by which a sealed text is longer.
pub(crate) const TAG: usize = 16;
/// Bytes of the secret by which values are found, with either suite.
pub(crate) const FIND_BYTES: usize = 32;

/// The algorithms of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Suite {
    /// AES-256-GCM to seal, HMAC-SHA-256 to find.
    #[default]
    Aes,
    /// SM4-GCM to seal, HMAC-SM3 to find: 商用密码.
    Sm4,
}

impl Suite {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aes => "aes",
            Self::Sm4 => "sm4",
        }
    }

    /// Bytes of the secret that seals.
    pub(crate) const fn seal_bytes(self) -> usize {
        match self {
            Self::Aes => 32,
            Self::Sm4 => 16,
        }
    }
}

/// There is no such suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ciphers are: aes, sm4")]
pub struct UnknownSuite;

impl FromStr for Suite {
    type Err = UnknownSuite;

    fn from_str(word: &str) -> std::result::Result<Self, UnknownSuite> {
        [Self::Aes, Self::Sm4].into_iter().find(|it| it.as_str() == word).ok_or(UnknownSuite)
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn wrong_length() -> Error {
    Error::internal("a secret of the wrong length")
}

/// What seals and opens.
pub(crate) enum Cipher {
    Aes(Box<Aes256Gcm>),
    Sm4(Box<Sm4Gcm>),
}

impl Cipher {
    pub(crate) fn new(suite: Suite, secret: &[u8]) -> Result<Self> {
        Ok(match suite {
            Suite::Aes => Self::Aes(Box::new(Aes256Gcm::new_from_slice(secret).map_err(|_| wrong_length())?)),
            Suite::Sm4 => Self::Sm4(Box::new(Sm4Gcm::new_from_slice(secret).map_err(|_| wrong_length())?)),
        })
    }

    /// `None` for texts beyond what the cipher takes (64 GiB).
    pub(crate) fn seal(&self, nonce: [u8; NONCE], plain: &[u8], bound: &[u8]) -> Option<Vec<u8>> {
        let (nonce, payload) = (Nonce::from(nonce), Payload { msg: plain, aad: bound });
        match self {
            Self::Aes(cipher) => cipher.encrypt(&nonce, payload).ok(),
            Self::Sm4(cipher) => cipher.encrypt(&nonce, payload).ok(),
        }
    }

    /// `None` for what was altered, or sealed with another secret or bound to something else.
    pub(crate) fn open(&self, nonce: [u8; NONCE], sealed: &[u8], bound: &[u8]) -> Option<Vec<u8>> {
        let (nonce, payload) = (Nonce::from(nonce), Payload { msg: sealed, aad: bound });
        match self {
            Self::Aes(cipher) => cipher.decrypt(&nonce, payload).ok(),
            Self::Sm4(cipher) => cipher.decrypt(&nonce, payload).ok(),
        }
    }
}

/// What seals and opens a file piece by piece: no piece can be altered, moved, left out, or be the last when
/// it was not. The secret serves for one file, so the nonce needs no chance in it.
pub(crate) enum Pieces {
    Aes(Box<StreamBE32<Aes256Gcm>>),
    Sm4(Box<StreamBE32<Sm4Gcm>>),
}

impl Pieces {
    pub(crate) fn new(suite: Suite, secret: &[u8]) -> Result<Self> {
        Ok(match Cipher::new(suite, secret)? {
            Cipher::Aes(cipher) => Self::Aes(Box::new(StreamBE32::from_aead(*cipher, &[0; 7].into()))),
            Cipher::Sm4(cipher) => Self::Sm4(Box::new(StreamBE32::from_aead(*cipher, &[0; 7].into()))),
        })
    }

    pub(crate) fn seal(&self, nth: u32, last: bool, plain: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Aes(pieces) => pieces.encrypt(nth, last, plain).ok(),
            Self::Sm4(pieces) => pieces.encrypt(nth, last, plain).ok(),
        }
    }

    pub(crate) fn open(&self, nth: u32, last: bool, sealed: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Aes(pieces) => pieces.decrypt(nth, last, sealed).ok(),
            Self::Sm4(pieces) => pieces.decrypt(nth, last, sealed).ok(),
        }
    }
}

/// What makes the keyed hash by which a value is found.
pub(crate) enum Finder {
    Sha256(Box<Hmac<Sha256>>),
    Sm3(Box<Hmac<Sm3>>),
}

impl Finder {
    pub(crate) fn new(suite: Suite, secret: &[u8]) -> Result<Self> {
        Ok(match suite {
            Suite::Aes => Self::Sha256(Box::new(Hmac::new_from_slice(secret).map_err(|_| wrong_length())?)),
            Suite::Sm4 => Self::Sm3(Box::new(Hmac::new_from_slice(secret).map_err(|_| wrong_length())?)),
        })
    }

    pub(crate) fn hash(&self, plain: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256(mac) => mac.as_ref().clone().chain_update(plain).finalize().into_bytes().to_vec(),
            Self::Sm3(mac) => mac.as_ref().clone().chain_update(plain).finalize().into_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        hex::decode(text.split_whitespace().collect::<String>()).unwrap()
    }

    /// RFC 8998, A.1.
    #[test]
    fn sm4_gcm_is_that_of_rfc_8998() {
        let cipher = Cipher::new(Suite::Sm4, &bytes("0123456789ABCDEFFEDCBA9876543210")).unwrap();
        let nonce: [u8; NONCE] = bytes("00001234567800000000ABCD").try_into().unwrap();
        let bound = bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        let plain = bytes(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB CCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
             EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFF EEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        );
        let sealed = bytes(
            "17F399F08C67D5EE19D0DC9969C4BB7D 5FD46FD3756489069157B282BB200735
             D82710CA5C22F0CCFA7CBF93D496AC15 A56834CBCF98C397B4024A2691233B8D
             83DE3541E4C2B58177E065A9BF7B62EC",
        );
        assert_eq!(cipher.seal(nonce, &plain, &bound).unwrap(), sealed);
        assert_eq!(cipher.open(nonce, &sealed, &bound).unwrap(), plain);
    }

    /// As `openssl dgst -sm3 -mac HMAC -macopt hexkey:…` says it.
    #[test]
    fn the_hash_of_sm4_keys_is_hmac_sm3() {
        let finder = Finder::new(Suite::Sm4, &[7; FIND_BYTES]).unwrap();
        assert_eq!(
            hex::encode(finder.hash(b"11010519491231002X")),
            "4ef0e661d2646338b0cccae25a2eafb91cd9be9f81abffcda21dec57801ef704"
        );
    }

    #[test]
    fn a_suite_is_named_and_nothing_else_is_one() {
        for suite in [Suite::Aes, Suite::Sm4] {
            assert_eq!(suite.as_str().parse(), Ok(suite));
            assert!(Cipher::new(suite, &[1; 5]).is_err());
        }
        assert_eq!("AES-128".parse::<Suite>(), Err(UnknownSuite));
    }
}
