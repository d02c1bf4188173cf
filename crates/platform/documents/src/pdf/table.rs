//! Tables, before and while they are cut into pages.

use super::document::Document;
use super::fonts::Face;
use super::structure::{Part, Row};
use super::{Align, Error, INK, Style};

/// White around the text of a cell, in mm.
pub(super) const PADDING: f32 = 1.2;
const RULE: f32 = 0.18;
const SHADE: [u8; 3] = [0xe9, 0xf1, 0xef];

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// Width in mm at least; columns grow together when there is room.
    pub width: f32,
    /// Where the text stands.
    pub align: Align,
}

impl Column {
    /// A column of text at the left.
    #[must_use]
    pub fn new(heading: &str, width: f32) -> Self {
        Self { heading: heading.to_owned(), width, align: Align::Left }
    }

    /// The same, aligned.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// A table. When its columns are wider than the page it is cut into bands, each
/// of which repeats the first columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows; a missing cell is empty.
    pub rows: Vec<Vec<String>>,
    /// Columns on the left that are repeated in each band.
    pub fixed: usize,
    /// Size of type in points; 0 means 8.
    pub size: f32,
}

/// One record as labels and values, side by side: for a row of 60 columns.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Labels with their values.
    pub pairs: Vec<(String, String)>,
    /// Pairs on one line; 0 means 3.
    pub across: usize,
    /// Size of type in points; 0 means 9.
    pub size: f32,
}

impl Grid {
    /// The grid as a table of label and value columns over `width` mm.
    pub(super) fn rows(&self) -> (usize, Vec<Vec<String>>) {
        let across = if self.across == 0 { 3 } else { self.across };
        let rows = self.pairs.chunks(across).map(|chunk| {
            let mut row: Vec<String> = chunk.iter().flat_map(|(label, value)| [label.clone(), value.clone()]).collect();
            row.resize(across.saturating_mul(2), String::new());
            row
        });
        (across, rows.collect())
    }
}

/// A column as it stands on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Index in the row.
    pub index: usize,
    pub x: f32,
    pub width: f32,
    pub align: Align,
    /// Whether the column holds labels of its row.
    pub label: bool,
}

/// A row broken into lines, cell by cell, in the order of the places.
pub(super) struct Broken {
    pub cells: Vec<Vec<String>>,
    pub header: bool,
}

impl Broken {
    pub fn lines(&self) -> usize {
        self.cells.iter().map(Vec::len).max().unwrap_or(0).max(1)
    }

    /// The first `count` lines of each cell; they are taken out of the row.
    pub fn take(&mut self, count: usize) -> Self {
        let cells = self.cells.iter_mut().map(|cell| cell.drain(..count.min(cell.len())).collect());
        Self { cells: cells.collect(), header: self.header }
    }
}

pub(super) fn style(size: f32, header: bool) -> Style {
    let face = if header { Face::SansBold } else { Face::Sans };
    Style { face, size, leading: 1.35, align: Align::Left, colour: INK }
}

impl Document<'_> {
    /// Breaks the cells of a row to the widths of its places.
    pub(super) fn broken(&self, cells: &[String], places: &[Place], size: f32, header: bool) -> Result<Broken, Error> {
        let lines = places.iter().map(|place| {
            let text = cells.get(place.index).map_or("", String::as_str);
            self.measure.lines(text, &style(size, header || place.label), place.width - 2.0 * PADDING)
        });
        Ok(Broken { cells: lines.collect::<Result<_, _>>()?, header })
    }

    /// Draws a row at `y` and gives the y below it; `repeated` leaves it out of
    /// the tags, since it was read before.
    pub(super) fn row(&mut self, row: &Broken, places: &[Place], size: f32, y: f32, repeated: bool) -> f32 {
        let height = super::number(row.lines()) * style(size, row.header).line_height() + 2.0 * PADDING;
        let mut tagged = Vec::new();
        for (place, lines) in places.iter().zip(&row.cells) {
            let bold = row.header || place.label;
            let text = style(size, bold).aligned(if row.header { Align::Centre } else { place.align });
            if bold {
                self.area((place.x, y, place.width, height), SHADE);
            }
            self.frame((place.x, y, place.width, height), RULE, INK);
            let inner = super::number(lines.len()) * text.line_height();
            // Headings stand in the middle of their height, long texts begin at the top.
            let mut top = if bold { y + (height - inner) / 2.0 } else { y + PADDING };
            let mut marks = Vec::new();
            // An empty cell still is a cell: it gets a mark without text.
            let blank = [String::new()];
            for line in if lines.is_empty() { blank.as_slice() } else { lines } {
                let mark = if repeated { None } else { Some(self.mark()) };
                marks.extend(mark);
                self.line((place.x + PADDING, top, place.width - 2.0 * PADDING), line.clone(), &text, mark);
                top += text.line_height();
            }
            tagged.push((bold, marks));
        }
        if let (false, Some(Part::Table(rows))) = (repeated, self.parts.last_mut()) {
            rows.push(Row { header: row.header, cells: tagged });
        }
        y + height
    }
}
