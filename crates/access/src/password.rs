//! Which passwords may be somebody's own: long enough, not to be guessed, and not made of what others know.

use kernel::{Error, FieldFault, PersonId, Result, Text, text};
use pinyin::ToPinyinMulti as _;
use registry::{IDENTITY, MOBILE};
use store::Store;
use vault::Vault;

use crate::store as rows;

const SHORTEST: usize = 8;
const LONGEST: usize = 128;
/// Guesses, as a power of ten, that a password must outlast. A throttled guesser makes fewer in a year.
const LEAST_GUESSES_LOG10: f64 = 6.0;
/// So many characters in a row of a number are a part of it.
const RUN: usize = 6;
/// Shorter words stand in other words by chance.
const SHORTEST_WORD: usize = 4;
/// Readings of a name that are tried.
const MOST_READINGS: usize = 32;

/// What is tried first here, and stands on no list of the world's passwords.
const LOCAL: &[&str] = &[
    "woaini",
    "woaini1314",
    "5201314",
    "1314520",
    "aini1314",
    "nihao123",
    "mima1234",
    "jiaoshi",
    "laoshi",
    "xuexiao",
    "peixun",
    "xingtan",
    "teacher",
    "guopei",
    "beijing",
    "zhongguo",
    "qwe123",
    "asd123",
    "aa123456",
    "a1234567",
];

/// What others know of a person.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What the person signs in by.
    pub logins: Vec<String>,
    /// Identity and mobile numbers.
    pub numbers: Vec<String>,
    /// The name.
    pub name: String,
}

impl Facts {
    /// Of `person`.
    ///
    /// # Errors
    /// When the database refuses or a sealed number cannot be opened.
    pub(crate) async fn find(store: &Store, vault: &Vault, person: PersonId) -> Result<Self> {
        let name = registry::find_person(store, person).await?.map(|it| it.name).unwrap_or_default();
        let identity = vault.unseal(IDENTITY, person.uuid(), &registry::get_sealed_identity(store, person).await?)?;
        let mobile = registry::find_sealed_mobile(store, person).await?;
        let mobile = mobile.map(|it| vault.unseal(MOBILE, person.uuid(), &it)).transpose()?;
        let logins = rows::list_logins(store, person).await?;
        Ok(Self { logins, numbers: std::iter::once(identity).chain(mobile).collect(), name })
    }
}

/// What is wrong with a password for whomever it is; nothing about the person is needed.
///
/// # Errors
/// [`Error::Invalid`] that says what to do.
pub fn check_form(password: &str, again: &str) -> Result<()> {
    let mut faults = Vec::new();
    let length = password.chars().count();
    let fault = if length < SHORTEST {
        Some(text!("password-short", least = SHORTEST))
    } else if length > LONGEST {
        Some(text!("password-long", most = LONGEST))
    } else if is_guessable(password) {
        Some(text!("password-common"))
    } else {
        None
    };
    faults.extend(fault.map(|text| FieldFault { field: "password", text }));
    if password != again {
        faults.push(FieldFault { field: "again", text: text!("password-differs") });
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// What is wrong with a password for the person of whom others know this.
///
/// # Errors
/// [`Error::Invalid`] that says what to do.
pub fn check_person(password: &str, facts: &Facts) -> Result<()> {
    let bare = bare(password);
    let number = facts.numbers.iter().any(|number| shares_run(&bare, &number.to_lowercase()));
    let login = facts.logins.iter().any(|login| has_word(&bare, login));
    let name = readings(&facts.name).iter().any(|reading| has_word(&bare, reading))
        || (facts.name.chars().count() > 1 && password.contains(&facts.name));
    let fault: Option<Text> = if number {
        Some(text!("password-has-number"))
    } else if login {
        Some(text!("password-has-login"))
    } else if name {
        Some(text!("password-has-name"))
    } else {
        None
    };
    fault.map_or(Ok(()), |text| Err(Error::field("password", text)))
}

/// Without case and signs: `Zhang.Wei-88` is `zhangwei88`.
fn bare(password: &str) -> String {
    registry::document::plain(password).to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}

fn is_guessable(password: &str) -> bool {
    zxcvbn::zxcvbn(password, LOCAL).guesses_log10() < LEAST_GUESSES_LOG10
}

/// The last six digits of the identity number are the sector's usual default, and the first guess.
fn shares_run(password: &str, number: &str) -> bool {
    let digits: Vec<char> = number.chars().collect();
    digits.windows(RUN).any(|run| password.contains(&run.iter().collect::<String>()))
}

fn has_word(password: &str, word: &str) -> bool {
    let word = bare(word);
    word.chars().count() >= SHORTEST_WORD && password.contains(&word)
}

/// The name in pinyin, in each reading, as one word.
fn readings(name: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    for sounds in name.to_pinyin_multi().flatten() {
        let mut each: Vec<&str> = sounds.into_iter().map(|it| it.plain()).collect();
        each.sort_unstable();
        each.dedup();
        readings = readings
            .iter()
            .flat_map(|begun| each.iter().map(move |sound| format!("{begun}{sound}")))
            .take(MOST_READINGS)
            .collect();
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            logins: vec!["gansu.2".into(), "li".into()],
            numbers: vec!["11010519491231002X".into(), "15400001234".into()],
            name: "单乐".into(),
        }
    }

    fn is_taken(password: &str) -> bool {
        check_form(password, password).is_ok() && check_person(password, &facts()).is_ok()
    }

    #[test]
    fn no_default_is_made_of_the_numbers_of_a_person() {
        for password in ["31002X-mima", "Abc231002x!", "19491231 hao", "a-0000 1234-b", "１９４９１２３１abc"] {
            assert!(!is_taken(password), "{password}");
        }
    }

    #[test]
    fn no_name_of_the_person_in_any_reading_is_a_part() {
        for password in ["ShanLe-ri-chang", "danyue river 77", "chan_yue_river", "Gansu2 goes on", "单乐的好日子呀"]
        {
            assert!(!is_taken(password), "{password}");
        }
        assert!(is_taken("libraries of the north"), "a login of two letters is in many words");
    }

    #[test]
    fn length_counts_and_composition_does_not() {
        assert!(!is_taken("short"));
        assert!(!is_taken(&"山".repeat(LONGEST + 1)));
        for password in ["山高月小水落石出", "correct horse battery", "tractor mountain rain"] {
            assert!(is_taken(password), "{password}");
        }
    }

    #[test]
    fn what_guessers_try_first_is_refused_however_it_is_dressed_up() {
        for password in [
            "12345678",
            "password1",
            "P@ssw0rd",
            "qwertyui",
            "zzzzzzzzzz",
            "1qaz2wsx",
            "woaini1314",
            "Woaini1314!",
            "a1234567",
            "aa123456",
            "iloveyou1",
            "88888888",
            "abcd1234",
            "20010101",
            "mima1234",
            "xingtan1",
            "1314520520",
        ] {
            assert!(!is_taken(password), "{password}");
        }
    }

    #[test]
    fn both_fields_must_agree() {
        assert!(check_form("山高月小水落石出", "山高月小水落石").is_err());
    }
}
