//! What a lesson is made of.

/// A contour on Chao's five levels: (moment from 0 to 1, level from 1 to 5).
pub(super) type Contour = &'static [(f64, f64)];

/// 阴平 55.
pub(super) const HIGH: Contour = &[(0.0, 5.0), (1.0, 5.0)];
/// 阳平 35.
pub(super) const RISING: Contour = &[(0.0, 3.0), (1.0, 5.0)];
/// 上声 214.
pub(super) const DIPPING: Contour = &[(0.0, 2.0), (0.45, 1.0), (1.0, 4.0)];
/// 半上 211.
pub(super) const LOW: Contour = &[(0.0, 2.0), (0.4, 1.0), (1.0, 1.0)];
/// 去声 51.
pub(super) const FALLING: Contour = &[(0.0, 5.0), (1.0, 1.0)];

/// One syllable: drawn, and sounded.
pub(super) struct Tone {
    pub label: &'static str,
    pub contour: Contour,
}

/// One picture with the words spoken to it as captions.
pub(super) struct Slide {
    pub seconds: f64,
    pub title: &'static str,
    pub lines: &'static [&'static str],
    pub tones: &'static [Tone],
    pub say: &'static [&'static str],
}

/// A lesson of some minutes.
pub(super) struct Lesson {
    pub name: &'static str,
    pub title: &'static str,
    pub slides: &'static [Slide],
}

/// Seconds from the start of a slide to its first tone, of a tone, and between tones.
pub(super) const FIRST: f64 = 2.0;
pub(super) const LENGTH: f64 = 0.8;
pub(super) const STEP: f64 = 1.5;

impl Lesson {
    /// The slides with the second at which each begins.
    pub fn timed(&self) -> impl Iterator<Item = (f64, &'static Slide)> {
        self.slides.iter().scan(0.0, |at, slide| {
            let start = *at;
            *at += slide.seconds;
            Some((start, slide))
        })
    }

    /// Length in seconds.
    pub fn seconds(&self) -> f64 {
        self.slides.iter().map(|slide| slide.seconds).sum()
    }
}

impl Slide {
    /// The tones with the second of the slide at which each sounds; as often in
    /// turn as there is time.
    pub fn sounded(&self) -> impl Iterator<Item = (f64, usize, &'static Tone)> {
        let (seconds, tones) = (self.seconds, self.tones);
        let mut at = FIRST;
        let turns = tones.iter().enumerate().cycle().take(tones.len().saturating_mul(3));
        turns.map_while(move |(index, tone)| {
            let start = at;
            // A longer rest after the last of a turn.
            at += if index.saturating_add(1) == tones.len() { STEP * 1.8 } else { STEP };
            (start + LENGTH + 0.5 < seconds).then_some((start, index, tone))
        })
    }
}
