//! The columns of the roster and where a sheet has them.

use crate::codes::text::{half_width, is_blank};
use kernel::Text;

/// A column of the roster, in the order of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// 姓名, required.
    Name,
    /// 证件类型; 居民身份证 when absent.
    IdType,
    /// 证件号码, required.
    Number,
    /// 性别.
    Sex,
    /// 出生日期.
    BirthDate,
    /// 民族.
    Ethnicity,
    /// 学校标识码, required.
    SchoolCode,
    /// 学校名称, only compared.
    SchoolName,
    /// 任教学段.
    Stage,
    /// 任教学科.
    Subject,
    /// 职称.
    Title,
    /// 手机.
    Mobile,
    /// 参加工作年月.
    WorkStart,
    /// 双语教师.
    Bilingual,
    /// 普通话等级.
    Putonghua,
    /// 母语.
    MotherTongue,
}

impl Column {
    /// All columns in the order of the template.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::IdType,
        Self::Number,
        Self::Sex,
        Self::BirthDate,
        Self::Ethnicity,
        Self::SchoolCode,
        Self::SchoolName,
        Self::Stage,
        Self::Subject,
        Self::Title,
        Self::Mobile,
        Self::WorkStart,
        Self::Bilingual,
        Self::Putonghua,
        Self::MotherTongue,
    ];

    /// The columns without which a sheet is no roster.
    pub const REQUIRED: [Self; 3] = [Self::Name, Self::Number, Self::SchoolCode];

    /// The heading in the template: the sheet is Chinese in every language.
    pub fn heading(self) -> &'static str {
        self.headings().0
    }

    /// The message key of the column's name, such as `roster-column-name`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "roster-column-name",
            Self::IdType => "roster-column-id-type",
            Self::Number => "roster-column-number",
            Self::Sex => "roster-column-sex",
            Self::BirthDate => "roster-column-birth-date",
            Self::Ethnicity => "roster-column-ethnicity",
            Self::SchoolCode => "roster-column-school-code",
            Self::SchoolName => "roster-column-school-name",
            Self::Stage => "roster-column-stage",
            Self::Subject => "roster-column-subject",
            Self::Title => "roster-column-title",
            Self::Mobile => "roster-column-mobile",
            Self::WorkStart => "roster-column-work-start",
            Self::Bilingual => "roster-column-bilingual",
            Self::Putonghua => "roster-column-putonghua",
            Self::MotherTongue => "roster-column-mother-tongue",
        }
    }

    /// The heading and the others that it answers to.
    fn headings(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Name => ("姓名", &["教师姓名", "学员姓名", "名字"]),
            Self::IdType => ("证件类型", &["身份证件类型", "证件种类"]),
            Self::Number => ("证件号码", &["身份证号", "身份证号码", "身份证件号码", "证件号", "居民身份证号码"]),
            Self::Sex => ("性别", &[]),
            Self::BirthDate => ("出生日期", &["出生年月", "出生年月日", "生日"]),
            Self::Ethnicity => ("民族", &[]),
            Self::SchoolCode => ("学校标识码", &["学校代码", "学校(机构)标识码", "单位标识码", "学校编码"]),
            Self::SchoolName => ("学校名称", &["学校", "工作单位", "工作单位全称", "单位", "任教学校", "所在学校"]),
            Self::Stage => ("任教学段", &["学段"]),
            Self::Subject => ("任教学科", &["学科", "主教学科", "任教科目", "任教课程"]),
            Self::Title => ("职称", &["专业技术职务", "教师职称"]),
            Self::Mobile => ("手机", &["手机号", "手机号码", "移动电话", "联系电话"]),
            Self::WorkStart => ("参加工作年月", &["参加工作时间", "参加工作日期", "工作时间"]),
            Self::Bilingual => ("双语教师", &["是否双语教师", "双语教师(是/否)"]),
            Self::Putonghua => ("普通话等级", &["普通话水平等级", "普通话水平", "普通话"]),
            Self::MotherTongue => ("母语", &["第一语言"]),
        }
    }

    /// Every heading that the column answers to, its own first.
    pub fn spellings(self) -> Vec<&'static str> {
        let (own, others) = self.headings();
        std::iter::once(own).chain(others.iter().copied()).collect()
    }

    fn answering_to(heading: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| {
            let (own, others) = column.headings();
            own == heading || others.contains(&heading)
        })
    }

    const fn place(self) -> usize {
        // The order of the variants is the order of the template.
        match self {
            Self::Name => 0,
            Self::IdType => 1,
            Self::Number => 2,
            Self::Sex => 3,
            Self::BirthDate => 4,
            Self::Ethnicity => 5,
            Self::SchoolCode => 6,
            Self::SchoolName => 7,
            Self::Stage => 8,
            Self::Subject => 9,
            Self::Title => 10,
            Self::Mobile => 11,
            Self::WorkStart => 12,
            Self::Bilingual => 13,
            Self::Putonghua => 14,
            Self::MotherTongue => 15,
        }
    }
}

/// Why a header row is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// Required columns are absent.
    #[error("required columns are missing: {0:?}")]
    Missing(Vec<Column>),
    /// Two headings mean one column.
    #[error("the column {0:?} stands twice")]
    Twice(Column),
}

impl HeaderFault {
    /// What is wrong and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing(columns) => {
                let headings: Vec<_> = columns.iter().map(|column| column.heading()).collect();
                kernel::text!("roster-header-missing", columns = headings.join("、"))
            }
            Self::Twice(column) => {
                kernel::text!("roster-header-twice", column = column.heading())
            }
        }
    }
}

/// Where a sheet has each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout([Option<usize>; 16]);

impl Layout {
    /// The order of the template.
    pub fn template() -> Self {
        Self(Column::ALL.map(|column| Some(column.place())))
    }

    /// Reads a header row. Blanks, width and marks of obligation (*, ＊) do not
    /// matter; headings that the roster has no use for are passed over.
    ///
    /// # Errors
    /// When a required column is missing or one stands twice.
    pub fn read<S: AsRef<str>>(headings: &[S]) -> Result<Self, HeaderFault> {
        let mut places = [None; 16];
        for (at, heading) in headings.iter().enumerate() {
            let plain: String = heading
                .as_ref()
                .chars()
                .filter(|one| !is_blank(*one))
                .map(half_width)
                .filter(|one| *one != '*')
                .collect();
            let Some(column) = Column::answering_to(&plain) else {
                continue;
            };
            if let Some(slot) = places.get_mut(column.place())
                && slot.replace(at).is_some()
            {
                return Err(HeaderFault::Twice(column));
            }
        }
        let layout = Self(places);
        let missing: Vec<_> = Column::REQUIRED.into_iter().filter(|column| layout.place(*column).is_none()).collect();
        if missing.is_empty() { Ok(layout) } else { Err(HeaderFault::Missing(missing)) }
    }

    /// The place of a column in the sheet, from 0.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.0.get(column.place()).copied().flatten()
    }

    /// The text of a cell, without the blanks around it; empty when absent.
    pub(super) fn cell<'c, S: AsRef<str>>(&self, cells: &'c [S], column: Column) -> &'c str {
        let cell = self.place(column).and_then(|place| cells.get(place));
        cell.map_or("", |cell| cell.as_ref().trim_matches(is_blank))
    }
}
