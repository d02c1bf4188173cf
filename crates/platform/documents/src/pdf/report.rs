//! Tables over as many pages as they need.

use super::document::{Document, Role};
use super::fonts::Face;
use super::paint::Op;
use super::structure::Part;
use super::table::{Broken, Column, Grid, PADDING, Place, Table, style};
use super::{Align, Error, Sheet, Style};

const MARGIN: f32 = 12.0;
/// Height kept free at the foot of a page, in mm.
const FOOT: f32 = 10.0;
const QR: f32 = 22.0;
const PALE: [u8; 3] = [0x55, 0x52, 0x4c];

/// The QR code at the head of the first page.
#[derive(Debug, Clone, Default)]
pub struct Seal {
    /// The text in the code, an address as a rule.
    pub text: String,
    /// Said in words, and printed below the code.
    pub caption: String,
}

/// What stands around the tables of a report.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The paper.
    pub sheet: Sheet,
    /// The title; repeated small on the pages that follow.
    pub title: String,
    /// Lines below the title.
    pub lines: Vec<String>,
    /// At the foot of each page, left of "page / pages".
    pub footer: String,
    /// At the upper right of the first page.
    pub seal: Option<Seal>,
    /// Lines below the last table, for signatures.
    pub closing: Vec<String>,
}

/// Where the next row goes.
struct Pen<'r> {
    report: &'r Report,
    y: f32,
    bottom: f32,
}

impl Document<'_> {
    /// Adds a report: its grids, then its tables, each from the top of a page but
    /// for the first. Headers are repeated on each page, tables that are too wide
    /// are cut into bands, rows that are too high run over to the next page.
    ///
    /// # Errors
    /// As [`Self::text`] and [`Self::qr`].
    pub fn report(&mut self, report: &Report, grids: &[Grid], tables: &[Table]) -> Result<(), Error> {
        let (width, height) = report.sheet.size();
        let mut pen = Pen { report, y: MARGIN, bottom: height - MARGIN - FOOT };
        self.opening(&mut pen, width)?;
        for grid in grids {
            self.grid(grid, &mut pen, width - 2.0 * MARGIN)?;
            pen.y += 4.0;
        }
        for (index, table) in tables.iter().enumerate() {
            if index > 0 {
                self.next(&mut pen, "")?;
            }
            self.bands(table, &mut pen, width - 2.0 * MARGIN)?;
        }
        let style = Style::new(Face::Sans, 9.0);
        pen.y += 3.0;
        for line in &report.closing {
            if pen.y + style.line_height() > pen.bottom {
                self.next(&mut pen, "")?;
            }
            pen.y = self.text((MARGIN, pen.y, width - 2.0 * MARGIN), line, &style, Role::Paragraph)?;
        }
        Ok(())
    }

    /// Title, lines and seal of the first page.
    fn opening(&mut self, pen: &mut Pen<'_>, width: f32) -> Result<(), Error> {
        let report = pen.report;
        self.page(report.sheet);
        self.foot(report)?;
        // The title stays in the middle of the paper, whatever is at its right.
        let side = if report.seal.is_some() { MARGIN + QR + 6.0 } else { MARGIN };
        let inner = width - 2.0 * side;
        let title = Style::new(Face::SerifBold, 18.0).aligned(Align::Centre);
        let mut y = self.text((side, MARGIN, inner), &report.title, &title, Role::Heading(1))?;
        let line = Style::new(Face::Sans, 9.0).coloured(PALE);
        y += 1.0;
        for text in &report.lines {
            y = self.text((MARGIN, y, width - MARGIN - side), text, &line, Role::Paragraph)?;
        }
        if let Some(seal) = &report.seal {
            let x = width - MARGIN - QR;
            self.qr((x, MARGIN, QR), &seal.text, &seal.caption)?;
            let caption = Style::new(Face::Sans, 6.5).aligned(Align::Centre).coloured(PALE);
            let below = self.text((x - 3.0, MARGIN + QR + 1.0, QR + 6.0), &seal.caption, &caption, Role::Paragraph)?;
            y = y.max(below);
        }
        pen.y = y + 2.0;
        Ok(())
    }

    /// A following page with the title small at its head.
    fn next(&mut self, pen: &mut Pen<'_>, note: &str) -> Result<(), Error> {
        self.page(pen.report.sheet);
        self.foot(pen.report)?;
        let width = pen.report.sheet.size().0 - 2.0 * MARGIN;
        let style = Style::new(Face::Sans, 8.0).coloured(PALE);
        let head = format!("{}{note}（续）", pen.report.title);
        pen.y = self.text((MARGIN, MARGIN - 3.0, width), &head, &style, Role::Ornament)? + 1.0;
        Ok(())
    }

    fn foot(&mut self, report: &Report) -> Result<(), Error> {
        let (width, height) = report.sheet.size();
        let (y, inner) = (height - MARGIN - 3.0, width - 2.0 * MARGIN);
        self.rule((MARGIN, y - 2.0), (width - MARGIN, y - 2.0), 0.15, PALE);
        let style = Style::new(Face::Sans, 8.0).coloured(PALE);
        self.text((MARGIN, y, inner - 40.0), &report.footer, &style, Role::Ornament)?;
        let baseline = y + style.line_height() / 2.0 + style.size / super::POINTS * 0.38;
        self.op(Op::Folio { x: MARGIN, baseline, width: inner, style: style.aligned(Align::Right) });
        Ok(())
    }

    fn grid(&mut self, grid: &Grid, pen: &mut Pen<'_>, width: f32) -> Result<(), Error> {
        let (across, rows) = grid.rows();
        let pair = width / super::number(across);
        let places: Vec<Place> = (0..across.saturating_mul(2))
            .map(|index| {
                let label = index % 2 == 0;
                let left = MARGIN + super::number(index / 2) * pair;
                let x = if label { left } else { left + pair * 0.4 };
                Place { index, x, width: pair * if label { 0.4 } else { 0.6 }, align: Align::Left, label }
            })
            .collect();
        let size = if grid.size > 0.0 { grid.size } else { 9.0 };
        self.parts.push(Part::Table(Vec::new()));
        for row in &rows {
            let row = self.broken(row, &places, size, false)?;
            self.place(row, None, &places, size, pen, "")?;
        }
        Ok(())
    }

    fn bands(&mut self, table: &Table, pen: &mut Pen<'_>, width: f32) -> Result<(), Error> {
        let bands = bands(&table.columns, table.fixed, width);
        let size = if table.size > 0.0 { table.size } else { 8.0 };
        let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
        let total = bands.len();
        for (index, places) in bands.iter().enumerate() {
            let note =
                if total > 1 { format!(" · 列组 {}/{total}", index.saturating_add(1)) } else { String::new() };
            if index > 0 {
                self.next(pen, &note)?;
            }
            self.parts.push(Part::Table(Vec::new()));
            let header = self.broken(&headings, places, size, true)?;
            pen.y = self.row(&header, places, size, pen.y, false);
            for row in &table.rows {
                let row = self.broken(row, places, size, false)?;
                self.place(row, Some(&header), places, size, pen, &note)?;
            }
        }
        Ok(())
    }

    /// Puts a row where it fits: here, on the next page, or over several.
    fn place(
        &mut self,
        mut row: Broken,
        header: Option<&Broken>,
        places: &[Place],
        size: f32,
        pen: &mut Pen<'_>,
        note: &str,
    ) -> Result<(), Error> {
        let line = style(size, false).line_height();
        let mut fresh = false;
        loop {
            let room = (pen.bottom - pen.y - 2.0 * PADDING).max(0.0) / line;
            let fits = (1..=row.lines()).take_while(|count| super::number(*count) <= room).last().unwrap_or(0);
            if fits == row.lines() {
                pen.y = self.row(&row, places, size, pen.y, false);
                return Ok(());
            }
            if fresh {
                // Higher than a page: what fits goes here, at least one line.
                let part = row.take(fits.max(1));
                pen.y = self.row(&part, places, size, pen.y, false);
            }
            self.next(pen, note)?;
            if let Some(header) = header {
                pen.y = self.row(header, places, size, pen.y, true);
            }
            fresh = true;
        }
    }
}

/// Cuts columns into bands that fit `width`, the first `fixed` in each of them;
/// the columns of a band share what is left.
fn bands(columns: &[Column], fixed: usize, width: f32) -> Vec<Vec<Place>> {
    let fixed = fixed.min(columns.len());
    let (keys, rest) = columns.split_at(fixed);
    let key_width: f32 = keys.iter().map(|column| column.width).sum();
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = key_width;
    for (index, column) in rest.iter().enumerate() {
        if used + column.width > width && groups.last().is_some_and(|group| !group.is_empty()) {
            groups.push(Vec::new());
            used = key_width;
        }
        used += column.width;
        if let Some(group) = groups.last_mut() {
            group.push(index.saturating_add(fixed));
        }
    }
    groups.iter().map(|group| places(columns, fixed, group, width)).collect()
}

fn places(columns: &[Column], fixed: usize, group: &[usize], width: f32) -> Vec<Place> {
    let chosen: Vec<(usize, &Column)> =
        (0..fixed).chain(group.iter().copied()).filter_map(|index| Some((index, columns.get(index)?))).collect();
    let used: f32 = chosen.iter().map(|(_, column)| column.width).sum();
    // A last band of two columns is not blown up over the whole page.
    let scale = if used > 0.0 { (width / used).min(1.6) } else { 1.0 };
    let mut x = MARGIN;
    let mut places = Vec::new();
    for (index, column) in chosen {
        let width = column.width * scale;
        places.push(Place { index, x, width, align: column.align, label: false });
        x += width;
    }
    places
}
