use authz::Place;
use kernel::{Date, Error, Result, text};

store::code! {
    /// What a day is, against the rule of the week.
    pub enum DayKind {
        /// 放假.
        Holiday = "holiday",
        /// 上班: it makes up for a holiday (调休).
        Working = "working",
    }
}

store::record! {
    /// A day that differs.
    pub struct Day {
        /// Where, and in all that lies below.
        pub place: Place,
        /// Which.
        pub day: Date,
        /// What it is.
        pub kind: DayKind,
        /// The holiday's name.
        pub name: String,
    }
}

/// The most days that are taken at once.
const MOST: usize = 200;

impl Day {
    /// The days of `lines`, one on each: date, 休 or 班, and the holiday's name.
    ///
    /// # Errors
    /// Invalid in the field `days`, with the first line that cannot be read.
    pub fn read(place: &Place, lines: &str) -> Result<Vec<Self>> {
        let mut days: Vec<Self> = Vec::new();
        for (line, nth) in lines.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty()) {
            let wrong = || Error::field("days", text!("calendar-line-wrong", nth = nth, line = line.trim()));
            let mut words = line.split_whitespace();
            let day: Date = words.next().and_then(|it| it.parse().ok()).ok_or_else(wrong)?;
            let kind = words.next().and_then(kind).ok_or_else(wrong)?;
            let name = words.collect::<Vec<_>>().join(" ");
            if name.is_empty() || name.chars().count() > 40 || days.iter().any(|it| it.day == day) {
                return Err(wrong());
            }
            days.push(Self { place: place.clone(), day, kind, name });
        }
        if days.is_empty() || days.len() > MOST {
            return Err(Error::field("days", text!("calendar-days-missing", most = MOST)));
        }
        Ok(days)
    }
}

fn kind(word: &str) -> Option<DayKind> {
    match word {
        "休" | "假" | "放假" => Some(DayKind::Holiday),
        "班" | "上班" | "调休上班" => Some(DayKind::Working),
        _ => None,
    }
}

/// The name of a day that rests each year by law on the same date of the common calendar (全国年节及纪念日放假办法,
/// 国令第795号, 第二条). 春节, 清明节, 端午节 and 中秋节 move: they are rows.
#[must_use]
pub fn fixed(day: Date) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => Some("元旦"),
        (5, 1) => Some("劳动节"),
        // The second day came with the change that took effect in 2025.
        (5, 2) if day.year() >= 2025 => Some("劳动节"),
        (10, 1..=3) => Some("国庆节"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Result<Vec<Day>> {
        Day::read(&Place::root(), lines)
    }

    #[test]
    fn an_announcement_is_pasted_line_by_line() {
        let days = read("2026-02-16 休 春节\n\n 2026-02-14\t班  春节调休 \n").unwrap();
        assert_eq!(days.len(), 2);
        assert_eq!((days[0].kind, days[0].name.as_str()), (DayKind::Holiday, "春节"));
        assert_eq!((days[1].kind, days[1].name.as_str()), (DayKind::Working, "春节调休"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_and_nothing_is_taken() {
        for lines in
            ["2026-02-30 休 春节", "2026-02-16 春节", "2026-02-16 休", "2026-02-16 休 甲\n2026-02-16 班 乙", ""]
        {
            assert!(matches!(read(lines), Err(Error::Invalid(_))), "{lines}");
        }
    }

    #[test]
    fn the_second_day_of_may_rests_since_2025() {
        let day = |year| Date::of(year, 5, 2).unwrap();
        assert_eq!((fixed(day(2024)), fixed(day(2025))), (None, Some("劳动节")));
    }
}
