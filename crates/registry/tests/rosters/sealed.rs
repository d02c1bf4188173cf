//! Files of rosters lie sealed: no copy in clear anywhere, whatever becomes of the import.

use std::path::Path;

use documents::sheet::read::{Limits, rows};
use kernel::Error;
use registry::import::ImportState;
use registry::roster::generate;
use registry::testing::vault_in;
use registry::{ROSTER_FILE, RosterFile};
use vault::{KeyId, NotRetired, Suite};

use crate::county::{County, counties, workbook};

const NUMBER: usize = 2;
const HOUR: i64 = 60 * 60_000;

/// A roster as text, and the number of its first row.
fn text(county: &County) -> (Vec<u8>, String) {
    let all: Vec<Vec<String>> = generate(400, 3, 1, &county.schools).collect();
    let number = all[0][NUMBER].clone();
    let lines = std::iter::once(registry::roster::header()).chain(all);
    (lines.map(|line| line.join(",")).collect::<Vec<_>>().join("\n").into_bytes(), number)
}

/// All that lies in the folder, but the database.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.to_string_lossy().contains(".sqlite") {
            found.push(std::fs::read(path).unwrap());
        }
    }
    found
}

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[tokio::test]
async fn a_roster_lies_sealed_from_its_first_byte_to_its_last_run() {
    for county in counties().await {
        let (bytes, number) = text(&county);
        assert!(contains(&bytes, &number));
        let file = county.take(bytes).await.unwrap();
        let is_sealed = || files(county.folder()).iter().all(|it| !contains(it, &number) && !contains(it, "姓名"));
        assert!(is_sealed(), "taken in");
        assert_eq!(files(&county.folder().join("uploads")), Vec::<Vec<u8>>::new(), "nothing waits");
        let import = county.check_taken(&file).await;
        assert_eq!((import.state, import.rows_good, import.rows_wrong), (ImportState::Checked, 397, 3));
        assert!(is_sealed(), "checked");
        assert_eq!(county.run(import.id).await.unwrap().state, ImportState::Applied);
        assert!(is_sealed(), "run");
    }
}

#[tokio::test]
async fn of_a_file_that_broke_off_or_was_too_large_nothing_stays() {
    for county in counties().await {
        let large = county.take(vec![b'1'; (50 << 20) + 1]).await;
        assert!(matches!(large, Err(Error::TooLarge(limit)) if limit == 50 << 20), "{large:?}");
        let (uploads, blobs) = (county.folder().join("uploads"), county.folder().join("blobs"));
        let counter = registry::Counter { blobs: &county.blobs, uploads: &uploads, vault: &county.vault };
        let parts = [Ok("姓名,".into()), Err(std::io::Error::other("the line broke"))];
        let broken = counter.take("花名册.csv", futures::stream::iter(parts), county.clock.now()).await;
        assert!(matches!(broken, Err(Error::Invalid(_))), "{broken:?}");
        assert!(files(&uploads).is_empty() && files(&blobs).is_empty());
    }
}

#[tokio::test]
async fn a_file_altered_moved_or_cut_on_the_disk_is_told_and_not_taken() {
    for county in counties().await {
        let key = |it: &str| it.parse::<blobs::Key>().unwrap();
        let other = county.take(text(&county).0).await.unwrap();
        let foreign = county.blobs.bytes(&key(&other.blob_key), 1 << 20).await.unwrap().to_vec();
        for what in ["altered", "cut", "of another import"] {
            let import = county.check(text(&county).0).await;
            assert_eq!(import.state, ImportState::Checked);
            let mut bytes = county.blobs.bytes(&key(&import.blob_key), 1 << 20).await.unwrap().to_vec();
            match what {
                "altered" => bytes[100] ^= 1,
                "cut" => bytes.truncate(bytes.len() - 20),
                _ => bytes.clone_from(&foreign),
            }
            county.blobs.put(&key(&import.blob_key), bytes.into()).await.unwrap();
            let run = county.run(import.id).await.unwrap();
            assert_eq!(run.state, ImportState::Failed, "{what}");
            assert_eq!(county.job(&run).await.outcome().unwrap().summary.key, "import-file-changed", "{what}");
        }
        assert_eq!(county.people().await, [0; 3]);
    }
}

#[tokio::test]
async fn what_an_earlier_release_left_in_clear_is_still_read() {
    for county in counties().await {
        let (bytes, _) = text(&county);
        let digest = county.take(bytes.clone()).await.unwrap();
        let key = county.blobs.put_content(bytes.into()).await.unwrap();
        let id = county.submit(&RosterFile { blob_key: key.to_string(), ..digest }).await;
        store::sql("update roster_import set file_secret = null where id = $1")
            .bind(id)
            .run(county.store())
            .await
            .unwrap();
        county.worker.drain().await.unwrap();
        assert_eq!(county.import(id).await.state, ImportState::Checked);
    }
}

#[tokio::test]
async fn a_ring_turns_without_the_files_and_holds_the_key_that_a_file_wants() {
    let holdings = registry::slice().sealed;
    for county in counties().await {
        let import = county.check(text(&county).0).await;
        let key = import.blob_key.parse().unwrap();
        let before = county.blobs.bytes(&key, 1 << 20).await.unwrap();
        let hold = county.vault.hold().unwrap();
        let second = county.vault.add(&hold, Suite::Sm4, county.clock.now()).unwrap();
        county.clock.advance(HOUR);
        let (store, vault, clock) = (county.store(), &county.vault, &county.clock);
        let refused = vault::retire(store, vault, &hold, clock, holdings, KeyId::FIRST).await;
        assert!(matches!(refused, Err(NotRetired::Wanted(_, 1, "roster_import.file"))), "{refused:?}");
        let turns = vault::turn(store, vault, &hold, clock, holdings, &mut |_| {}).await.unwrap();
        assert_eq!(turns.iter().map(|it| it.moved).sum::<i64>(), 1);
        assert_eq!(county.blobs.bytes(&key, 1 << 20).await.unwrap(), before, "the file stays as it is");
        vault::retire(store, vault, &hold, clock, holdings, KeyId::FIRST).await.unwrap();
        let kept = county.import(import.id).await.file_secret.unwrap();
        assert_eq!(vault::key_of(&kept), Some(second));
        assert_eq!(county.run(import.id).await.unwrap().state, ImportState::Applied);
        // The ring of before cannot open it any more.
        let old = vault_in(&county.folder().join("uploads"));
        assert!(old.ring().unseal(ROSTER_FILE, import.id.uuid(), &kept).is_err());
        let examined = vault::examine(store, &old.ring(), &holdings[1..]).await.unwrap();
        assert!(examined.faults.iter().any(|it| it.0 == "roster_import"), "{:?}", examined.faults);
    }
}

#[tokio::test]
async fn the_rows_of_a_sealed_file_are_those_that_were_sent() {
    for county in counties().await {
        let bytes = workbook(generate(20, 2, 1, &county.schools));
        let heading: &[&str] = &["姓名"];
        let mut sent = 0;
        rows(bytes.as_slice(), &Limits::default(), &[heading], |_, _| {
            sent += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!((sent, county.check(bytes).await.rows_read), (20, 20));
    }
}
