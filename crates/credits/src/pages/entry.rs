//! Why an entry is what it is: the chain from the clause of the project to the person who confirmed.

use authz::{Noun as _, Verb};
use http::{Cx, Own, View};
use kernel::{fixed_2, text};
use maud::{Markup, html};
use ui::why::{Link, panel};
use ui::{Fact, card, facts};

use super::words;
use crate::completion::ListRow;
use crate::correction::{Correction, CorrectionKind, CorrectionState};
use crate::hours::HourEntry;
use crate::rule::CreditRule;
use crate::{Certificate, store as tables};

/// All that the page tells.
struct Told {
    project: classes::Project,
    class: classes::Class,
    rule: CreditRule,
    row: Option<ListRow>,
    certificate: Option<Certificate>,
    corrections: Vec<Correction>,
    reversal: Option<HourEntry>,
}

pub async fn own(Own(entry, _): Own<HourEntry>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &entry, true).await?)
}

pub async fn show(View(entry, _): View<HourEntry>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &entry, false).await?)
}

async fn told(cx: &Cx, entry: &HourEntry) -> kernel::Result<Told> {
    let on = cx.store();
    let class = classes::get_class(on, entry.class_id).await?;
    // A reversal is explained by the entry that it takes back.
    let first = entry.reversal_of.unwrap_or(entry.id);
    Ok(Told {
        project: classes::find_project(on, entry.project_id).await?.ok_or(kernel::Error::NotFound)?,
        class,
        rule: tables::find_rule(on, &entry.rule_version).await?.ok_or(kernel::Error::NotFound)?,
        row: tables::find_row(on, entry.person_id, entry.class_id).await?,
        certificate: tables::find_certificate_of(on, entry.person_id, first).await?,
        corrections: tables::list_corrections_of(on, entry.person_id, first).await?,
        reversal: tables::find_reversal(on, entry.person_id, first).await?,
    })
}

async fn page(cx: &Cx, entry: &HourEntry, own: bool) -> kernel::Result<Markup> {
    let told = told(cx, entry).await?;
    let base = if own { "/hours".to_owned() } else { format!("/people/{}/hours", entry.person_id) };
    let title = cx.say(&text!("hours-why-title", hours = fixed_2(entry.hours_x100)));
    let name = told.row.as_ref().map(|row| row.person_name.as_str()).filter(|_| !own);
    let crumb =
        name.map_or_else(|| cx.t("hours-title").into_owned(), |name| cx.say(&text!("hours-title-of", name = name)));
    let body = html! {
        (ui::breadcrumbs(&cx.t("credits-crumbs"), &[ui::Crumb { text: &crumb, href: &base }]))
        (ui::card::head(&title, &html! { @if let Some(name) = name { (name) " · " } (entry.class_name) " · " span.nowrap { (entry.occurred_on) } }, &html! {}))
        (taken_back(cx, entry, &told, &base))
        (chain(cx, entry, &told, own))
        (card(&cx.t("hours-computation"), &computation(cx, entry, &told)))
        @if let Some(certificate) = &told.certificate { (certified(cx, certificate, &base, entry)) }
        @if !told.corrections.is_empty() { (corrections(cx, &told.corrections)) }
        (deeds(cx, entry, &told))
    };
    Ok(cx.page(&title, &body))
}

/// Said above all else when the hours were taken back.
fn taken_back(cx: &Cx, entry: &HourEntry, told: &Told, base: &str) -> Markup {
    let Some(reversal) = &told.reversal else { return html! {} };
    let other = entry.reversal_of.unwrap_or(reversal.id);
    let title = cx.say(&text!("hours-taken-back", on = reversal.posted_at.date(), reason = &reversal.reason));
    let link = cx.t(if entry.reversal_of.is_some() { "hours-see-original" } else { "hours-see-reversal" });
    let deeds = ui::quiet_link(&format!("{base}/{other}"), &link);
    ui::notice(&ui::Notice { tone: ui::Tone::Warn, title: &title, text: "", clause: "", deeds })
}

fn chain(cx: &Cx, entry: &HourEntry, told: &Told, own: bool) -> Markup {
    let keys = [
        "chain-project",
        "chain-class",
        "chain-timetable",
        "chain-lessons",
        "chain-completion",
        "chain-rule",
        "chain-registered",
        "chain-confirmed",
    ]
    .map(|key| cx.t(key));
    let [project, class, timetable, lessons, completion, rule, registered, confirmed] = &keys;
    let [class_href, lessons_href] = hrefs(cx, entry, told, own);
    let filing = told.class.filing_number.clone().unwrap_or_default();
    let row = told.row.as_ref();
    let planned = row.map_or(0, |row| row.planned_minutes);
    let said = [
        format!("{}：{}", told.project.document, told.project.clause),
        cx.say(&text!("chain-class-said", name = &told.class.name, number = &told.class.number)),
        cx.say(&text!("chain-filed", filing = &filing, province = &told.class.province_name)),
        cx.say(&text!("chain-timetable-said", attended = entry.face_minutes.abs(), planned = planned)),
        cx.say(&text!(
            "chain-lessons-said",
            minutes = entry.online_minutes.abs(),
            done = row.map_or(0, |row| row.lessons_done),
            total = row.map_or(0, |row| row.lessons_total)
        )),
        cx.say(&text!("chain-completion-said", outcome = cx.t(entry.outcome.key()).into_owned())),
        cx.say(&text!("chain-at", at = entry.registered_at)),
        cx.say(&text!("chain-at", at = entry.posted_at)),
    ];
    let [project_said, class_said, filed, timetable_said, lessons_said, completion_said, registered_at, posted_at] =
        &said;
    let links = [
        Link { kind: project, text: &told.project.name, href: "", note: project_said },
        Link { kind: class, text: class_said, href: &class_href, note: filed },
        Link { kind: timetable, text: timetable_said, href: "", note: "" },
        Link { kind: lessons, text: lessons_said, href: &lessons_href, note: "" },
        Link { kind: completion, text: completion_said, href: "", note: row.map_or("", |row| &row.reason) },
        Link { kind: rule, text: &told.rule.document, href: "", note: &told.rule.clause },
        Link { kind: registered, text: &entry.registered_name, href: "", note: registered_at },
        Link { kind: confirmed, text: &entry.confirmed_name, href: "", note: posted_at },
    ];
    let closing = cx.say(&text!("chain-closing", rule = words::rule(cx, &told.rule), at = cx.now()));
    panel(&cx.t("chain-title"), &links, &closing)
}

/// Where the class and the evidence of its lessons are, for those who may open them.
fn hrefs(cx: &Cx, entry: &HourEntry, told: &Told, own: bool) -> [String; 2] {
    let (class, person) = (told.class.id, entry.person_id);
    let places = [told.class.places(), entry.places()].concat();
    let has_lessons = told.row.as_ref().is_some_and(|row| row.lessons_total > 0);
    if own {
        let evidence = if has_lessons { format!("/courses/{class}/evidence") } else { String::new() };
        return [format!("/classes/{class}/mine"), evidence];
    }
    let link = |may: bool, href: String| if may { href } else { String::new() };
    [
        link(cx.may(Verb::View, classes::Class::NAME, &told.class.places()), format!("/classes/{class}")),
        link(
            has_lessons && cx.may(Verb::View, courses::Learner::NAME, &places),
            format!("/courses/{class}/people/{person}"),
        ),
    ]
}

/// The arithmetic in words.
fn computation(cx: &Cx, entry: &HourEntry, told: &Told) -> Markup {
    let keys = [
        "computation-minutes",
        "computation-hours",
        "computation-credits",
        "computation-rule",
        "computation-attendance",
        "hours-mode",
    ]
    .map(|key| cx.t(key));
    let [minutes, hours, credits, rule, attendance, mode] = &keys;
    let said = [
        cx.say(&text!(
            "computation-minutes-said",
            face = entry.face_minutes,
            online = entry.online_minutes,
            minutes = entry.minutes
        )),
        cx.say(&text!(
            "computation-hours-said",
            minutes = entry.minutes,
            each = told.rule.minutes_per_hour,
            hours = fixed_2(entry.hours_x100)
        )),
        cx.say(&text!(
            "computation-credits-said",
            hours = fixed_2(entry.hours_x100),
            each = fixed_2(told.rule.hours_per_credit_x100),
            credits = fixed_2(entry.credits_x100)
        )),
    ];
    let [minutes_said, hours_said, credits_said] = &said;
    facts(&[
        Fact::text(minutes, minutes_said),
        Fact::text(hours, hours_said),
        Fact::text(credits, credits_said),
        Fact::text(mode, &cx.t(entry.mode.key())),
        Fact::text(attendance, &told.rule.attendance_clause),
        Fact::text(rule, &words::rule(cx, &told.rule)),
    ])
}

fn certified(cx: &Cx, certificate: &Certificate, base: &str, entry: &HourEntry) -> Markup {
    let keys =
        ["certificate-number", "certificate-written", "certificate-issued", "certificate-state"].map(|key| cx.t(key));
    let [number, written, issued, state] = &keys;
    let own = cx.actor().is_some_and(|it| it.person == certificate.person_id);
    let first = entry.reversal_of.unwrap_or(entry.id);
    let standing = match certificate.revoked_at {
        None => ui::tag(ui::TagKind::Ok, &cx.t("certificate-valid")),
        Some(at) => {
            html! { (ui::tag(ui::TagKind::Late, &cx.say(&text!("certificate-revoked-on", on = at.date())))) " " (certificate.revoked_reason) }
        }
    };
    card(
        &cx.t("certificate-title"),
        &html! {
            (facts(&[
                Fact::text(written, &certificate.written),
                Fact::new(number, html! { a href={ "/certificates/" (certificate.number) } { (certificate.number) } }),
                Fact::text(issued, &certificate.issued_on.to_string()),
                Fact::new(state, standing),
            ]))
            @if certificate.revoked_at.is_none() && (own || cx.may(Verb::View, Certificate::NAME, &certificate.places())) {
                (ui::button::download(&format!("{base}/{first}/certificate.pdf"), &cx.t("certificate-download"), "PDF"))
            }
        },
    )
}

fn corrections(cx: &Cx, list: &[Correction]) -> Markup {
    card(
        &cx.t("correction-title"),
        &html! {
            @for it in list {
                p {
                    (cx.t(it.kind.key())) " · " (cx.t(it.state.key())) " · "
                    (cx.say(&text!("correction-asked-said", name = &it.asked_name, at = it.asked_at, reason = &it.reason)))
                    @if let Some(at) = it.decided_at { " " (cx.say(&text!("correction-decided-said", name = &it.decided_name, at = at))) }
                }
            }
        },
    )
}

/// What an officer may ask for.
fn deeds(cx: &Cx, entry: &HourEntry, told: &Told) -> Markup {
    if entry.reversal_of.is_some() || told.corrections.iter().any(|it| it.state == CorrectionState::Waiting) {
        return html! {};
    }
    let href = |kind: CorrectionKind| format!("/people/{}/hours/{}/{}", entry.person_id, entry.id, kind.as_str());
    let reverse = told.reversal.is_none() && cx.may(Verb::Manage, HourEntry::NAME, &entry.places());
    let valid = told.certificate.as_ref().filter(|it| it.revoked_at.is_none());
    let revoke = valid.is_some_and(|it| cx.may(Verb::Manage, Certificate::NAME, &it.places()));
    html! {
        @if reverse || revoke {
            (ui::button::row(&html! {
                @if reverse { (ui::quiet_link(&href(CorrectionKind::Reversal), &cx.t("correction-ask-reversal"))) }
                @if revoke { (ui::quiet_link(&href(CorrectionKind::Revocation), &cx.t("correction-ask-revocation"))) }
            }))
        }
    }
}
