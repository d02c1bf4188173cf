use http::{Cx, SignedIn};
use kernel::text;
use ui::{Fact, Markup, html};

use super::parameters::Parameters;
use crate::get_rule;

/// A version of the rule, as it counts.
pub(super) async fn show(SignedIn(_): SignedIn, cx: Cx, parameters: Parameters) -> http::Result<Markup> {
    let rule = get_rule(cx.store(), &parameters.get::<String>("version")?).await?;
    let title = cx.say(&text!("watch-rule-title", version = &rule.version));
    let values = [
        ("watch-rule-percent", cx.say(&text!("watch-rule-percent-value", percent = rule.percent))),
        ("watch-rule-rate", cx.say(&text!("watch-rule-rate-value", rate = rule.rate(), slack = rule.slack_ms / 1_000))),
        ("watch-rule-late", cx.say(&text!("watch-rule-late-value", hours = rule.late_ms / 3_600_000))),
        (
            "watch-rule-daily",
            cx.say(&text!("watch-rule-daily-value", hours = rule.daily_hours, minutes = rule.hour_minutes)),
        ),
        ("watch-rule-question", cx.say(&text!("watch-rule-question-value", seconds = rule.window_ms / 1_000))),
        ("watch-rule-quiz", cx.say(&text!("watch-rule-quiz-value", pass = rule.quiz_pass, tries = rule.quiz_tries))),
        ("watch-rule-valid", cx.say(&text!("watch-rule-valid-value", from = rule.valid_from))),
        ("watch-rule-citation", rule.citation.clone()),
    ];
    let keys: Vec<_> = values.iter().map(|it| cx.t(it.0)).collect();
    let facts: Vec<Fact<'_>> = keys.iter().zip(&values).map(|(key, it)| Fact::text(key, &it.1)).collect();
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        (ui::card::plain(&ui::facts(&facts)))
    };
    Ok(cx.page_with(&title, http::Look { reading: true, ..http::Look::default() }, &body))
}
