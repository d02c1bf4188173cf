//! Pages and interfaces of the slice.

mod beats;
mod course;
mod evidence;
mod lesson;
mod lesson_parts;
mod media;
mod parameters;
mod progress;
mod question;
mod quiz;
mod quiz_parts;
mod range;
mod rule;
mod studies;
mod ticks;
mod waiting;

use http::Routes;
use ui::{Markup, html};

use crate::course::{ClassId, LessonId, clock};

pub(crate) use waiting::waiting;

/// The routes of the slice.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/courses", course::index)
        .get("/courses/{class}", course::show)
        .get("/courses/{class}/evidence", evidence::own)
        .get("/courses/{class}/people", progress::index)
        .get("/courses/{class}/people/{person}", evidence::show)
        .get("/studies", studies::index)
        .get("/lessons/{class}/{lesson}", lesson::show)
        .get("/lessons/{class}/{lesson}/standing", lesson::standing)
        .post("/lessons/{class}/{lesson}/beats", beats::create)
        .post("/lessons/{class}/{lesson}/questions/{question}/answer", question::create)
        .post("/lessons/{class}/{lesson}/attempt/answers", quiz::save)
        .post("/lessons/{class}/{lesson}/attempt", quiz::create)
        .get("/media/{class}/{lesson}/video.mp4", media::video)
        .get("/media/{class}/{lesson}/captions.vtt", media::captions)
        .get("/media/{class}/{lesson}/poster.jpg", media::poster)
        .get("/watch-rules/{version}", rule::show)
}

/// The address of a lesson.
fn lesson_path(class: ClassId, lesson: LessonId) -> String {
    format!("/lessons/{class}/{lesson}")
}

/// Two addresses as places above a page.
fn crumbs(label: &str, list: &[(&str, &str)]) -> Markup {
    let list: Vec<ui::Crumb<'_>> = list.iter().map(|(text, href)| ui::Crumb { text, href }).collect();
    ui::breadcrumbs(label, &list)
}

/// The pieces of a lesson that were watched, drawn along its length. `label` says the same in words.
fn pieces(label: &str, pieces: &[(i64, i64)], duration_ms: i64) -> Markup {
    html! {
        svg.stack-bar role="img" aria-label=(label) {
            rect.bar-ground width="100%" height="100%" {}
            @for (from, to) in pieces {
                rect.hue-1 x=(percent(*from, duration_ms)) width=(percent(to - from, duration_ms)) height="100%" {}
            }
        }
    }
}

fn percent(part: i64, whole: i64) -> String {
    let hundredths = (part.saturating_mul(10_000)).checked_div(whole).unwrap_or_default().clamp(0, 10_000);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Pieces in words: `00:00–01:30、02:00–02:40`; a gap that no reader could see is none.
fn pieces_in_words(pieces: &[(i64, i64)]) -> String {
    let mut seen: Vec<(i64, i64)> = Vec::new();
    for (from, to) in pieces {
        match seen.last_mut() {
            Some(last) if from - last.1 < 1_000 => last.1 = *to,
            _ => seen.push((*from, *to)),
        }
    }
    let each: Vec<String> = seen.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to))).collect();
    each.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_drawn_along_the_lesson() {
        assert_eq!(percent(45_000, 180_000), "25.00%");
        assert_eq!(percent(1, 0), "0.00%");
        assert_eq!(pieces_in_words(&[(0, 90_000), (120_000, 160_000)]), "00:00–01:30、02:00–02:40");
        assert_eq!(pieces_in_words(&[(0, 29_100), (29_400, 66_000)]), "00:00–01:06");
    }
}
