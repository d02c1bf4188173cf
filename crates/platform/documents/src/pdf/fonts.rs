//! The fonts: read once, shared by every document.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use krilla::text::Font;
use rustybuzz::ttf_parser::{self, fonts_in_collection, name_id};

use super::Error;

/// The faces that a style can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Face {
    /// Noto Sans CJK SC: tables, labels.
    #[default]
    Sans,
    /// Noto Sans CJK SC Bold.
    SansBold,
    /// Noto Serif CJK SC (宋体 style): running text of certificates.
    Serif,
    /// Noto Serif CJK SC Bold: titles.
    SerifBold,
}

impl Face {
    pub(crate) const ALL: [Self; 4] = [Self::Sans, Self::SansBold, Self::Serif, Self::SerifBold];

    /// File of the collection and PostScript name of the face in it.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Sans => ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular"),
            Self::SansBold => ("NotoSansCJK-Bold.ttc", "NotoSansCJKsc-Bold"),
            Self::Serif => ("NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular"),
            Self::SerifBold => ("NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold"),
        }
    }
}

/// Fonts of the other scripts written in China, asked in this order for what the
/// Chinese face does not have; each is optional (Debian's fonts-noto-core).
const FALLBACKS: [&str; 9] = [
    "NotoSans-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSerifTibetan-Regular.ttf",
    "NotoSansMongolian-Regular.ttf",
    "NotoSansYi-Regular.ttf",
    "NotoSansNewTaiLue-Regular.ttf",
    "NotoSansTaiLe-Regular.ttf",
    "NotoSansLisu-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
];

/// One face, ready to measure and to embed.
pub(crate) struct Loaded {
    pub data: Arc<Vec<u8>>,
    pub index: u32,
    pub font: Font,
}

type Slot = OnceLock<Option<Loaded>>;

struct Inner {
    folder: PathBuf,
    files: HashMap<String, PathBuf>,
    faces: [Slot; 4],
    fallbacks: [Slot; FALLBACKS.len()],
}

/// The fonts of a folder. Cloning shares them; a file is read when first used
/// (a collection of 15 to 25 MB) and kept.
#[derive(Clone)]
pub struct Fonts(Arc<Inner>);

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("folder", &self.0.folder).finish_non_exhaustive()
    }
}

impl Fonts {
    /// Looks for the fonts in `folder` and below it (on Debian `/usr/share/fonts`).
    ///
    /// # Errors
    /// [`Error::FontMissing`] names the first file that is not there and the
    /// package that brings it.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let mut files = HashMap::new();
        scan(folder, 4, &mut files);
        for face in Face::ALL {
            let (file, _) = face.file();
            if !files.contains_key(file) {
                let (file, folder) = (file.to_owned(), folder.to_owned());
                return Err(Error::FontMissing { file, folder, package: "fonts-noto-cjk" });
            }
        }
        let folder = folder.to_owned();
        Ok(Self(Arc::new(Inner { folder, files, faces: Default::default(), fallbacks: Default::default() })))
    }

    pub(crate) fn face(&self, face: Face) -> Result<&Loaded, Error> {
        let (file, name) = face.file();
        let slot = match face {
            Face::Sans => &self.0.faces[0],
            Face::SansBold => &self.0.faces[1],
            Face::Serif => &self.0.faces[2],
            Face::SerifBold => &self.0.faces[3],
        };
        let path = self.0.files.get(file);
        slot.get_or_init(|| load(path?, Some(name)))
            .as_ref()
            .ok_or_else(|| Error::FontDamaged(path.cloned().unwrap_or_default()))
    }

    /// The other fonts that are there, in the order to ask them. None is read
    /// before a character needs it.
    pub(crate) fn fallbacks(&self) -> impl Iterator<Item = &Loaded> {
        self.0
            .fallbacks
            .iter()
            .zip(FALLBACKS)
            .filter_map(|(slot, file)| slot.get_or_init(|| load(self.0.files.get(file)?, None)).as_ref())
    }
}

fn load(path: &Path, name: Option<&str>) -> Option<Loaded> {
    let data = Arc::new(std::fs::read(path).ok()?);
    let index = match name {
        None => 0,
        Some(name) => {
            (0..fonts_in_collection(&data)?).find(|index| postscript(&data, *index).as_deref() == Some(name))?
        }
    };
    let font = Font::new(Arc::clone(&data).into(), index)?;
    Some(Loaded { data, index, font })
}

fn postscript(data: &[u8], index: u32) -> Option<String> {
    let face = ttf_parser::Face::parse(data, index).ok()?;
    face.names().into_iter().find(|name| name.name_id == name_id::POST_SCRIPT_NAME && name.is_unicode())?.to_string()
}

fn scan(folder: &Path, depth: u8, files: &mut HashMap<String, PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                scan(&path, depth.saturating_sub(1), files);
            }
        } else if let Ok(name) = entry.file_name().into_string() {
            files.insert(name, path);
        }
    }
}
