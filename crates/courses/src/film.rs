//! How long an MP4 film is: its own header says so (ISO/IEC 14496-12, 8.2.2).

/// The length of an MP4 file in milliseconds, rounded up; `None` when it has no such header.
#[must_use]
pub fn duration_ms(file: &[u8]) -> Option<i64> {
    let header = inner(inner(file, b"moov")?, b"mvhd")?;
    let (scale, length) = match header.first()? {
        0 => (number(header, 12, 4)?, number(header, 16, 4)?),
        _ => (number(header, 20, 4)?, number(header, 24, 8)?),
    };
    let millis = length.checked_mul(1_000)?.checked_add(scale.checked_sub(1)?)?.checked_div(scale)?;
    i64::try_from(millis).ok()
}

/// The content of the first box of kind `kind` among the boxes of `bytes`.
fn inner<'a>(mut bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    loop {
        let (size, head) = match number(bytes, 0, 4)? {
            0 => (bytes.len(), 8),
            1 => (usize::try_from(number(bytes, 8, 8)?).ok()?, 16),
            size => (usize::try_from(size).ok()?, 8),
        };
        if bytes.get(4..8)? == kind {
            return bytes.get(head..size.min(bytes.len()));
        }
        // A box shorter than its own head would keep us here for ever.
        bytes = bytes.get(size.max(8)..)?;
    }
}

/// The big-endian number of `width` bytes at `at`.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, content].concat()
    }

    #[test]
    fn the_length_is_read_from_the_header() {
        let mut header = vec![0; 12];
        header.extend(90_000_u32.to_be_bytes());
        header.extend(17_100_001_u32.to_be_bytes());
        let file = [boxed(b"ftyp", b"isom"), boxed(b"moov", &boxed(b"mvhd", &header))].concat();
        assert_eq!(duration_ms(&file), Some(190_001));
    }

    #[test]
    fn what_is_no_film_has_no_length() {
        for file in [&b""[..], b"%PDF-1.7", b"\0\0\0\x01moov", b"\0\0\0\x04abcd", &boxed(b"moov", b"")] {
            assert_eq!(duration_ms(file), None);
        }
    }
}
