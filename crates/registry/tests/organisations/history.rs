//! Every organisation has its history, those of earlier releases too.

use kernel::OrganisationId;
use registry::period::{Broken, whole};
use registry::testing::organisation;
use registry::{OrganisationKind, get_organisation, list_periods, list_wrong_histories};
use store::{sql, testing};

fn day(text: &str) -> kernel::Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn what_an_earlier_release_wrote_has_one_period_from_its_first_day_to_its_last() {
    let (before, all) = (&registry::MIGRATIONS[..8], registry::MIGRATIONS);
    for fresh in testing::both(before).await {
        let store = &fresh.store;
        let county = organisation(None, OrganisationKind::County, "529901", "云岭县教育局");
        let mut school = organisation(Some(&county), OrganisationKind::School, "2152000001", "云岭县旧小学");
        school.closed_on = Some(day("2015-08-31"));
        for it in [&county, &school] {
            sql("insert into organisation (id, parent_id, place, code, kind, name, opened_on, closed_on) values ($1, $2, $3, $4, $5, $6, $7, $8)")
                .bind(it.id)
                .bind(it.parent_id)
                .bind(&it.place)
                .bind(it.code.as_str())
                .bind(it.kind)
                .bind(it.name.as_str())
                .bind(it.opened_on)
                .bind(it.closed_on)
                .run(store)
                .await
                .unwrap();
        }
        store.migrate(all).await.unwrap();
        for it in [&county, &school] {
            let stored = get_organisation(store, it.id).await.unwrap();
            let periods = list_periods(store, it.id).await.unwrap();
            assert_eq!(periods.len(), 1);
            assert_eq!(periods[0].until_on, it.closed_on);
            assert_eq!(whole(&stored, &periods), Ok(()));
        }
    }
}

#[tokio::test]
async fn a_history_that_does_not_hold_is_found() {
    for fresh in testing::both(registry::MIGRATIONS).await {
        let store = &fresh.store;
        let county = organisation(None, OrganisationKind::County, "529901", "云岭县教育局");
        let schools: Vec<_> = (0..3)
            .map(|nth| organisation(Some(&county), OrganisationKind::School, &format!("215200000{nth}"), "小学"))
            .collect();
        let all = [std::slice::from_ref(&county), &schools].concat();
        store::transaction!(store, tx => { registry::insert_organisations(tx, &all).await }).unwrap();
        assert!(list_wrong_histories(store, 100).await.unwrap().is_empty());
        let wrong = async |id: OrganisationId| {
            let found = list_wrong_histories(store, 100).await.unwrap();
            found.into_iter().find(|it| it.0 == id).map(|it| it.1)
        };
        sql("update organisation set name = '改名小学' where id = $1").bind(schools[0].id).run(store).await.unwrap();
        assert_eq!(wrong(schools[0].id).await, Some(Broken::Other));
        sql("delete from organisation_period where organisation_id = $1").bind(schools[1].id).run(store).await.unwrap();
        assert_eq!(wrong(schools[1].id).await, Some(Broken::Empty));
        sql("update organisation_period set until_on = '1949-09-30' where organisation_id = $1")
            .bind(schools[2].id)
            .run(store)
            .await
            .unwrap();
        assert_eq!(wrong(schools[2].id).await, Some(Broken::Backwards(1)));
        assert_eq!(wrong(county.id).await, None);
        assert_eq!(list_wrong_histories(store, 2).await.unwrap().len(), 2);
    }
}
