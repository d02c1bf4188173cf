//! Player, question in between, quiz, long work.

use crate::player::{Player, PlayerWords, Source, player};
use crate::progress::{Poll, Work, bar, work};
use crate::question::{InLesson, Item, Quiz, in_lesson, quiz};
use crate::{Choice, TagKind, card, html, quiet_link};
use maud::Markup;

pub(super) fn all() -> Markup {
    html! {
        (card::columns(&html! { (lesson()) (question(None)) (question(Some((true, "答对了：去声前读阳平。")))) }, &html! { (questions()) }))
        (card::columns(&imports(), &html! { (card("进度条", &bar("第 6 天，共 15 天", 6.0, 15.0))) }))
    }
}

fn lesson() -> Markup {
    let source = |src, label, size| Source { src, mime: "video/mp4", label, size };
    player(
        &Player {
            key: "design",
            title: "第 3 讲 声调与变调",
            sources: &[
                source("/a.mp4", "声音", "2.1 MB"),
                source("/b.mp4", "省流", "16 MB"),
                source("/c.mp4", "标准", "31 MB"),
            ],
            beats_url: "/beats",
            duration_ms: 1_200_000,
            recorded_ms: 754_000,
            recorded_line: "已记录至 12:34",
            max_rate_percent: 150,
            words: PlayerWords {
                recorded: "已记录至 {t}",
                watched: "共看 {t}",
                complete: "这一讲已看满",
                offline: "没有网络。看过的先记在手机上，有网再送。",
                away: "登录已过期。看过的先记在手机上，登录后再送。",
                resume: "在这里继续",
                sources: "怎样看",
            },
            ..Player::default()
        },
        "浏览器关闭了脚本：可以看，但不能记录。",
    )
}

const TONES: [Choice<'static>; 2] =
    [Choice { value: "2", label: "第二声", hint: "" }, Choice { value: "4", label: "第四声", hint: "" }];

fn question(result: Option<(bool, &str)>) -> Markup {
    in_lesson(&InLesson {
        id: if result.is_some() { "qa" } else { "qb" },
        at_ms: 600_000,
        title: "随堂一问",
        note: "不计时，可以稍后答",
        text: "“一点儿”的“一”应读第几声？",
        choices: &TONES,
        action: "#lessons",
        result,
        missed: "两分钟没有作答，先停在这里。答完接着看。",
        held: "答案在手机上，有网后自动送达。",
    })
}

fn questions() -> Markup {
    let items = [
        Item {
            name: "q1",
            number: "第 1 题，共 5 题",
            text: "“不对”的“不”读第几声？",
            choices: &TONES,
            chosen: "2",
            ..Item::default()
        },
        Item {
            name: "q2",
            number: "第 2 题，共 5 题",
            text: "“一天”的“一”读第几声？",
            choices: &TONES,
            chosen: "2",
            marked: Some((false, "应读第四声：非去声前读去声。")),
        },
    ];
    quiz(&Quiz {
        attempt: "0",
        action: "#lessons",
        save_url: "/save",
        items: &items,
        submit: "交卷",
        held: "{n} 题答案在手机上，还没送达",
        delivered: "答案已送达",
    })
}

fn imports() -> Markup {
    let running = Work {
        title: "导入名册：青山县 2026.xlsx",
        state: (TagKind::Wait, "正在写入"),
        done: Some((3_200, 10_000)),
        line: "3,200 / 10,000 行，约 12 秒",
        advice: "可以离开这页，回来仍能看到。",
        counts: &[],
        deeds: quiet_link("#lessons", "停止"),
        poll: Some(Poll { src: "#", every: 255, reload: "刷新", page: "#lessons" }),
    };
    let ended = Work {
        title: "导入名册：已完成",
        state: (TagKind::Due, "有 37 行未收"),
        line: "用时 4 秒",
        counts: &[("读到", "10,000", ""), ("写入", "9,963", "#records"), ("未收", "37", "#records")],
        deeds: crate::button::download("#records", "只含这 37 行的文件", "XLSX，9 kB"),
        ..Work::default()
    };
    html! { (work(&running)) (work(&ended)) }
}
