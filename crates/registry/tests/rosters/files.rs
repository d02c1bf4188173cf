//! Files that cannot be taken: each ends with its reason in Chinese and writes nothing.

use std::io::Write as _;

use jobs::JobState;
use kernel::{Error, text};
use registry::RosterFile;
use registry::import::{ImportState, RosterImport};
use registry::roster::generate;
use zip::write::SimpleFileOptions;

use crate::county::{County, counties, workbook};

/// A workbook whose one sheet inflates to more than it may.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        archive
            .start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .unwrap();
        for _ in 0..64 {
            archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

async fn is_failed(county: &County, import: &RosterImport, key: &str) {
    let job = county.job(import).await;
    let outcome = job.outcome().unwrap();
    assert_eq!((import.state, job.state, outcome.summary.key.as_str()), (ImportState::Failed, JobState::Failed, key));
    assert_eq!(job.attempts, 1, "a file does not mend itself");
    let said = county.say(&outcome.summary);
    assert!(!said.contains('{'), "{said}");
    assert_eq!(county.people().await, [0; 3]);
    assert!(county.faults(import, "fault").await.is_empty());
    let refused = county.run(import.id).await;
    assert!(matches!(&refused, Err(Error::Refused(it)) if it.reason == text!("import-failed")), "{refused:?}");
}

#[tokio::test]
async fn a_file_that_is_no_roster_fails_with_its_reason() {
    let good = |county: &County| workbook(generate(5, 0, 1, &county.schools));
    for county in counties().await {
        let mut cut = good(&county);
        cut.truncate(cut.len() / 2);
        let cases: [(&str, Vec<u8>, &str); 8] = [
            ("a printed page", b"%PDF-1.7\n1 0 obj\n".to_vec(), "import-not-a-spreadsheet"),
            ("a picture", b"\x89PNG\r\n\x1a\n0000".to_vec(), "import-not-a-spreadsheet"),
            (
                "an archive of something else",
                {
                    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                    zip.start_file("a.txt", SimpleFileOptions::default()).unwrap();
                    zip.finish().unwrap().into_inner()
                },
                "import-not-a-spreadsheet",
            ),
            ("a bomb", bomb(), "import-zip-bomb"),
            ("no header", "甲,乙,丙\n1,2,3\n".into(), "import-no-header"),
            ("nothing", Vec::new(), "import-empty"),
            ("a column twice", "姓名,教师姓名,证件号码,学校标识码\n甲,甲,1,2\n".into(), "roster-header-twice"),
            ("half a workbook", cut, "import-not-a-spreadsheet"),
        ];
        for (name, bytes, key) in cases {
            let import = county.check(bytes).await;
            assert_eq!(county.job(&import).await.outcome().map(|it| it.summary.key).as_deref(), Some(key), "{name}");
            is_failed(&county, &import, key).await;
        }
    }
}

#[tokio::test]
async fn a_file_that_changed_since_it_was_sent_fails() {
    for county in counties().await {
        let file = county.take(workbook(generate(5, 0, 1, &county.schools))).await.unwrap();
        let import = county.check_taken(&RosterFile { digest: "0".repeat(64), ..file }).await;
        is_failed(&county, &import, "import-file-changed").await;
    }
}

#[tokio::test]
async fn a_file_that_changed_between_check_and_run_fails() {
    for county in counties().await {
        let import = county.check(workbook(generate(5, 0, 1, &county.schools))).await;
        assert_eq!(import.state, ImportState::Checked);
        let key = import.blob_key.parse().unwrap();
        county.blobs.put(&key, workbook(generate(9, 0, 1, &county.schools)).into()).await.unwrap();
        let run = county.run(import.id).await.unwrap();
        is_failed(&county, &run, "import-file-changed").await;
    }
}
