use super::*;
use crate::rule::rule;

const T: i64 = 1_795_000_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(T + seconds * 1_000)
}

/// One person at one lesson of ten minutes.
struct Learner {
    seat: Seat,
    watch: Watch,
    plan: Plan,
    sessions: Vec<(Uuid, Playback)>,
}

impl Learner {
    fn new() -> Self {
        let plan = Plan { duration_ms: 600_000, questions: Vec::new() };
        Self { seat: Seat::default(), watch: Watch::begun(at(0)), plan, sessions: Vec::new() }
    }

    /// Posts the beats `(seq, from, to, end)` in seconds, of session `id`, at `now`.
    fn post(&mut self, id: u128, now: i64, beats: &[(i64, i64, i64, i64)]) -> Outcome {
        let id = Uuid::from_u128(id);
        if !self.sessions.iter().any(|it| it.0 == id) {
            self.sessions.push((id, Playback::default()));
        }
        let nth = self.sessions.iter().position(|it| it.0 == id).unwrap();
        let beats: Vec<Beat> = beats
            .iter()
            .map(|it| Beat {
                seq: it.0,
                from_ms: it.1 * 1_000,
                to_ms: it.2 * 1_000,
                rate: 1.0,
                visible: true,
                at_ms: T + it.3 * 1_000,
            })
            .collect();
        let rule = rule();
        let on = Setting { plan: &self.plan, rule: &rule, opened_at: at(0), now: at(now) };
        let before = self.seat.session;
        let outcome = take(&mut self.seat, &mut self.sessions[nth].1, &mut self.watch, id, &beats, on);
        if let (Some(moment), Some(before)) = (outcome.took_over_at, before) {
            self.sessions.iter_mut().find(|it| it.0 == before).unwrap().1.ended_at = Some(moment);
        }
        outcome
    }
}

#[test]
fn watching_at_the_clock_counts() {
    let mut learner = Learner::new();
    let outcome = learner.post(1, 15, &[(1, 0, 5, 5), (2, 5, 10, 10), (3, 10, 15, 15)]);
    assert_eq!(outcome.acked, [1, 2, 3]);
    assert_eq!(learner.watch.covered.length(), 15_000);
}

#[test]
fn a_beat_that_comes_twice_counts_once() {
    let mut learner = Learner::new();
    learner.post(1, 5, &[(1, 0, 5, 5)]);
    let again = learner.post(1, 20, &[(1, 0, 5, 5)]);
    assert_eq!((again.acked, again.accepted.len()), (vec![1], 0));
    assert_eq!(learner.sessions[0].1.media_ms, 5_000);
}

#[test]
fn faster_than_the_clock_is_refused() {
    let mut learner = Learner::new();
    let outcome = learner.post(1, 10, &[(1, 0, 170, 10)]);
    assert_eq!(outcome.refused, [(1, Refused::Fast)]);
    assert_eq!(learner.watch.covered.length(), 0);
    // Neither do many new sessions help: the clock is the person's.
    let taken = (2..60).filter(|id| learner.post(*id, 10, &[(1, 0, 10, 10)]).refused.is_empty()).count();
    assert_eq!(taken, 1);
}

#[test]
fn past_the_end_is_refused() {
    let mut learner = Learner::new();
    assert_eq!(learner.post(1, 900, &[(1, 590, 610, 900)]).refused, [(1, Refused::Outside)]);
}

#[test]
fn a_journal_of_a_dropped_connection_counts_when_it_arrives() {
    let mut learner = Learner::new();
    let minutes: Vec<_> = (0..60).map(|n| (n + 1, n * 5, n * 5 + 5, n * 5 + 5)).collect();
    // Five minutes watched without a connection, delivered two days later, the newest half first.
    let (first, second) = minutes.split_at(30);
    assert_eq!(learner.post(1, 2 * 86_400, second).refused, []);
    assert_eq!(learner.post(1, 2 * 86_400 + 1, first).refused, []);
    assert_eq!(learner.watch.covered.length(), 300_000);
}

#[test]
fn after_72_hours_it_is_too_late() {
    let mut learner = Learner::new();
    let outcome = learner.post(1, 73 * 3_600, &[(1, 0, 5, 5)]);
    assert_eq!(outcome.refused, [(1, Refused::Late)]);
}

#[test]
fn a_device_whose_clock_is_wrong_is_believed_as_far_as_ours_goes() {
    for off in [-86_400 * 400, 86_400, 600, -600] {
        let mut learner = Learner::new();
        for turn in 0..10 {
            let end = turn * 15 + 15;
            let outcome = learner.post(
                1,
                end,
                &[
                    (turn * 2 + 1, turn * 15, turn * 15 + 8, off + end - 7),
                    (turn * 2 + 2, turn * 15 + 8, turn * 15 + 15, off + end),
                ],
            );
            assert_eq!(outcome.refused, [], "clock off by {off} s");
        }
        assert_eq!(learner.watch.covered.length(), 150_000);
    }
}

#[test]
fn of_two_tabs_the_newest_counts_and_the_older_is_told() {
    let mut learner = Learner::new();
    assert_eq!(learner.post(1, 20, &[(1, 0, 20, 20)]).refused, []);
    assert_eq!(learner.post(2, 30, &[(1, 20, 25, 28)]).refused, []);
    let older = learner.post(1, 40, &[(2, 20, 30, 39)]);
    assert!(older.paused);
    assert_eq!(older.refused, [(2, Refused::Elsewhere)]);
    assert!(!learner.post(2, 45, &[(2, 25, 40, 44)]).paused);
}

#[test]
fn a_journal_left_by_a_killed_tab_does_not_stop_the_new_one() {
    let mut learner = Learner::new();
    learner.post(2, 400, &[(1, 100, 110, 399)]);
    let journal = learner.post(1, 401, &[(1, 0, 60, 60)]);
    assert_eq!((journal.acked, journal.paused, journal.took_over_at), (vec![1], false, None));
    assert!(!learner.post(2, 410, &[(2, 110, 119, 409)]).paused);
}

#[test]
fn nothing_counts_beyond_eight_hours_of_a_day() {
    let mut learner = Learner::new();
    learner.seat.spent.count(T, rule().daily_ms() - 4_000);
    let outcome = learner.post(1, 15, &[(1, 0, 3, 5), (2, 3, 8, 10)]);
    assert_eq!(outcome.refused, [(2, Refused::Full)]);
}
