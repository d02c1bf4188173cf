//! Lists, facts, steps, rules, ways.

use crate::steps::{Outcome, Stand, Step, Tick, steps, ticks};
use crate::{
    Column, Crumb, Fact, NavItem, Pager, Row, Table, TagKind, breadcrumbs, button, card, card_with, facts, html, pager,
    switch, table, tag,
};
use maud::Markup;

pub(super) fn all() -> Markup {
    html! {
        (breadcrumbs("位置", &[Crumb { text: "班级", href: "#records" }, Crumb { text: "双语普通话 2 班", href: "#records" }]))
        (super::specimen(&card::head("双语教师普通话培训 2 班", &html! { "备案号 2026-0712 " (tag(TagKind::Ok, "已备案")) }, &html! { (crate::link_button("#records", "提交结业名单")) (crate::quiet_link("#records", "导出名单")) })))
        (switch("按单位查看", &[NavItem { text: "青山县教育局", href: "#records", current: true, count: 0 }, NavItem { text: "河岸县教育局", href: "#records", ..NavItem::default() }]))
        (card("进程", &line()))
        (card_with("等我办的", &html! { "12 件，2 件今天到期" }, &html! { (queue()) (pager(&Pager { label: "翻页", previous: Some(("上一页", "#records")), next: Some(("下一页", "#records")), shown: "第 51—100 条，共 1,204 条" })) }))
        (card::columns(&rules(), &html! { (about()) (card("进程（竖排）", &line())) }))
        (card::print_head("青山县教育局", "结业名单", "2026 年 8 月 15 日，共 48 人"))
    }
}

fn line() -> Markup {
    let step = |title, note, stand, word| Step { title, note, stand, word };
    steps(
        "班次进程",
        &[
            step("已备案", "7 月 2 日 · 省厅", Stand::Done, "已完成"),
            step("报名遴选", "7 月 10 日 · 48 人", Stand::Done, "已完成"),
            step("在学", "第 6 天，共 15 天", Stand::Now, "进行中"),
            step("结业确认", "8 月 20 日前", Stand::Next, "未开始"),
            step("退回", "附件 2 缺签章", Stand::Stopped, "已退回"),
        ],
    )
}

fn queue() -> Markup {
    let columns = [
        Column::text("事项"),
        Column::text("来自"),
        Column::text("依据"),
        Column::number("人数"),
        Column::text("还有"),
        Column::deed("办理"),
    ];
    let row = |title: &str, from: &str, basis: &str, n: &str, left: Markup, deed: &str| {
        vec![
            html! { a href="#records" { (title) } },
            html! { (from) },
            html! { (basis) },
            html! { (n) },
            left,
            html! { a href="#records" { (deed) span.sr { " " (title) } } },
        ]
    };
    let rows = vec![
        Row {
            cells: row(
                "汇总表、统计表：双语普通话 2 班",
                "西北师大",
                "附件 1、2",
                "48",
                tag(TagKind::Late, "今天 17:00"),
                "审核",
            ),
            marked: true,
        },
        row("超龄例外（46 周岁）", "甘南州", "“原则上不超过45周岁”", "3", tag(TagKind::Due, "今天"), "审批").into(),
        row(
            "实施方案 v2：送教下乡（临潭）",
            "临潭县",
            "实践性课程 52%",
            "120",
            tag(TagKind::Wait, "3 个工作日"),
            "评议",
        )
        .into(),
        row("名额退回再分配", "系统", "到期自动收回", "41", tag(TagKind::Ok, "6 天"), "分配").into(),
    ];
    let sums = vec![html! { "合计" }, html! {}, html! {}, html! { "212" }, html! {}, html! {}];
    table(&Table {
        id: "queue",
        caption: "等我办的事项",
        caption_unseen: true,
        columns: &columns,
        rows,
        sums,
        empty: html! {},
    })
}

fn rules() -> Markup {
    let tick = |rule, outcome, word, event, clause| Tick { rule, outcome, word, event, clause, aside: html! {} };
    card_with(
        "这一讲怎样算学时",
        &html! { a href="#why" { "规则 v3" } },
        &ticks(&[
            tick("看满 90%", Outcome::Partly, "进行中", "62% · 已记 12:34", ""),
            tick("答对随堂一问", Outcome::Met, "达到", "14:01 第 1 次", ""),
            tick("录一段朗读并交上", Outcome::Open, "未开始", "还没交", ""),
            tick(
                "开班当天不超过 45 周岁",
                Outcome::Warned,
                "须说明理由",
                "46 周岁",
                "教师〔2011〕× 号 第三条 “原则上”",
            ),
            tick("在编在岗", Outcome::Failed, "不符合", "2026-03 调出", "第二条"),
        ]),
    )
}

fn about() -> Markup {
    card(
        "班次",
        &html! {
            (facts(&[
                Fact::text("承办机构", "西北师范大学"),
                Fact::text("时间", "2026 年 8 月 1 日至 15 日"),
                Fact::new("名额", html! { "48 / 50 " a href="#records" { "名单" } }),
                Fact::new("状态", tag(TagKind::Ok, "在学")),
            ]))
            (button::download("#records", "附件 1 汇总表", "XLSX，48 kB"))
        },
    )
}
