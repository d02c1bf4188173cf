//! Draws the collected marks with krilla.

use krilla::color::rgb;
use krilla::configure::ConfigurationBuilder;
use krilla::configure::validate::Archival;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use super::document::Meta;
use super::measure::Measure;
use super::structure::{self, Mark, Part};
use super::{Align, Colour, Error, POINTS, Sheet, Style};
use crate::qr::Modules;

/// Something drawn; positions in mm, text at the middle of its line.
pub(super) enum Op {
    /// A line of text in a width, at its baseline.
    Text { text: String, x: f32, baseline: f32, width: f32, style: Style, mark: Option<Mark> },
    /// "page / pages", at its baseline, at the right of a width.
    Folio { x: f32, baseline: f32, width: f32, style: Style },
    /// A straight line.
    Line { from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour },
    /// The outline of a rectangle (thickness above zero) or its area.
    Frame { x: f32, y: f32, width: f32, height: f32, thickness: f32, colour: Colour },
    /// A QR code of this side length.
    Qr { modules: Modules, x: f32, y: f32, side: f32, mark: Mark },
}

pub(super) struct Page {
    pub sheet: Sheet,
    pub ops: Vec<Op>,
}

/// Everything into bytes.
pub(super) fn write(
    measure: &Measure<'_>,
    meta: &Meta,
    pages: Vec<Page>,
    parts: Vec<Part>,
    marks: usize,
) -> Result<Vec<u8>, Error> {
    let refused = |error: String| Error::Writer(error);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| refused(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(meta));
    let mut drawn: Vec<Option<Identifier>> = vec![None; marks];
    let total = pages.len();
    for (index, page) in pages.iter().enumerate() {
        let (width, height) = page.sheet.size();
        let size = PageSettings::from_wh(width * POINTS, height * POINTS).ok_or(Error::Geometry)?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for op in &page.ops {
            draw(&mut surface, measure, op, (index.saturating_add(1), total), &mut drawn)?;
        }
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(structure::tree(parts, &drawn, &meta.language));
    document.finish().map_err(|error| refused(format!("{error:?}")))
}

fn metadata(meta: &Meta) -> Metadata {
    let time = jiff::tz::TimeZone::UTC.to_datetime(meta.created);
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let created = DateTime::new(u16::try_from(time.year()).unwrap_or_default())
        .month(part(time.month()))
        .day(part(time.day()))
        .hour(part(time.hour()))
        .minute(part(time.minute()))
        .second(part(time.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(meta.title.clone())
        .authors(vec![meta.author.clone()])
        .language(meta.language.clone())
        .creation_date(created)
}

type Drawn<'d> = &'d mut [Option<Identifier>];

fn draw(
    surface: &mut Surface<'_>,
    measure: &Measure<'_>,
    op: &Op,
    folio: (usize, usize),
    drawn: Drawn<'_>,
) -> Result<(), Error> {
    match op {
        Op::Text { text, x, baseline, width, style, mark } => {
            begin(surface, *mark, drawn, ContentTag::Span(SpanTag::empty()));
            line(surface, measure, text, (*x, *baseline, *width), style)?;
            surface.end_tagged();
        }
        Op::Folio { x, baseline, width, style } => {
            let kind = Artifact::with_kind(ArtifactType::PageNumber);
            let _artifact = surface.start_tagged(ContentTag::Artifact(kind));
            let text = format!("第 {} 页 / 共 {} 页", folio.0, folio.1);
            line(surface, measure, &text, (*x, *baseline, *width), style)?;
            surface.end_tagged();
        }
        Op::Line { from, to, thickness, colour } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0 * POINTS, from.1 * POINTS);
            path.line_to(to.0 * POINTS, to.1 * POINTS);
            begin(surface, None, drawn, ContentTag::Other);
            stroke(surface, path.finish(), *thickness, *colour);
            surface.end_tagged();
        }
        Op::Frame { x, y, width, height, thickness, colour } => {
            let path = rectangle(*x, *y, *width, *height).ok_or(Error::Geometry)?;
            begin(surface, None, drawn, ContentTag::Other);
            if *thickness > 0.0 {
                stroke(surface, Some(path), *thickness, *colour);
            } else {
                fill(surface, &path, *colour);
            }
            surface.end_tagged();
        }
        Op::Qr { modules, x, y, side, mark } => {
            begin(surface, Some(*mark), drawn, ContentTag::Other);
            qr(surface, modules, *x, *y, *side)?;
            surface.end_tagged();
        }
    }
    Ok(())
}

/// Opens a mark that the tree knows, or ornament that it leaves out.
fn begin(surface: &mut Surface<'_>, mark: Option<Mark>, drawn: Drawn<'_>, tag: ContentTag<'_>) {
    match mark {
        Some(mark) => {
            let id = surface.start_tagged(tag);
            if let Some(slot) = drawn.get_mut(mark) {
                *slot = Some(id);
            }
        }
        None => {
            let kind = Artifact::with_kind(ArtifactType::Layout);
            let _artifact = surface.start_tagged(ContentTag::Artifact(kind));
        }
    }
}

fn line(
    surface: &mut Surface<'_>,
    measure: &Measure<'_>,
    text: &str,
    (x, baseline, width): (f32, f32, f32),
    style: &Style,
) -> Result<(), Error> {
    let runs = measure.runs(text, style.face)?;
    let used: f32 = runs.iter().map(|run| run.width * style.size).sum();
    let free = width * POINTS - used;
    let mut pen = x * POINTS
        + match style.align {
            Align::Left => 0.0,
            Align::Centre => free / 2.0,
            Align::Right => free,
        };
    surface.set_stroke(None);
    surface.set_fill(Some(paint(style.colour)));
    for run in runs {
        let start = Point::from_xy(pen, baseline * POINTS);
        surface.draw_glyphs(start, &run.glyphs, run.font, text, style.size, false);
        pen += run.width * style.size;
    }
    Ok(())
}

fn paint([red, green, blue]: Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn fill(surface: &mut Surface<'_>, path: &Path, colour: Colour) {
    surface.set_stroke(None);
    surface.set_fill(Some(paint(colour)));
    surface.draw_path(path);
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, thickness: f32, [red, green, blue]: Colour) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    let paint = rgb::Color::new(red, green, blue).into();
    surface.set_stroke(Some(Stroke { paint, width: thickness * POINTS, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let rect = Rect::from_xywh(x * POINTS, y * POINTS, width * POINTS, height * POINTS)?;
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}

/// Dark modules of a row that touch are one rectangle: no seams between them.
fn qr(surface: &mut Surface<'_>, modules: &Modules, x: f32, y: f32, side: f32) -> Result<(), Error> {
    let unit = side / super::number(modules.side) * POINTS;
    let mut path = PathBuilder::new();
    let mut top = y * POINTS;
    for row in modules.rows() {
        let mut left = x * POINTS;
        for group in row.chunk_by(|a, b| a == b) {
            let width = unit * super::number(group.len());
            if group.first() == Some(&true) {
                path.push_rect(Rect::from_xywh(left, top, width, unit).ok_or(Error::Geometry)?);
            }
            left += width;
        }
        top += unit;
    }
    let path = path.finish().ok_or(Error::Geometry)?;
    fill(surface, &path, [0, 0, 0]);
    Ok(())
}
