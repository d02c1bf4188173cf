//! A learning session takes beats: the rule that decides which of them count.

use kernel::Timestamp;
use uuid::Uuid;

use crate::{Beat, Plan, Refused, Spent, Watch, WatchRule, intervals::Intervals};

/// Which session of a person speaks now, and what the person has spent of the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// The newest session; `None` before the first.
    pub session: Option<Uuid>,
    /// The end of its newest beat, by our clock.
    pub last_at: i64,
    /// The clock that is spent.
    pub spent: Spent,
    /// Counts the changes, so that two programs do not write over each other.
    pub version: i64,
}

/// One learning session: one player on one page that was opened once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Playback {
    /// When its first beat began, by our clock.
    pub begun_at: i64,
    /// When its newest beat ended, by our clock.
    pub last_at: i64,
    /// All media it played, rewatching included.
    pub media_ms: i64,
    /// How far the device's clock is ahead of ours.
    pub skew_ms: i64,
    /// The numbers of the beats that were accepted.
    pub taken: Intervals,
    /// How many were refused.
    pub refused: i64,
    /// From when on another session speaks.
    pub ended_at: Option<i64>,
}

/// What became of a post.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The numbers that count now or counted before.
    pub acked: Vec<i64>,
    /// The numbers that do not count, and why.
    pub refused: Vec<(i64, Refused)>,
    /// The beats that count for the first time: their piece of the media and their end by our clock.
    pub accepted: Vec<(Beat, i64, i64, i64)>,
    /// This session has taken the seat of another, from this moment on.
    pub took_over_at: Option<i64>,
    /// The session no longer speaks: the player is to stop.
    pub paused: bool,
}

/// Where and when a post is judged.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The lesson.
    pub plan: &'a Plan,
    /// The rule.
    pub rule: &'a WatchRule,
    /// When the page was opened, by our clock.
    pub opened_at: Timestamp,
    /// When the post came.
    pub now: Timestamp,
}

/// More pieces than any player makes of a lesson, and more gaps than any journal has.
const MOST_PIECES: usize = 2_000;

/// Takes the beats of one post of session `id` into the person's `seat`, the session's `playback` and
/// the record `watch`. Order does not matter, and a beat that comes twice counts once.
pub fn take(
    seat: &mut Seat,
    playback: &mut Playback,
    watch: &mut Watch,
    id: Uuid,
    beats: &[Beat],
    on: Setting<'_>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let (Some(newest), Some(oldest)) = (beats.iter().map(|it| it.at_ms).max(), beats.iter().min_by_key(|it| it.at_ms))
    else {
        return outcome;
    };
    let begins = oldest.at_ms - on.rule.least_clock_ms((oldest.to_ms - oldest.from_ms).clamp(0, on.plan.duration_ms));
    set_clock(playback, begins, newest, on);
    let (begins, ends) = (begins - playback.skew_ms, newest - playback.skew_ms);
    if seat.session != Some(id) && playback.ended_at.is_none() && (seat.session.is_none() || ends > seat.last_at) {
        outcome.took_over_at = Some(begins);
        seat.session = Some(id);
        seat.last_at = begins;
    }
    let mut in_order: Vec<&Beat> = beats.iter().collect();
    in_order.sort_by_key(|beat| beat.seq);
    for beat in in_order {
        if playback.taken.contains(beat.seq) {
            outcome.acked.push(beat.seq);
            continue;
        }
        match judge(seat, playback, watch, beat, on) {
            Ok((from, to, at)) => {
                playback.taken.add(beat.seq, beat.seq + 1);
                outcome.acked.push(beat.seq);
                outcome.accepted.push((*beat, from, to, at));
            }
            Err(why) => {
                playback.refused += 1;
                outcome.paused |= why == Refused::Elsewhere;
                outcome.refused.push((beat.seq, why));
            }
        }
    }
    if seat.session == Some(id) {
        seat.last_at = seat.last_at.max(playback.last_at);
    }
    seat.spent.forget(on.rule, on.now.as_millis());
    outcome
}

/// Finds how far the device's clock is off. No beat ended in the future, and none of a session's began
/// before its page was opened; between the two the device is believed.
fn set_clock(playback: &mut Playback, begins: i64, newest: i64, on: Setting<'_>) {
    let ahead = newest - on.now.as_millis();
    if playback.taken.is_empty() && playback.media_ms == 0 {
        playback.skew_ms = (begins - on.opened_at.as_millis()).min(0);
    }
    playback.skew_ms = playback.skew_ms.max(ahead);
    if playback.begun_at == 0 {
        playback.begun_at = begins - playback.skew_ms;
    }
}

/// Decides on one beat, and writes it down when it counts: its piece and its end by our clock.
fn judge(
    seat: &mut Seat,
    playback: &mut Playback,
    watch: &mut Watch,
    beat: &Beat,
    on: Setting<'_>,
) -> Result<(i64, i64, i64), Refused> {
    let (from, to) = beat.within(on.plan.duration_ms).ok_or(Refused::Outside)?;
    if watch.covered.count() > MOST_PIECES || playback.taken.count() > MOST_PIECES {
        return Err(Refused::Outside);
    }
    let at = beat.at_ms.saturating_sub(playback.skew_ms);
    let now = on.now.as_millis();
    if now.saturating_sub(at) > on.rule.late_ms {
        return Err(Refused::Late);
    }
    if playback.ended_at.is_some_and(|ended| at > ended) {
        return Err(Refused::Elsewhere);
    }
    let gain = (to - from) - watch.covered.overlap(from, to);
    if !seat.spent.has_room(on.rule, at, gain) {
        return Err(Refused::Full);
    }
    let took = ((to - from) * 100).checked_div(beat.rate_percent()).unwrap_or_default();
    if !seat.spent.claim(on.rule, on.opened_at.as_millis(), at, to - from, took, now) {
        return Err(Refused::Fast);
    }
    watch.add(on.plan, from, to, at);
    seat.spent.count(at, gain);
    playback.media_ms += to - from;
    playback.last_at = playback.last_at.max(at);
    Ok((from, to, at))
}

#[cfg(test)]
#[path = "sitting_tests.rs"]
mod tests;
