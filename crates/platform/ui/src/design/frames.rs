//! Frames: the public page, a page that is not there, the small parts that others are made of.

use super::specimen;
use crate::progress::{Poll, poll};
use crate::shell::{public_foot, public_top};
use crate::state::{Absence, absence_page};
use crate::{
    Fact, Figure, Form, Icon, Shell, SyncLine, card, card_with, counted, facts, field, figure, form, html, icon,
    quiet_link, seal, sync_line,
};
use maud::Markup;

pub(super) fn all(frame: &Shell<'_>) -> Markup {
    html! {
        (card("公开页面", &public_shell(frame)))
        (card::columns(&specimen(&missing()), &html! { (card("再问一次的片段", &asking())) (card("符号", &signs())) }))
        (card::columns(&card_with("三个词", &html! { "教师页面顶部" }, &html! { (words()) }), &card("一个数字", &one())))
        (card::plain(&html! { p { "没有标题的一块。" } (hidden()) }))
    }
}

/// The frame of the pages that anybody may read. On a page of its own it is [`crate::public_shell`].
fn public_shell(frame: &Shell<'_>) -> Markup {
    let frame = Shell { site: "杏坛", home: "#frames", nav: ("", &[]), switches: None, ..*frame };
    let body = card::stack(&html! {
        (specimen(&card::head("查验结业证书", &html! { "任何人都可以查验，不需要登录。" }, &html! {})))
        (crate::notice(&crate::Notice { tone: crate::Tone::Ok, title: "证书有效", ..crate::Notice::default() }))
    });
    html! {
        div.sample { (public_top(&frame)) div { (body) } (public_foot(&frame, &html! { p { "关于 · 个人信息说明 · 查验证书" } })) }
    }
}

fn missing() -> Markup {
    absence_page(Absence::NotFound, "没有这一页", "地址可能写错了，或者已经撤下。", &quiet_link("#frames", "回首页"))
}

/// As it stands without script; `src` leads nowhere, so that this page asks for nothing.
fn asking() -> Markup {
    poll(
        &Poll { src: "#", every: 255, reload: "刷新", page: "#frames" },
        &html! { p { "3,200 / 10,000 行" } (crate::button::row(&quiet_link("#frames", "停止"))) },
    )
}

fn signs() -> Markup {
    let all = [
        (Icon::Done, "达到"),
        (Icon::Half, "进行中"),
        (Icon::Open, "未开始"),
        (Icon::No, "不符合"),
        (Icon::Warn, "请注意"),
        (Icon::Info, "说明"),
        (Icon::Next, "下一步"),
        (Icon::Download, "下载"),
    ];
    let lines: Vec<Fact<'_>> = all.into_iter().map(|(sign, word)| Fact::new(word, icon(sign))).collect();
    html! { (facts(&lines)) (seal()) }
}

fn words() -> Markup {
    html! {
        (sync_line(&SyncLine { held: ("在手机上", "0"), delivered: ("已送达", "14:05"), counted: ("已计入", "40 学时") }))
        p { (counted(("已计入", "40 学时"))) }
    }
}

fn one() -> Markup {
    figure(&Figure {
        label: "在册教师",
        value: "612",
        unit: "人",
        note: "单独的一个数字",
        href: "#records",
        ..Figure::default()
    })
}

fn hidden() -> Markup {
    form(
        &Form { action: "#frames", ..Form::default() },
        &html! { (field::hidden("class", "7")) div.deeds { (crate::button("办理看不见的一项")) } },
    )
}
