//! The cells that say who somebody is: document, number, sex, birth date.

use super::Desk;
use crate::codes::{self, Code};
use crate::document;
use crate::identity_number::{IdentityNumber, Sex};
use crate::roster::cells::{self, Written};
use crate::roster::{Column, Identification, Reason, Warning};
use kernel::{Date, Month};

/// The code of 居民身份证 in [`codes::id_type`].
const RESIDENT: &str = "1";
/// The code of the card that has a number of the same shape since 2023.
const PERMANENT_RESIDENT: &str = "9";

impl<K: Clone, S: AsRef<str>> Desk<'_, K, S> {
    pub(super) fn id_type(&mut self) -> Option<&'static Code> {
        match self.cell(Column::IdType) {
            "" => codes::id_type().by_code(RESIDENT),
            _ => self.code(Column::IdType, codes::id_type(), Reason::IdType),
        }
    }

    pub(super) fn identification(&mut self, id_type: &Code) -> Option<Identification> {
        let text = self.cell(Column::Number);
        let read = IdentityNumber::parse(text, self.context.today);
        match (id_type.code.as_str(), read) {
            (RESIDENT, Ok(number)) | (PERMANENT_RESIDENT, Ok(number)) => {
                if !self.context.counties.has(&number) {
                    self.warnings.push(Warning::AddressCode { code: number.address_code().to_owned() });
                }
                Some(Identification::Number(number))
            }
            (RESIDENT, Err(why)) => {
                self.fault(Column::Number, Reason::Number(why));
                None
            }
            _ => {
                let number = document::other(text);
                if number.is_none() {
                    self.fault(Column::Number, Reason::DocumentNumber);
                }
                number.map(Identification::Other)
            }
        }
    }

    pub(super) fn sex(&mut self, number: Option<IdentityNumber>, may_be_empty: bool) -> Option<Sex> {
        let told = number.map(|number| number.sex());
        let text = self.cell(Column::Sex);
        if text.is_empty() {
            if told.is_none() && !may_be_empty {
                self.fault(Column::Sex, Reason::SexMissing);
            }
            return told;
        }
        let written = match codes::gender().find(text).map(|code| code.code.as_str()) {
            Some("1") => Some(Sex::Male),
            Some("2") => Some(Sex::Female),
            // 未知 and 未说明 say nothing against the number.
            Some(_) if told.is_some() => told,
            Some(_) => {
                self.fault(Column::Sex, Reason::SexMissing);
                None
            }
            None => {
                self.fault(Column::Sex, Reason::Sex);
                None
            }
        };
        if let (Some(written), Some(told)) = (written, told)
            && written != told
        {
            self.fault(Column::Sex, Reason::SexMismatch);
        }
        told.or(written)
    }

    pub(super) fn birth_date(&mut self, number: Option<IdentityNumber>, may_be_empty: bool) -> Option<Date> {
        let told = number.map(|number| number.birth_date());
        let text = self.cell(Column::BirthDate);
        let written = cells::date(text);
        let fault = match (written, told) {
            _ if text.is_empty() => (told.is_none() && !may_be_empty).then_some(Reason::BirthDateMissing),
            (None, _) => Some(Reason::BirthDate),
            (Some(Written::Day(day)), Some(told)) => (day != told).then_some(Reason::BirthDateMismatch),
            (Some(Written::Month(month)), Some(told)) => {
                (month != Month::containing(told)).then_some(Reason::BirthDateMismatch)
            }
            (Some(Written::Day(day)), None) => (day > self.context.today).then_some(Reason::BirthDateFuture),
            // A month alone is enough only beside a number that has the day.
            (Some(Written::Month(_)), None) => (!may_be_empty).then_some(Reason::BirthDate),
        };
        if let Some(reason) = fault {
            self.fault(Column::BirthDate, reason);
        }
        let birth_date = told.or(match written {
            Some(Written::Day(day)) => Some(day),
            _ => None,
        })?;
        let years = birth_date.age_on(self.context.today);
        if !(18..=65).contains(&years) {
            self.warnings.push(Warning::Age { years });
        }
        Some(birth_date)
    }
}
