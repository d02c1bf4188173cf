//! The cells that say where somebody works and what they teach.

use super::Desk;
use crate::codes::{self, Code};
use crate::roster::cells;
use crate::roster::{Column, Reason, Warning};
use crate::school_code::SchoolCode;
use kernel::{Date, Month};

impl<K: Clone, S: AsRef<str>> Desk<'_, K, S> {
    pub(super) fn school(&mut self) -> Option<(SchoolCode, K)> {
        let code: SchoolCode = match self.cell(Column::SchoolCode).parse() {
            Ok(code) => code,
            Err(why) => {
                self.fault(Column::SchoolCode, Reason::SchoolCode(why));
                return None;
            }
        };
        let Some(school) = self.context.schools.get(&code) else {
            self.fault(Column::SchoolCode, Reason::SchoolUnknown);
            return None;
        };
        if !school.within {
            self.fault(Column::SchoolCode, Reason::SchoolElsewhere);
        }
        let name = self.cell(Column::SchoolName);
        if !name.is_empty() && name != school.name {
            self.warnings.push(Warning::SchoolName { registered: school.name.clone() });
        }
        Some((code, school.key.clone()))
    }

    pub(super) fn taught(&mut self) -> (Option<&'static Code>, Option<&'static Code>) {
        let stage = self.code(Column::Stage, codes::stage(), Reason::Stage);
        let text = self.cell(Column::Subject);
        if text.is_empty() {
            return (stage, None);
        }
        let Some(taught) = codes::taught(text, stage) else {
            self.fault(Column::Subject, Reason::Subject);
            return (stage, None);
        };
        if let Some(stage) = taught.stage
            && !codes::covers(taught.subject, stage)
        {
            self.warnings.push(Warning::SubjectStage { subject: &taught.subject.name, stage: &stage.name });
        }
        (taught.stage, Some(taught.subject))
    }

    pub(super) fn mobile(&mut self) -> Option<crate::mobile::Mobile> {
        let text = self.cell(Column::Mobile);
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|why| self.fault(Column::Mobile, Reason::Mobile(why))).ok()
    }

    pub(super) fn work_start(&mut self, birth_date: Option<Date>) -> Option<Month> {
        let text = self.cell(Column::WorkStart);
        if text.is_empty() {
            return None;
        }
        let Some(month) = cells::month(text) else {
            self.fault(Column::WorkStart, Reason::WorkStart);
            return None;
        };
        if month > Month::containing(self.context.today) {
            self.fault(Column::WorkStart, Reason::WorkStartFuture);
        } else if let Some(birth) = birth_date {
            match birth.age_on(month.last()) {
                ..0 => self.fault(Column::WorkStart, Reason::WorkStartBeforeBirth),
                years @ 0..16 => self.warnings.push(Warning::WorkStart { years }),
                _ => {}
            }
        }
        Some(month)
    }

    pub(super) fn bilingual(&mut self) -> Option<bool> {
        let text = self.cell(Column::Bilingual);
        let read = cells::yes_or_no(text);
        if read.is_none() && !text.is_empty() {
            self.fault(Column::Bilingual, Reason::Bilingual);
        }
        read
    }
}
