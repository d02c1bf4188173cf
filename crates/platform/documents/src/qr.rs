//! QR codes: as SVG for a screen, as modules for paper.

use qrcode::render::svg;
use qrcode::{Color, EcLevel, QrCode};

/// The text is longer than a QR code of medium correction can hold (about 2,300 bytes).
#[derive(Debug, thiserror::Error)]
#[error("the text of {bytes} bytes does not fit in a QR code")]
pub struct TooLong {
    /// Length of the text in bytes.
    pub bytes: usize,
}

/// The modules of one QR code, without the quiet zone.
#[derive(Debug, Clone)]
pub struct Modules {
    /// Modules on one side (21 to 177).
    pub side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// Rows from the top; in each row, true is dark.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.side.max(1))
    }
}

fn code(text: &str) -> Result<QrCode, TooLong> {
    // Level M survives a stamp or a fold across about 15 % of the code.
    QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong { bytes: text.len() })
}

/// The QR code of `text` as modules.
///
/// # Errors
/// [`TooLong`] when the text does not fit.
pub fn modules(text: &str) -> Result<Modules, TooLong> {
    let code = code(text)?;
    let side = code.width();
    let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    Ok(Modules { side, dark })
}

/// The QR code of `text` as one SVG element with its quiet zone, dark on white
/// in every colour scheme, because readers need that contrast.
///
/// # Errors
/// [`TooLong`] when the text does not fit.
pub fn svg(text: &str) -> Result<String, TooLong> {
    let xml = code(text)?
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // Inline in HTML the XML declaration is not allowed.
    Ok(match xml.find("<svg") {
        Some(start) => xml.get(start..).unwrap_or_default().to_owned(),
        None => xml,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_one_svg_element_and_the_same_each_time() {
        let svg = super::svg("https://example.cn/v/7Q2K").unwrap();
        assert!(svg.starts_with("<svg"));
        assert_eq!(svg, super::svg("https://example.cn/v/7Q2K").unwrap());
    }

    #[test]
    fn has_the_finder_pattern_in_its_corner() {
        let modules = super::modules("杏坛").unwrap();
        let first: Vec<bool> = modules.rows().next().unwrap().iter().take(8).copied().collect();
        assert_eq!(first, [true, true, true, true, true, true, true, false]);
        assert_eq!(modules.rows().count(), modules.side);
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert_eq!(super::svg(&"x".repeat(4000)).unwrap_err().bytes, 4000);
    }
}
