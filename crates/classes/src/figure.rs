use kernel::Id;

use crate::{Class, EnrolmentState};

store::record! {
    /// The stored counts of a class: how many people reached each stage and have not left since.
    pub struct Figure {
        /// The class.
        pub class_id: Id<Class>,
        /// Nominated, or further.
        pub nominated: i64,
        /// Approved by the county, or further.
        pub approved: i64,
        /// Admitted, or further.
        pub admitted: i64,
        /// Confirmed, or further.
        pub confirmed: i64,
        /// 合格.
        pub passed: i64,
        /// 优秀; not counted among [`Figure::passed`].
        pub excellent: i64,
        /// 未结业.
        pub failed: i64,
    }
}

impl Figure {
    /// The figure of a class that nobody was nominated for.
    #[must_use]
    pub const fn empty(class_id: Id<Class>) -> Self {
        Self { class_id, nominated: 0, approved: 0, admitted: 0, confirmed: 0, passed: 0, excellent: 0, failed: 0 }
    }
}

/// How the seven counts change when an enrolment goes from `old` (none: it is new) to `new`, in the
/// order of [`Figure`].
#[must_use]
pub fn change(old: Option<EnrolmentState>, new: EnrolmentState) -> [i64; 7] {
    // 学时已登记 keeps the result that was counted.
    if new == EnrolmentState::Credited {
        return [0; 7];
    }
    let (before, after) = (old.map_or([0; 7], counts), counts(new));
    let mut change = after;
    for (to, from) in change.iter_mut().zip(before) {
        *to -= from;
    }
    change
}

/// The states that a count of [`Figure`] takes in: everybody who reached `stage` and has not left since.
#[must_use]
pub fn reached(stage: EnrolmentState) -> Vec<EnrolmentState> {
    let column = match stage {
        EnrolmentState::Nominated => 0,
        EnrolmentState::CountyApproved => 1,
        EnrolmentState::Admitted => 2,
        EnrolmentState::Confirmed => 3,
        _ => return EnrolmentState::ALL.iter().copied().filter(|it| it.completed()).collect(),
    };
    EnrolmentState::ALL.iter().copied().filter(|it| counts(*it).get(column) == Some(&1)).collect()
}

const fn counts(state: EnrolmentState) -> [i64; 7] {
    match state {
        EnrolmentState::Nominated => [1, 0, 0, 0, 0, 0, 0],
        EnrolmentState::CountyApproved => [1, 1, 0, 0, 0, 0, 0],
        EnrolmentState::Admitted => [1, 1, 1, 0, 0, 0, 0],
        EnrolmentState::Confirmed | EnrolmentState::Credited => [1, 1, 1, 1, 0, 0, 0],
        EnrolmentState::Passed => [1, 1, 1, 1, 1, 0, 0],
        EnrolmentState::Excellent => [1, 1, 1, 1, 0, 1, 0],
        EnrolmentState::Failed => [1, 1, 1, 1, 0, 0, 1],
        EnrolmentState::Declined | EnrolmentState::Refused | EnrolmentState::Withdrawn => [0; 7],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EnrolmentState as State;

    #[test]
    fn the_counts_follow_a_person_through_and_out() {
        assert_eq!(change(None, State::Nominated), [1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(change(Some(State::Admitted), State::Confirmed), [0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(change(Some(State::Confirmed), State::Withdrawn), [-1, -1, -1, -1, 0, 0, 0]);
        assert_eq!(change(Some(State::Passed), State::Excellent), [0, 0, 0, 0, -1, 1, 0]);
        assert_eq!(change(Some(State::Excellent), State::Credited), [0; 7]);
        assert_eq!(change(Some(State::Refused), State::Nominated), [1, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_list_behind_a_count_holds_whoever_it_counts() {
        assert_eq!(
            reached(State::Confirmed),
            [State::Confirmed, State::Passed, State::Excellent, State::Failed, State::Credited]
        );
        assert_eq!(reached(State::Passed), [State::Passed, State::Excellent, State::Credited]);
        assert_eq!(reached(State::Nominated).len(), 8);
    }
}
