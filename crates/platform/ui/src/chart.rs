//! Charts as drawn rows inside real tables: whoever cannot see the bars reads the numbers.

use maud::{Markup, html};

/// One part of a stacked bar.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its size, in the unit of the whole.
    pub value: f64,
    /// The size in words.
    pub shown: &'a str,
}

/// A bar of parts of `whole`, with its key beneath. `label` says the same in a sentence.
/// At most six parts have a colour of their own.
pub fn stacked(label: &str, parts: &[Part<'_>], whole: f64) -> Markup {
    let mut from = 0.0;
    let drawn: Vec<(usize, f64, f64)> = parts
        .iter()
        .zip(1_usize..)
        .map(|(p, hue)| {
            let width = percent(p.value, whole).min(100.0 - from);
            let start = from;
            from += width;
            (hue, start, width)
        })
        .collect();
    html! {
        div.stacked {
            svg.stack-bar role="img" aria-label=(label) {
                rect.bar-ground width="100%" height="100%" {}
                @for (hue, start, width) in &drawn {
                    rect class={ "hue-" (hue) } x={ (two(*start)) "%" } width={ (two(*width)) "%" } height="100%" {}
                }
            }
            ul.key {
                @for ((hue, _, _), p) in drawn.iter().zip(parts) {
                    li { (swatch(*hue)) (p.label) " " b { (p.shown) } }
                }
            }
        }
    }
}

fn swatch(hue: usize) -> Markup {
    html! { svg.swatch aria-hidden="true" focusable="false" { rect class={ "hue-" (hue) } width="100%" height="100%" {} } }
}

/// One row of [`bars`].
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// Who or what.
    pub label: &'a str,
    /// The list or page behind it, or `""`.
    pub href: &'a str,
    /// The value.
    pub value: f64,
    /// The value in words.
    pub shown: &'a str,
}

/// A chart of horizontal bars.
#[derive(Debug, Clone, Copy)]
pub struct Bars<'a> {
    /// What it shows: the caption.
    pub caption: &'a str,
    /// Heading of the names.
    pub names: &'a str,
    /// Heading of the values.
    pub values: &'a str,
    /// The value at the end of the scale.
    pub max: f64,
    /// A line across: its value and its words ("target 20%").
    pub target: Option<(f64, &'a str)>,
    /// The rows, in the order shown.
    pub rows: &'a [Bar<'a>],
}

/// The chart. Rows below the target are drawn hollow in apricot, so that they differ
/// without colour.
pub fn bars(b: &Bars<'_>) -> Markup {
    let line = b.target.map(|(v, _)| percent(v, b.max));
    html! {
        table.bars {
            caption { (b.caption) @if let Some((_, words)) = b.target { span.target-key { (words) } } }
            thead { tr { th scope="col" { span.sr { (b.names) } } th scope="col" { span.sr { (b.values) } } } }
            tbody {
                @for row in b.rows {
                    @let below = b.target.is_some_and(|(t, _)| row.value < t);
                    tr {
                        th scope="row" { @if row.href.is_empty() { (row.label) } @else { a href=(row.href) { (row.label) } } }
                        td {
                            div.bar-cell {
                                svg.bar-row aria-hidden="true" focusable="false" {
                                    rect.bar-fill.below[below] width={ (two(percent(row.value, b.max))) "%" } y="15%" height="70%" rx="2" {}
                                    @if let Some(x) = line {
                                        line.target x1={ (two(x)) "%" } x2={ (two(x)) "%" } y1="0" y2="100%" {}
                                    }
                                }
                                span.bar-value { (row.shown) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn percent(value: f64, whole: f64) -> f64 {
    if whole > 0.0 { (value / whole * 100.0).clamp(0.0, 100.0) } else { 0.0 }
}

fn two(value: f64) -> String {
    format!("{value:.2}")
}

#[cfg(test)]
mod tests {
    use super::{Bar, Bars, Part, bars, stacked};

    #[test]
    fn a_row_below_the_target_is_marked() {
        let bar = |value| Bar { label: "a", href: "", value, shown: "1" };
        let html = bars(&Bars {
            caption: "c",
            names: "n",
            values: "v",
            max: 10.0,
            target: Some((5.0, "t")),
            rows: &[bar(4.0), bar(6.0)],
        })
        .into_string();
        assert_eq!(html.matches("class=\"bar-fill below\"").count(), 1);
        assert_eq!(html.matches("class=\"bar-fill\"").count(), 1);
    }

    #[test]
    fn parts_never_overflow_the_bar() {
        let part = |value| Part { label: "a", value, shown: "1" };
        let html = stacked("x", &[part(80.0), part(40.0)], 100.0).into_string();
        assert!(html.contains("x=\"80.00%\" width=\"20.00%\""));
        assert!(!html.contains("style="));
    }
}
