use authz::Place;
use classes::Class;
use kernel::{Id, Result, Timestamp};
use store::{On, sql};

use crate::recognition::RecognitionState;

store::record! {
    /// What the ledger gave the people of a school for a class.
    pub struct HoursTally {
        /// The school's place.
        pub place: Place,
        /// The class.
        pub class_id: Id<Class>,
        /// Hours in hundredths, what was taken back subtracted.
        pub hours_x100: i64,
    }
}

store::record! {
    /// Parts of completion lists, by county and institution.
    pub struct PartsTally {
        /// The county's place.
        pub place: Place,
        /// The institution's place.
        pub institution_place: Place,
        /// In which state.
        pub state: RecognitionState,
        /// Parts.
        pub parts: i64,
    }
}

/// The hours posted from `from` until `until`, by school and class. For counting in the background, not for
/// pages.
///
/// # Errors
/// When the database refuses.
pub async fn tally_hours(on: impl Into<On<'_>>, from: Timestamp, until: Timestamp) -> Result<Vec<HoursTally>> {
    Ok(sql("select place, class_id, cast(sum(hours_x100) as bigint) as hours_x100 from hour_entry where posted_at >= $1 and posted_at < $2 group by place, class_id").bind(from).bind(until).all(on).await?)
}

/// The parts handed in since `from`, by county, institution and state. For counting in the background, not
/// for pages.
///
/// # Errors
/// When the database refuses.
pub async fn tally_parts(on: impl Into<On<'_>>, from: Timestamp) -> Result<Vec<PartsTally>> {
    Ok(sql("select county_place as place, institution_place, state, count(*) as parts from recognition where state in ('waiting', 'returned', 'confirmed') and submitted_at >= $1 group by county_place, institution_place, state").bind(from).all(on).await?)
}
