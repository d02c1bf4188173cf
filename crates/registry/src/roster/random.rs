//! Numbers at random that are the same in every release.

/// SplitMix64: a few lines that give the same numbers for ever,
/// which no generator of a library promises over its versions.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end.max(1))).unwrap_or_default()
    }

    /// One of `choices`, which are never none.
    pub(super) fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        let place = usize::try_from(self.next()).unwrap_or_default() % choices.len();
        #[expect(clippy::indexing_slicing, reason = "the place is below the length")]
        &choices[place]
    }
}
