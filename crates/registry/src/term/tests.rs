use super::*;

fn of(name: &str) -> Vec<String> {
    terms(name, "***", None).into_iter().collect()
}

fn has(name: &str, wanted: &[&str]) {
    let terms = of(name);
    for it in wanted {
        assert!(terms.iter().any(|term| term == it), "{name} is found by {it}: {terms:?}");
    }
}

#[test]
fn a_name_is_found_by_its_characters_its_pinyin_and_its_initials() {
    assert_eq!(of("张建华"), ["zhangjianhua", "zjh", "张建华"]);
    has("吕绿", &["lvlv", "ll"]);
    has("〇明", &["〇明"]);
}

#[test]
fn a_surname_is_read_as_a_surname() {
    for (name, read, initials) in [
        ("单志强", "shanzhiqiang", "szq"),
        ("仇英", "qiuying", "qy"),
        ("查良", "zhaliang", "zl"),
        ("解缙", "xiejin", "xj"),
        ("曾国", "zengguo", "zg"),
        ("任杰", "renjie", "rj"),
        ("区小红", "ouxiaohong", "oxh"),
        ("朴春子", "piaochunzi", "pcz"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("翟丽", "zhaili", "zl"),
        ("覃勇", "qinyong", "qy"),
        ("缪斯", "miaosi", "ms"),
        ("逄博", "pangbo", "pb"),
        ("阚玉", "kanyu", "ky"),
    ] {
        has(name, &[read, initials]);
    }
    assert!(!of("仇英").contains(&"chouying".to_owned()), "nobody of that name is called so");
}

#[test]
fn a_character_with_two_readings_is_found_by_both() {
    has("覃长乐", &["qinchangle", "tanchangle", "qinzhangle", "tanzhangle", "qcl", "tzl"]);
    has("单增", &["shanzeng", "danzeng"]);
    has("李茜", &["liqian", "lixi"]);
    assert!(of("长长长长长长").len() <= 2 * 6 + 1, "readings do not multiply without end");
}

#[test]
fn a_surname_of_two_characters_is_read_as_one() {
    for (name, read, initials) in [
        ("欧阳小明", "ouyangxiaoming", "oyxm"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("长孙皓", "zhangsunhao", "zsh"),
        ("万俟卨", "moqixie", "mqx"),
        ("令狐冲", "linghuchong", "lhc"),
        ("澹台明", "tantaiming", "ttm"),
        ("单于飞", "chanyufei", "cyf"),
        ("上官婉", "shangguanwan", "sgw"),
    ] {
        has(name, &[read, initials]);
    }
    has("单于飞", &["shanyufei"]);
}

#[test]
fn a_name_in_parts_is_found_by_each_part() {
    has("买买提·吐尔逊", &["买买提吐尔逊", "吐尔逊", "maimaitituerxun", "tuerxun", "mmttex", "tex"]);
    has("Anna Maria Lind", &["annamarialind", "marialind", "lind"]);
    has("བསོད་ནམས", &["བསོདནམས"]);
}

#[test]
fn a_rare_character_is_kept_and_read_where_it_can_be() {
    has("王䶮", &["wangyan", "wy", "王䶮"]);
    has("李𬭎", &["lihong", "李𬭎"]);
    let terms = of("赵\u{323AF}明");
    assert!(terms.contains(&"赵\u{323AF}明".to_owned()) && terms.contains(&"zhao".to_owned()), "{terms:?}");
}

#[test]
fn numbers_are_filed_by_the_digits_that_are_shown() {
    let terms = terms("李明", "110***********002X", Some("138****1234"));
    assert!(terms.contains("002x") && terms.contains("1234"));
    assert!(!super::terms("李明", "********", None).iter().any(|it| it.contains('*')));
    assert!(super::terms("李明", "**", Some("")).len() == 3);
}

#[test]
fn what_is_typed_comes_to_the_form_that_is_filed() {
    for (typed, form) in [
        ("李　明", "李明"),
        (" 李 明 ", "李明"),
        ("Zhang Wei", "zhangwei"),
        ("ＺＪＨ", "zjh"),
        ("lǚ", "lǚ"),
        ("lü", "lv"),
        ("买买提•吐尔逊", "买买提吐尔逊"),
        ("xi'an", "xian"),
        ("００２Ｘ", "002x"),
    ] {
        assert_eq!(folded(typed), form, "{typed}");
    }
}

#[test]
fn a_range_holds_what_begins_alike_and_nothing_else() {
    let (from, until) = range("李明");
    let holds = |term: &str| term >= from.as_str() && term < until.as_str();
    assert!(holds("李明") && holds("李明华") && holds("李明\u{323AF}"));
    assert!(!holds("李") && !holds("李昱") && !holds("李昌"));
}
