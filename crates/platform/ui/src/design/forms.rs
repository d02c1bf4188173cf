//! Fields in every state, filters, summary of errors, confirmation dialog, draft.

use crate::field::{self, Choice, Field};
use crate::{Confirm, Form, Method, button, card, danger_button, error_summary, filter_bar, form, html, quiet_button};
use maud::Markup;

pub(super) fn all() -> Markup {
    let errors = [("id-number", "身份证号末位校验不符，请对照证件核对"), ("opens", "开班日期早于备案日期")];
    html! {
        (card("筛选", &filters()))
        (unfocused(&error_summary("有 2 处要改", &errors)))
        (card::columns(&card("填写", &fields(&errors)), &html! {
            (card("名册导入", &upload()))
            (card("不可撤回的事", &revoke()))
        }))
    }
}

/// The summary takes the focus on a real page; here it would scroll the reader away.
fn unfocused(summary: &Markup) -> Markup {
    maud::PreEscaped(summary.0.replace(" autofocus", ""))
}

const LEVELS: [Choice<'static>; 3] = [
    Choice { value: "a", label: "二级甲等", hint: "" },
    Choice { value: "b", label: "二级乙等", hint: "语文教师须二级甲等" },
    Choice { value: "c", label: "三级甲等", hint: "" },
];

fn filters() -> Markup {
    filter_bar(
        "筛选名单",
        "#forms",
        "",
        &html! {
            (field::search(&Field { name: "q", label: "姓名或学校", ..Field::default() }))
            (field::select(&Field { name: "level", label: "等级", value: "b", ..Field::default() }, &LEVELS, "全部"))
            (field::month(&Field { name: "month", label: "月份", value: "2026-08", ..Field::default() }))
        },
        "查询",
    )
}

fn fields(errors: &[(&str, &str); 2]) -> Markup {
    let [(id_name, id_error), (open_name, open_error)] = *errors;
    form(
        &Form {
            action: "#forms",
            draft: "design",
            draft_words: ("已放回上次没交的内容。", "不要了"),
            ..Form::default()
        },
        &html! {
            (field::text(&Field { name: "name", label: "姓名", hint: "间隔号用“·”", value: "阿依古丽·买买提", required: true, autocomplete: "name", ..Field::default() }))
            (field::text(&Field { name: id_name, label: "身份证号", error: id_error, value: "62010119850230001X", ..Field::default() }))
            (field::password(&Field { name: "pw", label: "新密码", hint: "至少 10 个字符", autocomplete: "new-password", ..Field::default() }))
            (field::number(&Field { name: "n", label: "名额", value: "50", inputmode: "numeric", ..Field::default() }))
            (field::date(&Field { name: open_name, label: "开班日期", error: open_error, value: "2026-06-30", ..Field::default() }))
            (field::select(&Field { name: "psc", label: "普通话等级", value: "b", ..Field::default() }, &LEVELS, "请选择"))
            (field::radios(&Field { name: "agree", label: "是否推荐", value: "a", ..Field::default() }, &LEVELS))
            (field::checkboxes(&Field { name: "days", label: "可参加的时间", optional: "可不填", ..Field::default() }, &[Choice { value: "1", label: "暑假", hint: "" }, Choice { value: "2", label: "周末", hint: "" }], &["1"]))
            (field::textarea(&Field { name: "reason", label: "例外理由", hint: "写明岗位需要，不少于 20 字", maxlength: 500, ..Field::default() }, 4))
            (field::checkbox(&Field { name: "sure", label: "以上情况属实", ..Field::default() }))
            div.deeds { (button("提交")) (quiet_button("存草稿", "draft", "1")) }
        },
    )
}

fn upload() -> Markup {
    form(
        &Form { action: "#forms", method: Method::Upload, ..Form::default() },
        &html! {
            (field::file(&Field { name: "sheet", label: "名册文件", required: true, ..Field::default() }, ".xlsx", "XLSX，不超过 20 MB", 20 << 20))
            div.deeds { (button("先试读，不写入")) }
        },
    )
}

fn revoke() -> Markup {
    let confirm = Confirm {
        title: "撤销这张证书？",
        text: "撤销后公开查验页会写明日期和理由，不能恢复。",
        yes: "撤销",
        no: "返回",
        removes: true,
    };
    form(
        &Form { action: "#forms", confirm: Some(confirm), ..Form::default() },
        &html! {
            p { "撤销须写理由，并由第二人复核。" }
            div.deeds { (danger_button("撤销证书")) }
        },
    )
}
