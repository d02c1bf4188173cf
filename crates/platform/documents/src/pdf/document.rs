//! A document that is being laid out.

use jiff::Timestamp;

use super::fonts::Fonts;
use super::measure::{Measure, clean};
use super::paint::{Op, Page, write};
use super::structure::{Mark, Part};
use super::{Colour, Error, Sheet, Style};
use crate::qr;

/// What is said of a document as a whole.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Its title; PDF/A asks for one.
    pub title: String,
    /// Who issues it.
    pub author: String,
    /// Its language, such as `zh-CN`.
    pub language: String,
    /// Time written into the file, so that the same input gives the same bytes.
    pub created: Timestamp,
}

/// What a text is, for those who hear the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// A heading of a level from 1.
    Heading(u16),
    /// Running text.
    #[default]
    Paragraph,
    /// Repeated or ornamental: not read aloud.
    Ornament,
}

/// A document that is being laid out; nothing is drawn before [`Self::finish`].
pub struct Document<'f> {
    pub(super) measure: Measure<'f>,
    meta: Meta,
    pages: Vec<Page>,
    pub(super) parts: Vec<Part>,
    marks: usize,
}

impl<'f> Document<'f> {
    /// An empty document.
    #[must_use]
    pub fn new(fonts: &'f Fonts, meta: Meta) -> Self {
        Self { measure: Measure::new(fonts), meta, pages: Vec::new(), parts: Vec::new(), marks: 0 }
    }

    /// Begins a page.
    pub fn page(&mut self, sheet: Sheet) {
        self.pages.push(Page { sheet, ops: Vec::new() });
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Sets `text` in the width from `x`, its first line's top at `y`, broken into
    /// lines; gives the y below the last.
    ///
    /// # Errors
    /// [`Error::FontDamaged`].
    pub fn text(
        &mut self,
        (x, y, width): (f32, f32, f32),
        text: &str,
        style: &Style,
        role: Role,
    ) -> Result<f32, Error> {
        let lines = self.measure.lines(text, style, width)?;
        let mut marks = Vec::new();
        let mut top = y;
        for line in lines {
            let mark = if role == Role::Ornament { None } else { Some(self.mark()) };
            marks.extend(mark);
            self.line((x, top, width), line, style, mark);
            top += style.line_height();
        }
        if !marks.is_empty() {
            self.parts.push(match role {
                Role::Heading(level) => Part::Heading(level, clean(text), marks),
                Role::Paragraph | Role::Ornament => Part::Paragraph(marks),
            });
        }
        Ok(top)
    }

    /// A straight line of a thickness in mm.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour) {
        self.op(Op::Line { from, to, thickness, colour });
    }

    /// The outline of a rectangle of a thickness in mm, centred on its edge.
    pub fn frame(&mut self, (x, y, width, height): (f32, f32, f32, f32), thickness: f32, colour: Colour) {
        self.op(Op::Frame { x, y, width, height, thickness: thickness.max(0.01), colour });
    }

    /// A filled rectangle.
    pub fn area(&mut self, (x, y, width, height): (f32, f32, f32, f32), colour: Colour) {
        self.op(Op::Frame { x, y, width, height, thickness: 0.0, colour });
    }

    /// The QR code of `text`, `side` mm wide; keep four modules free around it.
    /// `alt` says in words what it leads to.
    ///
    /// # Errors
    /// [`Error::Qr`] when the text is too long.
    pub fn qr(&mut self, (x, y, side): (f32, f32, f32), text: &str, alt: &str) -> Result<(), Error> {
        let modules = qr::modules(text)?;
        let mark = self.mark();
        self.op(Op::Qr { modules, x, y, side, mark });
        self.parts.push(Part::Figure(clean(alt), mark));
        Ok(())
    }

    /// The document as PDF/A-2a.
    ///
    /// # Errors
    /// [`Error::Writer`] when PDF/A forbids something, [`Error::Geometry`] for a
    /// size that no page has, [`Error::FontDamaged`].
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        write(&self.measure, &self.meta, self.pages, self.parts, self.marks)
    }

    pub(super) fn mark(&mut self) -> Mark {
        let mark = self.marks;
        self.marks = self.marks.saturating_add(1);
        mark
    }

    pub(super) fn op(&mut self, op: Op) {
        // Drawing before the first page begins one: there is no better meaning.
        if self.pages.is_empty() {
            self.page(Sheet::default());
        }
        if let Some(page) = self.pages.last_mut() {
            page.ops.push(op);
        }
    }

    /// One line whose box begins at `y`; its letters stand in the middle of it.
    pub(super) fn line(&mut self, (x, y, width): (f32, f32, f32), text: String, style: &Style, mark: Option<Mark>) {
        // Noto CJK: the em box reaches 0.88 above the baseline and 0.12 below.
        let em = style.size / super::POINTS;
        let baseline = y + style.line_height() / 2.0 + em * 0.38;
        self.op(Op::Text { text, x, baseline, width, style: *style, mark });
    }
}
