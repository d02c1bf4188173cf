use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Result<String, Error> {
    text.parse::<PersonName>().map(|name| name.0)
}

#[test]
fn unifies_dots_and_spaces() {
    for text in [
        "买买提·吐尔逊",
        "买买提•吐尔逊",
        "买买提・吐尔逊",
        "买买提‧吐尔逊",
        "买买提．吐尔逊",
        "买买提 · 吐尔逊",
        " 买买提·•吐尔逊　",
    ] {
        assert_eq!(read(text).unwrap(), "买买提·吐尔逊", "{text}");
    }
    assert_eq!(read("张　　伟").unwrap(), "张伟");
    assert_eq!(read("王 小 明").unwrap(), "王小明");
    assert_eq!(read("Anna   Maria  Lind").unwrap(), "Anna Maria Lind");
    assert_eq!(read("阿不都 热合曼").unwrap(), "阿不都 热合曼");
}

#[test]
fn keeps_rare_characters() {
    for name in ["张㛃", "王䶮", "李𬭎", "赵\u{20000}", "钱\u{2EBF0}", "孙\u{31350}", "བསོད་ནམས", "ئالىم"]
    {
        assert_eq!(read(name).unwrap(), name);
    }
}

#[test]
fn names_each_reason() {
    for (text, reason) in [
        ("  ", Error::Missing),
        ("张", Error::TooShort),
        ("张伟2", Error::Digit('2')),
        ("张伟②", Error::Digit('②')),
        ("张\n伟", Error::Control),
        ("张\u{E863}", Error::PrivateUse('\u{E863}')),
        ("张?", Error::Lost('?')),
        ("张□", Error::Lost('□')),
        ("张伟(小)", Error::Sign('(')),
        ("·张伟", Error::Sign('·')),
        ("张伟·", Error::Sign('·')),
        ("张.", Error::Sign('.')),
    ] {
        assert_eq!(read(text), Err(reason), "{text:?}");
    }
    assert_eq!(read(&"哈".repeat(26)), Err(Error::TooLong(26)));
    assert!(read(&"ab ".repeat(16)).is_ok());
    assert_eq!(read(&"ab ".repeat(18)), Err(Error::TooLong(53)));
}

#[test]
fn masks_for_public_lists() {
    for (name, masked) in [
        ("张建华", "张*华"),
        ("李明", "李*"),
        ("欧阳小明", "欧**明"),
        ("买买提·吐尔逊", "买买提·*"),
        ("Anna Lind", "Anna *"),
    ] {
        assert_eq!(name.parse::<PersonName>().unwrap().masked(), masked);
    }
    assert_eq!(format!("{:?}", "张建华".parse::<PersonName>().unwrap()), "PersonName(张*华)");
}

proptest! {
    #[test]
    fn a_name_reads_as_itself(text in "\\PC{0,30}") {
        if let Ok(name) = text.parse::<PersonName>() {
            prop_assert_eq!(name.as_str().parse::<PersonName>().unwrap(), name);
        }
    }

    #[test]
    fn han_names_are_kept(text in "[\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{20000}-\u{2A6DF}\u{31350}-\u{323AF}]{2,25}") {
        prop_assert_eq!(read(&text).unwrap(), text);
    }
}
