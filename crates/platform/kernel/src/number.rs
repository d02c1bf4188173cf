/// A length as a stored number. No collection here outgrows 63 bits.
#[must_use]
pub fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// A stored number as a length; negative becomes nought.
#[must_use]
pub fn small(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

/// The last row of a full page, after which the next page goes on; `None` where the list has ended.
#[must_use]
pub fn last_of_full<T>(rows: &[T], page: u32) -> Option<&T> {
    rows.last().filter(|_| rows.len() >= small(page.into()))
}

/// Hundredths as a decimal without needless noughts: 3850 -> `38.5`, 4000 -> `40`.
#[must_use]
pub fn fixed_2(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let text = format!("{sign}{whole}.{part:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_page_has_a_next_one() {
        assert_eq!(last_of_full(&[1, 2], 2), Some(&2));
        assert_eq!(last_of_full(&[1], 2), None);
        assert_eq!(last_of_full::<i64>(&[], 0), None);
    }

    #[test]
    fn hundredths_lose_only_needless_noughts() {
        assert_eq!(fixed_2(3850), "38.5");
        assert_eq!(fixed_2(4000), "40");
        assert_eq!(fixed_2(5), "0.05");
        assert_eq!(fixed_2(-120), "-1.2");
        assert_eq!(fixed_2(0), "0");
    }
}
