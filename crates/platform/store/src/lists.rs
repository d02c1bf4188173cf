use sqlx::Arguments as _;
use sqlx::postgres::PgArguments;
use uuid::Uuid;

use crate::{Error, Value};

/// One column of many rows, as PostgreSQL takes it: an array. A statement over arrays has one text,
/// however many rows there are, and is planned once; one with thousands of places costs more to plan
/// than to run.
enum List {
    Text(Vec<Option<String>>),
    Int(Vec<Option<i64>>),
    Bool(Vec<Option<bool>>),
    Float(Vec<Option<f64>>),
    Uuid(Vec<Option<Uuid>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl List {
    fn like(value: &Value, rows: usize) -> Self {
        match value {
            Value::Text(_) => Self::Text(Vec::with_capacity(rows)),
            Value::Int(_) => Self::Int(Vec::with_capacity(rows)),
            Value::Bool(_) => Self::Bool(Vec::with_capacity(rows)),
            Value::Float(_) => Self::Float(Vec::with_capacity(rows)),
            Value::Uuid(_) => Self::Uuid(Vec::with_capacity(rows)),
            Value::Bytes(_) => Self::Bytes(Vec::with_capacity(rows)),
        }
    }

    /// False when it is of another kind.
    fn push(&mut self, value: Value) -> bool {
        match (self, value) {
            (Self::Text(list), Value::Text(it)) => list.push(it),
            (Self::Int(list), Value::Int(it)) => list.push(it),
            (Self::Bool(list), Value::Bool(it)) => list.push(it),
            (Self::Float(list), Value::Float(it)) => list.push(it),
            (Self::Uuid(list), Value::Uuid(it)) => list.push(it),
            (Self::Bytes(list), Value::Bytes(it)) => list.push(it),
            _ => return false,
        }
        true
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text[]",
            Self::Int(_) => "bigint[]",
            Self::Bool(_) => "boolean[]",
            Self::Float(_) => "double precision[]",
            Self::Uuid(_) => "uuid[]",
            Self::Bytes(_) => "bytea[]",
        }
    }

    fn add(self, arguments: &mut PgArguments) -> Result<(), Error> {
        let added = match self {
            Self::Text(list) => arguments.add(list),
            Self::Int(list) => arguments.add(list),
            Self::Bool(list) => arguments.add(list),
            Self::Float(list) => arguments.add(list),
            Self::Uuid(list) => arguments.add(list),
            Self::Bytes(list) => arguments.add(list),
        };
        Ok(added.map_err(sqlx::Error::Encode)?)
    }
}

/// Rows of these columns, laid out row by row, as `unnest($1::text[],$2::bigint[])` and its arguments.
///
/// # Errors
/// When a column holds values of two kinds.
pub(crate) fn unnest(values: Vec<Value>, columns: &[&str]) -> Result<(String, PgArguments), Error> {
    let rows = values.len().checked_div(columns.len()).unwrap_or_default();
    let mut lists: Vec<List> = values.iter().zip(columns).map(|(value, _)| List::like(value, rows)).collect();
    let mut values = values.into_iter();
    for _ in 0..rows {
        for ((list, value), column) in lists.iter_mut().zip(values.by_ref()).zip(columns) {
            if !list.push(value) {
                let cause = "another kind of value than in the first row".to_owned();
                return Err(Error::Value { column: (*column).to_owned(), cause });
            }
        }
    }
    let kinds = lists.iter().zip(1..).map(|(list, nth)| format!("${nth}::{}", list.kind()));
    let text = format!("unnest({})", kinds.collect::<Vec<_>>().join(","));
    let mut arguments = PgArguments::default();
    for list in lists {
        list.add(&mut arguments)?;
    }
    Ok((text, arguments))
}
