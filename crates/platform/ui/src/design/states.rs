//! Notices, refusals, confirmations, absences.

use super::specimen;
use crate::notice::{Confirmation, Refusal, confirmation, refusal};
use crate::state::{Absence, absence, empty, loading};
use crate::{Notice, Tone, card, html, notice, quiet_link};
use maud::Markup;

pub(super) fn all() -> Markup {
    let say = |tone, title, text, clause| notice(&Notice { tone, title, text, clause, deeds: html! {} });
    html! {
        div.stack {
            (say(Tone::Info, "明天 22:00 至 23:00 维护。", "看过的会先记在手机上。", ""))
            (say(Tone::Ok, "已保存。", "", ""))
            (say(Tone::Warn, "县代码 622921 已改为 622921001。", "按旧代码收下，请核对。", ""))
            (say(Tone::Refusal, "未备案的班次不能招生。", "请先提交备案，省级收到后即可招生。", "管理办法第十二条：未经备案不得招生、不得授予学时"))
        }
        (card::columns(&specimen(&refused()), &specimen(&done())))
        (card::columns(&html! {
            (card("名单", &empty("还没有人报名", "报名 7 月 10 日截止，可以先发通知。", &quiet_link("#states", "发通知"))))
            (card("名单", &absence(Absence::Offline, "没有网络", "上次看到的是 14:05 的名单。", &quiet_link("#states", "再试"))))
            (card("名单", &loading("正在取 1,204 人的名单")))
        }, &html! {
            (card("名单", &absence(Absence::NoRight, "这份名单归青山县管理", "需要查看，请联系县级管理员。", &html! {})))
            (card("名单", &absence(Absence::NotFound, "没有这个班次", "可能已更名或合并，可以按备案号查找。", &quiet_link("#states", "按备案号查找"))))
            (card("名单", &absence(Absence::Failed, "没有取到", "已记下这次错误，编号 7F3A。填写的内容都在。", &quiet_link("#states", "再试"))))
        }))
    }
}

fn refused() -> Markup {
    refusal(&Refusal {
        title: "不能授予学时",
        reason: "班次“双语普通话 2 班”还没有备案。",
        clause_label: "依据",
        clause: "管理办法第十二条：未经备案不得招生、不得授予学时",
        advice_label: "怎么办",
        advice: "由承办机构提交备案，省级收到后自动补记。",
        deeds: crate::link_button("#states", "去备案"),
    })
}

fn done() -> Markup {
    confirmation(&Confirmation {
        title: "已提交备案",
        number_label: "受理号",
        number: "2026-0712-0048",
        next: "省级 3 个工作日内答复，结果会出现在“今天”。",
        deeds: quiet_link("#states", "回到班级"),
    })
}
