//! The raw beats of a session, packed: kept for review beside what was made of them.

use kernel::Timestamp;

use crate::{Beat, varint};

/// A beat that counted, as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawBeat {
    /// Its number within the session.
    pub seq: i64,
    /// The piece of the media that counted, milliseconds.
    pub from_ms: i64,
    /// Its end, not part of it.
    pub to_ms: i64,
    /// The rate in per cent.
    pub rate_percent: i64,
    /// Whether the page was in sight.
    pub visible: bool,
    /// When it ended, by our clock.
    pub at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
}

/// Beats of a session that are not in a page yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tail {
    bytes: Vec<u8>,
    /// How many pages the session has filled.
    pages: i64,
}

/// A page of so many bytes is full: some forty beats. Larger ones make each heartbeat dearer, smaller ones
/// make more rows.
const FULL: usize = 800;
/// Numbers of a beat.
const NUMBERS: usize = 7;

impl Tail {
    /// From its stored form.
    pub(crate) fn of(bytes: Option<Vec<u8>>, pages: i64) -> Self {
        Self { bytes: bytes.unwrap_or_default(), pages }
    }

    /// As stored: the bytes, and how many pages are full.
    pub(crate) fn parts(&self) -> (&[u8], i64) {
        (&self.bytes, self.pages)
    }

    /// Appends a beat that counts: its piece of the media and its end by our clock.
    pub(crate) fn add(&mut self, beat: &Beat, (from, to, at): (i64, i64, i64), now: Timestamp) {
        let after = (now.as_millis() - at).max(0);
        for number in [beat.seq, from, to - from, beat.rate_percent(), i64::from(beat.visible), at, after] {
            varint::write(&mut self.bytes, number);
        }
    }

    /// The full page and its number, taken off; `None` while there is room.
    pub(crate) fn take_full(&mut self) -> Option<(i64, Vec<u8>)> {
        if self.bytes.len() < FULL {
            return None;
        }
        self.pages += 1;
        Some((self.pages, std::mem::take(&mut self.bytes)))
    }
}

/// The beats of a page or a tail; `None` when the bytes are none.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<RawBeat>> {
    let numbers = varint::read_all(bytes)?;
    let beat = |it: &[i64]| {
        let [seq, from_ms, length, rate_percent, visible, at, after] = *it else { return None };
        let (at, received_at) = (Timestamp::from_millis(at), Timestamp::from_millis(at.checked_add(after)?));
        let to_ms = from_ms.checked_add(length)?;
        Some(RawBeat { seq, from_ms, to_ms, rate_percent, visible: visible == 1, at, received_at })
    };
    numbers.chunks(NUMBERS).map(beat).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_000_000_000;

    #[test]
    fn beats_come_back_from_their_pages_in_order() {
        let mut tail = Tail::default();
        let mut pages = Vec::new();
        for seq in 0..120 {
            let beat = Beat { seq, from_ms: 0, to_ms: 0, rate: 1.5, visible: seq % 2 == 0, at_ms: 0 };
            tail.add(&beat, (seq * 5_000, seq * 5_000 + 4_990, T + seq), Timestamp::from_millis(T + seq + 60));
            pages.extend(tail.take_full());
        }
        assert_eq!(pages.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 2]);
        let (rest, filled) = tail.parts();
        assert_eq!(filled, 2);
        let bytes = pages.iter().map(|it| it.1.as_slice()).chain([rest]);
        let beats: Vec<RawBeat> = bytes.flat_map(|it| read(it).unwrap()).collect();
        assert_eq!(beats.iter().map(|it| it.seq).collect::<Vec<_>>(), (0..120).collect::<Vec<_>>());
        assert_eq!(
            beats[3],
            RawBeat {
                seq: 3,
                from_ms: 15_000,
                to_ms: 19_990,
                rate_percent: 150,
                visible: false,
                at: Timestamp::from_millis(T + 3),
                received_at: Timestamp::from_millis(T + 63),
            }
        );
        assert_eq!(read(&[1, 2, 3]), None);
    }
}
