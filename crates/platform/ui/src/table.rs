//! Tables: dense on a desk, one card for each row on a phone.

use maud::{Markup, html};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// Numbers: at the end of the cell, tabular.
    Number,
    /// The deed at the row's end; its heading is only for screen readers.
    Deed,
}

/// One column.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column<'a> {
    /// Its heading.
    pub label: &'a str,
    /// How it is set.
    pub kind: Kind,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub const fn text(label: &'a str) -> Self {
        Self { label, kind: Kind::Text }
    }

    /// A column of numbers.
    pub const fn number(label: &'a str) -> Self {
        Self { label, kind: Kind::Number }
    }

    /// The column of deeds.
    pub const fn deed(label: &'a str) -> Self {
        Self { label, kind: Kind::Deed }
    }
}

/// One row: as many cells as columns.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Markup>,
    /// The row needs attention; a mark at its start, beside the words in its cells.
    pub marked: bool,
}

impl From<Vec<Markup>> for Row {
    fn from(cells: Vec<Markup>) -> Self {
        Self { cells, marked: false }
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table<'a> {
    /// Id, so that filters can renew it; `""` for none.
    pub id: &'a str,
    /// What it lists.
    pub caption: &'a str,
    /// Say the caption only to screen readers, because a heading says it already.
    pub caption_unseen: bool,
    /// The columns. The first names the row.
    pub columns: &'a [Column<'a>],
    /// The rows.
    pub rows: Vec<Row>,
    /// A row of sums, or empty.
    pub sums: Vec<Markup>,
    /// Shown in place of the rows when there are none: [`crate::state::empty`].
    pub empty: Markup,
}

/// The table. It stays a table for screen readers when it is drawn as cards.
pub fn table(t: &Table<'_>) -> Markup {
    let id = (!t.id.is_empty()).then_some(t.id);
    if t.rows.is_empty() {
        return html! { div.table-box id=[id] { (t.empty) } };
    }
    html! {
        div.table-box id=[id] {
            table.table role="table" {
                caption.sr[t.caption_unseen] { (t.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for c in t.columns {
                            th.number[c.kind == Kind::Number] scope="col" role="columnheader" {
                                @if c.kind == Kind::Deed { span.sr { (c.label) } } @else { (c.label) }
                            }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for r in &t.rows { tr.marked[r.marked] role="row" { (cells(t.columns, &r.cells)) } }
                }
                @if !t.sums.is_empty() {
                    tfoot role="rowgroup" { tr role="row" { (cells(t.columns, &t.sums)) } }
                }
            }
        }
    }
}

fn cells(columns: &[Column<'_>], row: &[Markup]) -> Markup {
    html! {
        @for ((c, cell), n) in columns.iter().zip(row).zip(0_usize..) {
            @if n == 0 {
                th scope="row" role="rowheader" { (cell) }
            } @else if c.kind == Kind::Deed {
                td.deed role="cell" { (cell) }
            } @else if cell.0.is_empty() {
                td role="cell" {}
            } @else {
                // One box: on a phone the label stands beside all of it.
                td.number[c.kind == Kind::Number] role="cell" data-label=(c.label) { div { (cell) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Row, Table, table};
    use maud::html;

    #[test]
    fn rows_carry_their_labels_and_an_empty_table_its_state() {
        let columns = [Column::text("A"), Column::number("<B>")];
        let mut t = Table { caption: "c", columns: &columns, empty: html! { "none" }, ..Table::default() };
        assert_eq!(table(&t).into_string(), "<div class=\"table-box\">none</div>");
        t.rows.push(Row::from(vec![html! { "x" }, html! { "1" }]));
        let html = table(&t).into_string();
        assert!(html.contains("<th scope=\"row\" role=\"rowheader\">x</th>"));
        assert!(html.contains("class=\"number\" role=\"cell\" data-label=\"&lt;B&gt;\"><div>1</div>"));
    }

    #[test]
    fn an_empty_cell_has_no_label() {
        let columns = [Column::text("A"), Column::text("说明")];
        let rows = vec![Row::from(vec![html! { "x" }, html! {}])];
        let html = table(&Table { columns: &columns, rows, ..Table::default() }).into_string();
        assert!(html.contains("<td role=\"cell\"></td>") && !html.contains("data-label"), "{html}");
    }
}
