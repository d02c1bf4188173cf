use super::*;
use crate::suite::NONCE;

const NUMBER: Field = Field::once_unnamed("person.identity");
const MOBILE: Field = Field::once_unnamed("person.mobile");
const FILE: Field = Field::new("roster.file");
const TEXT: &[u8] = b"11010519491231002X";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn entry(n: u16, suite: Suite) -> Entry {
    Entry::fresh(KeyId::of_bytes(n.to_be_bytes()), suite, Timestamp::from_millis(1))
}

fn ring(suite: Suite) -> Ring {
    Ring::new(KeyId::FIRST, vec![entry(1, suite)]).unwrap()
}

/// As values were sealed before fields were named.
fn unnamed(ring: &Ring, record: Uuid) -> Vec<u8> {
    let nonce = [5; NONCE];
    let cipher = ring.key(KeyId::FIRST).unwrap().cipher.seal(nonce, TEXT, record.as_bytes()).unwrap();
    [&[UNNAMED], nonce.as_slice(), &cipher].concat()
}

#[test]
fn a_value_opens_in_its_own_record_and_field_alone() {
    for suite in [Suite::Aes, Suite::Sm4] {
        let ring = ring(suite);
        let sealed = ring.seal(NUMBER, id(1), TEXT).unwrap();
        assert_eq!(ring.unseal(NUMBER, id(1), &sealed).unwrap(), TEXT);
        assert_eq!(ring.unseal(NUMBER, id(2), &sealed), Err(Unreadable::Altered), "another person");
        assert_eq!(ring.unseal(MOBILE, id(1), &sealed), Err(Unreadable::Altered), "another field");
        assert_ne!(ring.seal(NUMBER, id(1), TEXT).unwrap(), sealed, "equal values do not look equal");
    }
}

#[test]
fn no_byte_can_be_altered_and_none_left_out() {
    for suite in [Suite::Aes, Suite::Sm4] {
        let ring = ring(suite);
        let sealed = ring.seal(NUMBER, id(1), TEXT).unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(ring.unseal(NUMBER, id(1), &altered).is_err(), "byte {at}");
            assert!(ring.unseal(NUMBER, id(1), &sealed[..at]).is_err(), "cut at {at}");
        }
    }
}

#[test]
fn a_key_that_the_ring_lacks_is_named() {
    let two = Ring::new(KeyId::of_bytes([0, 2]), vec![entry(1, Suite::Aes), entry(2, Suite::Sm4)]).unwrap();
    let sealed = two.seal(NUMBER, id(1), TEXT).unwrap();
    let lost = ring(Suite::Aes).unseal(NUMBER, id(1), &sealed);
    assert_eq!(lost, Err(Unreadable::NoKey(KeyId::of_bytes([0, 2]))));
}

#[test]
fn what_was_sealed_before_fields_were_named_opens_where_such_values_are_and_is_not_current() {
    let ring = Ring::of_64(&[7; 64]).unwrap();
    let old = unnamed(&ring, id(1));
    assert_eq!(ring.unseal(NUMBER, id(1), &old).unwrap(), TEXT);
    assert_eq!(ring.unseal(NUMBER, id(2), &old), Err(Unreadable::Altered));
    assert_eq!(ring.unseal(FILE, id(1), &old), Err(Unreadable::Altered), "a field that never was unnamed");
    assert!(!ring.is_current(&old));
    assert!(ring.is_current(&ring.seal(NUMBER, id(1), TEXT).unwrap()));
    assert_eq!(key_of(&old), Some(KeyId::FIRST));
}

#[test]
fn all_keys_open_and_find_and_the_active_one_seals() {
    let (one, two) = (entry(1, Suite::Aes), entry(2, Suite::Sm4));
    let before = Ring::new(one.id, vec![one.clone()]).unwrap();
    let old = before.seal(NUMBER, id(1), TEXT).unwrap();
    let after = Ring::new(two.id, vec![two, one]).unwrap();
    assert_eq!(after.unseal(NUMBER, id(1), &old).unwrap(), TEXT);
    assert!(!after.is_current(&old));
    assert_eq!(key_of(&after.seal(NUMBER, id(1), TEXT).unwrap()), Some(after.active()));
    let traces = after.traces("x");
    assert_eq!(traces.len(), 2);
    assert_eq!((traces[0].key, &traces[0].hash), (after.active(), &after.digest("x")));
    assert_eq!(traces[1], before.traces("x")[0], "the old trace is still asked for");
}

#[test]
fn a_ring_that_cannot_be_is_refused() {
    assert!(Ring::new(KeyId::of_bytes([0, 2]), vec![entry(1, Suite::Aes)]).is_err(), "no active key");
    assert!(Ring::new(KeyId::FIRST, vec![entry(1, Suite::Aes), entry(1, Suite::Aes)]).is_err(), "two of a number");
    let (mut damaged, mut other) = (entry(1, Suite::Aes), entry(1, Suite::Aes));
    damaged.fingerprint = "0".repeat(16);
    assert!(Ring::new(KeyId::FIRST, vec![damaged]).is_err(), "a secret that was altered");
    other.cipher = Suite::Sm4;
    assert!(Ring::new(KeyId::FIRST, vec![other]).is_err(), "a secret of another suite");
}
