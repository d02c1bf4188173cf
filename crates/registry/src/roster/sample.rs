//! The generator of invented rosters, for the demonstration, tests and bench.
//! The same arguments give the same rows, in every release.

use super::invented::Invented;
use super::random::Random;
use super::{Column, names};
use crate::identity_number::Sex;

/// In how many ways [`generate`] can make a row wrong.
pub const KINDS: usize = 12;

/// A school that rows may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolRef {
    /// 学校标识码.
    pub code: String,
    /// 学校名称.
    pub name: String,
    /// The six digits of its county.
    pub county_code: String,
}

/// The header row of the template.
pub fn header() -> Vec<String> {
    Column::ALL.iter().map(|column| column.heading().to_owned()).collect()
}

/// `rows` rows in the order of the template, of which exactly `wrong` are wrong
/// (all, when there are fewer rows), each in one of the first `kinds` ways of
/// [`KINDS`], taken in turn and spread over the file.
///
/// Teachers belong to the county of the first school. A school of another
/// county serves for the row that names a school of another county; without
/// one, that row has a start of work in 2099 instead. Without schools there are
/// no rows. What makes the persons nobody's is told in `invented.rs`.
pub fn generate(rows: usize, wrong: usize, kinds: usize, schools: &[SchoolRef]) -> Sample<'_> {
    let county = schools.first().map_or("", |school| school.county_code.as_str());
    let home: Vec<_> = schools.iter().filter(|school| school.county_code == county).collect();
    let elsewhere = schools.iter().find(|school| school.county_code != county);
    let rows = if schools.is_empty() { 0 } else { rows };
    Sample { rows, wrong: wrong.min(rows), kinds: kinds.clamp(1, KINDS), schools, home, elsewhere, first: 0, at: 0 }
}

/// The rows of [`generate`].
#[derive(Debug, Clone)]
pub struct Sample<'a> {
    rows: usize,
    wrong: usize,
    kinds: usize,
    schools: &'a [SchoolRef],
    home: Vec<&'a SchoolRef>,
    elsewhere: Option<&'a SchoolRef>,
    /// Counts the people: rows of two files with other counts name other people.
    first: usize,
    at: usize,
}

impl Iterator for Sample<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = (self.at < self.rows).then_some(self.at)?;
        self.at += 1;
        let cells = match self.wrong_before(at + 1) - self.wrong_before(at) {
            0 => self.right(at),
            _ => self.wrong(at, self.wrong_before(at) % self.kinds),
        };
        Some(cells.into())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rows - self.at, Some(self.rows - self.at))
    }
}

impl ExactSizeIterator for Sample<'_> {}

type Cells = [String; 16];

impl Sample<'_> {
    /// The same file of other people: none of the first `count` that [`generate`] invents.
    #[must_use]
    pub fn after_people(mut self, count: usize) -> Self {
        self.first = count;
        self
    }

    /// How many of the first `rows` rows are wrong: spread evenly.
    fn wrong_before(&self, rows: usize) -> usize {
        rows * self.wrong / self.rows.max(1)
    }

    fn right(&self, at: usize) -> Cells {
        let (mut random, person) = self.person(at);
        let (name, ethnicity) = names::invent(&mut random, person.sex);
        let school = *random.pick(&self.home);
        let (stage, subjects) = taught(&school.code);
        let born = person.birth_date;
        let start = i64::from(born.year()) + 18 + i64::from(random.below(3));
        let sex = if person.sex == Sex::Male { "男" } else { "女" };
        let bilingual = if random.below(10) == 0 { "是" } else { "否" };
        let tongue = match ethnicity {
            "藏族" => "藏语",
            "维吾尔族" => "维吾尔语",
            "哈萨克族" => "哈萨克语",
            "彝族" => "彝语",
            _ => "汉语",
        };
        [
            name,
            "居民身份证".to_owned(),
            person.number(),
            sex.to_owned(),
            born.to_string(),
            ethnicity.to_owned(),
            school.code.clone(),
            school.name.clone(),
            stage.to_owned(),
            (*random.pick(subjects)).to_owned(),
            (*random.pick(&["二级教师", "一级教师", "高级教师", "小学高级教师", "未定职级"])).to_owned(),
            format!("154{:08}", random.below(100_000_000)),
            format!("{start}-09"),
            bilingual.to_owned(),
            (*random.pick(&["二级甲等", "二级乙等", "三级甲等", "一级乙等", "二乙"])).to_owned(),
            tongue.to_owned(),
        ]
    }

    fn wrong(&self, at: usize, kind: usize) -> Cells {
        let mut cells = self.right(at);
        let (_, person) = self.person(at);
        let [name, _, number, sex, birth_date, ethnicity, school, school_name, _, _, _, mobile, work_start, ..] =
            &mut cells;
        match kind {
            0 => name.clear(),
            1 => name.push('2'),
            2 => drop(number.pop()),
            3 => *number = person.number_without_check(),
            4 => *number = person.number_without_birth_date(),
            5 => *sex = if person.sex == Sex::Male { "女" } else { "男" }.to_owned(),
            6 => *birth_date = person.birth_date.plus_days(-1).to_string(),
            7 => match self.right_before(at) {
                Some(earlier) => return self.right(earlier),
                None => name.clear(),
            },
            8 => *school = self.unknown_school(school),
            9 => match self.elsewhere {
                Some(other) => (*school, *school_name) = (other.code.clone(), other.name.clone()),
                None => "2099-09".clone_into(work_start),
            },
            10 => "汉藏族".clone_into(ethnicity),
            _ => drop(mobile.pop()),
        }
        cells
    }

    /// Everything that the identity number of a row is made of, and the source
    /// of the rest: each row has its own, so that any can be made again.
    fn person(&self, at: usize) -> (Random, Invented) {
        let index = u64::try_from(self.first + at).unwrap_or(u64::MAX);
        let mut random = Random::new(index.wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ 2011);
        let sex = if random.below(100) < 38 { Sex::Male } else { Sex::Female };
        let province = self.home.first().and_then(|school| school.county_code.get(..2)).unwrap_or("11");
        (random, Invented::new(index, sex, province))
    }

    fn right_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|row| self.wrong_before(row + 1) == self.wrong_before(*row))
    }

    /// A code of the same category and province that no school has.
    fn unknown_school(&self, code: &str) -> String {
        let head = code.get(..4).unwrap_or_default();
        (0..1_000_000_u32)
            .rev()
            .map(|sequence| format!("{head}{sequence:06}"))
            .find(|candidate| self.schools.iter().all(|school| school.code != *candidate))
            .unwrap_or_default()
    }
}

fn taught(school_code: &str) -> (&'static str, &'static [&'static str]) {
    match school_code.get(..2) {
        Some("11") => ("学前教育", &["学前五大领域"]),
        Some("31") => ("普通初中", &["语文", "数学", "英语", "物理", "化学", "历史", "地理", "道德与法治"]),
        Some("34") => ("普通高中", &["语文", "数学", "英语", "物理", "化学", "思想政治", "信息技术"]),
        _ => ("小学", &["语文", "数学", "英语", "科学", "小学语文", "道德与法治", "体育", "音乐"]),
    }
}
