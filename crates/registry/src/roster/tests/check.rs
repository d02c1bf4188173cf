use super::*;
use crate::identity_number::Sex;

/// A row that is right, with some cells changed.
fn row(changes: &[(Column, &'static str)]) -> Vec<&'static str> {
    let mut cells = [
        "卓玛措",
        "",
        "650102199001010025",
        "女",
        "1990-01-01",
        "藏",
        "2152000017",
        "云岭县城关小学",
        "小学",
        "语文",
        "一级教师",
        "15400001234",
        "2012-09",
        "是",
        "二乙",
        "藏语",
    ];
    for (column, text) in changes {
        cells[Column::ALL.iter().position(|one| one == column).unwrap()] = text;
    }
    cells.to_vec()
}

/// Every variable of the message is among the arguments.
fn says_all(text: &kernel::Text) {
    let kernel::Text { key, args } = text;
    let messages = [include_str!("../../../locales/roster.zh-CN.ftl"), include_str!("../../../locales/roster.en.ftl")];
    for message in messages {
        let line = message.lines().find(|line| line.starts_with(&format!("{key} ="))).unwrap();
        for variable in line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()) {
            assert!(args.iter().any(|(name, _)| name == variable), "{key} {variable}");
        }
    }
}

fn faults(changes: &[(Column, &'static str)]) -> Vec<(Column, &'static str)> {
    let faults = Desk::new().check(&row(changes)).unwrap_err();
    faults.into_iter().map(|fault| (fault.column, fault.reason.key())).collect()
}

#[test]
fn a_right_row_is_read() {
    let (row, warnings) = Desk::new().check(&row(&[])).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(row.name.as_str(), "卓玛措");
    assert_eq!(row.identification.to_string(), "650***********0025");
    assert_eq!((row.sex, row.birth_date, row.school), (Sex::Female, date(1990, 1, 1), 0));
    assert_eq!(row.ethnicity.unwrap().name, "藏族");
    assert_eq!((row.bilingual, row.putonghua.unwrap().code.as_str()), (Some(true), "2B"));
    assert!(!format!("{row:?}").contains("650102199001010025"));
}

#[test]
fn what_the_number_says_may_be_left_out() {
    let changes =
        Column::ALL.into_iter().filter(|column| !Column::REQUIRED.contains(column)).map(|column| (column, ""));
    let (row, warnings) = Desk::new().check(&row(&changes.collect::<Vec<_>>())).unwrap();
    assert_eq!((row.sex, row.birth_date, warnings), (Sex::Female, date(1990, 1, 1), vec![]));
    assert_eq!((row.ethnicity, row.subject, row.mobile), (None, None, None));
}

#[test]
fn each_wrong_cell_has_its_reason() {
    use Column::*;
    for (column, text, key) in [
        (Name, "", "roster-fault-name-missing"),
        (Name, "卓玛1", "roster-fault-name-digit"),
        (Name, "卓\u{E863}", "roster-fault-name-private-use"),
        (IdType, "学生证", "roster-fault-id-type"),
        (Number, "", "roster-fault-number-missing"),
        (Number, "65010219900101002", "roster-fault-number-length"),
        (Number, "650102900101002", "roster-fault-number-fifteen"),
        (Number, "650102199001010026", "roster-fault-checksum"),
        (Number, "650102199013010025", "roster-fault-number-birth-date"),
        (Number, "6.50102199001E+17", "roster-fault-number-rounded"),
        (Sex, "男", "roster-fault-sex-mismatch"),
        (Sex, "雌", "roster-fault-sex"),
        (BirthDate, "1990-01-02", "roster-fault-birth-date-mismatch"),
        (BirthDate, "1990年2月", "roster-fault-birth-date-mismatch"),
        (BirthDate, "马年", "roster-fault-birth-date"),
        (Ethnicity, "汉藏族", "roster-fault-ethnicity"),
        (SchoolCode, "", "roster-fault-school-code-missing"),
        (SchoolCode, "215200001", "roster-fault-school-code"),
        (SchoolCode, "2152999999", "roster-fault-school-unknown"),
        (SchoolCode, "2152000021", "roster-fault-school-elsewhere"),
        (Stage, "大学", "roster-fault-stage"),
        (Subject, "魔法", "roster-fault-subject"),
        (Title, "宗师", "roster-fault-title"),
        (Mobile, "1540000123", "roster-fault-mobile"),
        (WorkStart, "去年", "roster-fault-work-start"),
        (WorkStart, "2026-04", "roster-fault-work-start-future"),
        (WorkStart, "1989-12", "roster-fault-work-start-before-birth"),
        (Bilingual, "也许", "roster-fault-bilingual"),
        (Putonghua, "四级", "roster-fault-putonghua"),
        (MotherTongue, "火星语", "roster-fault-mother-tongue"),
    ] {
        assert_eq!(faults(&[(column, text)]), [(column, key)], "{text}");
        let fault = Desk::new().check(&row(&[(column, text)])).unwrap_err().remove(0);
        says_all(&fault.text());
    }
}

#[test]
fn all_faults_of_a_row_are_told_in_the_order_of_columns() {
    let all = faults(&[(Column::Mobile, "1"), (Column::Name, ""), (Column::Ethnicity, "无")]);
    let columns: Vec<_> = all.into_iter().map(|(column, _)| column).collect();
    assert_eq!(columns, [Column::Name, Column::Ethnicity, Column::Mobile]);
    let wrong = Desk::new().check(&row(&[(Column::Number, "650102199001010026")])).unwrap_err();
    assert_eq!(wrong[0].given, "650***********0026");
}

#[test]
fn warnings_let_a_row_pass() {
    use Column::*;
    for (changes, key) in [
        (vec![(Number, "54010119850615123X"), (Sex, ""), (BirthDate, "")], "roster-warning-address-code"),
        (vec![(SchoolName, "城关小学")], "roster-warning-school-name"),
        (vec![(Subject, "物理")], "roster-warning-subject-stage"),
        (vec![(Number, "11010519491231002X"), (BirthDate, "")], "roster-warning-age"),
        (vec![(WorkStart, "2005-01")], "roster-warning-work-start"),
    ] {
        let number = changes.iter().find(|(column, _)| *column == Number);
        let cells = match number {
            // Any number of an unknown county serves: make its check right.
            Some((_, text)) if text.starts_with("540101") => {
                let check = crate::identity_number::check_character(text.as_bytes()[..17].try_into().unwrap());
                let right = format!("{}{}", &text[..17], char::from(check.unwrap()));
                row(&changes).iter().map(|cell| if cell == text { right.clone() } else { (*cell).to_owned() }).collect()
            }
            _ => row(&changes).iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>(),
        };
        let (_, warnings) = Desk::new().check(&cells).unwrap();
        assert_eq!(warnings.iter().map(Warning::key).collect::<Vec<_>>(), [key]);
        says_all(&warnings[0].text());
    }
}

#[test]
fn one_number_has_one_name() {
    let mut desk = Desk::new();
    desk.check(&row(&[])).unwrap();
    let twice = desk.check(&row(&[])).unwrap_err();
    assert_eq!(twice[0].reason, Reason::NumberTwice(2));
    let other = desk.check(&row(&[(Column::Name, "央金")])).unwrap_err();
    assert_eq!(other[0].reason, Reason::NumberOtherName(2));
    assert_eq!(desk.seen.disputed(), [2]);
}

#[test]
fn other_documents_need_sex_and_birth_date() {
    use Column::*;
    let (row_read, _) = Desk::new().check(&row(&[(IdType, "护照"), (Number, "e1234 5678")])).unwrap();
    assert_eq!(row_read.identification, Identification::Other("E12345678".to_owned()));
    assert_eq!(row_read.identification.to_string(), "E12**5678");
    let bare = faults(&[(IdType, "护照"), (Number, "E12345678"), (Sex, ""), (BirthDate, "")]);
    assert_eq!(bare, [(Sex, "roster-fault-sex-missing"), (BirthDate, "roster-fault-birth-date-missing")]);
    assert_eq!(faults(&[(IdType, "护照"), (Number, "E1")])[0].1, "roster-fault-document-number");
    let future = faults(&[(IdType, "护照"), (Number, "E12345678"), (BirthDate, "2030-01-01"), (WorkStart, "")]);
    assert_eq!(future, [(BirthDate, "roster-fault-birth-date-future")]);
}

proptest::proptest! {
    #[test]
    fn any_cells_are_answered(cells in proptest::collection::vec("\\PC{0,20}|[0-9年月/.-]{0,20}", 0..20)) {
        let _ = Desk::new().check(&cells);
    }

    #[test]
    fn any_number_beside_a_right_name_is_answered(number in "[0-9Xx ]{15,20}", born in "[0-9-]{4,10}") {
        let mut cells: Vec<String> = row(&[]).into_iter().map(str::to_owned).collect();
        cells[2] = number;
        cells[4] = born;
        let _ = Desk::new().check(&cells);
    }
}
