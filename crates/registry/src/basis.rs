//! What a change of an organisation rests on: the day, the document, the reason. And the names and codes it may have.

use kernel::{Date, Error, FieldFault, Result, Text, text};

use crate::codes::text::half_width;
use crate::credit_code::{self, CreditCode};
use crate::school_code::{self, SchoolCode};
use crate::{CodeKind, Organisation, OrganisationKind};

/// The longest document number, in characters.
pub const LONGEST_DOCUMENT: u32 = 60;
/// The longest reason, in characters.
pub const LONGEST_REASON: u32 = 500;
/// The longest name, in characters.
pub const LONGEST_NAME: u32 = 60;

/// What a change rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// 生效日期: the first day on which it is so.
    pub on: Date,
    /// 文号.
    pub document: String,
    /// Why.
    pub reason: String,
}

impl Basis {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Each field that cannot be taken.
    pub fn read(on: &str, document: &str, reason: &str) -> std::result::Result<Self, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let day = on.trim().parse::<Date>();
        if day.is_err() {
            faults.push(FieldFault { field: "on", text: text!("basis-day") });
        }
        let document = line("document", document, 4, LONGEST_DOCUMENT, text!("basis-document-needed"), &mut faults);
        let reason = line("reason", reason, 4, LONGEST_REASON, text!("basis-reason-needed"), &mut faults);
        match day {
            Ok(on) if faults.is_empty() => Ok(Self { on, document, reason }),
            _ => Err(faults),
        }
    }
}

/// One text of `least` to `most` characters, without control characters.
fn line(
    field: &'static str,
    typed: &str,
    least: usize,
    most: u32,
    wrong: Text,
    faults: &mut Vec<FieldFault>,
) -> String {
    let text: String = typed.trim().chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let length = text.chars().count();
    if length < least || kernel::count(length) > i64::from(most) {
        faults.push(FieldFault { field, text: wrong });
    }
    text
}

/// Reads the name of an organisation.
///
/// # Errors
/// When it is too short or too long.
pub fn name(typed: &str) -> Result<String> {
    let mut faults = Vec::new();
    let name = line("name", typed, 2, LONGEST_NAME, text!("name-needed"), &mut faults);
    if faults.is_empty() { Ok(name) } else { Err(Error::Invalid(faults)) }
}

/// Reads the code of an organisation of `kind` under `over`; an office gets one that is made of the code above it.
///
/// # Errors
/// Wrong input, with what is wrong with the code.
pub fn code(kind: OrganisationKind, over: &Organisation, typed: &str) -> Result<String> {
    let fault = |text: Text| Error::field("code", text);
    // The first two digits of an authority's code are its province's; the nation has none.
    let province = Some(over).filter(|it| it.kind.is_authority() && it.kind != OrganisationKind::Nation);
    let province = province.and_then(|it| it.code.get(..2));
    match kind.code_kind() {
        CodeKind::Made => Ok(match kind {
            OrganisationKind::ExecutiveOffice => format!("{}z", over.code),
            _ => format!("{}y", over.code),
        }),
        CodeKind::Credit => Ok(typed.parse::<CreditCode>().map_err(|it| fault(credit_fault(it)))?.to_string()),
        CodeKind::School => {
            let code = typed.parse::<SchoolCode>().map_err(|it| fault(school_fault(it)))?.to_string();
            match province {
                Some(own) if code.get(2..4) != Some(own) => Err(fault(text!("code-other-province"))),
                _ => Ok(code),
            }
        }
        CodeKind::Division => {
            let code: String = typed.trim().chars().map(half_width).collect();
            if code.len() != 6 || !code.bytes().all(|it| it.is_ascii_digit()) {
                return Err(fault(text!("code-division")));
            }
            match province {
                Some(own) if code.get(..2) != Some(own) => Err(fault(text!("code-other-province"))),
                _ => Ok(code),
            }
        }
    }
}

fn school_fault(error: school_code::Error) -> Text {
    match error {
        school_code::Error::Missing => text!("code-missing"),
        school_code::Error::Length(length) => text!("code-school-length", length = length),
        school_code::Error::Character(place, _) => text!("code-school-character", place = place),
        school_code::Error::Category => text!("code-school-category"),
        school_code::Error::Province => text!("code-school-province"),
    }
}

fn credit_fault(error: credit_code::Error) -> Text {
    match error {
        credit_code::Error::Missing => text!("code-missing"),
        credit_code::Error::Length(length) => text!("code-credit-length", length = length),
        credit_code::Error::Character(place, _) => text!("code-credit-character", place = place),
        credit_code::Error::Checksum => text!("code-credit-checksum"),
    }
}

/// The step of the tree that an organisation of `kind` with `code` gets: of divisions the digits of its level.
#[must_use]
pub fn step(kind: OrganisationKind, code: &str) -> &str {
    let digits = match kind {
        OrganisationKind::Province => 2,
        OrganisationKind::Prefecture => 4,
        _ => code.len(),
    };
    code.get(..digits).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use authz::Place;

    fn over(kind: OrganisationKind, code: &str) -> Organisation {
        Organisation {
            id: kernel::Id::new(kernel::Timestamp::default()),
            parent_id: None,
            place: Place::root().child(code),
            code: code.to_owned(),
            kind,
            name: code.to_owned(),
            division_code: None,
            urban_rural: None,
            opened_on: Date::of(2001, 9, 1).unwrap(),
            closed_on: None,
        }
    }

    fn wrong(kind: OrganisationKind, over: &Organisation, typed: &str) -> String {
        match code(kind, over, typed) {
            Err(Error::Invalid(faults)) => faults[0].text.key.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_basis_has_a_day_a_document_and_a_reason() {
        let basis = Basis::read(" 2026-03-01 ", "临教〔2026〕3号", "布局\u{7}调整").unwrap();
        assert_eq!((basis.on.to_string().as_str(), basis.reason.as_str()), ("2026-03-01", "布局 调整"));
        let fields = |faults: Vec<FieldFault>| faults.iter().map(|it| it.field).collect::<Vec<_>>();
        assert_eq!(fields(Basis::read("2026-02-30", "", "  ").unwrap_err()), ["on", "document", "reason"]);
        assert_eq!(fields(Basis::read("2026-03-01", &"文".repeat(61), "布局调整").unwrap_err()), ["document"]);
    }

    #[test]
    fn each_kind_has_its_code_and_a_wrong_one_says_what_is_wrong() {
        use OrganisationKind::{Audiovisual, County, LanguageOffice, Prefecture, School};
        let county = over(County, "623021");
        assert_eq!(code(School, &county, "２１62000009").unwrap(), "2162000009");
        assert_eq!(wrong(School, &county, "216200009"), "code-school-length");
        assert_eq!(wrong(School, &county, "9962000009"), "code-school-category");
        assert_eq!(wrong(School, &county, "2163000009"), "code-other-province");
        assert_eq!(code(Audiovisual, &county, "91350100m000100y43").unwrap(), "91350100M000100Y43");
        assert_eq!(wrong(Audiovisual, &county, "91350100M000100Y44"), "code-credit-checksum");
        assert_eq!(code(LanguageOffice, &county, "").unwrap(), "623021y");
        let prefecture = over(Prefecture, "6230");
        assert_eq!(code(County, &prefecture, "623029").unwrap(), "623029");
        assert_eq!(wrong(County, &prefecture, "6230290"), "code-division");
        assert_eq!(wrong(County, &prefecture, "633029"), "code-other-province");
        assert_eq!([step(Prefecture, "623000"), step(County, "623029")], ["6230", "623029"]);
    }

    #[test]
    fn a_name_is_neither_a_letter_nor_a_page() {
        assert_eq!(name(" 城关小学 ").unwrap(), "城关小学");
        assert!(name("小").is_err() && name(&"小".repeat(61)).is_err());
    }
}
