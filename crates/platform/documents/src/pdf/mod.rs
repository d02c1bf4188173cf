//! Printed pages: tagged PDF/A-2a with embedded subsets of the Noto fonts.
//!
//! [`Document`] places text, rules, frames and QR codes on a page (a
//! certificate); [`Document::report`] lays out tables over as many pages as they
//! need. Positions are millimetres from the upper left corner of the page, sizes
//! of type are points. The same input gives the same bytes.

mod document;
mod fonts;
mod measure;
mod paint;
mod report;
mod structure;
mod table;

use std::path::PathBuf;

pub use document::{Document, Meta, Role};
pub use fonts::{Face, Fonts};
pub use report::{Report, Seal};
pub use table::{Column, Grid, Table};

use crate::qr;

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A font is not where the configuration says.
    #[error("the font {file} is not below {folder}; on Debian: apt install {package}")]
    FontMissing {
        /// File name of the font.
        file: String,
        /// The configured folder.
        folder: PathBuf,
        /// The package that brings it.
        package: &'static str,
    },
    /// A font file cannot be read.
    #[error("the font {0} cannot be read")]
    FontDamaged(PathBuf),
    /// The text of a QR code is too long.
    #[error(transparent)]
    Qr(#[from] qr::TooLong),
    /// A page size or a position is not a number that a page can have.
    #[error("a position is outside what a page can hold")]
    Geometry,
    /// The writer refused.
    #[error("the PDF could not be written: {0}")]
    Writer(String),
}

/// Size and direction of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 297 x 210 mm.
    A4Landscape,
    /// 297 x 420 mm.
    A3,
    /// 420 x 297 mm.
    A3Landscape,
}

impl Sheet {
    /// Width and height in mm.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A4Landscape => (297.0, 210.0),
            Self::A3 => (297.0, 420.0),
            Self::A3Landscape => (420.0, 297.0),
        }
    }
}

/// Where text stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// Black of text: not quite black, easier on the eye and the same in print.
pub const INK: Colour = [0x1c, 0x1b, 0x19];

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Distance of lines, as a multiple of the size.
    pub leading: f32,
    /// Where it stands in its width.
    pub align: Align,
    /// Its colour.
    pub colour: Colour,
}

impl Style {
    /// Text of a size in points, at the left, in ink.
    #[must_use]
    pub fn new(face: Face, size: f32) -> Self {
        Self { face, size, leading: 1.5, align: Align::Left, colour: INK }
    }

    /// The same, aligned.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The same in a colour.
    #[must_use]
    pub fn coloured(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// Distance of its lines in mm.
    pub(crate) fn line_height(&self) -> f32 {
        self.size * self.leading / POINTS
    }
}

/// Points in a millimetre.
pub(crate) const POINTS: f32 = 72.0 / 25.4;

/// A small count as a number to calculate with.
pub(crate) fn number(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
