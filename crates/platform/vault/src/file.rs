//! The ring's file: one, for its owner alone, replaced whole or not at all.

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::key::Entry;
use crate::{KeyId, Ring};

/// The version of the file's form. The one before was 64 bare bytes.
const VERSION: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Form {
    version: u32,
    active: KeyId,
    keys: Vec<Entry>,
}

/// What tells whether the file is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    node: u64,
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let data = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let node = std::os::unix::fs::MetadataExt::ino(&data);
        #[cfg(not(unix))]
        let node = 0;
        Some(Self { modified: data.modified().ok(), length: data.len(), node })
    }
}

fn failed(path: &Path, cause: impl std::fmt::Display) -> Error {
    Error::internal(format!("the key ring {}: {cause}", path.display()))
}

/// The ring in the file `path`; `None` when there is no file.
pub(crate) fn read(path: &Path) -> Result<Option<Ring>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(failed(path, cause)),
    };
    if let Ok(secret) = <&[u8; 64]>::try_from(bytes.as_slice()) {
        return Ring::of_64(secret).map(Some);
    }
    let form: Form = serde_json::from_slice(&bytes).map_err(|_| failed(path, "not the file of a ring"))?;
    if form.version != VERSION {
        return Err(failed(path, format!("of version {}, which this program does not know", form.version)));
    }
    Ring::new(form.active, form.keys).map(Some).map_err(|cause| failed(path, cause))
}

/// Puts `ring` in place of what was there. The temporary file is its owner's alone from its first moment.
pub(crate) fn write(path: &Path, ring: &Ring) -> Result<()> {
    let folder = folder(path);
    std::fs::create_dir_all(folder).map_err(|cause| failed(path, cause))?;
    let form = Form { version: VERSION, active: ring.active(), keys: ring.entries() };
    let text = serde_json::to_vec_pretty(&form).map_err(|cause| failed(path, cause))?;
    let mut file =
        tempfile::Builder::new().prefix(".keys-").tempfile_in(folder).map_err(|cause| failed(path, cause))?;
    file.write_all(&text).and_then(|()| file.as_file().sync_all()).map_err(|cause| failed(path, cause))?;
    file.persist(path).map_err(|cause| failed(path, cause.error))?;
    // The name, too, is to stand after a power cut.
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|cause| failed(path, cause))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether others than the owner may read the file.
pub(crate) fn open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    return std::fs::metadata(path)
        .is_ok_and(|data| std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o077 != 0);
    #[cfg(not(unix))]
    return false;
}

/// The right to change the ring: one program at a time has it. Gone when dropped, also by a crash.
#[derive(Debug)]
pub struct Hold {
    _file: File,
}

impl Hold {
    fn file(path: &Path) -> Result<File> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path: PathBuf = folder(path).join(name);
        std::fs::create_dir_all(folder(&path)).map_err(|cause| failed(&path, cause))?;
        File::options().create(true).truncate(false).write(true).open(&path).map_err(|cause| failed(&path, cause))
    }

    pub(crate) fn wait(path: &Path) -> Result<Self> {
        let file = Self::file(path)?;
        file.lock().map_err(|cause| failed(path, cause))?;
        Ok(Self { _file: file })
    }

    pub(crate) fn take(path: &Path) -> Result<Self> {
        let file = Self::file(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(failed(path, "another program is changing it")),
            Err(TryLockError::Error(cause)) => Err(failed(path, cause)),
        }
    }
}
