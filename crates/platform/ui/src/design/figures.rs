//! Numbers, charts, sentences.

use crate::chart::{Bar, Bars, Part, bars, stacked};
use crate::{Figure, Marks, TagKind, Todo, card, card_with, figures, html, todo_list, why};
use maud::Markup;

pub(super) fn all() -> Markup {
    html! {
        (figures(&six()))
        (card::columns(&html! { (todo()) }, &html! { (hours()) }))
        (card::columns(&html! { (by_city()) }, &html! { (reason()) }))
        (crate::button::copy("截至 11 月 23 日 14:05，全县 41 所学校全部上报，已培训在岗教师 612 人，占 20.5%，达到年度目标；三所学校低于 20%，差 44 人。", "复制这段话", "已复制"))
    }
}

fn six() -> [Figure<'static>; 6] {
    let marks = |as_of, complete, approved| Marks { as_of, complete, approved };
    let f = |label, value, note, marks| Figure { label, value, note, marks, href: "#records", unit: "" };
    [
        f("今年已培训", "61,204", "占在岗 20.5%，目标 20%", marks("截至 14:05", "86/86 县", "县级已审")),
        f("在学", "23,918", "今天活跃 9,112", marks("截至 14:07", "实时", "")),
        f("结业合格率", "94.1%", "同类 92.8%", marks("截至 11-22", "214/221 班", "")),
        f("满意率", "91.3%", "有效 18,440 份", marks("截至 11-22", "n≥10 才显示", "")),
        Figure {
            unit: "万元", ..f("经费执行", "4,811", "71.6%，共 6,720 万元", marks("截至 11-20", "财政已核", ""))
        },
        Figure { href: "", ..f("从未参训", "3,406", "其中乡村 2,977", marks("截至 14:05", "", "")) },
    ]
}

fn todo() -> Markup {
    let items = [
        Todo {
            title: "汉语拼音教学法 · 第 3 讲",
            facts: "看到 12:34，还剩 7 分 · 声音版 2.1 MB",
            tag: None,
            href: "#lessons",
            action: "继续",
            first: true,
        },
        Todo {
            title: "交作业：一节课的教学设计",
            facts: "草稿在手机上",
            tag: Some((TagKind::Due, "明天 18:00 截止")),
            href: "#forms",
            action: "打开",
            first: false,
        },
        Todo {
            title: "确认参加：双语教师普通话班",
            facts: "7 月 12 日前答复",
            tag: Some((TagKind::Wait, "县里已同意")),
            href: "#records",
            action: "查看",
            first: false,
        },
    ];
    card_with("现在要做的", &html! { "3 件" }, &todo_list(&items))
}

fn hours() -> Markup {
    let part = |label, value, shown| Part { label, value, shown };
    card_with(
        "我的学时",
        &why::link("#why", "为什么是这些？", ""),
        &html! {
            p { span.big { "218.5" } span.unit { " / 360 学时 · 2026—2030 周期" } }
            (stacked("集中 96，网络 74，校本 48.5，还差 141.5", &[part("集中", 96.0, "96"), part("网络", 74.0, "74"), part("校本", 48.5, "48.5")], 360.0))
            p { small { "照现在的进度，2030 年底约 371 学时，够。信息技术 32 / 50 学时，还差 18。" } }
        },
    )
}

fn by_city() -> Markup {
    let bar = |label, value, shown| Bar { label, href: "#records", value, shown };
    let rows = [
        bar("兰州", 25.1, "25.1%"),
        bar("天水", 22.9, "22.9%"),
        bar("酒泉", 21.5, "21.5%"),
        bar("庆阳", 20.6, "20.6%"),
        bar("定西", 17.4, "17.4%"),
        bar("甘南", 15.9, "15.9%"),
        bar("临夏", 13.0, "13.0%"),
    ];
    card(
        "各市州参训比例",
        &bars(&Bars {
            caption: "在岗教师今年参训的比例",
            names: "市州",
            values: "参训比例",
            max: 30.0,
            target: Some((20.0, "目标 20%")),
            rows: &rows,
        }),
    )
}

fn reason() -> Markup {
    let link = |kind, text, href, note| why::Link { kind, text, href, note };
    html! {
        div #why {
            (why::panel("为什么是 40 学时", &[
                link("学时", "40 学时，集中培训", "#records", "2026-08-16 记入"),
                link("确认", "青山县教育局确认结业名单", "#records", "2026-08-15 16:20"),
                link("证据", "出勤 15 / 15 天，考核 86 分", "#records", ""),
                link("规则", "每天 8 学时，封顶 40", "#records", "规则 v3，2026-01-01 起"),
                link("班次", "双语教师普通话培训 2 班", "", "备案号 2026-0712"),
            ], "截至 11 月 23 日 14:05"))
        }
    }
}
