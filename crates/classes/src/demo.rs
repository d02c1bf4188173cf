//! What the demonstration world is made of, through the same functions as everything else.

use audit::By;
use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use registry::Organisation;
use store::Store;

use crate::class::Plan;
use crate::deed;
use crate::enrolment::Deed;
use crate::project::Allowed;
use crate::timetable::{Module, SessionKind, SessionRow};
use crate::{Class, Project, Rule, store as db};

/// Writes an approved project with its institutions and rules.
///
/// # Errors
/// When the database refuses.
pub async fn seed_project(
    store: &Store,
    project: &Project,
    institutions: &[Organisation],
    rules: &[Rule],
) -> Result<()> {
    let allowed: Vec<(OrganisationId, &str, &authz::Place)> =
        institutions.iter().map(|it| (it.id, it.name.as_str(), &it.place)).collect();
    store::transaction!(store, tx => {
        db::insert_project(tx, project, &allowed).await?;
        db::insert_rules(tx, rules).await
    })
}

/// The project of the notice of 2011 for one province: `GP2011-PTH-62-0001`, window July to October.
#[must_use]
pub fn putonghua_2011(
    province: &Organisation,
    code: &str,
    window: (kernel::Month, kernel::Month),
    at: Timestamp,
) -> Project {
    Project {
        id: Id::new(at),
        number: format!("GP{}-PTH-{code}-0001", window.0.first().year()),
        name: "“国培计划”中小学少数民族双语教师普通话培训".to_owned(),
        scheme: "国培计划".to_owned(),
        level: "1".to_owned(),
        topic: "putonghua".to_owned(),
        document:
            "教育部办公厅关于举办“国培计划（2011）”中小学少数民族双语教师普通话培训班的通知（依据教师厅〔2011〕2号）"
                .to_owned(),
        clause: "各地可以在省会（首府）集中办班，也可根据实际情况送训到地州办班。".to_owned(),
        province_id: province.id,
        province_name: province.name.clone(),
        province_place: province.place.clone(),
        province_code: code.to_owned(),
        window_from: window.0,
        window_until: window.1,
        most_people: 500,
        practice_percent: 50,
        practice_clause: "同一通知，培训内容和方式：“集中课堂教学、训练与课下辅导训练相结合，精讲多练”".to_owned(),
        classes: 0,
        approved_at: at,
    }
}

/// A timetable of fifteen days from `opens_on` that covers the six contents, practice above half.
#[must_use]
pub fn timetable(opens_on: Date) -> Vec<SessionRow> {
    use Module::{Law, Methods, Pinyin, Recitation, Skills, Testing};
    use SessionKind::{Lecture, Observation, Test, Training, Tutoring};
    let rows: [(i32, SessionKind, Module, &str, i64); 16] = [
        (0, Lecture, Law, "国家通用语言文字法与语言文字规范", 180),
        (1, Lecture, Pinyin, "声母与韵母：发音部位与发音方法", 180),
        (1, Training, Pinyin, "声母辨正训练", 135),
        (2, Lecture, Pinyin, "声调与变调", 135),
        (2, Training, Skills, "声调听辨与朗读训练", 180),
        (3, Training, Pinyin, "汉语拼音教学法：试讲与互评", 225),
        (4, Training, Skills, "朗读短文训练", 225),
        (5, Training, Skills, "课堂教学用语训练", 225),
        (6, Tutoring, Skills, "课下辅导：易错音对", 90),
        (7, Lecture, Testing, "普通话水平测试大纲与评分", 135),
        (8, Training, Testing, "命题说话训练", 225),
        (9, Lecture, Methods, "双语课堂的普通话教学方法", 135),
        (10, Observation, Methods, "观摩与评课", 180),
        (11, Lecture, Recitation, "经典诗文诵读的知识与技能", 90),
        (12, Training, Recitation, "经典诗文诵读展示", 180),
        (14, Test, Testing, "结业模拟测试", 135),
    ];
    rows.into_iter()
        .map(|(day, kind, module, topic, minutes)| SessionRow {
            on: opens_on.plus_days(day),
            kind,
            module,
            topic: topic.to_owned(),
            minutes,
            practice: kind.is_practice(),
        })
        .collect()
}

/// Makes a class with its timetable; handed in, when `submitted`.
///
/// # Errors
/// As the deeds refuse.
pub async fn seed_class(
    store: &Store,
    manager: &By,
    project: Id<Project>,
    institution: OrganisationId,
    plan: &Plan,
    rows: &[SessionRow],
    submitted: bool,
) -> Result<Class> {
    store::transaction!(store, tx => {
        let project = db::get_project(&mut *tx, project).await?;
        let allowed = db::list_allowed(&mut *tx, project.id).await?;
        let allowed: Allowed = allowed.into_iter().find(|it| it.organisation_id == institution).ok_or(kernel::Error::NotFound)?;
        let class = deed::create(tx, manager, &project, &allowed, plan).await?;
        deed::replace_timetable(tx, manager, class.id, rows).await?;
        if submitted {
            deed::submit(tx, manager, class.id).await?;
        }
        db::get_class(tx, class.id).await
    })
}

/// Files a class that was handed in; its filing number.
///
/// # Errors
/// As the deed refuses.
pub async fn file_class(store: &Store, officer: &By, class: Id<Class>) -> Result<String> {
    store::transaction!(store, tx => { deed::file(tx, officer, class).await })
}

/// Nominates `people`, each with `reason` for whatever exception is needed.
///
/// # Errors
/// As the deed refuses.
pub async fn nominate(store: &Store, officer: &By, class: Id<Class>, people: &[PersonId], reason: &str) -> Result<()> {
    let reasons: Vec<(String, String)> =
        ["R1", "R4", "R8"].iter().map(|code| ((*code).to_owned(), reason.to_owned())).collect();
    store::transaction!(store, tx => {
        for person in people {
            deed::nominate(tx, officer, class, *person, &reasons, &authz::Place::root()).await?;
        }
        Ok(())
    })
}

/// Grants every undecided exception of these people in `class`, in the duty that each rule names.
///
/// # Errors
/// As the deed refuses.
pub async fn grant_exceptions(
    store: &Store,
    officer: &By,
    class: Id<Class>,
    people: &[PersonId],
    opinion: &str,
) -> Result<()> {
    store::transaction!(store, tx => {
        for person in people {
            for it in db::list_exceptions_of_person(&mut *tx, *person, class).await? {
                if it.state == crate::ExceptionState::Open {
                    let by = By { duty: it.approver, ..officer.clone() };
                    deed::rule_on_exception(tx, &by, (class, *person, &it.rule_code), true, opinion).await?;
                }
            }
        }
        Ok(())
    })
}

/// Does `deed` to each of `people`: the county approves, the institution admits. The people confirm by
/// themselves: call it for each with the person's own actor.
///
/// # Errors
/// As the deed refuses.
pub async fn decide(
    store: &Store,
    by: &By,
    class: Id<Class>,
    people: &[PersonId],
    deed: Deed,
    why: &str,
) -> Result<()> {
    store::transaction!(store, tx => {
        for person in people {
            deed::decide(tx, by, class, *person, deed, why, None).await?;
        }
        Ok(())
    })
}

/// Opens a class (开班).
///
/// # Errors
/// As the deed refuses.
pub async fn open_class(store: &Store, manager: &By, class: Id<Class>) -> Result<()> {
    store::transaction!(store, tx => { deed::open(tx, manager, class).await })
}
