//! Subject and stage belong together: 小学语文 names both, 信息技术 is another
//! code in a 高中 than in a 小学.

use super::{Code, stage, subject};

/// What a teacher teaches, as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taught {
    /// 任教学段.
    pub stage: Option<&'static Code>,
    /// 任教学科.
    pub subject: &'static Code,
}

/// How people write a stage in front of a subject, with its code.
const PREFIXES: [(&str, &str); 8] = [
    ("幼儿园", "1"),
    ("学前", "1"),
    ("小学", "2"),
    ("初中", "3"),
    ("高中", "4"),
    ("中职", "6"),
    ("职高", "6"),
    ("特教", "A"),
];

/// Reads a subject that may carry its stage (小学语文), with the stage that was
/// written beside it, if any. Of subjects of one name it takes the one that the
/// stage has. Nothing when no subject answers to the text.
pub fn taught(text: &str, beside: Option<&'static Code>) -> Option<Taught> {
    if let Some(subject) = best(text, beside) {
        return Some(Taught { stage: beside, subject });
    }
    let text = text.trim();
    PREFIXES.iter().find_map(|(prefix, code)| {
        let rest = text.strip_prefix(prefix)?;
        let stage = beside.or_else(|| stage().by_code(code));
        best(rest, stage).map(|subject| Taught { stage, subject })
    })
}

/// Whether the curriculum has a subject at a stage. Adult schools and other
/// stages without a curriculum of their own have every subject.
pub fn covers(subject: &Code, stage: &Code) -> bool {
    let Some(stages) = subject.stage.as_deref() else {
        return true;
    };
    let name = match stage.code.as_str() {
        "1" => "学前",
        "2" => "小学",
        "3" | "5" => "初中",
        "4" => "高中",
        "6" => "中职",
        "A" => "特教",
        _ => return true,
    };
    // Special schools teach the subjects of all stages, vocational ones those
    // of the 高中 besides their own.
    stages == "全" || stages.contains(name) || name == "特教" || (name == "中职" && stages.contains("高中"))
}

fn best(text: &str, stage: Option<&Code>) -> Option<&'static Code> {
    let covered = |found: &&Code| stage.is_none_or(|stage| covers(found, stage));
    subject().find_all(text).find(covered).or_else(|| subject().find(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, beside: Option<&str>) -> Option<(Option<&'static str>, &'static str)> {
        taught(text, beside.and_then(|code| stage().by_code(code)))
            .map(|found| (found.stage.map(|stage| stage.name.as_str()), found.subject.code.as_str()))
    }

    #[test]
    fn a_subject_may_carry_its_stage() {
        assert_eq!(read("语文", None), Some((None, "13")));
        assert_eq!(read("小学语文", None), Some((Some("小学"), "13")));
        assert_eq!(read("高中信息技术", None), Some((Some("普通高中"), "26")));
        assert_eq!(read("小学信息技术", None), Some((Some("小学"), "61")));
        assert_eq!(read("信息技术", Some("4")), Some((Some("普通高中"), "26")));
        assert_eq!(read("政治", Some("3")), Some((Some("普通初中"), "12")));
        assert_eq!(read("魔法", None), None);
        assert_eq!(read("小学魔法", None), None);
    }

    #[test]
    fn the_curriculum_says_what_a_stage_has() {
        let [physics, chinese] = ["16", "13"].map(|code| subject().by_code(code).unwrap());
        let [primary, junior, special] = ["2", "3", "A"].map(|code| stage().by_code(code).unwrap());
        assert!(!covers(physics, primary) && covers(physics, junior) && covers(physics, special));
        assert!(covers(chinese, primary));
    }
}
