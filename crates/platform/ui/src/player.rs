//! A plain video that says what the server has recorded of it.

use maud::{Markup, html};

/// One way to fetch the same lesson.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// Address of the file.
    pub src: &'a str,
    /// Media type.
    pub mime: &'a str,
    /// Its name ("sound only").
    pub label: &'a str,
    /// Its size in words ("2.1 MB").
    pub size: &'a str,
}

/// Captions in one language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Captions<'a> {
    /// Address of the WebVTT file.
    pub src: &'a str,
    /// Language, BCP 47.
    pub lang: &'a str,
    /// Its name.
    pub label: &'a str,
}

/// The words that script needs. `{t}` stands for a position (`12:34`), `{n}` for a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlayerWords<'a> {
    /// "Recorded up to {t}".
    pub recorded: &'a str,
    /// "Watched {t} in all".
    pub watched: &'a str,
    /// "This lesson is complete".
    pub complete: &'a str,
    /// "No connection; what you watch stays on this device and is sent later".
    pub offline: &'a str,
    /// "Signed out; what you watch stays on this device until you sign in again".
    pub away: &'a str,
    /// "Go on here".
    pub resume: &'a str,
    /// "Choose how to fetch it": legend of the sources.
    pub sources: &'a str,
}

/// The player of one lesson for one person.
#[derive(Debug, Clone, Copy, Default)]
pub struct Player<'a> {
    /// Opaque id of the enrolment and lesson: key of the journal on the device.
    pub key: &'a str,
    /// What is shown, for screen readers.
    pub title: &'a str,
    /// The first is the default.
    pub sources: &'a [Source<'a>],
    /// Captions; the first is on.
    pub captions: &'a [Captions<'a>],
    /// A still picture, or `""`.
    pub poster: &'a str,
    /// Where beats are posted as JSON; `""` where nothing is recorded.
    pub beats_url: &'a str,
    /// Where the parts of the page that follow the record (`data-renew`) come from anew.
    pub standing_url: &'a str,
    /// Length in milliseconds.
    pub duration_ms: u64,
    /// Recorded position in milliseconds: where playing begins.
    pub recorded_ms: u64,
    /// The line that says what is recorded now, as the server knows it ("Recorded up to 12:34").
    pub recorded_line: &'a str,
    /// Fastest rate that counts, times 100 (150 for 1.5).
    pub max_rate_percent: u16,
    /// Words for script.
    pub words: PlayerWords<'a>,
}

/// The player. Without script the video plays, and nothing is recorded: `noscript` says so.
pub fn player(p: &Player<'_>, without_script: &str) -> Markup {
    html! {
        x-lesson.lesson data-key=(p.key) data-beats-url=(p.beats_url) data-standing-url=(p.standing_url)
            data-duration-ms=(p.duration_ms) data-recorded-ms=(p.recorded_ms)
            data-max-rate=(p.max_rate_percent)
            data-say-recorded=(p.words.recorded) data-say-watched=(p.words.watched)
            data-say-complete=(p.words.complete) data-say-offline=(p.words.offline)
            data-say-away=(p.words.away) {
            div.video-box {
                video.video controls preload="none" playsinline aria-label=(p.title)
                    poster=[(!p.poster.is_empty()).then_some(p.poster)] {
                    @if let Some(s) = p.sources.first() { source src=(s.src) type=(s.mime); }
                    @for (c, n) in p.captions.iter().zip(0_usize..) {
                        track kind="captions" src=(c.src) srclang=(c.lang) label=(c.label) default[n == 0];
                    }
                }
                div.video-over role="alert" hidden {
                    p {}
                    button.btn type="button" { (p.words.resume) }
                }
            }
            p.recorded role="status" { (p.recorded_line) }
            p.lesson-offline hidden { (p.words.offline) }
            @if p.sources.len() > 1 {
                fieldset.sources {
                    legend.sr { (p.words.sources) }
                    @for (s, n) in p.sources.iter().zip(0_usize..) {
                        label.source {
                            input type="radio" name={ "source-" (p.key) } value=(s.src) data-mime=(s.mime) checked[n == 0];
                            span { (s.label) " " b { (s.size) } }
                        }
                    }
                }
            }
            noscript { p.notice.notice-warn { (without_script) } }
        }
    }
}
