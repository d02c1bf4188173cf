//! The sound track: a soft voice-like tone whose pitch follows the contours.

use std::f64::consts::TAU;

use super::slide::{Contour, LENGTH, Lesson};

/// Samples in a second, one channel of 16 bits.
pub(super) const RATE: u32 = 22_050;
/// Strengths of the partials: a soft, voice-like colour.
const PARTIALS: [f64; 5] = [1.0, 0.5, 0.28, 0.14, 0.07];

/// The whole track as little-endian samples.
pub(super) fn track(lesson: &Lesson) -> Vec<u8> {
    let mut samples = vec![0.0; index(lesson.seconds())];
    for (start, slide) in lesson.timed() {
        if slide.tones.is_empty() {
            // Two soft notes say that the picture has changed.
            add(&mut samples, start + 0.2, 0.35, 0.10, |_| 392.0);
            add(&mut samples, start + 0.45, 0.5, 0.08, |_| 523.25);
        }
        for (at, _, tone) in slide.sounded() {
            add(&mut samples, start + at, LENGTH, 0.26, |moment| pitch(tone.contour, moment));
        }
    }
    samples.iter().flat_map(|sample| quantised(*sample).to_le_bytes()).collect()
}

/// One octave lies between the levels 1 (150 Hz) and 5 (300 Hz).
fn pitch(contour: Contour, moment: f64) -> f64 {
    let level = contour
        .iter()
        .zip(contour.iter().skip(1))
        .find(|(_, to)| moment <= to.0)
        .map_or(3.0, |(from, to)| from.1 + (to.1 - from.1) * (moment - from.0) / (to.0 - from.0));
    150.0 * ((level - 1.0) / 4.0).exp2()
}

fn add(samples: &mut [f64], at: f64, length: f64, strength: f64, pitch: impl Fn(f64) -> f64) {
    let count = index(length);
    let mut phase = 0.0_f64;
    let mut moment = 0.0_f64;
    let step = 1.0 / (length * f64::from(RATE));
    for sample in samples.iter_mut().skip(index(at)).take(count) {
        phase = (phase + pitch(moment) / f64::from(RATE)).fract();
        let partials = (1_u8..).zip(PARTIALS).map(|(n, part)| part * (TAU * phase * f64::from(n)).sin());
        // Rises in 6 % and falls in the last quarter, so that nothing clicks.
        let envelope = (moment / 0.06).min((1.0 - moment) / 0.25).clamp(0.0, 1.0);
        *sample += strength * envelope * partials.sum::<f64>();
        moment += step;
    }
}

#[expect(clippy::as_conversions, reason = "no checked conversion from float exists; the value is clamped")]
fn quantised(sample: f64) -> i16 {
    (sample.clamp(-1.0, 1.0) * f64::from(i16::MAX)).round() as i16
}

#[expect(clippy::as_conversions, reason = "no checked conversion from float exists; lessons last minutes")]
fn index(seconds: f64) -> usize {
    (seconds.max(0.0) * f64::from(RATE)).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::slide::{DIPPING, FALLING, HIGH, RISING};

    #[test]
    fn follows_the_levels() {
        assert!((pitch(HIGH, 0.5) - 300.0).abs() < 0.01);
        assert!(pitch(RISING, 0.9) > pitch(RISING, 0.1));
        assert!(pitch(FALLING, 0.9) < pitch(FALLING, 0.1));
        assert!((pitch(DIPPING, 0.45) - 150.0).abs() < 0.01);
    }
}
