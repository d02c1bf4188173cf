//! One teacher of a roster, checked.

use crate::codes::Code;
use crate::identity_number::{IdentityNumber, Sex};
use crate::mobile::Mobile;
use crate::person_name::PersonName;
use crate::school_code::SchoolCode;
use kernel::{Date, Month};
use std::fmt;

/// The document and its number: the key of a person (domain.md 2.21.4).
#[derive(Clone, Eq)]
pub enum Identification {
    /// A number of GB 11643.
    Number(IdentityNumber),
    /// Another document (passport, 台胞证 and so on): letters and digits, whose
    /// check rules are not public.
    Other(String),
}

impl Identification {
    /// The whole number. Only for encryption, for the keyed hash, and for a
    /// full view that has been given a reason and was logged.
    pub fn reveal(&self) -> &str {
        match self {
            Self::Number(number) => number.reveal(),
            Self::Other(number) => number,
        }
    }
}

/// People are found by the number alone: one number is one person, whatever the document is called.
impl PartialEq for Identification {
    fn eq(&self, other: &Self) -> bool {
        self.reveal() == other.reveal()
    }
}

impl std::hash::Hash for Identification {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.reveal().hash(state);
    }
}

impl fmt::Display for Identification {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Other(number) => out.write_str(&crate::codes::text::masked(number)),
        }
    }
}

impl fmt::Debug for Identification {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Identification({self})")
    }
}

/// One teacher, every value read. `K` is the caller's key of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<K> {
    /// 姓名.
    pub name: PersonName,
    /// 证件类型, of [`crate::codes::id_type`].
    pub id_type: &'static Code,
    /// 证件号码.
    pub identification: Identification,
    /// 性别, from the number when it says it.
    pub sex: Sex,
    /// 出生日期, from the number when it says it.
    pub birth_date: Date,
    /// 民族.
    pub ethnicity: Option<&'static Code>,
    /// 学校标识码.
    pub school_code: SchoolCode,
    /// The school that the code belongs to.
    pub school: K,
    /// 任教学段, also when it stood with the subject.
    pub stage: Option<&'static Code>,
    /// 任教学科.
    pub subject: Option<&'static Code>,
    /// 职称.
    pub title: Option<&'static Code>,
    /// 手机.
    pub mobile: Option<Mobile>,
    /// 参加工作年月.
    pub work_start: Option<Month>,
    /// 双语教师; none when the cell was empty.
    pub bilingual: Option<bool>,
    /// 普通话等级.
    pub putonghua: Option<&'static Code>,
    /// 母语.
    pub mother_tongue: Option<&'static Code>,
}
