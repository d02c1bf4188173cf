//! Numbers of as few bytes as they need: seven bits in each, the eighth says that more follow.

/// Appends `number`; a negative one, which no caller has, is written as nought.
pub(crate) fn write(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = u64::try_from(number).unwrap_or_default();
    loop {
        let low = u8::try_from(rest & 0x7f).unwrap_or_default();
        rest >>= 7;
        if rest == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Every number; `None` when the last one is cut off or one is too large.
pub(crate) fn read_all(bytes: &[u8]) -> Option<Vec<i64>> {
    let mut numbers = Vec::with_capacity(bytes.len() / 2);
    let (mut number, mut shift) = (0_u64, 0_u32);
    for byte in bytes {
        if shift > 56 {
            return None;
        }
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            numbers.push(i64::try_from(number).ok()?);
            (number, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(numbers)
}

/// Numbers in a row, as stored.
pub(crate) fn encode(numbers: impl IntoIterator<Item = i64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    numbers.into_iter().for_each(|number| write(&mut bytes, number));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = vec![0, 1, 127, 128, 16_383, 16_384, 1_795_000_000_000, (1 << 62) - 1];
        assert_eq!(read_all(&encode(numbers.clone())), Some(numbers));
        assert_eq!(read_all(&[0xff]), None);
    }
}
