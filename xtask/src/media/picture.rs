//! Slides as an ASS script: text and shapes that ffmpeg draws with libass.

use std::fmt::Write as _;

use super::slide::{Contour, LENGTH, Lesson, Slide, Tone};

/// Size of the picture in pixels.
pub(super) const WIDTH: f64 = 640.0;
pub(super) const HEIGHT: f64 = 360.0;
/// Colours as ASS writes them: blue, green, red.
const GREEN: &str = "575F0B";
const INK: &str = "191B1C";
const PALE: &str = "9AA39C";
const LINE: &str = "CBD3CF";
const WARM: &str = "2A5BC8";
const LEFT: f64 = 40.0;

/// The font family that the script names.
pub(super) const FAMILY: &str = "Noto Sans CJK SC";

/// The whole script of a lesson.
pub(super) fn script(lesson: &Lesson) -> String {
    let mut out = format!(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: 640\nPlayResY: 360\nWrapStyle: 2\n\n[V4+ Styles]\n\
         Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
         Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
         MarginR, MarginV, Encoding\n\
         Style: D,{FAMILY},24,&H00{INK},&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1\n\n[Events]\n\
         Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    );
    let count = lesson.slides.len();
    for (number, (start, slide)) in lesson.timed().enumerate() {
        let mut page = Page { out: &mut out, start, end: start + slide.seconds };
        page.furniture(lesson.title, number.saturating_add(1), count);
        if number == 0 { page.cover(slide) } else { page.slide(slide) }
    }
    out
}

struct Page<'o> {
    out: &'o mut String,
    start: f64,
    end: f64,
}

impl Page<'_> {
    fn event(&mut self, from: f64, to: f64, text: &str) {
        // Writing to a string cannot fail.
        let _done = writeln!(self.out, "Dialogue: 0,{},{},D,,0,0,0,,{text}", clock(from), clock(to));
    }

    /// Text in a place; `tags` begin with its alignment when that is not `\an7`.
    fn text(&mut self, (x, y): (f64, f64), size: f64, colour: &str, tags: &str, text: &str) {
        let (start, end) = (self.start, self.end);
        // The first alignment in a line counts.
        self.event(start, end, &format!("{{{tags}\\an7\\pos({x:.1},{y:.1})\\fs{size}\\1c&H{colour}&}}{text}"));
    }

    fn shape(&mut self, colour: &str, path: &str) {
        let (start, end) = (self.start, self.end);
        self.event(start, end, &format!("{{\\an7\\pos(0,0)\\1c&H{colour}&\\p1}}{path}"));
    }

    /// The band at the left, and at the foot the lesson and how far it is.
    fn furniture(&mut self, title: &str, number: usize, count: usize) {
        self.shape(GREEN, &rectangle(0.0, 0.0, 8.0, HEIGHT));
        let step = (WIDTH - 2.0 * LEFT) / f64::from(u16::try_from(count).unwrap_or(1).max(1));
        let done = step * f64::from(u16::try_from(number).unwrap_or(0));
        self.shape(LINE, &rectangle(LEFT, 346.0, WIDTH - 2.0 * LEFT, 2.0));
        self.shape(GREEN, &rectangle(LEFT, 346.0, done, 2.0));
        self.text((LEFT, 320.0), 18.0, PALE, "", title);
        self.text((WIDTH - LEFT, 320.0), 18.0, PALE, "\\an9", &format!("{number} / {count}"));
    }

    fn cover(&mut self, slide: &Slide) {
        self.text((LEFT, 70.0), 76.0, GREEN, "\\b1", slide.title);
        self.shape(WARM, &rectangle(LEFT, 168.0, 64.0, 4.0));
        self.lines((LEFT, 188.0), 33.0, slide.lines);
        // The four tones as an emblem.
        let tones = [super::slide::HIGH, super::slide::RISING, super::slide::DIPPING, super::slide::FALLING];
        for (index, contour) in (0_u8..).zip(tones) {
            let place = Chart { x: 412.0 + 48.0 * f64::from(index), y: 34.0, width: 32.0, height: 30.0 };
            self.shape(GREEN, &place.stroke(contour, 2.2));
        }
    }

    fn slide(&mut self, slide: &Slide) {
        self.text((LEFT, 22.0), 43.0, GREEN, "\\b1", slide.title);
        self.shape(LINE, &rectangle(LEFT, 80.0, WIDTH - 2.0 * LEFT, 1.5));
        if slide.tones.is_empty() {
            let size = if slide.lines.len() > 3 { 31.0 } else { 35.0 };
            self.lines((LEFT, 94.0), size, slide.lines);
            return;
        }
        self.lines((LEFT, 88.0), 30.0, slide.lines);
        let top = if slide.lines.len() > 1 { 182.0 } else { 150.0 };
        let places = charts(slide.tones, top);
        for (tone, place) in slide.tones.iter().zip(&places) {
            self.chart(tone, place);
        }
        let start = self.start;
        for (at, index, tone) in slide.sounded() {
            if let Some(place) = places.get(index) {
                self.dot(start + at, tone.contour, place);
            }
        }
    }

    fn lines(&mut self, (x, y): (f64, f64), size: f64, lines: &[&str]) {
        for (index, line) in (0_u8..).zip(lines) {
            self.text((x, y + f64::from(index) * size * 1.3), size, INK, "", line);
        }
    }

    /// Five levels, the contour, and the syllable below.
    fn chart(&mut self, tone: &Tone, place: &Chart) {
        for level in 1_u8..=5 {
            let y = place.level(f64::from(level));
            self.shape(LINE, &rectangle(place.x, y - 0.5, place.width, 1.0));
            self.text((place.x - 6.0, y), 17.0, PALE, "\\an6", &level.to_string());
        }
        self.shape(GREEN, &place.stroke(tone.contour, 3.2));
        let middle = place.x + place.width / 2.0;
        self.text((middle, place.y + place.height + 2.0), 27.0, INK, "\\an8\\b1", tone.label);
    }

    /// A dot that runs along the contour while the tone sounds.
    fn dot(&mut self, at: f64, contour: Contour, place: &Chart) {
        for (from, to) in contour.iter().zip(contour.iter().skip(1)) {
            let ((x1, y1), (x2, y2)) = (place.point(*from), place.point(*to));
            let text =
                format!("{{\\an7\\move({x1:.1},{y1:.1},{x2:.1},{y2:.1})\\1c&H{WARM}&\\p1}}{}", circle(0.0, 0.0, 6.0));
            self.event(at + from.0 * LENGTH, at + to.0 * LENGTH, &text);
        }
    }
}

/// The box of a chart, in pixels.
struct Chart {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Charts side by side, in the middle of the picture.
fn charts(tones: &[Tone], y: f64) -> Vec<Chart> {
    let count = u8::try_from(tones.len()).unwrap_or(1).max(1);
    let (width, gap) = if count > 2 { (104.0, 42.0) } else { (150.0, 60.0) };
    let all = width * f64::from(count) + gap * f64::from(count - 1);
    let first = (WIDTH - all) / 2.0 + 8.0;
    let height = if y > 160.0 { 98.0 } else { 126.0 };
    (0..count).map(|index| Chart { x: first + (width + gap) * f64::from(index), y, width, height }).collect()
}

impl Chart {
    fn level(&self, level: f64) -> f64 {
        self.y + self.height * (5.0 - level) / 4.0
    }

    fn point(&self, (moment, level): (f64, f64)) -> (f64, f64) {
        (self.x + self.width * (0.08 + 0.84 * moment), self.level(level))
    }

    /// The contour as a filled band with round joints.
    fn stroke(&self, contour: Contour, half: f64) -> String {
        let mut path = String::new();
        for (from, to) in contour.iter().zip(contour.iter().skip(1)) {
            let ((x1, y1), (x2, y2)) = (self.point(*from), self.point(*to));
            let length = (x2 - x1).hypot(y2 - y1).max(0.001);
            let (dx, dy) = (-(y2 - y1) / length * half, (x2 - x1) / length * half);
            let _done = write!(
                path,
                "m {:.1} {:.1} l {:.1} {:.1} {:.1} {:.1} {:.1} {:.1} ",
                x1 + dx,
                y1 + dy,
                x2 + dx,
                y2 + dy,
                x2 - dx,
                y2 - dy,
                x1 - dx,
                y1 - dy
            );
        }
        for point in contour {
            let (x, y) = self.point(*point);
            path.push_str(&circle(x, y, half));
        }
        path
    }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> String {
    let (right, bottom) = (x + width, y + height);
    format!("m {x:.1} {y:.1} l {right:.1} {y:.1} {right:.1} {bottom:.1} {x:.1} {bottom:.1} ")
}

/// A circle of four Bézier curves; drawn the same way round as the bands.
fn circle(x: f64, y: f64, r: f64) -> String {
    let k = r * 0.5523;
    let p = |dx: f64, dy: f64| format!("{:.1} {:.1} ", x + dx, y + dy);
    [
        "m ".to_owned(),
        p(r, 0.0),
        "b ".to_owned(),
        p(r, -k),
        p(k, -r),
        p(0.0, -r),
        p(-k, -r),
        p(-r, -k),
        p(-r, 0.0),
        p(-r, k),
        p(-k, r),
        p(0.0, r),
        p(k, r),
        p(r, k),
        p(r, 0.0),
    ]
    .concat()
}

/// Seconds as `0:00:00.00`.
fn clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor();
    format!("0:{minutes:02.0}:{:05.2}", seconds - minutes * 60.0)
}
