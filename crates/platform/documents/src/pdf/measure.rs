//! Text into glyphs and lines.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face as Shaper, UnicodeBuffer};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::fonts::{Face, Fonts, Loaded};
use super::{Error, POINTS, Style};

/// Printed for a character that no font has; the character itself stays in the
/// text that can be copied out.
const GETA: char = '〓';

/// Glyphs of one font, of a part of a line.
pub(super) struct Run {
    pub font: Font,
    pub glyphs: Vec<KrillaGlyph>,
    /// Width in units of the size.
    pub width: f32,
}

struct Ready<'f> {
    loaded: &'f Loaded,
    shaper: Shaper<'f>,
}

/// The fonts of one document, ready to measure.
pub(super) struct Measure<'f> {
    fonts: &'f Fonts,
    faces: [OnceCell<Option<Ready<'f>>>; 4],
    others: OnceCell<Vec<Ready<'f>>>,
}

fn ready(loaded: &Loaded) -> Option<Ready<'_>> {
    Some(Ready { loaded, shaper: Shaper::from_slice(&loaded.data, loaded.index)? })
}

impl<'f> Measure<'f> {
    pub fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, faces: Default::default(), others: OnceCell::new() }
    }

    fn face(&self, face: Face) -> Result<&Ready<'f>, Error> {
        let loaded = self.fonts.face(face)?;
        let slot = Face::ALL.iter().position(|other| *other == face).and_then(|index| self.faces.get(index));
        let cell = slot.and_then(|slot| slot.get_or_init(|| ready(loaded)).as_ref());
        cell.ok_or_else(|| Error::Writer("a font could not be shaped".to_owned()))
    }

    fn other(&self, c: char) -> Option<&Ready<'f>> {
        let others = self.others.get_or_init(|| self.fonts.fallbacks().filter_map(ready).collect());
        others.iter().find(|other| other.shaper.glyph_index(c).is_some())
    }

    /// The glyphs of one line; ranges are bytes of `text`.
    pub fn runs(&self, text: &str, face: Face) -> Result<Vec<Run>, Error> {
        let main = self.face(face)?;
        let mut runs: Vec<Run> = Vec::new();
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            if c == '\u{fe0e}' || c == '\u{fe0f}' || c == '\u{200b}' {
                continue;
            }
            let other = if main.shaper.glyph_index(c).is_some() { None } else { self.other(c) };
            let Some(other) = other else {
                let glyph = simple(main, c, start..start.saturating_add(c.len_utf8()));
                push(&mut runs, main, glyph);
                continue;
            };
            // Scripts that join or stack must be shaped as a whole.
            let mut end = start.saturating_add(c.len_utf8());
            while let Some((at, _)) = rest.next_if(|(_, next)| {
                other.shaper.glyph_index(*next).is_some() && (*next == ' ' || main.shaper.glyph_index(*next).is_none())
            }) {
                end = at.saturating_add(text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
            }
            runs.push(shaped(other, text.get(start..end).unwrap_or_default(), start));
        }
        Ok(runs)
    }

    /// Width of one line in mm.
    pub fn width(&self, text: &str, style: &Style) -> Result<f32, Error> {
        let units: f32 = self.runs(text, style.face)?.iter().map(|run| run.width).sum();
        Ok(units * style.size / POINTS)
    }

    /// Breaks `text` into lines of at most `width` mm by UAX #14, which keeps
    /// closing marks from the start of a line and opening ones from its end; a word
    /// longer than the line is broken where it must.
    pub fn lines(&self, text: &str, style: &Style, width: f32) -> Result<Vec<String>, Error> {
        let text = clean(text);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used: f32 = 0.0;
        let mut start = 0;
        for (end, opportunity) in linebreaks(&text) {
            let piece = text.get(start..end).unwrap_or_default();
            start = end;
            let bare = piece.trim_end_matches(['\n', '\r']);
            // A space at the end of a line may hang over its edge.
            let needed = self.width(bare.trim_end(), style)?;
            if used > 0.0 && used + needed > width {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if needed > width {
                used = self.chop(bare, style, width, &mut lines, &mut line)?;
            } else {
                line.push_str(bare);
                used += self.width(bare, style)?;
            }
            if opportunity == BreakOpportunity::Mandatory && end < text.len() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        Ok(lines)
    }

    fn chop(
        &self,
        word: &str,
        style: &Style,
        width: f32,
        lines: &mut Vec<String>,
        line: &mut String,
    ) -> Result<f32, Error> {
        let mut used: f32 = 0.0;
        for c in word.chars() {
            let needed = self.width(c.encode_utf8(&mut [0; 4]), style)?;
            if used > 0.0 && used + needed > width {
                lines.push(std::mem::take(line));
                used = 0.0;
            }
            line.push(c);
            used += needed;
        }
        Ok(used)
    }
}

/// One character, one glyph: all that Chinese and Latin need.
fn simple(main: &Ready<'_>, c: char, range: std::ops::Range<usize>) -> KrillaGlyph {
    let shaper = &main.shaper;
    let glyph = shaper.glyph_index(c).or_else(|| shaper.glyph_index(GETA)).unwrap_or_default();
    let advance = f32::from(shaper.glyph_hor_advance(glyph).unwrap_or(1000)) / main.loaded.font.units_per_em();
    KrillaGlyph::new(GlyphId::new(u32::from(glyph.0)), advance, 0.0, 0.0, 0.0, range, None)
}

fn push(runs: &mut Vec<Run>, main: &Ready<'_>, glyph: KrillaGlyph) {
    let width = glyph.x_advance;
    match runs.last_mut() {
        Some(run) if run.font == main.loaded.font => {
            run.glyphs.push(glyph);
            run.width += width;
        }
        _ => runs.push(Run { font: main.loaded.font.clone(), glyphs: vec![glyph], width }),
    }
}

fn shaped(other: &Ready<'_>, text: &str, offset: usize) -> Run {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let output = rustybuzz::shape(&other.shaper, &[], buffer);
    let place = |cluster: u32| usize::try_from(cluster).unwrap_or(0);
    let starts: BTreeSet<usize> = output.glyph_infos().iter().map(|info| place(info.cluster)).collect();
    let em = other.loaded.font.units_per_em();
    let units = |value: i32| f32::from(i16::try_from(value).unwrap_or(i16::MAX)) / em;
    let mut run = Run { font: other.loaded.font.clone(), glyphs: Vec::new(), width: 0.0 };
    for (info, at) in output.glyph_infos().iter().zip(output.glyph_positions()) {
        let start = place(info.cluster);
        let end = starts.range(start.saturating_add(1)..).next().copied().unwrap_or(text.len());
        let range = start.saturating_add(offset)..end.saturating_add(offset);
        let glyph = GlyphId::new(info.glyph_id);
        let advance = units(at.x_advance);
        run.width += advance;
        run.glyphs.push(KrillaGlyph::new(
            glyph,
            advance,
            units(at.x_offset),
            units(at.y_offset),
            units(at.y_advance),
            range,
            None,
        ));
    }
    run
}

/// Control characters have no glyph, and characters of private use no meaning
/// that PDF/A would let us keep.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' => Some(c),
            '\t' => Some(' '),
            _ if c.is_control() => None,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(GETA),
            _ => Some(c),
        })
        .collect()
}
