//! The reader: its own thread, because a spreadsheet is read and checked without pause.

use std::ops::ControlFlow;
use std::sync::Arc;

use documents::sheet::read::{self, Limits, column_name};
use kernel::{Error, Result, Text, text};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::batch::{Batch, Desk, Register};
use super::file::{MOST_BYTES, open};
use super::{Tools, unreadable};
use crate::import::{RosterFault, RosterImport};
use crate::roster::{Column, Context, Layout, Seen, check};

/// Rows in a batch: one question to the database, one transaction.
const ROWS: usize = 1_000;
/// Batches that may wait; the reader pauses when the database is slower.
const AHEAD: usize = 2;

/// A roster being read.
pub(super) struct Reading {
    batches: mpsc::Receiver<Batch>,
    thread: JoinHandle<Result<()>>,
    bytes: u64,
}

impl Reading {
    /// Begins to read the import's file, after making sure that it is the file that was sent.
    pub(super) async fn start(desk: &Desk, tools: &Tools, import: &RosterImport) -> Result<Self> {
        let file = open(tools, import).await?;
        let bytes = u64::try_from(file.len()).unwrap_or(u64::MAX);
        let (send, batches) = mpsc::channel(AHEAD);
        let register = Arc::clone(&desk.register);
        let thread = tokio::task::spawn_blocking(move || {
            let mut reader = Reader {
                register: &register,
                send,
                batch: Batch::default(),
                layout: None,
                seen: Seen::default(),
                stop: None,
            };
            let read = read_sheet(&file, |header, row| reader.row(header, row));
            if let Some(reason) = reader.stop.take() {
                return Err(unreadable(reason));
            }
            read?;
            // Nobody waits any more when the work itself failed; it says why.
            let _ = reader.flush();
            Ok(())
        });
        Ok(Self { batches, thread, bytes })
    }

    /// The next batch of checked rows.
    pub(super) async fn next(&mut self) -> Option<Batch> {
        self.batches.recv().await
    }

    /// About how many rows the file has: rosters take some 70 bytes a row when packed.
    pub(super) fn estimate(&self) -> i64 {
        i64::try_from(self.bytes / 70).unwrap_or(i64::MAX)
    }

    /// Whether the reader came to the end of the file.
    pub(super) async fn end(self) -> Result<()> {
        self.thread.await.map_err(Error::internal)?
    }
}

/// The state of the reader between two rows.
struct Reader<'a> {
    register: &'a Register,
    send: mpsc::Sender<Batch>,
    batch: Batch,
    layout: Option<Layout>,
    seen: Seen,
    stop: Option<Text>,
}

impl Reader<'_> {
    fn row(&mut self, header: &read::Header, row: &read::Row<'_>) -> ControlFlow<()> {
        let layout = match &self.layout {
            Some(layout) => layout,
            None => match Layout::read(&header.names) {
                Ok(layout) => self.layout.insert(layout),
                Err(fault) => {
                    self.stop = Some(fault.text());
                    return ControlFlow::Break(());
                }
            },
        };
        let register = self.register;
        let context =
            Context { layout, schools: &register.schools, counties: &register.counties, today: register.today };
        let cells: Vec<&str> = row.cells().iter().map(|cell| cell.text.as_ref()).collect();
        self.batch.read += 1;
        if self.batch.number_column.is_empty() {
            self.batch.number_column = layout.place(Column::Number).map(column_name).unwrap_or_default();
        }
        match check(&cells, row.number, &context, &mut self.seen) {
            Ok((good, warnings)) => {
                let doubts = warnings.iter().map(|it| (it.column(), it.text(), String::new()));
                note(&mut self.batch.faults, layout, row.number, "warning", doubts);
                self.batch.warned += i64::from(!warnings.is_empty());
                self.batch.good.push((row.number, good));
            }
            Err(faults) => {
                note(
                    &mut self.batch.faults,
                    layout,
                    row.number,
                    "fault",
                    faults.into_iter().map(|it| (it.column, it.text(), it.given)),
                );
                self.batch.wrong += 1;
            }
        }
        if self.batch.good.len() + self.batch.faults.len() >= ROWS { self.flush() } else { ControlFlow::Continue(()) }
    }

    /// Hands the batch over; stops when nobody takes it any more.
    fn flush(&mut self) -> ControlFlow<()> {
        let batch = std::mem::take(&mut self.batch);
        match self.send.blocking_send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Notes what is wrong in a row, cell by cell.
fn note(
    faults: &mut Vec<RosterFault>,
    layout: &Layout,
    row: u32,
    severity: &str,
    found: impl Iterator<Item = (Column, Text, String)>,
) {
    for ((column, reason, given), nth) in found.zip(1..) {
        faults.push(RosterFault {
            row_number: row.into(),
            nth,
            cell: layout.place(column).map(|place| format!("{}{row}", column_name(place))).unwrap_or_default(),
            column_name: column.key().to_owned(),
            reason: serde_json::to_string(&reason).unwrap_or_default(),
            given,
            severity: severity.to_owned(),
        });
    }
}

/// Reads the rows below the header of a roster.
pub(super) fn read_sheet(
    file: &[u8],
    visit: impl FnMut(&read::Header, &read::Row<'_>) -> ControlFlow<()>,
) -> Result<()> {
    let limits = Limits { file_bytes: MOST_BYTES, ..Limits::default() };
    let spellings = Column::REQUIRED.map(Column::spellings);
    let headings: Vec<&[&str]> = spellings.iter().map(Vec::as_slice).collect();
    read::rows(file, &limits, &headings, visit).map(|_| ()).map_err(|error| explain(&error))
}

/// Why a file cannot be taken, in words.
fn explain(error: &read::Error) -> Error {
    use read::Error as E;
    let reason = match error {
        E::NotASpreadsheet(read::Format::Empty) => text!("import-empty"),
        E::NotASpreadsheet(_) => text!("import-not-a-spreadsheet"),
        E::Encrypted => text!("import-encrypted"),
        E::TooLarge { limit } => text!("import-file-large", megabytes = i64::try_from(limit >> 20).unwrap_or(i64::MAX)),
        E::ZipBomb(_) => text!("import-zip-bomb"),
        E::NoHeader { looked, .. } => text!("import-no-header", looked = *looked),
        E::TooManyColumns { limit, .. } => text!("import-many-columns", limit = *limit),
        E::TooManyRows { limit } => text!("import-many-rows", limit = *limit),
        E::CellTooLong { row, limit } => text!("import-long-cell", row = *row, limit = *limit),
        E::Damaged(_) => text!("import-damaged"),
        E::Io(cause) => return Error::internal(cause.to_string()),
    };
    unreadable(reason)
}
