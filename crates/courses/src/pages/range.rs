//! The part of a file that a browser asks for (RFC 9110, 14.2): players ask for little at a time.

use std::ops::Range;

/// What is asked for of a file of `size` bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it; also where the header is none that we know.
    Whole,
    /// A part.
    Part(Range<u64>),
    /// Nothing that is there.
    Outside,
}

/// Reads the header `Range`. Several parts at once are answered with the whole file, as the RFC allows.
pub(super) fn asked(header: Option<&str>, size: u64) -> Asked {
    let Some(spec) = header.and_then(|it| it.strip_prefix("bytes=")) else { return Asked::Whole };
    let Some((from, to)) = spec.split_once('-') else { return Asked::Whole };
    let (from, to): (&str, &str) = (from.trim(), to.trim());
    let range = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Ok(from), Err(_)) if to.is_empty() => from..size,
        (Err(_), Ok(last)) if from.is_empty() => size.saturating_sub(last)..size,
        _ => return Asked::Whole,
    };
    if range.start < range.end { Asked::Part(range) } else { Asked::Outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_at_the_end() {
        assert_eq!(asked(Some("bytes=0-99"), 1_000), Asked::Part(0..100));
        assert_eq!(asked(Some("bytes=900-"), 1_000), Asked::Part(900..1_000));
        assert_eq!(asked(Some("bytes=900-5000"), 1_000), Asked::Part(900..1_000));
        assert_eq!(asked(Some("bytes=-100"), 1_000), Asked::Part(900..1_000));
        assert_eq!(asked(Some("bytes=-5000"), 1_000), Asked::Part(0..1_000));
    }

    #[test]
    fn what_is_not_there_is_said_and_what_is_unknown_gives_the_whole() {
        assert_eq!(asked(Some("bytes=1000-"), 1_000), Asked::Outside);
        assert_eq!(asked(Some("bytes=-0"), 1_000), Asked::Outside);
        for whole in
            [None, Some("bytes=5-2"), Some("bytes=0-1,5-6"), Some("lines=1-2"), Some("bytes=x-"), Some("bytes=--1")]
        {
            assert_eq!(asked(whole, 1_000), Asked::Whole, "{whole:?}");
        }
    }
}
