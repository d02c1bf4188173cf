//! An authenticator program: codes of six digits, each good for half a minute and once.

use kernel::{Error, Result, Timestamp};
use sha2::{Digest as _, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::credential::OneTimeCode;

/// Clocks of phones are off by less than that many steps.
const SKEW: u16 = 1;
/// RFC 4226 asks for 160 bits.
const SECRET_BYTES: usize = 20;
const STEP_SECONDS: u64 = 30;

/// What phone and house share.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Shared(String);

impl Shared {
    /// A fresh secret.
    pub(crate) fn fresh() -> Self {
        Self(Secret::new(Box::new(rand::random::<[u8; SECRET_BYTES]>())).to_base32())
    }

    /// As it was stored.
    pub(crate) fn stored(base32: String) -> Self {
        Self(base32)
    }

    /// In base 32, to be stored sealed.
    pub(crate) fn base32(&self) -> &str {
        &self.0
    }

    /// What is stored of a recovery code. Its key is this secret, which is sealed: whoever has the table alone finds no
    /// code by trying, and a ring that turns leaves the codes as they are.
    pub(crate) fn hash(&self, code: &OneTimeCode) -> Vec<u8> {
        Sha256::digest(format!("recovery {} {}", self.0, code.letters())).to_vec()
    }

    /// In groups of four, for who types it.
    pub(crate) fn printed(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// What the QR code says: for the account `account` at `site`.
    ///
    /// # Errors
    /// When the secret is none.
    pub(crate) fn address(&self, site: &str, account: &str) -> Result<String> {
        // A colon would end the name of the site within the address.
        let plain = |text: &str| text.replace(':', " ");
        self.program(&plain(site), &plain(account))?.to_url().map_err(|cause| Error::internal(cause.to_string()))
    }

    /// The step whose code this is, near `now`.
    ///
    /// # Errors
    /// When the secret is none.
    pub(crate) fn step(&self, code: &str, now: Timestamp) -> Result<Option<i64>> {
        let digits: String = registry::document::plain(code);
        if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return Ok(None);
        }
        let seconds = u64::try_from(now.as_millis() / 1000).unwrap_or_default();
        let step = self.program("", "-")?.check(&digits, seconds);
        Ok(step.and_then(|it| i64::try_from(it).ok()))
    }

    fn program(&self, site: &str, account: &str) -> Result<Totp> {
        let fault = |cause: String| Error::internal(cause);
        let secret = Secret::try_from_base32(&self.0).map_err(|cause| fault(cause.to_string()))?;
        Builder::new()
            .with_secret(secret)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_account_name(account)
            .with_issuer((!site.is_empty()).then_some(site))
            .build()
            .map_err(|cause| fault(cause.to_string()))
    }

    /// The code that the phone shows at `now`; for tests.
    #[cfg(test)]
    fn code(&self, now: Timestamp) -> String {
        self.program("", "-").unwrap().generate(u64::try_from(now.as_millis() / 1000).unwrap()).to_string()
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_around_its_half_minute_and_not_beyond() {
        let shared = Shared::fresh();
        let now = Timestamp::from_millis(1_774_000_000_000);
        let code = shared.code(now);
        let step = shared.step(&code, now).unwrap().unwrap();
        assert_eq!(step, now.as_millis() / 30_000);
        assert_eq!(shared.step(&code, now.plus_millis(30_000)).unwrap(), Some(step));
        assert_eq!(shared.step(&code, now.plus_millis(90_000)).unwrap(), None);
        assert_eq!(shared.step(&format!("{} {}", &code[..3], &code[3..]), now).unwrap(), Some(step));
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, shortened to six digits.
        let shared = Shared(Secret::new(Box::new(*b"12345678901234567890")).to_base32());
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_millis(seconds * 1000);
            assert_eq!(shared.step(code, now).unwrap(), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn nothing_else_is_a_code() {
        for text in ["", "12345", "1234567", "12345x", "-12345"] {
            assert_eq!(Shared::fresh().step(text, Timestamp::from_millis(0)).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn the_address_names_the_site_and_the_account() {
        let address = Shared::fresh().address("杏坛", "李成行:x").unwrap();
        assert!(address.starts_with("otpauth://totp/") && address.contains("issuer="), "{address}");
    }
}
