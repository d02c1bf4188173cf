//! What stands around an annex in every form of it: title, number, version, verification.

use kernel::{Text, Timestamp, text};
use locale::Locale;

use crate::{Return, Version};

/// Which of the two annexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annex {
    /// 附件1: 情况汇总表.
    One,
    /// 附件2: 参训学员信息统计表.
    Two,
}

impl Annex {
    /// The message key of its official title.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::One => "annex-print-1",
            Self::Two => "annex-print-2",
        }
    }
}

/// A submission's marks; a draft has none.
#[derive(Clone, Debug)]
pub struct Marks {
    /// Counted from 1.
    pub version: i64,
    /// 核验码.
    pub code: String,
    /// The SM3 digest of the spreadsheet of this annex and version; `""` in the spreadsheet itself, which
    /// cannot hold its own digest.
    pub digest: String,
    /// The address of the public check.
    pub address: String,
    /// When it was submitted.
    pub submitted_at: Timestamp,
}

/// What stands around an annex.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Which annex.
    pub annex: Annex,
    /// The institution.
    pub reporter: String,
    /// The class's name and number.
    pub class: (String, String),
    /// When the records were read.
    pub filled_at: Timestamp,
    /// The marks of a submission.
    pub marks: Option<Marks>,
}

impl Heading {
    /// Of the draft of `it`.
    #[must_use]
    pub fn draft(annex: Annex, it: &Return) -> Self {
        Self {
            annex,
            reporter: it.institution_name.clone(),
            class: (it.class_name.clone(), it.class_number.clone()),
            filled_at: it.filled_at,
            marks: None,
        }
    }

    /// Of a submission of `it`; `site` is the address under which people know this site.
    #[must_use]
    pub fn submitted(annex: Annex, it: &Return, version: &Version, site: &str) -> Self {
        let digest = match annex {
            Annex::One => &version.annex_1_digest,
            Annex::Two => &version.annex_2_digest,
        };
        let marks = Marks {
            version: version.version,
            code: version.code.clone(),
            digest: digest.clone(),
            address: format!("{site}/returns/verify/{}", version.code),
            submitted_at: version.submitted_at,
        };
        Self { marks: Some(marks), ..Self::draft(annex, it) }
    }

    /// The title; a draft says that it is one.
    #[must_use]
    pub fn title(&self, words: &Locale) -> String {
        let title = words.t(self.annex.key());
        match self.marks {
            Some(_) => title.into_owned(),
            None => words.say(&text!("annex-draft-title", title = title.into_owned())),
        }
    }

    /// Who reports, of which class, and from when the numbers are.
    #[must_use]
    pub fn lines(&self, words: &Locale) -> Vec<String> {
        let class = text!(
            "annex-line-class",
            reporter = self.reporter.as_str(),
            name = self.class.0.as_str(),
            number = self.class.1.as_str()
        );
        vec![words.say(&class), words.say(&self.origin())]
    }

    fn origin(&self) -> Text {
        match &self.marks {
            Some(marks) => text!(
                "annex-line-version",
                version = marks.version,
                at = marks.submitted_at,
                code = marks.code.as_str()
            ),
            None => text!("annex-line-draft", at = self.filled_at),
        }
    }

    /// The last time that the content could change: the time written into files.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.marks.as_ref().map_or(self.filled_at, |marks| marks.submitted_at)
    }
}
