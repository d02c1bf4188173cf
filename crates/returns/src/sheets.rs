//! The annexes as spreadsheets (XLSX): formulas of sums are locked, cells that the institution types
//! are not, cells with few values offer them.

use documents::sheet::read::column_name;
use documents::sheet::write::{Column, Form, Kind as Cells, Paper, Value, Workbook};
use kernel::{Error, Result, Timestamp};
use locale::Locale;

use crate::annex::column::COLUMNS;
use crate::annex::item::{ITEMS, Item, Kind, hundredths};
use crate::annex::{Row, Summary};
use crate::heading::Heading;

fn moment(at: Timestamp) -> Result<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond(at.as_millis()).map_err(Error::internal)
}

fn form(name: &str, heading: &Heading, columns: Vec<Column>, words: &Locale) -> Result<Form> {
    let mut form = Form::new(name, columns, moment(heading.at())?);
    form.titles = std::iter::once(heading.title(words)).chain(heading.lines(words)).collect();
    form.paper = Paper::A3;
    form.fixed_columns = 3;
    form.protected = true;
    form.footer = heading.marks.as_ref().map(|marks| marks.code.clone()).unwrap_or_default();
    Ok(form)
}

fn column(heading: &str, kind: Kind, typed: bool) -> Column {
    let width = f64::from(u16::try_from(heading.chars().count()).unwrap_or(20).clamp(5, 20)) * 2.0 + 2.0;
    let column = match kind {
        Kind::Count => Column::of(Cells::Integer, heading, width),
        Kind::Hundredths | Kind::Percent | Kind::Money => Column::of(Cells::Decimal(2), heading, width),
        Kind::Day => Column::of(Cells::Date, heading, width.max(12.0)),
        Kind::Words(_) => Column::text(heading, width.max(16.0)),
        Kind::Choice(choices) => Column::text(heading, width).choices(choices),
    };
    if typed { column } else { column.locked() }
}

/// The formula of a column that follows from others, in row `row`.
fn formula(key: &str, row: u32) -> Option<String> {
    let cell = |key: &str| {
        let at = ITEMS.iter().position(|item| item.key == key).unwrap_or_default();
        format!("{}{row}", column_name(at))
    };
    match key {
        "days" => Some(format!("={}-{}+1", cell("closes-on"), cell("opens-on"))),
        "actual" => Some(format!("={}+{}", cell("male"), cell("female"))),
        "per-head" => Some(format!(
            "=IF({people}>0,ROUND({spent}/{people},2),\"\")",
            people = cell("actual"),
            spent = cell("spent")
        )),
        _ => None,
    }
}

/// The formula of the row of sums, where a sum means something.
fn total(item: &Item, at: usize, row: u32) -> Option<String> {
    let adds = match item.kind {
        Kind::Count => !matches!(item.key, "nth" | "days"),
        Kind::Money => item.key != "per-head",
        Kind::Hundredths => item.group == "hours" || item.group == "modules",
        Kind::Percent | Kind::Day | Kind::Words(_) | Kind::Choice(_) => false,
    };
    let name = column_name(at);
    adds.then(|| format!("=SUM({name}{row}:{name}{row})"))
}

fn value<'a>(item: &Item, annex: &Summary, shown: &'a str) -> Value<'a> {
    match (item.kind, annex.value(item.key)) {
        _ if shown.is_empty() => Value::Blank,
        (Kind::Count, Some(number)) => Value::Integer(number),
        (Kind::Hundredths | Kind::Percent | Kind::Money, Some(units)) => Value::Decimal { units, places: 2 },
        (Kind::Day, _) => shown.parse().map_or(Value::Text(shown), Value::Date),
        _ => Value::Text(shown),
    }
}

/// Annex 1: a row for the class and the row of sums.
///
/// # Errors
/// When the workbook cannot be written.
pub fn annex_1(heading: &Heading, annex: &Summary, words: &Locale) -> Result<Vec<u8>> {
    let labels: Vec<String> =
        ITEMS.iter().map(|item| words.t(&format!("annex-item-{}", item.key)).into_owned()).collect();
    let columns = ITEMS.iter().zip(&labels).map(|(item, label)| column(label, item.kind, item.typed())).collect();
    let form = form(&words.t("annex-sheet-1"), heading, columns, words)?;
    let row = u32::try_from(form.titles.len() + 2).unwrap_or(u32::MAX);
    let mut book = Workbook::new(&form).map_err(Error::internal)?;
    let shown: Vec<String> = ITEMS.iter().map(|item| annex.shown(item).unwrap_or_default()).collect();
    let formulas: Vec<Option<String>> = ITEMS.iter().map(|item| formula(item.key, row)).collect();
    let class: Vec<Value<'_>> = ITEMS
        .iter()
        .zip(shown.iter().zip(&formulas))
        .map(|(item, (shown, formula))| match formula {
            Some(text) => Value::Formula { text, result: shown },
            None => value(item, annex, shown),
        })
        .collect();
    book.row(&class).map_err(Error::internal)?;
    let totals: Vec<Option<String>> = ITEMS.iter().enumerate().map(|(at, item)| total(item, at, row)).collect();
    let label = words.t("annex-total");
    let sums: Vec<Value<'_>> = totals
        .iter()
        .zip(&shown)
        .enumerate()
        .map(|(at, (total, shown))| match total {
            Some(text) => Value::Formula { text, result: shown },
            None if at == 0 => Value::Text(&label),
            None => Value::Blank,
        })
        .collect();
    book.row(&sums).map_err(Error::internal)?;
    book.into_bytes().map_err(Error::internal)
}

/// The kind of a column of Annex 2 in the spreadsheet.
fn kind_of(key: &str, typed: Option<Kind>) -> Kind {
    match (key, typed) {
        (_, Some(kind)) => kind,
        ("nth" | "age" | "service", None) => Kind::Count,
        ("gain", None) => Kind::Hundredths,
        ("sex", None) => Kind::Choice(&["男", "女"]),
        ("outcome", None) => Kind::Choice(&["优秀", "合格", "未结业"]),
        _ => Kind::Words(100),
    }
}

/// The formula below a column of Annex 2, over its rows `from` to `until`.
fn below(key: &str, name: &str, from: u32, until: u32) -> Option<String> {
    let range = format!("{name}{from}:{name}{until}");
    match key {
        "name" => Some(format!("=COUNTA({range})")),
        "pre-score" | "post-score" | "gain" => Some(format!("=IF(COUNT({range})>0,ROUND(AVERAGE({range}),2),\"\")")),
        _ => None,
    }
}

/// Annex 2: a row for each trainee, and below them their number and the mean scores.
///
/// # Errors
/// When the workbook cannot be written.
pub fn annex_2(heading: &Heading, rows: &[Row], words: &Locale) -> Result<Vec<u8>> {
    let columns = COLUMNS
        .iter()
        .map(|it| column(&words.t(&format!("annex-column-{}", it.key)), kind_of(it.key, it.typed), it.typed.is_some()))
        .collect();
    let form = form(&words.t("annex-sheet-2"), heading, columns, words)?;
    let first = u32::try_from(form.titles.len() + 2).unwrap_or(u32::MAX);
    let mut book = Workbook::new(&form).map_err(Error::internal)?;
    let mut last = first;
    for row in rows {
        let cells: Vec<Option<String>> = COLUMNS.iter().map(|it| row.cell(it.key)).collect();
        let values: Vec<Value<'_>> = COLUMNS
            .iter()
            .zip(&cells)
            .map(|(it, cell)| match (cell, kind_of(it.key, it.typed)) {
                (None, _) => Value::Blank,
                (Some(cell), Kind::Count) => cell.parse().map_or(Value::Text(cell), Value::Integer),
                (Some(cell), Kind::Hundredths | Kind::Percent) => {
                    signed(cell).map_or(Value::Text(cell), |units| Value::Decimal { units, places: 2 })
                }
                (Some(cell), _) => Value::Text(cell),
            })
            .collect();
        last = book.row(&values).map_err(Error::internal)?;
    }
    if !rows.is_empty() {
        sums(&mut book, rows, first, last, words)?;
    }
    book.into_bytes().map_err(Error::internal)
}

fn sums(book: &mut Workbook, rows: &[Row], first: u32, last: u32, words: &Locale) -> Result<()> {
    let label = words.t("annex-total");
    let count = rows.len().to_string();
    let formulas: Vec<Option<String>> =
        COLUMNS.iter().enumerate().map(|(at, it)| below(it.key, &column_name(at), first, last)).collect();
    let means: Vec<String> = COLUMNS.iter().map(|it| mean(rows, it.key)).collect();
    let values: Vec<Value<'_>> = COLUMNS
        .iter()
        .zip(formulas.iter().zip(&means))
        .map(|(it, (formula, mean))| match formula {
            Some(text) => Value::Formula { text, result: if it.key == "name" { &count } else { mean } },
            None if it.key == "nth" => Value::Text(&label),
            None => Value::Blank,
        })
        .collect();
    book.row(&values).map_err(Error::internal)?;
    Ok(())
}

/// The mean of a column of scores, as the program will show it.
fn mean(rows: &[Row], key: &str) -> String {
    let scores: Vec<i64> = rows.iter().filter_map(|row| signed(&row.cell(key)?)).collect();
    let count = kernel::count(scores.len());
    let sum: i64 = scores.iter().sum();
    if count == 0 { String::new() } else { kernel::fixed_2((sum * 2 + count).div_euclid(count * 2)) }
}

/// Hundredths with a sign: a gain may be a loss.
fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => hundredths(rest).map(|units| -units),
        None => hundredths(text),
    }
}

#[cfg(test)]
mod tests;
