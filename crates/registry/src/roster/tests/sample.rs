use super::*;
use std::collections::BTreeMap;

#[test]
fn a_header_is_read_in_any_order_and_by_other_names() {
    let layout = Layout::read(&["序号", "＊学校（机构）标识码", " 身份证号 ", "姓 名", "性别"]).unwrap();
    assert_eq!(
        [Column::Name, Column::Number, Column::SchoolCode].map(|one| layout.place(one)),
        [Some(3), Some(2), Some(1)]
    );
    assert_eq!(layout.place(Column::Mobile), None);
    assert_eq!(Layout::read(&header()), Ok(Layout::template()));
    let missing = Layout::read(&["姓名", "性别"]).unwrap_err();
    assert_eq!(missing, HeaderFault::Missing(vec![Column::Number, Column::SchoolCode]));
    assert_eq!(Layout::read(&["姓名", "教师姓名"]), Err(HeaderFault::Twice(Column::Name)));
    let text = kernel::text!("roster-header-missing", columns = "证件号码、学校标识码");
    assert_eq!(missing.text(), text);
    let text = HeaderFault::Twice(Column::Name).text();
    assert_eq!(text, kernel::text!("roster-header-twice", column = "姓名"));
}

#[test]
fn a_sample_of_other_people_shares_nobody() {
    let schools = school_refs();
    let numbers = |sample: Sample<'_>| sample.map(|cells| cells[2].clone()).collect::<std::collections::HashSet<_>>();
    let (one, other) =
        (numbers(generate(500, 0, KINDS, &schools)), numbers(generate(500, 0, KINDS, &schools).after_people(500)));
    assert_eq!((one.len(), one.intersection(&other).count()), (500, 0));
}

#[test]
fn a_sample_has_exactly_its_wrong_rows_in_twelve_ways() {
    let schools = school_refs();
    let mut desk = Desk::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    for cells in generate(10_000, 37, KINDS, &schools) {
        match desk.check(&cells) {
            Ok((_, found)) => found.iter().for_each(|one| *warnings.entry(one.key()).or_default() += 1),
            Err(found) => {
                assert_eq!(found.len(), 1, "{found:?}");
                *kinds.entry(found[0].reason.key()).or_default() += 1;
            }
        }
    }
    assert_eq!((kinds.values().sum::<usize>(), kinds.len()), (37, 12), "{kinds:?}");
    assert!((150..=200).contains(&warnings["roster-warning-address-code"]), "{warnings:?}");
    assert!(
        warnings.keys().all(|key| ["roster-warning-address-code", "roster-warning-age"].contains(key)),
        "{warnings:?}"
    );
    assert_eq!(desk.seen.disputed(), [0_u32; 0]);
}

#[test]
fn a_sample_is_the_same_each_time_and_has_every_kind_of_name() {
    let schools = school_refs();
    let rows: Vec<_> = generate(2000, 0, KINDS, &schools).collect();
    assert_eq!(rows, generate(2000, 0, KINDS, &schools).collect::<Vec<_>>());
    for part in ["·", "•", "・", "㛃", "䶮", "𬭎", "扎西", "\u{3000}"] {
        assert!(rows.iter().any(|row| row[0].contains(part)), "{part}");
    }
    assert_eq!(generate(5, 9, 1, &schools).count(), 5);
    assert_eq!(generate(5, 9, 1, &[]).count(), 0);
}

#[test]
fn a_sample_without_another_county_keeps_its_count() {
    let schools = &school_refs()[..4];
    let mut desk = Desk::new();
    let wrong = generate(500, 24, KINDS, schools).filter(|cells| desk.check(cells).is_err()).count();
    assert_eq!(wrong, 24);
}

/// The keys of the locale files, and those that the program asks for.
#[test]
fn every_key_has_its_message() {
    let keys = |ftl: &'static str| -> Vec<&str> {
        ftl.lines()
            .filter(|line| line.starts_with("roster-"))
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key)
            .collect()
    };
    let chinese = keys(include_str!("../../../locales/roster.zh-CN.ftl"));
    assert_eq!(chinese, keys(include_str!("../../../locales/roster.en.ftl")));
    let sources = [include_str!("../fault.rs"), include_str!("../warning.rs"), include_str!("../column.rs")].concat();
    let mut asked: Vec<_> = sources.split('"').filter(|text| text.starts_with("roster-")).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut written = chinese;
    written.sort_unstable();
    assert_eq!(asked, written);
}
