//! Every SQL statement of the slice.

use authz::Place;
use kernel::{Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::figures::{Code, Counted};

store::record! {
    /// A stored figure.
    pub struct Stored {
        /// Which.
        pub code: Code,
        /// How many.
        pub value: i64,
        /// Of how many; nought where it is no part of anything.
        pub whole: i64,
        /// As of when.
        pub counted_at: Timestamp,
    }
}

/// The figures of a place.
pub async fn list_figures(on: impl Into<On<'_>>, place: &Place) -> Result<Vec<Stored>> {
    Ok(sql("select code, value, whole, counted_at from desk_figure where place = $1").bind(place).all(on).await?)
}

/// Writes figures in place of what was counted before.
pub async fn put_figures(tx: &mut Tx, figures: &[(&(Place, Code), &Counted)], at: Timestamp) -> Result<()> {
    let mut rows = Insert::into("desk_figure", &["place", "code", "value", "whole", "counted_at"]).suffix("on conflict (place, code) do update set value = excluded.value, whole = excluded.whole, counted_at = excluded.counted_at");
    for ((place, code), it) in figures {
        rows.row([place.into(), (*code).into(), it.value.into(), it.whole.into(), at.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Removes the figures that the count of `at` did not find any more.
pub async fn remove_older(tx: &mut Tx, at: Timestamp) -> Result<()> {
    sql("delete from desk_figure where counted_at < $1").bind(at).run(tx).await?;
    Ok(())
}
