//! A set of half-open intervals: what was watched of a lesson, and which seconds of the clock are
//! spent (domain 2.12.2).

use crate::varint;

/// Sorted, disjoint, half-open intervals `[from, to)` of non-negative milliseconds (or of sequence
/// numbers). Neighbours that touch are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals(Vec<(i64, i64)>);

/// A gap this small does not stop [`Intervals::reach`]: a browser that resumes lands a frame late.
/// The gap itself never counts as watched.
const BRIDGE_MS: i64 = 1_000;

impl Intervals {
    /// The set of one interval; empty when `from >= to`.
    #[must_use]
    pub fn of(from: i64, to: i64) -> Self {
        let mut set = Self::default();
        set.add(from, to);
        set
    }

    /// Adds `[from, to)`; how much of it was new.
    pub fn add(&mut self, from: i64, to: i64) -> i64 {
        if from >= to {
            return 0;
        }
        let before = self.overlap(from, to);
        // The intervals that touch or overlap the new one melt into it.
        let first = self.0.partition_point(|it| it.1 < from);
        let last = self.0.partition_point(|it| it.0 <= to);
        let touched = self.0.get(first..last).unwrap_or_default();
        let low = touched.first().map_or(from, |it| it.0.min(from));
        let high = touched.last().map_or(to, |it| it.1.max(to));
        self.0.splice(first..last.max(first), [(low, high)]);
        (to - from) - before
    }

    /// Takes `[from, to)` out.
    pub fn remove(&mut self, from: i64, to: i64) {
        if from >= to {
            return;
        }
        let pieces = std::mem::take(&mut self.0).into_iter().flat_map(|(low, high)| {
            [(low, high.min(from)), (low.max(to), high)].into_iter().filter(|piece| piece.0 < piece.1)
        });
        self.0 = pieces.collect();
    }

    /// How much of `[from, to)` lies in the set.
    #[must_use]
    pub fn overlap(&self, from: i64, to: i64) -> i64 {
        let first = self.0.partition_point(|it| it.1 <= from);
        let rest = self.0.get(first..).unwrap_or_default();
        rest.iter().take_while(|it| it.0 < to).map(|it| it.1.min(to) - it.0.max(from)).sum()
    }

    /// The length of all intervals together.
    #[must_use]
    pub fn length(&self) -> i64 {
        self.0.iter().map(|it| it.1 - it.0).sum()
    }

    /// Whether `at` lies in the set.
    #[must_use]
    pub fn contains(&self, at: i64) -> bool {
        self.overlap(at, at.saturating_add(1)) == 1
    }

    /// 已记录至: the furthest position up to which everything is covered, gaps of at most one second
    /// aside; 0 when the beginning is not covered.
    #[must_use]
    pub fn reach(&self) -> i64 {
        let mut reach = 0;
        for (from, to) in self.iter() {
            if from - reach > BRIDGE_MS {
                break;
            }
            reach = to;
        }
        reach
    }

    /// The intervals in order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.0.iter().copied()
    }

    /// Of how many intervals it is made.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Closes the gaps of at most `gap` beside the interval that holds `at`.
    pub(crate) fn close(&mut self, at: i64, gap: i64) {
        let place = self.0.partition_point(|it| it.1 <= at);
        let ends = |nth: Option<usize>| nth.and_then(|nth| self.0.get(nth)).copied();
        let (before, here, after) = (ends(place.checked_sub(1)), ends(Some(place)), ends(Some(place + 1)));
        let Some(here) = here.filter(|it| it.0 <= at) else { return };
        if let Some(before) = before.filter(|it| here.0 - it.1 <= gap) {
            self.add(before.1, here.0);
        }
        if let Some(after) = after.filter(|it| it.0 - here.1 <= gap) {
            self.add(here.1, after.0);
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As stored: the distances between the edges as variable-length numbers, two or three bytes each.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * 6);
        let mut edge = 0;
        for (from, to) in self.iter() {
            varint::write(&mut bytes, from - edge);
            varint::write(&mut bytes, to - from);
            edge = to;
        }
        bytes
    }

    /// From its stored form; `None` when the bytes are no such set.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let numbers = varint::read_all(bytes)?;
        let mut set = Vec::with_capacity(numbers.len() / 2);
        let mut edge: i64 = 0;
        for pair in numbers.chunks(2) {
            let [gap, length] = pair else { return None };
            let from = edge.checked_add(*gap)?;
            edge = from.checked_add(*length)?;
            set.push((from, edge));
        }
        let sound = set.iter().all(|it| it.0 < it.1) && set.windows(2).all(|it| matches!(it, [a, b] if a.1 < b.0));
        sound.then_some(Self(set))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rewatching_adds_nothing() {
        let mut set = Intervals::of(0, 60_000);
        assert_eq!(set.add(10_000, 20_000), 0);
        assert_eq!(set.add(50_000, 70_000), 10_000);
        assert_eq!(set.length(), 70_000);
    }

    #[test]
    fn the_record_reaches_to_the_first_real_gap() {
        let mut set = Intervals::of(40, 30_000);
        set.add(30_030, 60_000);
        set.add(75_000, 80_000);
        assert_eq!(set.reach(), 60_000);
        assert_eq!(Intervals::of(5_000, 9_000).reach(), 0);
        assert_eq!(set.length(), 29_960 + 29_970 + 5_000);
    }

    #[test]
    fn small_gaps_can_be_closed() {
        let mut set = Intervals::of(0, 10);
        set.add(12, 20);
        set.add(25, 30);
        set.close(15, 4);
        assert_eq!(set.iter().collect::<Vec<_>>(), [(0, 20), (25, 30)]);
        set.close(22, 9);
        set.close(19, 5);
        assert_eq!(set, Intervals::of(0, 30));
    }

    #[test]
    fn bytes_that_are_no_set_are_told_apart() {
        assert_eq!(Intervals::decode(&[]), Some(Intervals::default()));
        assert_eq!(Intervals::decode(&[1]), None);
        assert_eq!(Intervals::decode(&[1, 0]), None);
        assert_eq!(Intervals::decode(&[1, 2, 0, 3]), None);
        assert_eq!(Intervals::decode(&[0x80]), None);
    }

    proptest! {
        #[test]
        fn agrees_with_a_bitmap(deeds in prop::collection::vec((any::<bool>(), 0_i64..200, 0_i64..60), 0..40)) {
            let mut set = Intervals::default();
            let mut map = [false; 300];
            for (add, from, length) in deeds {
                let to = from + length;
                let places = usize::try_from(from).unwrap()..usize::try_from(to).unwrap();
                let new = map[places.clone()].iter().filter(|it| !**it).count();
                if add {
                    prop_assert_eq!(set.overlap(from, to), length - kernel::count(new));
                    prop_assert_eq!(set.add(from, to), kernel::count(new));
                } else {
                    set.remove(from, to);
                }
                map[places].fill(add);
                prop_assert_eq!(set.length(), kernel::count(map.iter().filter(|it| **it).count()));
                for (at, held) in map.iter().enumerate() {
                    prop_assert_eq!(set.contains(kernel::count(at)), *held);
                }
                prop_assert_eq!(Intervals::decode(&set.encode()), Some(set.clone()));
            }
        }
    }
}
