use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use jobs::{Job, Progress, Report, Work};
use kernel::{Result, text};

use crate::{take_root, write_roots};

/// The kind of the job.
pub const ROOT_KIND: &str = "audit.root";
/// The name of the recurring work.
pub const ROOT_NAME: &str = "house.audit-root";

/// Takes the root of each day, and adds it to the file of roots.
pub struct TakeRoot {
    /// The file.
    pub file: PathBuf,
}

impl TakeRoot {
    async fn take(&self, progress: &Progress) -> Result<Report> {
        let root = take_root(progress.store(), progress.clock().now()).await?;
        write_roots(progress.store(), &self.file).await?;
        Ok(Report::of(text!("audit-root-taken", day = root.day.to_string(), chains = root.chains)))
    }
}

impl Work for TakeRoot {
    fn kind(&self) -> &'static str {
        ROOT_KIND
    }

    fn run<'a>(
        &'a self,
        _job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(self.take(progress))
    }
}
