use super::*;
use crate::ClassState;
use crate::class::tests::{class, date};

fn session(module: Module, minutes: i64, practice: bool) -> Session {
    Session {
        class_id: class(ClassState::Draft).id,
        nth: 1,
        on: date("2011-07-10"),
        kind: SessionKind::Lecture,
        module,
        topic: "x".into(),
        minutes,
        practice,
    }
}

#[test]
fn rows_are_taken_as_a_spreadsheet_gives_them() {
    let pasted = "日期\t形式\t内容\t主题\t分钟\t实践\n2011/7/12\t训练\t普通话听、说、读、写能力训练\t声调训练\t90\t\n2011-07-11\t讲授\t拼音\t声母与韵母\t135\t否\n";
    let rows = paste(pasted, &class(ClassState::Draft)).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].on, rows[0].module, rows[0].practice), (date("2011-07-11"), Module::Pinyin, false));
    assert_eq!((rows[1].kind, rows[1].module, rows[1].practice), (SessionKind::Training, Module::Skills, true));
}

#[test]
fn one_wrong_row_takes_none_and_each_is_named_by_its_line() {
    let pasted = "2011-07-12\t训练\tskills\t声调训练\t90\t是\n2011-02-30\t训练\tskills\t声调训练\t90\t是\n2011-07-12\t唱歌\tskills\t声调训练\t90\t是\n2011-07-12\t训练\t体育\t声调训练\t90\t是\n2011-07-12\t训练\tskills\t声调训练\t5\t是\n2011-09-01\t训练\tskills\t声调训练\t90\t是\n2011-07-12\t训练";
    let faults = paste(pasted, &class(ClassState::Draft)).unwrap_err();
    assert_eq!(
        faults.iter().map(|(line, fault)| (*line, fault.key.as_str())).collect::<Vec<_>>(),
        [
            (2, "timetable-date"),
            (3, "timetable-kind"),
            (4, "timetable-module"),
            (5, "timetable-minutes"),
            (6, "timetable-outside"),
            (7, "timetable-module")
        ]
    );
    assert_eq!(paste(" \n", &class(ClassState::Draft)).unwrap_err()[0].1.key, "timetable-none");
}

#[test]
fn the_official_names_of_the_six_contents_are_understood() {
    let names = [
        "国家通用语言文字法律法规和基础知识",
        "汉语拼音知识及其教学方法",
        "普通话听、说、读、写能力训练",
        "国家通用语言文字测试相关知识、技能",
        "普通话教学方法与技能",
        "中华经典诗文诵读知识与技能",
    ];
    for (name, module) in names.iter().zip(Module::ALL) {
        assert_eq!(Module::read(name), Some(*module), "{name}");
    }
    assert_eq!(Module::read("体育"), None);
}

#[test]
fn half_of_the_time_is_practice_or_it_is_said_and_missing_contents_are_named() {
    let balance = Balance::of(&[session(Module::Law, 90, false), session(Module::Skills, 89, true)]);
    assert_eq!((balance.practice_percent(), balance.missing().len()), (49, 4));
    let even = Balance::of(&[session(Module::Law, 90, false), session(Module::Skills, 90, true)]);
    assert_eq!(even.practice_percent(), 50);
    assert_eq!(Balance::of(&[]).practice_percent(), 0);
}
