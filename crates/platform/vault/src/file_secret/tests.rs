use futures::{FutureExt as _, TryStreamExt as _};
use proptest::prelude::*;

use super::*;

const FILE: Field = Field::new("roster.file");

/// What is in memory is ready.
fn block_on<T>(all: impl Future<Output = T>) -> T {
    all.now_or_never().unwrap()
}

fn secret(suite: Suite) -> FileSecret {
    FileSecret { suite, secret: vec![9; suite.seal_bytes()] }
}

/// The bytes as they come from a browser: in parts of any size.
fn parts(bytes: &[u8], size: usize) -> impl Stream<Item = std::result::Result<Bytes, Cause>> + Send + use<> {
    let parts: Vec<_> = bytes.chunks(size.max(1)).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    stream::iter(parts)
}

fn sealed(secret: &FileSecret, plain: &[u8], size: usize) -> Vec<u8> {
    let pieces: Vec<Bytes> = block_on(secret.seal_all(parts(plain, size)).unwrap().try_collect()).unwrap();
    pieces.concat()
}

fn opened(secret: &FileSecret, sealed: &[u8], size: usize) -> std::result::Result<Vec<u8>, Cause> {
    let pieces: Vec<Bytes> = block_on(secret.open_all(parts(sealed, size)).unwrap().try_collect())?;
    Ok(pieces.concat())
}

fn text(length: usize) -> Vec<u8> {
    (0..=u8::MAX).cycle().take(length).collect()
}

#[test]
fn a_file_comes_back_whatever_its_length() {
    for suite in [Suite::Aes, Suite::Sm4] {
        let secret = secret(suite);
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5] {
            let cipher = sealed(&secret, &text(length), 10_000);
            assert_eq!(kernel::count(cipher.len()), i64::try_from(sealed_length(length.try_into().unwrap())).unwrap());
            assert_eq!(opened(&secret, &cipher, 7_777).unwrap(), text(length), "{length}");
        }
    }
}

#[test]
fn pieces_cannot_be_altered_moved_left_out_or_doubled() {
    let secret = secret(Suite::Aes);
    let cipher = sealed(&secret, &text(3 * PIECE), 50_000);
    let step = PIECE + TAG;
    let refused = |it: Vec<u8>| assert!(opened(&secret, &it, 4_096).is_err());
    let mut altered = cipher.clone();
    altered[step + 3] ^= 1;
    refused(altered);
    refused(cipher[..2 * step].to_vec());
    refused(cipher[step..].to_vec());
    refused([&cipher[..step], &cipher[..step], &cipher[step..]].concat());
    refused([&cipher[step..2 * step], &cipher[..step], &cipher[2 * step..]].concat());
    refused([cipher.as_slice(), &[0]].concat());
    refused(Vec::new());
    assert!(opened(&FileSecret::fresh(Suite::Aes), &cipher, 4_096).is_err());
}

#[test]
fn a_broken_sender_breaks_the_file() {
    let broken = stream::iter([Ok(Bytes::from_static(b"a")), Err("gone")]);
    let sealing = secret(Suite::Sm4).seal_all(broken).unwrap();
    assert!(block_on(sealing.try_collect::<Vec<Bytes>>()).is_err());
}

#[test]
fn a_secret_opens_in_its_own_row_alone() {
    let ring = Ring::of_64(&[7; 64]).unwrap();
    let record = Uuid::from_u128(1);
    for suite in [Suite::Aes, Suite::Sm4] {
        let (one, plain) = (FileSecret::fresh(suite), text(100));
        let row = one.seal(&ring, FILE, record).unwrap();
        let same = FileSecret::unseal(&ring, FILE, record, &row).unwrap();
        assert_eq!(opened(&same, &sealed(&one, &plain, 9), 9).unwrap(), plain);
        assert!(FileSecret::unseal(&ring, FILE, Uuid::from_u128(2), &row).is_err());
    }
    let odd = ring.seal(FILE, record, b"rsa:1234").unwrap();
    assert!(FileSecret::unseal(&ring, FILE, record, &odd).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn however_it_is_cut_on_its_way(length in 0_usize..200_000, one in 1_usize..100_000, other in 1_usize..100_000) {
        let secret = secret(Suite::Aes);
        prop_assert_eq!(opened(&secret, &sealed(&secret, &text(length), one), other).unwrap(), text(length));
    }
}
