//! The living page: every component in every state, in the look that the reader asks for.
//!
//! The texts are samples of the language that the pages are first written in; they are no part
//! of any record and go through no catalogue of messages.

mod figures;
mod forms;
mod frames;
mod lessons;
mod records;
mod states;

use crate::{
    Assets, Dir, NavItem, Notice, Person, Shell, Switches, SyncLine, TagKind, Theme, Tone, TypeSize, Width, button,
    card, card_with, html, notice, shell, tag,
};
use maud::{Markup, PreEscaped};

/// The page. `look_action` is where the form of colours and type size posts.
pub fn design(assets: &Assets, theme: Theme, size: TypeSize, look_action: &str) -> Markup {
    let nav = [
        NavItem { text: "工作台", href: "#figures", current: true, count: 12 },
        NavItem { text: "班级", href: "#records", ..NavItem::default() },
        NavItem { text: "学时", href: "#forms", ..NavItem::default() },
        NavItem { text: "报表", href: "#states", ..NavItem::default() },
    ];
    let tabs = [
        NavItem { text: "今天", href: "#figures", current: true, count: 3 },
        NavItem { text: "选学", href: "#records", ..NavItem::default() },
        NavItem { text: "学时", href: "#forms", ..NavItem::default() },
        NavItem { text: "我的", href: "#states", ..NavItem::default() },
    ];
    let menu = [NavItem { text: "修改密码", href: "#forms", ..NavItem::default() }];
    let frame = Shell {
        lang: "zh-CN",
        dir: Dir::Ltr,
        title: "部件",
        site: "样例",
        home: "/",
        org: "青山县教育局",
        person: Some(Person {
            name: "林晓禾", duty: "县级管理员", menu: &menu, sign_out: ("退出", "#"), mark: ""
        }),
        nav: ("主菜单", &nav),
        tabs: ("常用", &tabs),
        theme,
        size,
        switches: Some(Switches {
            action: look_action,
            theme_label: "颜色",
            themes: ["随设备", "浅色", "深色"],
            type_label: "字号",
            types: ["标准", "大字"],
        }),
        assets,
        scripts: &["lesson.js"],
        sync: Some(SyncLine {
            held: ("在手机上", "1"),
            delivered: ("已送达", "14:02"),
            counted: ("已计入", "38.5 学时"),
        }),
        skip: "跳到正文",
        flash: None,
        width: Width::Desk,
        refresh: None,
    };
    shell(&frame, &body(&frame))
}

fn body(frame: &Shell<'_>) -> Markup {
    let links = html! {
        a href="?theme=light" { "浅色" } " · " a href="?theme=dark" { "深色" } " · " a href="?type=large" { "大字" }
    };
    html! {
        (card::head("部件", &html! { "每个部件的每种状态。" (links) }, &html! {}))
        (three_looks())
        (part("figures", "数字", &figures::all()))
        (part("records", "记录", &records::all()))
        (part("forms", "填写", &forms::all()))
        (part("lessons", "课", &lessons::all()))
        (part("states", "状态", &states::all()))
        (part("frames", "页面框架", &frames::all(frame)))
    }
}

fn part(id: &str, title: &str, body: &Markup) -> Markup {
    html! { section.stack id=(id) aria-label=(title) { (body) } }
}

/// A component that is a whole page elsewhere, shown within this one: its heading of level 1 becomes one of
/// level 2, because a page has one of level 1.
fn specimen(page: &Markup) -> Markup {
    PreEscaped(page.0.replace("<h1", "<h2").replace("</h1>", "</h2>"))
}

fn three_looks() -> Markup {
    let sample = |theme: Option<&str>, size: Option<&str>, title: &str| {
        html! {
            div.sample data-theme=[theme] data-type=[size] {
                (card_with(title, &tag(TagKind::Due, "今天 17:00"), &html! {
                    p { "声调与变调" " " (tag(TagKind::Ok, "已计入")) " " (tag(TagKind::Wait, "3 个工作日")) " " (tag(TagKind::Late, "已过期")) " " (tag(TagKind::Plain, "草稿")) }
                    p { small { "看到 12:34，还剩 7 分" } " " a href="#figures" { "为什么" } }
                    (notice(&Notice { tone: Tone::Warn, title: "年龄超过“原则上不超过45周岁”，须说明理由。", ..Notice::default() }))
                    div.deeds { (button("继续")) (crate::quiet_link("#figures", "查看")) }
                }))
            }
        }
    };
    card(
        "三种样子",
        &html! {
            (sample(None, None, "当前"))
            (sample(Some("dark"), None, "深色"))
            (sample(None, Some("large"), "大字"))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::design;
    use crate::{Assets, Theme, TypeSize};
    use std::collections::BTreeSet;

    fn page() -> String {
        design(&Assets::default(), Theme::Dark, TypeSize::Large, "/look").into_string()
    }

    fn attributes(html: &str, name: &str) -> Vec<String> {
        let mark = format!(" {name}=\"");
        html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
    }

    #[test]
    fn no_inline_style_or_script_in_any_component() {
        let html = page();
        assert!(!html.contains(" style=") && !html.contains(" onclick="));
        assert!(!html.contains("<style") && !html.contains("<script>"));
    }

    #[test]
    fn ids_are_unique_and_every_reference_is_met() {
        let html = page();
        let ids = attributes(&html, "id");
        let unique: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(ids.len(), unique.len());
        for name in ["for", "aria-describedby", "aria-labelledby"] {
            for list in attributes(&html, name) {
                for id in list.split(' ') {
                    assert!(unique.contains(id), "{name} points at {id}");
                }
            }
        }
    }

    /// The names of functions that are components: public, and answering with markup.
    fn components(source: &str) -> Vec<String> {
        let signatures = source.split("\npub fn ").skip(1).filter_map(|it| it.split_once('{')).map(|(it, _)| it);
        let made = signatures.filter(|it| it.trim_end().ends_with("-> Markup"));
        made.filter_map(|it| it.split(['(', '<']).next()).map(str::to_owned).collect()
    }

    /// Whether `page` calls the component `name` of `module`: by its path, or by a name that it imports.
    fn shows(page: &str, module: &str, name: &str) -> bool {
        let is_part = |it: char| it.is_alphanumeric() || it == '_';
        let call = format!("{name}(");
        let called =
            page.match_indices(&call).any(|(at, _)| !page[..at].ends_with(|it| is_part(it) || ".:".contains(it)));
        let uses =
            page.split("use ").skip(1).filter_map(|it| it.split(';').next()).filter(|it| it.starts_with("crate::"));
        let imported = uses.flat_map(|it| it.split(|it| !is_part(it))).any(|it| it == name);
        page.contains(&format!("{module}::{call}")) || page.contains(&format!("crate::{call}")) || (called && imported)
    }

    /// The components of `modules` that none of `pages` calls.
    fn unseen(modules: &[(String, String)], pages: &[String]) -> Vec<String> {
        let all = modules.iter().flat_map(|(module, text)| components(text).into_iter().map(move |it| (module, it)));
        let missing = all.filter(|(module, name)| !pages.iter().any(|page| shows(page, module, name)));
        missing.map(|(module, name)| format!("{module}::{name}")).collect()
    }

    fn sources(folder: &str) -> Vec<(String, String)> {
        let files = std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let files = files.map(|it| it.unwrap().path()).filter(|it| it.extension().is_some_and(|it| it == "rs"));
        let read = |it: std::path::PathBuf| {
            (it.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&it).unwrap())
        };
        files.map(read).collect()
    }

    #[test]
    fn every_component_is_on_the_page() {
        let pages: Vec<String> = sources("src/design").into_iter().map(|(_, text)| text).collect();
        // The frame itself: a page cannot stand within a page, so its parts are shown.
        let modules = sources("src");
        assert!(modules.iter().map(|(_, text)| components(text).len()).sum::<usize>() > 40, "components are found");
        assert_eq!(unseen(&modules, &pages), ["shell::public_shell"]);
    }

    #[test]
    fn a_component_that_nobody_shows_is_found() {
        let module = (
            "bell".to_owned(),
            "\npub fn ring(a: u8) -> Markup {}\npub fn tone() -> u8 {}\npub fn chime<T>(it: T) -> Markup {}".to_owned(),
        );
        let unseen = |page: &str| unseen(std::slice::from_ref(&module), &[page.to_owned()]);
        assert_eq!(unseen("use crate::button;\nring(1) chime(2)"), ["bell::ring", "bell::chime"]);
        assert_eq!(unseen("use crate::{ring, button};\nlet spring(1) = it.ring(2);"), ["bell::ring", "bell::chime"]);
        assert_eq!(unseen("use crate::{ring, button};\n(ring(1)) crate::bell::chime(2)"), Vec::<String>::new());
    }

    #[test]
    fn the_page_has_one_heading_of_level_1() {
        assert_eq!(page().matches("<h1").count(), 1);
    }

    #[test]
    fn the_look_of_the_person_is_on_the_page() {
        let html = page();
        assert!(html.contains("<html lang=\"zh-CN\" dir=\"ltr\" data-theme=\"dark\" data-type=\"large\">"));
        assert!(html.contains("<a class=\"skip\" href=\"#main\">"));
    }
}
