//! The six stored figures of an officer's first page: counted in the background, read by one statement,
//! each with its marks.

mod count;
mod tally;

pub use count::{COUNT, CountFigures, count};
pub use tally::Counted;

store::code! {
    /// What is counted of a place.
    pub enum Code {
        /// 在册人员.
        People = "people",
        /// 在训班次, of an institution.
        Running = "running",
        /// 在训学员.
        Learning = "learning",
        /// 今年已结业, of all results of the year.
        Finished = "finished",
        /// 今年登记学时, in hundredths.
        Hours = "hours",
        /// 学时认定: parts confirmed, of those handed in this year.
        Recognised = "recognised",
    }
}
