//! Every SQL statement of this floor.

use ::store::{Insert, On, Tx, sql, sql_list};
use authz::Place;
use kernel::{Date, PersonId, Result, Timestamp};

use crate::{Calendar, Day};

/// Days of a calendar at most: those of some years, at each place above.
const MOST: i64 = 3_000;

/// The calendar of `place`, from `from` on: what is said nearer to it counts more.
///
/// # Errors
/// When the database refuses.
pub async fn load(on: impl Into<On<'_>>, place: &Place, from: Date) -> Result<Calendar> {
    let days: Vec<Day> = sql_list("select place, day, kind, name from calendar_day where day >= $1 and place in ({list}) order by length(place), day limit $2", vec![from.into(), MOST.into()], &place.above()).all(on).await?;
    Ok(Calendar::of(days.into_iter().map(|it| (it.day, it.kind))))
}

/// The days said at `place` itself or above it, from `from` on, by date.
///
/// # Errors
/// When the database refuses.
pub async fn list_days(on: impl Into<On<'_>>, place: &Place, from: Date, limit: u32) -> Result<Vec<Day>> {
    Ok(sql_list("select place, day, kind, name from calendar_day where day >= $1 and place in ({list}) order by day, place limit $2", vec![from.into(), limit.into()], &place.above()).all(on).await?)
}

/// Writes days down; what was said of the same day at the same place is replaced.
///
/// # Errors
/// When the database refuses.
pub async fn put_days(tx: &mut Tx, days: &[Day], by: PersonId, at: Timestamp) -> Result<()> {
    let mut rows = Insert::into("calendar_day", &["place", "day", "kind", "name", "set_by", "set_at"])
        .suffix("on conflict (place, day) do update set kind = excluded.kind, name = excluded.name, set_by = excluded.set_by, set_at = excluded.set_at");
    for it in days {
        rows.row([(&it.place).into(), it.day.into(), it.kind.into(), it.name.as_str().into(), by.into(), at.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Takes back what was said of a day at a place; whether anything was.
///
/// # Errors
/// When the database refuses.
pub async fn delete_day(tx: &mut Tx, place: &Place, day: Date) -> Result<bool> {
    Ok(sql("delete from calendar_day where place = $1 and day = $2").bind(place).bind(day).run(tx).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DayKind;

    #[tokio::test]
    async fn what_a_region_says_counts_in_it_alone() {
        for fresh in ::store::testing::both(&[crate::TABLES]).await {
            let store = &fresh.store;
            let (xinjiang, gansu) = (Place::root().child("65"), Place::root().child("62"));
            let day: Date = "2026-05-27".parse().unwrap();
            let (by, now) = (PersonId::house(), day.start());
            let say = |place: &Place, kind| Day { place: place.clone(), day, kind, name: "古尔邦节".into() };
            let days = [say(&xinjiang, DayKind::Holiday)];
            ::store::transaction!(store, tx => { put_days(tx, &days, by, now).await }).unwrap();
            let working = async |place: &Place| load(store, &place.child("1"), day).await.unwrap().is_working(day);
            assert!(!working(&xinjiang).await && working(&gansu).await);
            // The nation says otherwise; the region's own word stands for it, and is replaced and taken back.
            let all = [say(&Place::root(), DayKind::Working), say(&xinjiang, DayKind::Holiday)];
            ::store::transaction!(store, tx => { put_days(tx, &all, by, now).await }).unwrap();
            assert!(!working(&xinjiang).await);
            let gone = ::store::transaction!(store, tx => { delete_day(tx, &xinjiang, day).await }).unwrap();
            assert!(gone && working(&xinjiang).await);
            assert_eq!(list_days(store, &gansu, day, 10).await.unwrap().len(), 1);
        }
    }
}
