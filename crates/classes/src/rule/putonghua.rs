//! The rules of the Putonghua classes for bilingual teachers of 2011, as the first policy on file.

use kernel::{Date, Id};

use super::{Field, Op, Rule, Strength};
use crate::Project;

/// The notice, and the paragraph that says for whom the classes are.
const NOTICE: &str = "教育部办公厅关于举办“国培计划（2011）”中小学少数民族双语教师普通话培训班的通知，培训对象及条件：";

/// One row: code, condition, field, comparison, value, strength, weight, approver, rule in words, clause.
type Line<'a> = (&'a str, i64, Field, Op, &'a str, Strength, i64, Option<&'a str>, &'a str, &'a str);

/// R1 to R8 of the notice. `regions` are the steps of places that count as 少数民族比较集中地区,
/// separated by commas; `from` is the first day on which the rules hold.
#[must_use]
pub fn rules(project: Id<Project>, regions: &str, from: Date) -> Vec<Rule> {
    use Strength::{Hard, Priority, Soft};
    let lines: [Line<'_>; 9] = [
        (
            "R1",
            1,
            Field::Region,
            Op::In,
            regions,
            Soft,
            0,
            Some("province-officer"),
            "少数民族比较集中地区",
            "“主要面向少数民族比较集中地区”",
        ),
        (
            "R2",
            1,
            Field::Ethnicity,
            Op::Not,
            "01",
            Priority,
            30,
            None,
            "少数民族双语教师",
            "“以普通话教学水平较弱的少数民族双语教师为主”",
        ),
        (
            "R2",
            2,
            Field::Bilingual,
            Op::Is,
            "true",
            Priority,
            0,
            None,
            "少数民族双语教师",
            "“以普通话教学水平较弱的少数民族双语教师为主”",
        ),
        (
            "R3",
            1,
            Field::PscLevel,
            Op::In,
            "none,0,3B,3A,2B",
            Priority,
            30,
            None,
            "普通话教学水平较弱",
            "“以普通话教学水平较弱的少数民族双语教师为主”",
        ),
        (
            "R4",
            1,
            Field::Age,
            Op::AtMostYears,
            "45",
            Soft,
            0,
            Some("language-officer"),
            "开班当天不超过45周岁",
            "“参训教师年龄原则上不超过45周岁”",
        ),
        (
            "R5",
            1,
            Field::UrbanRural,
            Op::In,
            "122,210,220",
            Priority,
            30,
            None,
            "边远、农村地区",
            "“尤其应向边远、农村地区的一线教师倾斜”",
        ),
        ("R6", 1, Field::Post, Op::In, "10,20,21,22,23", Hard, 0, None, "一线专任教师", "“一线教师”"),
        (
            "R7",
            1,
            Field::Overlap,
            Op::None,
            "",
            Hard,
            0,
            None,
            "同一时间不参加两个班次",
            "“统筹协调本地各项培训任务和计划”",
        ),
        (
            "R8",
            1,
            Field::SameTopic,
            Op::NoneWithinYears,
            "3",
            Soft,
            0,
            Some("province-officer"),
            "3年内未参加过同主题培训",
            "“统筹协调本地各项培训任务和计划”",
        ),
    ];
    lines
        .into_iter()
        .map(|(code, nth, field, op, value, strength, weight, approver, words, clause)| Rule {
            project_id: project,
            code: code.to_owned(),
            nth,
            field,
            op,
            value: value.to_owned(),
            strength,
            weight,
            approver: approver.map(str::to_owned),
            words: words.to_owned(),
            citation: format!("{NOTICE}{clause}"),
            version: 1,
            valid_from: from,
            valid_until: None,
        })
        .collect()
}
