//! The parts of a lesson's page.

use http::Cx;
use kernel::text;
use ui::player::{Captions, Player, PlayerWords, Source};
use ui::question::InLesson;
use ui::{Choice, Markup, Notice, Tone, html};

use super::lesson::{Done, Opened};
use crate::course::{Lesson, clock, megabytes};

/// A film of so many bytes, said before it is played.
pub(super) fn player(cx: &Cx, opened: &Opened, done: &Done, path: &str, opening: Option<&str>) -> Markup {
    let lesson = &opened.book.lesson;
    let media = format!("/media/{}/{}", opened.class.id, lesson.id);
    let (video, captions, poster) =
        (format!("{media}/video.mp4"), format!("{media}/captions.vtt"), format!("{media}/poster.jpg"));
    let size = cx.say(&text!("lesson-megabytes", megabytes = megabytes(lesson.video_bytes)));
    let recorded = cx.say(&text!("lesson-recorded", at = clock(done.progress.recorded_ms)));
    let t = |key: &'static str| cx.t(key).into_owned();
    let words = [
        t("lesson-recorded-word"),
        t("lesson-watched-word"),
        t("lesson-complete-word"),
        t("lesson-offline"),
        t("lesson-resume"),
        t("lesson-sources"),
        t("lesson-away"),
    ];
    let [recorded_word, watched_word, complete_word, offline, resume, sources, away] = &words;
    let film = Player {
        key: &format!("{} {}", opened.class.id, lesson.id),
        title: &lesson.title,
        sources: &[Source { src: &video, mime: "video/mp4", label: &cx.t("lesson-source"), size: &size }],
        captions: &[Captions { src: &captions, lang: "zh-CN", label: &cx.t("lesson-captions") }],
        poster: &poster,
        // Where nothing is recorded, nothing is kept on the device either.
        beats_url: &opening.map(|it| format!("{path}/beats?{it}")).unwrap_or_default(),
        standing_url: &format!("{path}/standing"),
        duration_ms: u64::try_from(lesson.duration_ms).unwrap_or_default(),
        recorded_ms: u64::try_from(done.progress.recorded_ms).unwrap_or_default(),
        recorded_line: &recorded,
        max_rate_percent: u16::try_from(opened.studied.rule.rate_percent).unwrap_or(100),
        words: PlayerWords {
            recorded: recorded_word,
            watched: watched_word,
            complete: complete_word,
            offline,
            away,
            resume,
            sources,
        },
    };
    html! {
        (ui::player::player(&film, &cx.t("lesson-without-script")))
        (held(cx, done))
    }
}

/// What waits for the answer of a question.
pub(super) fn held(cx: &Cx, done: &Done) -> Markup {
    html! {
        div data-renew="held" {
            @if done.progress.held_ms > 0 {
                (ui::notice(&Notice { tone: Tone::Warn, title: &cx.say(&text!("lesson-held", length = clock(done.progress.held_ms))), text: &cx.t("lesson-held-advice"), ..Notice::default() }))
            }
        }
    }
}

/// The answers to choose from, numbered from 1.
pub(super) fn choices(options: &str) -> Vec<(String, &str)> {
    options.lines().zip(1_i64..).map(|(label, nth)| (nth.to_string(), label)).collect()
}

/// The same, as the page wants them.
pub(super) fn as_choices<'a>(list: &'a [(String, &'a str)]) -> Vec<Choice<'a>> {
    list.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect()
}

/// The answer at a place.
pub(super) fn option(options: &str, place: i64) -> &str {
    options.lines().nth(kernel::small(place - 1)).unwrap_or_default()
}

/// The questions within the lesson.
pub(super) fn questions(cx: &Cx, opened: &Opened, done: &Done, path: &str) -> Markup {
    let minutes = opened.studied.rule.window_ms / 60_000;
    html! {
        @for it in &opened.book.questions {
            @let answer = done.answers.iter().find(|answer| answer.question_id == it.id);
            @let said = answer.map(|answer| {
                let key = if answer.correct { text!("question-right", why = &it.explanation) } else { text!("question-wrong", answer = option(&it.options, it.answer), why = &it.explanation) };
                (answer.correct, cx.say(&key))
            });
            @let list = choices(&it.options);
            (ui::question::in_lesson(&InLesson {
                id: &it.id.to_string(),
                at_ms: u64::try_from(it.at_ms).unwrap_or_default(),
                title: &cx.say(&text!("question-title", at = clock(it.at_ms))),
                note: &cx.say(&text!("question-note", minutes = minutes)),
                text: &it.wording,
                choices: &as_choices(&list),
                action: &format!("{path}/questions/{}/answer", it.id),
                result: said.as_ref().map(|(right, words)| (*right, words.as_str())),
                missed: &cx.say(&text!("question-missed", minutes = minutes)),
                held: &cx.t("question-held"),
            }))
        }
    }
}

/// What is said, as text: `[01:07] …` begins a part, `· …` stands on its slide.
pub(super) fn transcript(cx: &Cx, lesson: &Lesson) -> Markup {
    let lines = lesson.transcript.lines().map(str::trim);
    let parts = lines.filter(|it| !it.is_empty() && *it != lesson.title);
    ui::card(
        &cx.t("lesson-transcript"),
        &html! {
            @for line in parts {
                @if let Some((at, title)) = line.strip_prefix('[').and_then(|it| it.split_once(']')) {
                    h3 { (title.trim()) " " small { (at) } }
                } @else {
                    p { (line) }
                }
            }
        },
    )
}
