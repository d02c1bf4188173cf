//! The code tables: the state's and the trade's lists of values, as data.
//!
//! Each table is one file of `codes/*.json`, read once. A table answers to
//! codes, to official names and to the other spellings that its file lists
//! (汉 and 汉族, 男 and 1). Which of them a rule asks for is no matter of this
//! module.

mod subject;
mod table;
pub(crate) mod text;

pub use subject::{Taught, covers, taught};
pub use table::{Code, Table};

use std::sync::LazyLock;

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name() -> &'static Table {
                static TABLE: LazyLock<Table> = LazyLock::new(|| {
                    Table::read(include_str!(concat!("../codes/", stringify!($name), ".json")))
                });
                &TABLE
            }
        )*

        /// Every table with the name of its file, for pages that list them and
        /// for the check that all can be read.
        pub fn all() -> Vec<(&'static str, &'static Table)> {
            vec![$((stringify!($name), $name())),*]
        }
    };
}

tables! {
    /// 省级行政区 (GB/T 2260, two digits), the 31 that have counties here.
    province;
    /// 兵团 (66, a convention of the education systems), 台湾, 香港, 澳门.
    province_extra;
    /// 师 of the 新疆生产建设兵团, with their cities.
    bingtuan_division;
    /// 民族 (GB/T 3304).
    ethnicity;
    /// 办学类型, three digits.
    school_type;
    /// The first two digits of a 学校(机构)标识码.
    school_code_prefix;
    /// 任教学科, with the stages that have the subject; X codes are the house's.
    subject;
    /// 任教学段.
    stage;
    /// 城乡分类.
    urban_rural;
    /// 政治面貌 (GB/T 4762).
    political;
    /// 身份证件类型.
    id_type;
    /// 学历 (GB/T 4658).
    education;
    /// 中小学教师职称 of the reform of 2015; answers to the old titles too.
    title;
    /// 性别 (GB/T 2261.1).
    gender;
    /// 母语 and 授课语言 (copy of the GB/T 4880 family).
    language;
    /// 岗位.
    post;
    /// 双语教学模式.
    bilingual_mode;
    /// 普通话水平等级, with the least score of each.
    psc_level;
    /// 培训层级.
    training_level;
}

/// The English of an official name, where a text holds the name alone.
pub fn english(name: &str) -> Option<&'static str> {
    let of = |table: &'static Table| table.iter().find(|it| it.name == name)?.en.as_deref();
    all().into_iter().find_map(|(_, table)| of(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_answers_to_its_codes() {
        assert_eq!(all().len(), 19);
        for (name, table) in all() {
            assert!(table.iter().count() >= 3, "{name}");
            for code in table.iter() {
                assert_eq!(table.by_code(&code.code).unwrap().name, code.name, "{name}");
                assert!(table.find_all(&code.name).any(|found| found == code), "{name} {}", code.name);
                for alias in &code.aliases {
                    assert!(table.find_all(alias).any(|found| found == code), "{name} {alias}");
                }
            }
        }
    }

    #[test]
    fn what_pages_show_has_an_english_name_for_each_code() {
        let shown =
            [gender(), stage(), psc_level(), title(), language(), ethnicity(), urban_rural(), post(), subject()];
        for code in shown.into_iter().flat_map(Table::iter) {
            let english = code.on_page(true);
            assert!(!english.is_empty() && english.is_ascii(), "{}: {english}", code.name);
            assert_eq!(code.on_page(false), code.name);
        }
        assert_eq!((english("藏族"), english("二级乙等"), english("无此")), (Some("Tibetan"), Some("Level 2-B"), None));
    }

    #[test]
    fn codes_are_unique() {
        for (name, table) in all() {
            let mut codes: Vec<_> = table.iter().map(|code| &code.code).collect();
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), table.iter().count(), "{name}");
        }
    }

    #[test]
    fn answers_to_tolerant_names() {
        let find = |table: &'static Table, text: &str| table.find(text).map(|code| code.code.as_str());
        assert_eq!(find(ethnicity(), "汉"), Some("01"));
        assert_eq!(find(ethnicity(), " 汉　族 "), Some("01"));
        assert_eq!(find(ethnicity(), "1"), Some("01"));
        assert_eq!(find(ethnicity(), "地球族"), None);
        assert_eq!(find(gender(), "１"), Some("1"));
        assert_eq!(find(gender(), "女性"), Some("2"));
        assert_eq!(find(psc_level(), "2b"), Some("2B"));
        assert_eq!(find(psc_level(), "二乙"), Some("2B"));
        assert_eq!(find(title(), "小学高级教师"), Some("3"));
        assert_eq!(find(stage(), "职业高中（中职）"), Some("6"));
        assert_eq!(find(stage(), "职业高中"), Some("6"));
        assert_eq!(find(stage(), ""), None);
    }

    #[test]
    fn a_code_has_days_of_validity() {
        let table = Table::read(
            r#"[{"code": "1", "name": "旧", "valid_to": "2015-08-31", "replaced_by": "2"},
                {"code": "2", "name": "新", "valid_from": "2015-09-01"}]"#,
        );
        let on = |code: &str, day| table.by_code(code).unwrap().is_valid_on(day);
        let [before, after] = ["2015-08-31", "2015-09-01"].map(|day| day.parse().unwrap());
        assert!(on("1", before) && !on("1", after) && !on("2", before) && on("2", after));
    }
}
