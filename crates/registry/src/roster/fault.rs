//! What refuses a row.

use super::Column;
use crate::{identity_number, mobile, person_name, school_code};
use kernel::Text;

/// One wrong cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column of the cell.
    pub column: Column,
    /// What is wrong with it.
    pub reason: Reason,
    /// What the cell held; masked in the column of the identity number.
    pub given: String,
}

impl Fault {
    /// What is wrong and what to do, with `given` among the values.
    pub fn text(&self) -> Text {
        self.reason.text().with("given", self.given.as_str())
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The name is missing or has characters that no name has.
    Name(person_name::Error),
    /// The identity number is missing or wrong in itself.
    Number(identity_number::Error),
    /// The number of another document is not 5 to 20 letters and digits.
    DocumentNumber,
    /// The kind of document is not in the code table.
    IdType,
    /// The number stood already in that row of the file, under the same name.
    NumberTwice(u32),
    /// The number stood already in that row of the file, under another name.
    NumberOtherName(u32),
    /// The sex is not in the code table.
    Sex,
    /// The sex contradicts the identity number.
    SexMismatch,
    /// The document does not tell the sex, and the cell is empty.
    SexMissing,
    /// The birth date cannot be read.
    BirthDate,
    /// The birth date contradicts the identity number.
    BirthDateMismatch,
    /// The document does not tell the birth date, and the cell is empty.
    BirthDateMissing,
    /// The birth date is after the day of the check.
    BirthDateFuture,
    /// The school code is missing or wrong in itself.
    SchoolCode(school_code::Error),
    /// No school of the register has the code.
    SchoolUnknown,
    /// The school belongs to a county that the importing officer does not serve.
    SchoolElsewhere,
    /// The ethnicity is not in the code table.
    Ethnicity,
    /// The stage is not in the code table.
    Stage,
    /// The subject is not in the code table.
    Subject,
    /// The title is not in the code table.
    Title,
    /// The mobile number is wrong in itself.
    Mobile(mobile::Error),
    /// The month of first work cannot be read.
    WorkStart,
    /// The month of first work lies after the day of the check.
    WorkStartFuture,
    /// The month of first work lies before the birth.
    WorkStartBeforeBirth,
    /// Neither 是 nor 否.
    Bilingual,
    /// The Putonghua level is not in the code table.
    Putonghua,
    /// The mother tongue is not in the code table.
    MotherTongue,
}

impl Reason {
    /// The message key, stable over releases: the statistics of faults and the
    /// translations hold on to it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name(reason) => name_key(reason),
            Self::Number(reason) => number_key(reason),
            Self::DocumentNumber => "roster-fault-document-number",
            Self::IdType => "roster-fault-id-type",
            Self::NumberTwice(_) => "roster-fault-number-twice",
            Self::NumberOtherName(_) => "roster-fault-number-other-name",
            Self::Sex => "roster-fault-sex",
            Self::SexMismatch => "roster-fault-sex-mismatch",
            Self::SexMissing => "roster-fault-sex-missing",
            Self::BirthDate => "roster-fault-birth-date",
            Self::BirthDateMismatch => "roster-fault-birth-date-mismatch",
            Self::BirthDateMissing => "roster-fault-birth-date-missing",
            Self::BirthDateFuture => "roster-fault-birth-date-future",
            Self::SchoolCode(school_code::Error::Missing) => "roster-fault-school-code-missing",
            Self::SchoolCode(_) => "roster-fault-school-code",
            Self::SchoolUnknown => "roster-fault-school-unknown",
            Self::SchoolElsewhere => "roster-fault-school-elsewhere",
            Self::Ethnicity => "roster-fault-ethnicity",
            Self::Stage => "roster-fault-stage",
            Self::Subject => "roster-fault-subject",
            Self::Title => "roster-fault-title",
            Self::Mobile(_) => "roster-fault-mobile",
            Self::WorkStart => "roster-fault-work-start",
            Self::WorkStartFuture => "roster-fault-work-start-future",
            Self::WorkStartBeforeBirth => "roster-fault-work-start-before-birth",
            Self::Bilingual => "roster-fault-bilingual",
            Self::Putonghua => "roster-fault-putonghua",
            Self::MotherTongue => "roster-fault-mother-tongue",
        }
    }

    /// What is wrong and what to do; messages name the cell's `given` besides.
    pub fn text(self) -> Text {
        use {identity_number::Error as Number, person_name::Error as Name};
        let text = Text::new(self.key());
        match self {
            Self::Name(Name::TooLong(length)) | Self::Number(Number::Length(length)) => text.with("length", length),
            Self::Name(Name::Digit(one) | Name::Lost(one) | Name::Sign(one)) => text.with("character", one.to_string()),
            // The glyph is a font's own: the code is what a reader can act on.
            Self::Name(Name::PrivateUse(one)) => text.with("character", format!("U+{:04X}", u32::from(one))),
            Self::Number(Number::Character(place, one)) => text.with("place", place).with("character", one.to_string()),
            Self::NumberTwice(row) | Self::NumberOtherName(row) => text.with("row", row),
            _ => text,
        }
    }
}

fn name_key(reason: person_name::Error) -> &'static str {
    use person_name::Error;
    match reason {
        Error::Missing => "roster-fault-name-missing",
        Error::TooShort => "roster-fault-name-too-short",
        Error::TooLong(_) => "roster-fault-name-too-long",
        Error::Digit(_) => "roster-fault-name-digit",
        Error::Control => "roster-fault-name-control",
        Error::PrivateUse(_) => "roster-fault-name-private-use",
        Error::Lost(_) => "roster-fault-name-lost",
        Error::Sign(_) => "roster-fault-name-sign",
    }
}

fn number_key(reason: identity_number::Error) -> &'static str {
    use identity_number::Error;
    match reason {
        Error::Missing => "roster-fault-number-missing",
        Error::Length(_) => "roster-fault-number-length",
        Error::FifteenDigits => "roster-fault-number-fifteen",
        Error::Rounded => "roster-fault-number-rounded",
        Error::Character(..) => "roster-fault-number-character",
        Error::BirthDate => "roster-fault-number-birth-date",
        Error::FutureBirth => "roster-fault-number-future-birth",
        Error::Checksum => "roster-fault-checksum",
    }
}
