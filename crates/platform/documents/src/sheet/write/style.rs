//! The formats of a workbook's cells.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::form::{Column, Kind};

/// A font that every office program in China has or replaces well.
const FONT: &str = "等线";

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

pub(super) fn title(first: bool) -> Format {
    let format = base().set_align(FormatAlign::Center).set_text_wrap();
    if first { format.set_bold().set_font_size(16) } else { format }
}

pub(super) fn heading() -> Format {
    base()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color("#E4EFEC")
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

pub(super) fn column(column: &Column) -> Format {
    let format = base().set_border(FormatBorder::Thin);
    let format = match column.kind {
        Kind::Text => format.set_num_format("@").set_text_wrap(),
        Kind::Integer => format.set_num_format("0"),
        Kind::Decimal(0) => format.set_num_format("0"),
        Kind::Decimal(places) => format.set_num_format(format!("0.{}", "0".repeat(usize::from(places.min(9))))),
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    };
    if column.locked { format } else { format.set_unlocked() }
}

/// A formula keeps the number format of its column, but not that of text, with
/// which the program would show the formula itself.
pub(super) fn formula(like: &Column) -> Format {
    let kind = if like.kind == Kind::Text { Kind::Integer } else { like.kind };
    let format = column(&Column { kind, locked: true, ..like.clone() });
    let format = format.set_background_color("#F2F2F2");
    if like.kind == Kind::Text { format.set_num_format("General") } else { format }
}
