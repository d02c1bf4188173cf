//! A row of Annex 2: a trainee, as the records and the institution describe them.

use std::collections::BTreeMap;

use kernel::{Date, PersonId, fixed_2};
use serde::{Deserialize, Serialize};

use super::item::hundredths;

/// How a trainee ended (考核结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Result {
    /// 优秀: completed, with distinction.
    Excellent,
    /// 合格: completed.
    Passed,
    /// 未结业.
    Failed,
}

/// What the records say of a trainee. Words are official names, codes are those of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trainee {
    /// Who.
    pub person: PersonId,
    /// 姓名.
    pub name: String,
    /// 性别, GB/T 2261.1.
    pub sex: String,
    /// 民族, GB/T 3304.
    pub ethnicity: String,
    /// 出生日期.
    pub born_on: Date,
    /// 证件号码, masked.
    pub identity: String,
    /// 手机, masked.
    pub mobile: Option<String>,
    /// 职称, its name.
    pub title: Option<String>,
    /// 参加工作年月, `YYYY-MM`.
    pub work_from: Option<String>,
    /// 工作单位全称.
    pub school: String,
    /// 学校标识码.
    pub school_code: String,
    /// 省.
    pub province: String,
    /// 地州; none where the county hangs under the province.
    pub prefecture: Option<String>,
    /// 县.
    pub county: Option<String>,
    /// 城乡分类, its code.
    pub urban_rural: Option<String>,
    /// 任教学段, its code.
    pub stage: Option<String>,
    /// 任教学科, its name.
    pub subject: Option<String>,
    /// 母语, its name.
    pub mother_tongue: Option<String>,
    /// 训前普通话等级, its code.
    pub psc_level: Option<String>,
    /// 考核结果.
    pub result: Result,
    /// 结业证书编号.
    pub certificate: Option<String>,
    /// 学时, in hundredths.
    pub hours_x100: i64,
    /// 学分, in hundredths.
    pub credits_x100: i64,
    /// Why somebody outside a soft limit was admitted: the granted exception's reason.
    pub exception: Option<String>,
}

/// What the institution typed of a trainee, by column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Supplement(pub BTreeMap<String, String>);

/// A row of Annex 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// 序号, from 1.
    pub nth: i64,
    /// 班号.
    pub class_number: String,
    /// 周岁 on the opening day.
    pub age: i64,
    /// 教龄: full years from 参加工作 to the opening day.
    pub service: Option<i64>,
    /// What the records say.
    pub trainee: Trainee,
    /// What was typed.
    pub typed: Supplement,
}

/// The level of Putonghua that a score of a hundred, in hundredths, would reach (domain 2.14.1).
#[must_use]
pub const fn level(score_x100: i64) -> &'static str {
    match score_x100 {
        9_700.. => "1A",
        9_200.. => "1B",
        8_700.. => "2A",
        8_000.. => "2B",
        7_000.. => "3A",
        6_000.. => "3B",
        _ => "0",
    }
}

fn name_of(table: &registry::codes::Table, code: &str) -> Option<String> {
    table.by_code(code).map(|code| code.name.clone())
}

impl Row {
    /// The row of `trainee`, whose class has `number` and opened on `opens_on`.
    #[must_use]
    pub fn of(nth: i64, number: &str, opens_on: Date, trainee: Trainee, typed: Supplement) -> Self {
        let began = trainee.work_from.as_deref().and_then(|month| format!("{month}-01").parse::<Date>().ok());
        Self {
            nth,
            class_number: number.to_owned(),
            age: i64::from(trainee.born_on.age_on(opens_on)),
            service: began.map(|began| i64::from(began.age_on(opens_on)).max(0)),
            trainee,
            typed,
        }
    }

    fn typed(&self, key: &str) -> Option<&str> {
        self.typed.0.get(key).map(String::as_str)
    }

    /// The score before, in hundredths.
    #[must_use]
    pub fn pre(&self) -> Option<i64> {
        self.typed("pre-score").and_then(hundredths)
    }

    /// The score after, in hundredths.
    #[must_use]
    pub fn post(&self) -> Option<i64> {
        self.typed("post-score").and_then(hundredths)
    }

    /// The text of the column `key`; `None` for an empty cell.
    #[must_use]
    pub fn cell(&self, key: &str) -> Option<String> {
        let it = &self.trainee;
        match key {
            "nth" => Some(self.nth.to_string()),
            "class-number" => Some(self.class_number.clone()),
            "name" => Some(it.name.clone()),
            "sex" => name_of(registry::codes::gender(), &it.sex),
            "ethnicity" => name_of(registry::codes::ethnicity(), &it.ethnicity),
            "born" => Some(format!("{:04}-{:02}", it.born_on.year(), it.born_on.month())),
            "age" => Some(self.age.to_string()),
            "identity-kind" => name_of(registry::codes::id_type(), "1"),
            "identity" => Some(it.identity.clone()),
            "work-from" => it.work_from.clone(),
            "service" => self.service.map(|years| years.to_string()),
            "title" => it.title.clone(),
            "school" => Some(it.school.clone()),
            "school-code" => Some(it.school_code.clone()),
            "province" => Some(it.province.clone()),
            "prefecture" => it.prefecture.clone(),
            "county" => it.county.clone(),
            "urban-rural" => it.urban_rural.as_deref().and_then(|code| name_of(registry::codes::urban_rural(), code)),
            "stage" => it.stage.as_deref().and_then(|code| name_of(registry::codes::stage(), code)),
            "subject" => it.subject.clone(),
            "mother-tongue" => it.mother_tongue.clone(),
            "psc-level" => it.psc_level.as_deref().and_then(|code| name_of(registry::codes::psc_level(), code)),
            "post-level" => self.post().and_then(|score| name_of(registry::codes::psc_level(), level(score))),
            "gain" => self.pre().zip(self.post()).map(|(pre, post)| fixed_2(post - pre)),
            "outcome" => Some(it.result.name().to_owned()),
            "certificate" => it.certificate.clone(),
            "credit" => Some(format!("{} / {}", fixed_2(it.hours_x100), fixed_2(it.credits_x100))),
            "mobile" => it.mobile.clone(),
            "exception" => it.exception.clone(),
            _ => self.typed(key).map(str::to_owned),
        }
    }

    /// The expected cells that are empty.
    #[must_use]
    pub fn missing(&self) -> i64 {
        let empty = super::COLUMNS.iter().filter(|column| column.expected && self.cell(column.key).is_none());
        kernel::count(empty.count())
    }

    /// Whether the person is one of those that a number of Annex 1 counts: the filter `by` = `is`.
    /// An unknown filter matches nobody.
    #[must_use]
    pub fn matches(&self, by: &str, is: &str) -> bool {
        let it = &self.trainee;
        match by {
            "all" => true,
            "sex" => it.sex == is,
            "minority" => it.ethnicity != "01",
            "ethnicity" => it.ethnicity == is,
            "age" => self.age_band() == is,
            "exception" => it.exception.is_some(),
            "outcome" => match is {
                // 优秀 are among the completed.
                "completed" => it.result != Result::Failed,
                "excellent" => it.result == Result::Excellent,
                "failed" => it.result == Result::Failed,
                _ => false,
            },
            "stage" => self.stage_band() == Some(is),
            "area" => self.area_band() == Some(is),
            "remote" => self.typed("remote").is_some_and(|area| area != "否"),
            "mode" => self
                .typed("mode")
                .is_some_and(|mode| name_of(registry::codes::bilingual_mode(), is).as_deref() == Some(mode)),
            "pre" => self.pre().is_some_and(|score| level_is(score, is)),
            "post" => self.post().is_some_and(|score| level_is(score, is)),
            "reached" => self.post().is_some_and(|score| score >= 8_000),
            "missing" => self.missing() > 0,
            _ => false,
        }
    }

    fn age_band(&self) -> &'static str {
        match self.age {
            ..=35 => "35",
            36..=45 => "45",
            _ => "over",
        }
    }

    fn stage_band(&self) -> Option<&'static str> {
        self.trainee.stage.as_deref().map(|code| match code {
            "1" => "kindergarten",
            "2" => "primary",
            "3" | "5" => "junior",
            "4" => "senior",
            _ => "other",
        })
    }

    fn area_band(&self) -> Option<&'static str> {
        let code = self.trainee.urban_rural.as_deref()?;
        if code.starts_with('2') {
            Some("rural")
        } else if code.starts_with("12") {
            Some("town")
        } else if code.starts_with("11") {
            Some("city")
        } else {
            None
        }
    }
}

/// 一乙及以上 is one column of the form.
fn level_is(score_x100: i64, is: &str) -> bool {
    let level = level(score_x100);
    if is == "1" { level.starts_with('1') } else { level == is }
}

impl Result {
    /// The official word, as the form of record prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Excellent => "优秀",
            Self::Passed => "合格",
            Self::Failed => "未结业",
        }
    }
}

#[cfg(test)]
mod tests;
