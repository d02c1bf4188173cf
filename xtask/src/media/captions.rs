//! What is said, as captions and as a text to read.

use std::fmt::Write as _;

use super::slide::Lesson;

/// WebVTT: the sentences of a slide share its time by their length.
pub(super) fn vtt(lesson: &Lesson) -> String {
    let mut out = format!("WEBVTT - {}\n\n", lesson.title);
    for (start, slide) in lesson.timed() {
        let weight = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(1));
        let all: f64 = slide.say.iter().map(|text| weight(text)).sum();
        let mut at = start;
        for text in slide.say {
            let end = at + slide.seconds * weight(text) / all;
            // A moment of nothing between two cues shows that the text has changed.
            let _done = write!(out, "{} --> {}\n{text}\n\n", clock(at), clock(end - 0.1));
            at = end;
        }
    }
    out
}

/// The transcript with the headings of the slides and what they show.
pub(super) fn transcript(lesson: &Lesson) -> String {
    let mut out = format!("{}\n\n", lesson.title);
    for (start, slide) in lesson.timed() {
        let minutes = (start / 60.0).floor();
        let _done = writeln!(out, "[{minutes:02.0}:{:02.0}] {}", start - minutes * 60.0, slide.title);
        for line in slide.lines.iter().map(|line| line.trim()) {
            let _done = writeln!(out, "· {line}");
        }
        let _done = writeln!(out, "{}\n", slide.say.concat());
    }
    out
}

fn clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor();
    format!("00:{minutes:02.0}:{:06.3}", seconds - minutes * 60.0)
}
