//! The file of the ring: made once, replaced whole, its owner's alone.
#![cfg(test)]

use std::path::PathBuf;

use kernel::Timestamp;
use uuid::Uuid;
use vault::{Field, KeyId, Suite, Vault};

const FIELD: Field = Field::once_unnamed("person.identity");
const NOW: Timestamp = Timestamp::from_millis(1_780_000_000_000);

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("keys");
    (folder, path)
}

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_ring_is_made_once_for_its_owner_alone_and_kept() {
    let (_folder, path) = place();
    assert!(Vault::find(&path).unwrap().is_none());
    let first = Vault::open(&path, Suite::Sm4, NOW).unwrap();
    assert_eq!((first.ring().active(), first.ring().suite()), (KeyId::FIRST, Suite::Sm4));
    #[cfg(unix)]
    assert_eq!(mode(&path), 0o600);
    assert!(!first.is_open_to_others());
    // The cipher is chosen when a key is made, not when it is read.
    let again = Vault::open(&path, Suite::Aes, NOW).unwrap();
    assert_eq!(again.ring().suite(), Suite::Sm4);
    assert_eq!(again.digest("x"), first.digest("x"));
}

#[test]
fn programs_that_start_at_once_have_one_ring() {
    let (_folder, path) = place();
    let digests: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let open = || Vault::open(&path, Suite::Aes, NOW).unwrap().digest("x");
        let all: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        all.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_file_of_64_bytes_is_key_1_and_takes_the_new_form_when_the_ring_turns() {
    let (_folder, path) = place();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, [7; 64]).unwrap();
    let vault = Vault::open(&path, Suite::Sm4, NOW).unwrap();
    assert_eq!((vault.ring().active(), vault.ring().suite()), (KeyId::FIRST, Suite::Aes));
    let old = vault.traces("11010519491231002X");
    // HMAC-SHA-256 under the second half, as before rings had several keys.
    assert_eq!(hex::encode(&old[0].hash), "e36da84fef3a1c6a3ea976b0ae4b9fe3dec7f484c700ccc7492e231095d58ec5");
    assert_eq!(std::fs::read(&path).unwrap(), [7; 64], "nothing is rewritten without need");
    let id = Uuid::from_u128(1);
    let sealed = vault.seal(FIELD, id, "x").unwrap();
    let hold = vault.hold().unwrap();
    let second = vault.add(&hold, Suite::Sm4, NOW).unwrap();
    assert_eq!(second.to_string(), "2");
    assert_eq!(vault.unseal(FIELD, id, &sealed).unwrap(), "x");
    assert_eq!(vault.traces("11010519491231002X")[1], old[0]);
    assert_eq!(vault.ring().key(KeyId::FIRST).unwrap().replaced_at(), Some(NOW));
    #[cfg(unix)]
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn who_has_the_ring_open_sees_it_turn() {
    let (_folder, path) = place();
    let (server, command) =
        (Vault::open(&path, Suite::Aes, NOW).unwrap(), Vault::open(&path, Suite::Aes, NOW).unwrap());
    let hold = command.hold().unwrap();
    assert!(server.hold().is_err(), "one at a time");
    let second = command.add(&hold, Suite::Aes, NOW).unwrap();
    assert_eq!(server.ring().active(), second);
    let id = Uuid::from_u128(1);
    let sealed = command.seal(FIELD, id, "x").unwrap();
    assert_eq!(server.unseal(FIELD, id, &sealed).unwrap(), "x");
    drop(hold);
    assert!(server.hold().is_ok());
    // A file that is gone or damaged takes nothing from whoever has the ring.
    std::fs::write(&path, "{").unwrap();
    assert_eq!(server.ring().active(), second);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(server.unseal(FIELD, id, &sealed).unwrap(), "x");
}

#[test]
fn a_damaged_file_is_refused_and_not_replaced() {
    let (_folder, path) = place();
    Vault::open(&path, Suite::Aes, NOW).unwrap();
    let good = std::fs::read_to_string(&path).unwrap();
    for bad in [
        String::new(),
        "not a ring".to_owned(),
        good.replace("\"version\": 2", "\"version\": 3"),
        good.replace("\"active\": 1", "\"active\": 9"),
        good.replace("\"find\": \"", "\"find\": \"AAAA"),
        good.replace("\"cipher\": \"aes\"", "\"cipher\": \"sm4\""),
    ] {
        assert_ne!(bad, good);
        std::fs::write(&path, &bad).unwrap();
        assert!(Vault::open(&path, Suite::Aes, NOW).is_err(), "{bad}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), bad);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = place();
    let vault = Vault::open(&path, Suite::Aes, NOW).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(vault.is_open_to_others());
}
