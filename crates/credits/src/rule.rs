//! How hours and credits are counted: policy as data, fitted to a class and applied without I/O.

use authz::Place;
use kernel::Date;

store::code! {
    /// How the training was done (培训方式).
    pub enum Mode {
        /// 集中: in a room, by the timetable.
        Face = "face",
        /// 网络: lessons watched.
        Online = "online",
        /// 混合: both.
        Blended = "blended",
    }
}

impl Mode {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Face => "mode-face",
            Self::Online => "mode-online",
            Self::Blended => "mode-blended",
        }
    }

    /// The mode of a class that has timetable minutes, lessons, or both.
    #[must_use]
    pub fn of(has_sessions: bool, has_lessons: bool) -> Self {
        match (has_sessions, has_lessons) {
            (true, true) => Self::Blended,
            (false, true) => Self::Online,
            _ => Self::Face,
        }
    }
}

store::record! {
    /// One version of the rule by which hours are counted, for a region, a level and a mode.
    pub struct CreditRule {
        /// Its name; an hour entry carries it for ever.
        pub version: String,
        /// Where it holds; `/` is the nation. The narrowest rule that fits wins.
        pub region: Place,
        /// Level of the training: code table 培训层级, `1` national to `6` abroad.
        pub level: String,
        /// For which way of training.
        pub mode: Mode,
        /// Minutes of one hour (学时).
        pub minutes_per_hour: i64,
        /// At most so many hours count on one day.
        pub daily_hours: i64,
        /// Hours that make one credit (学分), in hundredths.
        pub hours_per_credit_x100: i64,
        /// Attendance at least `attendance_part` of `attendance_whole`.
        pub attendance_part: i64,
        /// See `attendance_part`.
        pub attendance_whole: i64,
        /// At most so many percent of a class are excellent.
        pub excellent_percent: i64,
        /// The best quiz score from which excellent may be proposed.
        pub excellent_score: i64,
        /// The clause on the length of an hour, word for word.
        pub clause: String,
        /// The clause on attendance.
        pub attendance_clause: String,
        /// The clause on excellence.
        pub excellent_clause: String,
        /// The document that the rule comes from.
        pub document: String,
        /// The first day on which it holds.
        pub valid_from: Date,
        /// The last day, when one is set.
        pub valid_until: Option<Date>,
    }
}

/// The rule for training of `level` and `mode` in `place` that ended `on`: the narrowest region
/// first, then the latest.
#[must_use]
pub fn fit<'a>(rules: &'a [CreditRule], place: &Place, level: &str, mode: Mode, on: Date) -> Option<&'a CreditRule> {
    rules
        .iter()
        .filter(|rule| rule.level == level && rule.mode == mode && place.within(&rule.region))
        .filter(|rule| rule.valid_from <= on && rule.valid_until.is_none_or(|until| on <= until))
        .max_by_key(|rule| (rule.region.as_str().len(), rule.valid_from))
}

/// Minutes, hours and credits of one person in one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Minutes in the room.
    pub face_minutes: i64,
    /// Minutes of lessons.
    pub online_minutes: i64,
    /// Both.
    pub minutes: i64,
    /// Hours in hundredths: whole hours only, the rest of a class is not counted.
    pub hours_x100: i64,
    /// Credits in hundredths, cut off.
    pub credits_x100: i64,
}

impl CreditRule {
    /// Which version this is of the rule for its region, level and mode: the end of its name.
    #[must_use]
    pub fn edition(&self) -> &str {
        self.version.rsplit('-').next().unwrap_or_default()
    }

    /// Minutes of a timetable that can count: on each day at most the daily limit. `days` are the
    /// sums of minutes, one for each day.
    #[must_use]
    pub fn countable(&self, days: impl IntoIterator<Item = i64>) -> i64 {
        let most = self.daily_hours.saturating_mul(self.minutes_per_hour);
        days.into_iter().map(|minutes| minutes.clamp(0, most)).sum()
    }

    /// Whether `attended` of `planned` minutes are enough.
    #[must_use]
    pub fn attended(&self, attended: i64, planned: i64) -> bool {
        attended.saturating_mul(self.attendance_whole) >= planned.saturating_mul(self.attendance_part)
    }

    /// What `face` minutes in the room and `online` minutes of lessons are worth.
    #[must_use]
    pub fn amount(&self, face: i64, online: i64) -> Amount {
        let minutes = face.saturating_add(online);
        let hours_x100 = minutes.checked_div(self.minutes_per_hour).unwrap_or_default().saturating_mul(100);
        let credits_x100 = hours_x100.saturating_mul(100).checked_div(self.hours_per_credit_x100).unwrap_or_default();
        Amount { face_minutes: face, online_minutes: online, minutes, hours_x100, credits_x100 }
    }

    /// How many of `people` may be excellent.
    #[must_use]
    pub fn most_excellent(&self, people: i64) -> i64 {
        people.saturating_mul(self.excellent_percent).checked_div(100).unwrap_or_default()
    }
}

store::record! {
    /// What a teacher must reach in each cycle of some years.
    pub struct CycleRule {
        /// Its name.
        pub version: String,
        /// The first year of the first cycle.
        pub first_year: i64,
        /// Years of a cycle.
        pub years: i64,
        /// Hours to reach, in hundredths.
        pub hours_target_x100: i64,
        /// Of which in information technology, in hundredths.
        pub ict_target_x100: i64,
        /// The clause, word for word.
        pub clause: String,
        /// The document that the rule comes from.
        pub document: String,
        /// The first day on which it holds.
        pub valid_from: Date,
        /// The last day, when one is set.
        pub valid_until: Option<Date>,
    }
}

impl CycleRule {
    /// The first year of the cycle in which `on` lies.
    #[must_use]
    pub fn cycle(&self, on: Date) -> i64 {
        let year = i64::from(on.year());
        let since = year.saturating_sub(self.first_year).checked_rem_euclid(self.years).unwrap_or_default();
        year.saturating_sub(since)
    }

    /// The last year of the cycle that begins in `first`.
    #[must_use]
    pub fn last_year(&self, first: i64) -> i64 {
        first.saturating_add(self.years).saturating_sub(1)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn rule() -> CreditRule {
        CreditRule {
            version: "nation-1-face-1".into(),
            region: Place::root(),
            level: "1".into(),
            mode: Mode::Face,
            minutes_per_hour: 45,
            daily_hours: 8,
            hours_per_credit_x100: 1000,
            attendance_part: 4,
            attendance_whole: 5,
            excellent_percent: 20,
            excellent_score: 85,
            clause: "1学时为45分钟".into(),
            attendance_clause: "不少于五分之四".into(),
            excellent_clause: "不超过20%".into(),
            document: "教基4068".into(),
            valid_from: "2011-01-01".parse().unwrap(),
            valid_until: None,
        }
    }

    #[test]
    fn less_than_an_hour_is_not_counted_and_ten_hours_are_one_credit() {
        let amount = rule().amount(44, 0);
        assert_eq!((amount.hours_x100, amount.credits_x100), (0, 0));
        let amount = rule().amount(45 * 12 + 44, 0);
        assert_eq!((amount.hours_x100, amount.credits_x100), (1200, 120));
        assert_eq!(rule().amount(30, 20).hours_x100, 100);
    }

    #[test]
    fn at_most_eight_hours_count_on_one_day() {
        assert_eq!(rule().countable([9 * 45, 45, 0]), 8 * 45 + 45);
    }

    #[test]
    fn four_fifths_of_the_time_are_enough_and_a_minute_less_is_not() {
        assert!(rule().attended(80, 100));
        assert!(!rule().attended(79, 100));
        assert!(rule().attended(0, 0));
    }

    #[test]
    fn a_class_of_forty_has_at_most_eight_excellent() {
        assert_eq!(rule().most_excellent(40), 8);
        assert_eq!(rule().most_excellent(4), 0);
    }

    #[test]
    fn the_narrowest_rule_that_holds_on_the_day_wins() {
        let gansu = Place::root().child("62");
        let local = CreditRule { version: "62".into(), region: gansu.clone(), hours_per_credit_x100: 800, ..rule() };
        let old = CreditRule {
            version: "old".into(),
            valid_until: "2010-12-31".parse().ok(),
            region: gansu.child("6230"),
            ..rule()
        };
        let rules = [rule(), local, old];
        let on = "2011-09-24".parse().unwrap();
        let version = |place: &Place, mode| fit(&rules, place, "1", mode, on).map(|rule| rule.version.as_str());
        assert_eq!(version(&gansu.child("6230"), Mode::Face), Some("62"));
        assert_eq!(version(&Place::root().child("65"), Mode::Face), Some("nation-1-face-1"));
        assert_eq!(version(&gansu, Mode::Online), None);
    }

    #[test]
    fn a_cycle_is_five_years_from_the_first() {
        let rule = CycleRule {
            version: "1".into(),
            first_year: 2011,
            years: 5,
            hours_target_x100: 36_000,
            ict_target_x100: 5_000,
            clause: String::new(),
            document: String::new(),
            valid_from: "2011-01-01".parse().unwrap(),
            valid_until: None,
        };
        let cycle = |day: &str| rule.cycle(day.parse().unwrap());
        assert_eq!(cycle("2011-09-24"), 2011);
        assert_eq!(cycle("2015-12-31"), 2011);
        assert_eq!(cycle("2016-01-01"), 2016);
        assert_eq!(rule.last_year(2011), 2015);
        assert_eq!(cycle("2010-01-01"), 2006);
    }
}
