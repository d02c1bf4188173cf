use authz::Place;
use kernel::{Date, Result};
use store::{On, sql};

store::record! {
    /// How many people of a school are in classes of an institution, learning or with a result.
    pub struct PeopleTally {
        /// The school's place.
        pub place: Place,
        /// The institution's place.
        pub institution_place: Place,
        /// All of them.
        pub people: i64,
        /// Those who passed, 优秀 included; nought while they learn.
        pub passed: i64,
    }
}

store::record! {
    /// How many classes an institution has in training.
    pub struct ClassTally {
        /// The institution's place.
        pub place: Place,
        /// Classes.
        pub classes: i64,
    }
}

/// Who learns now, by school and institution. For counting in the background, not for pages.
///
/// # Errors
/// When the database refuses.
pub async fn tally_learning(on: impl Into<On<'_>>) -> Result<Vec<PeopleTally>> {
    Ok(sql("select e.place, e.institution_place, count(*) as people, cast(0 as bigint) as passed from class c join enrolment e on e.class_id = c.id where c.state = 'running' and e.state = 'confirmed' group by e.place, e.institution_place").all(on).await?)
}

/// Who has a result from a class that ended on `from` or later, by school and institution. For counting in
/// the background, not for pages.
///
/// # Errors
/// When the database refuses.
pub async fn tally_finished(on: impl Into<On<'_>>, from: Date) -> Result<Vec<PeopleTally>> {
    Ok(sql("select e.place, e.institution_place, count(*) as people, cast(sum(case when e.state = 'failed' then 0 else 1 end) as bigint) as passed from class c join enrolment e on e.class_id = c.id where c.state in ('closing', 'closed') and c.closes_on >= $1 and e.state in ('passed', 'excellent', 'failed', 'credited') group by e.place, e.institution_place").bind(from).all(on).await?)
}

/// Classes in training, by institution.
///
/// # Errors
/// When the database refuses.
pub async fn tally_running(on: impl Into<On<'_>>) -> Result<Vec<ClassTally>> {
    Ok(sql("select institution_place as place, count(*) as classes from class where state = 'running' group by institution_place").all(on).await?)
}
