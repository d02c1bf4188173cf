//! The job that writes an export.
//!
//! ```text
//! list --pages--> rows with their mark --> bytes --digest--> sealed pieces --> the files of the house
//! ```

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use ::store::Tx;
use blobs::{Blobs, Upload};
use bytes::Bytes;
use futures::{Stream, stream};
use jobs::{Hearing, Job, Progress, Report, Work};
use kernel::{Error, Id, PersonId, Refusal, Result, Timestamp, text};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;
use vault::{FileSecret, Ring, Vault, sealed_length};

use crate::sheet::{Head, MOST_SHEET_ROWS, Sheet};
use crate::store as rows;
use crate::{EXPORT_FILE, Export, ExportState, Format, Hand, Listing};

/// The kind of the job.
pub const KIND: &str = "export.write";
/// The longest file, in bytes: a list of the whole nation has less.
const MOST_BYTES: u64 = 8 << 30;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub person: PersonId,
    pub export: Id<Export>,
}

/// Writes what was asked for.
pub struct Write {
    /// The lists of the house.
    pub listings: Vec<&'static dyn Listing>,
    /// Opens what is sealed in a list, and seals the file.
    pub vault: Arc<Vault>,
    /// Where the file lies.
    pub blobs: Blobs,
    /// Where it lies while it is written; sealed there too.
    pub uploads: PathBuf,
}

impl Work for Write {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(self.write(job, progress))
    }

    fn given_up<'a>(&'a self, tx: &'a mut Tx, job: &'a Job, at: Timestamp) -> Hearing<'a> {
        Box::pin(async move {
            let task: Task = job.task()?;
            let Some(export) = rows::find_export(&mut *tx, task.person, task.export).await? else { return Ok(()) };
            let failed = Export { state: ExportState::Failed, ended_at: Some(at), ..export };
            rows::set_ended(tx, &failed).await.map(|_| ())
        })
    }
}

/// What has been written so far.
struct Tally {
    rows: i64,
    bytes: u64,
    digest: Sha256,
}

impl Write {
    async fn write(&self, job: &Job, progress: &Progress) -> Result<Report> {
        let (task, store): (Task, _) = (job.task()?, progress.store());
        let export = rows::find_export(store, task.person, task.export).await?.ok_or(Error::NotFound)?;
        if export.state == ExportState::Writing {
            let ended = self.write_file(&export, progress).await?;
            // Begun twice, the later finds what the earlier wrote, and leaves it.
            ::store::transaction!(store, tx => { rows::set_ended(tx, &ended).await })?;
        }
        let written = rows::find_export(store, task.person, task.export).await?.ok_or(Error::NotFound)?;
        Ok(Report::of(text!("export-written", rows = written.list_rows)))
    }

    /// The export with its file.
    async fn write_file(&self, export: &Export, progress: &Progress) -> Result<Export> {
        let listing = self.listings.iter().find(|it| it.name() == export.listing).ok_or(Error::NotFound)?;
        let ring = self.vault.ring();
        let asked = serde_json::from_str(&export.asked).map_err(Error::internal)?;
        let hand =
            Hand { store: progress.store(), ring: &ring, asked: &asked, whole: export.whole, at: export.created_at };
        let tally = Mutex::new(Tally { rows: 0, bytes: 0, digest: Sha256::new() });
        let secret = FileSecret::fresh(ring.suite());
        let total = listing.size(&hand).await?;
        let writing = Writing { listing: *listing, hand: &hand, export, progress, total, tally: &tally };
        let plain = Box::pin(pieces(writing));
        let sealed = Upload::receive(&self.uploads, secret.seal_all(plain)?, sealed_length(MOST_BYTES)).await;
        let upload = sealed.map_err(cause)?;
        self.blobs.keep_as(&upload, &export.key()?).await.map_err(Error::internal)?;
        let tally = tally.into_inner();
        Ok(Export {
            state: ExportState::Ready,
            list_rows: tally.rows,
            bytes: i64::try_from(tally.bytes).unwrap_or(i64::MAX),
            digest: hex::encode(tally.digest.finalize()),
            file_secret: Some(secret.seal(&ring, EXPORT_FILE, export.id.uuid())?),
            ended_at: Some(progress.clock().now()),
            ..export.clone()
        })
    }
}

/// A refusal of the list stays one, through the stream that carried it.
fn cause(error: blobs::Error) -> Error {
    match error {
        blobs::Error::Interrupted(inner) => match inner.downcast::<Error>() {
            Ok(own) => *own,
            Err(other) => Error::internal(other),
        },
        other => Error::internal(other),
    }
}

/// Where the writing stands between two pages.
enum At {
    Begin,
    Page(Sheet, Option<String>),
    End,
}

/// The bytes of the file, a page of the list at a time.
fn pieces(writing: Writing<'_>) -> impl Stream<Item = Result<Bytes>> + Send + '_ {
    stream::try_unfold((writing, At::Begin), |(writing, at)| async move {
        let Some((bytes, next)) = writing.step(at).await? else { return Ok(None) };
        let mut tally = writing.tally.lock().await;
        tally.digest.update(&bytes);
        tally.bytes = tally.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        drop(tally);
        Ok(Some((Bytes::from(bytes), (writing, next))))
    })
}

#[derive(Clone, Copy)]
struct Writing<'a> {
    listing: &'a dyn Listing,
    hand: &'a Hand<'a>,
    export: &'a Export,
    progress: &'a Progress,
    total: i64,
    tally: &'a Mutex<Tally>,
}

impl Writing<'_> {
    async fn step(&self, at: At) -> Result<Option<(Vec<u8>, At)>> {
        match at {
            At::Begin => {
                let (sheet, bytes) = Sheet::begin(self.export.format, &self.head()).map_err(Error::internal)?;
                Ok(Some((bytes, At::Page(sheet, None))))
            }
            At::Page(sheet, after) => self.page(sheet, after).await.map(Some),
            At::End => Ok(None),
        }
    }

    async fn page(&self, mut sheet: Sheet, after: Option<String>) -> Result<(Vec<u8>, At)> {
        let page = self.listing.page(self.hand, after).await?;
        let mut tally = self.tally.lock().await;
        tally.rows += kernel::count(page.rows.len());
        let rows = tally.rows;
        drop(tally);
        if self.export.format == Format::Xlsx && rows > MOST_SHEET_ROWS {
            let many = Refusal::because(text!("export-many-rows", limit = MOST_SHEET_ROWS));
            return Err(many.remedy(text!("export-many-rows-remedy")).into());
        }
        let mut bytes = sheet.add(&page.rows, &self.export.mark()).map_err(Error::internal)?;
        self.progress.set(rows, self.total.max(rows)).await?;
        let next = match page.next {
            Some(next) => At::Page(sheet, Some(next)),
            None => {
                bytes.extend(sheet.end().map_err(Error::internal)?);
                At::End
            }
        };
        Ok((bytes, next))
    }

    fn head(&self) -> Head {
        let (at, mark) = (self.export.created_at, self.export.mark());
        Head {
            title: self.export.title.clone(),
            note: format!("导出标记 {mark}　导出时间 {at}　含个人信息，仅限本次工作使用，不得转发"),
            headings: self.listing.headings(),
            at,
        }
    }
}

/// The file of an export, as the bytes that were written.
///
/// # Errors
/// [`Error::NotFound`] when it has none; when it was altered, the stream ends with an error.
pub async fn open(
    ring: &Ring,
    blobs: &Blobs,
    export: &Export,
) -> Result<impl Stream<Item = std::result::Result<Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send + use<>> {
    let sealed = export.file_secret.as_ref().ok_or(Error::NotFound)?;
    let secret = FileSecret::unseal(ring, EXPORT_FILE, export.id.uuid(), sealed)?;
    let body = blobs.get(&export.key()?).await.map_err(Error::internal)?;
    secret.open_all(body.stream)
}
