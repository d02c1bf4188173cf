//! Sessions, the six contents, and what a timetable adds up to (S78, S85). Pure.

use kernel::{Date, Id, Text, text};

use crate::Class;

store::code! {
    /// What happens in a session (domain 2.6.2, S85).
    pub enum SessionKind {
        /// 讲授.
        Lecture = "lecture",
        /// 训练.
        Training = "training",
        /// 课下辅导.
        Tutoring = "tutoring",
        /// 研讨.
        Discussion = "discussion",
        /// 观摩.
        Observation = "observation",
        /// 测试.
        Test = "test",
    }
}

store::code! {
    /// The six contents that every class must cover (S78).
    pub enum Module {
        /// 国家通用语言文字法律法规和基础知识.
        Law = "law",
        /// 汉语拼音知识及其教学方法.
        Pinyin = "pinyin",
        /// 普通话听、说、读、写能力训练.
        Skills = "skills",
        /// 国家通用语言文字测试相关知识、技能.
        Testing = "testing",
        /// 普通话教学方法与技能.
        Methods = "methods",
        /// 中华经典诗文诵读知识与技能.
        Recitation = "recitation",
    }
}

store::record! {
    /// One row of a timetable.
    pub struct Session {
        /// Of which class.
        pub class_id: Id<Class>,
        /// Its place in the timetable, from 1.
        pub nth: i64,
        /// The day.
        pub on: Date,
        /// What happens.
        pub kind: SessionKind,
        /// Which of the six contents.
        pub module: Module,
        /// The topic.
        pub topic: String,
        /// How long, in minutes.
        pub minutes: i64,
        /// Whether it is practice.
        pub practice: bool,
    }
}

/// The most rows of one timetable.
pub const MOST_SESSIONS: usize = 400;

/// One row as it was given, not yet in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The day.
    pub on: Date,
    /// What happens.
    pub kind: SessionKind,
    /// Which content.
    pub module: Module,
    /// The topic, 2 to 80 characters.
    pub topic: String,
    /// Minutes, 10 to 600.
    pub minutes: i64,
    /// Whether it is practice.
    pub practice: bool,
}

impl SessionRow {
    /// Reads a row from its six cells as people write them: `2011/7/12`, `训练`, `拼音`, topic, `90`, `是`.
    ///
    /// # Errors
    /// The first cell that cannot be taken: the form's field, and what is wrong.
    pub fn read(cells: [&str; 6], class: &Class) -> Result<Self, (&'static str, Text)> {
        let [on, kind, module, topic, minutes, practice] = cells.map(str::trim);
        let on = read_date(on).ok_or_else(|| ("on", text!("timetable-date", given = on)))?;
        if on < class.opens_on || on > class.closes_on {
            return Err(("on", text!("timetable-outside", on = on, from = class.opens_on, until = class.closes_on)));
        }
        let kind = SessionKind::read(kind).ok_or_else(|| ("kind", text!("timetable-kind", given = kind)))?;
        let module = Module::read(module).ok_or_else(|| ("module", text!("timetable-module", given = module)))?;
        if !(2..=80).contains(&topic.chars().count()) {
            return Err(("topic", text!("timetable-topic")));
        }
        let minutes = minutes
            .parse()
            .ok()
            .filter(|it| (10..=600).contains(it))
            .ok_or_else(|| ("minutes", text!("timetable-minutes", given = minutes)))?;
        let practice = match practice {
            "" => kind.is_practice(),
            "是" | "1" | "yes" | "true" | "√" => true,
            "否" | "0" | "no" | "false" => false,
            other => return Err(("practice", text!("timetable-practice", given = other))),
        };
        Ok(Self { on, kind, module, topic: topic.to_owned(), minutes, practice })
    }
}

/// Reads rows pasted from a spreadsheet: tabs between cells, one row a line; a heading line is skipped.
///
/// # Errors
/// Every line that cannot be taken, with its number and the reason; then nothing is taken.
pub fn paste(pasted: &str, class: &Class) -> Result<Vec<SessionRow>, Vec<(usize, Text)>> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (line, number) in pasted.lines().zip(1_usize..) {
        if line.trim().is_empty() || (number == 1 && line.trim_start().starts_with("日期")) {
            continue;
        }
        let mut cells = line.split('\t');
        let six = [(); 6].map(|()| cells.next().unwrap_or_default());
        match SessionRow::read(six, class) {
            Ok(row) => rows.push(row),
            Err((_, fault)) => faults.push((number, fault)),
        }
    }
    if rows.len() > MOST_SESSIONS {
        faults.push((MOST_SESSIONS + 1, text!("timetable-too-many", most = MOST_SESSIONS)));
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push((1, text!("timetable-none")));
    }
    rows.sort_by_key(|row| row.on);
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn read_date(text: &str) -> Option<Date> {
    let plain = text.replace(['/', '.', '年', '月'], "-").replace('日', "");
    let mut parts = plain.split('-').map(str::trim);
    let date = Date::of(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() { None } else { date }
}

/// What a timetable adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Minutes in all.
    pub minutes: i64,
    /// Minutes of practice.
    pub practice_minutes: i64,
    /// Minutes of each of the six contents, in the order of [`Module::ALL`].
    pub modules: Vec<(Module, i64)>,
}

impl Balance {
    /// Of these sessions.
    #[must_use]
    pub fn of(sessions: &[Session]) -> Self {
        let sum = |keep: &dyn Fn(&Session) -> bool| sessions.iter().filter(|it| keep(it)).map(|it| it.minutes).sum();
        Self {
            minutes: sum(&|_| true),
            practice_minutes: sum(&|it| it.practice),
            modules: Module::ALL.iter().map(|module| (*module, sum(&|it| it.module == *module))).collect(),
        }
    }

    /// The share of practice in whole percent, rounded down: 49.9 % is not half.
    #[must_use]
    pub fn practice_percent(&self) -> i64 {
        if self.minutes == 0 { 0 } else { self.practice_minutes * 100 / self.minutes }
    }

    /// The contents that no session covers.
    #[must_use]
    pub fn missing(&self) -> Vec<Module> {
        self.modules.iter().filter(|(_, minutes)| *minutes == 0).map(|(module, _)| *module).collect()
    }
}

impl SessionKind {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lecture => "timetable-kind-lecture",
            Self::Training => "timetable-kind-training",
            Self::Tutoring => "timetable-kind-tutoring",
            Self::Discussion => "timetable-kind-discussion",
            Self::Observation => "timetable-kind-observation",
            Self::Test => "timetable-kind-test",
        }
    }

    /// Whether such sessions usually are practice.
    #[must_use]
    pub const fn is_practice(self) -> bool {
        matches!(self, Self::Training | Self::Tutoring | Self::Observation)
    }

    /// The kind that people mean by `word`.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "讲授" => Some(Self::Lecture),
            "训练" | "实操" => Some(Self::Training),
            "辅导" | "课下辅导" => Some(Self::Tutoring),
            "研讨" => Some(Self::Discussion),
            "观摩" => Some(Self::Observation),
            "测试" => Some(Self::Test),
            code => code.parse().ok(),
        }
    }
}

impl Module {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Law => "timetable-module-law",
            Self::Pinyin => "timetable-module-pinyin",
            Self::Skills => "timetable-module-skills",
            Self::Testing => "timetable-module-testing",
            Self::Methods => "timetable-module-methods",
            Self::Recitation => "timetable-module-recitation",
        }
    }

    /// The content that people mean by `word`: the official name, or the one word that tells it apart.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        // The order matters: 普通话教学方法 is told from 汉语拼音知识及其教学方法 by 拼音.
        let signs = [
            ("法律", Self::Law),
            ("法规", Self::Law),
            ("拼音", Self::Pinyin),
            ("听、说", Self::Skills),
            ("听说读写", Self::Skills),
            ("能力训练", Self::Skills),
            ("测试", Self::Testing),
            ("教学方法", Self::Methods),
            ("诵读", Self::Recitation),
        ];
        word.parse().ok().or_else(|| signs.iter().find(|(sign, _)| word.contains(sign)).map(|(_, module)| *module))
    }
}

#[cfg(test)]
mod tests;
