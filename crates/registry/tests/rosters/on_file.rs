//! People on file: their number is sealed, found, and nobody else's.

use kernel::{PersonId, Text};
use registry::roster::{generate, header};
use registry::{
    IDENTITY, find_person, find_person_by_identity, get_sealed_identity, list_people_figures, list_people_of_school,
    list_schools_within, list_wrong_figures, rebuild_figures,
};
use store::sql;

use crate::county::{County, counties, workbook};

const NAME: usize = 0;
const NUMBER: usize = 2;
const SCHOOL: usize = 6;
const TITLE: usize = 10;
const BILINGUAL: usize = 13;

/// Fifty people on file; the fiftieth has an old county code and so a warning.
async fn fifty(county: &County) -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = generate(50, 0, 1, &county.schools).collect();
    let import = county.check(workbook(rows.clone())).await;
    assert_eq!((import.rows_good, import.rows_wrong), (50, 0));
    county.run(import.id).await.unwrap();
    rows
}

async fn person(county: &County, number: &str) -> PersonId {
    find_person_by_identity(county.store(), &county.vault.traces(number)).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_number_on_file_under_another_name_or_at_another_school_is_refused() {
    for county in counties().await {
        let rows = fifty(&county).await;
        assert_eq!(header()[NUMBER], "证件号码");
        let (mut renamed, mut moved, mut warned) = (rows[0].clone(), rows[1].clone(), rows[49].clone());
        renamed[NAME] = "别名".to_owned();
        let elsewhere = county.schools.iter().find(|it| it.code != moved[SCHOOL]).unwrap();
        (moved[SCHOOL], moved[SCHOOL + 1]) = (elsewhere.code.clone(), elsewhere.name.clone());
        warned[NAME] = "别名".to_owned();
        let mut promoted = rows[2].clone();
        promoted[TITLE] = "正高级教师".to_owned();
        let import = county.check(workbook([renamed, moved, promoted, warned])).await;
        assert_eq!([import.rows_good, import.rows_wrong, import.rows_changed, import.rows_new], [1, 3, 1, 0]);
        let faults = county.faults(&import, "fault").await;
        let told: Vec<_> =
            faults.iter().map(|it| (it.cell.as_str(), serde_json::from_str::<Text>(&it.reason).unwrap().key)).collect();
        assert_eq!(
            told,
            [
                ("C2", "import-other-name".to_owned()),
                ("C3", "import-other-school".to_owned()),
                ("C5", "import-other-name".to_owned())
            ]
        );
        assert!(faults.iter().all(|it| it.given.contains("****")), "{faults:?}");
        let before = find_person(county.store(), person(&county, &rows[0][NUMBER]).await).await.unwrap().unwrap();
        county.run(import.id).await.unwrap();
        let after = find_person(county.store(), before.id).await.unwrap().unwrap();
        assert_eq!((after.name, after.school_id), (before.name, before.school_id));
        let title: Option<String> =
            find_person(county.store(), person(&county, &rows[2][NUMBER]).await).await.unwrap().unwrap().title;
        assert!(title.is_some());
        assert_eq!(county.people().await, [50; 3]);
    }
}

#[tokio::test]
async fn what_a_roster_does_not_say_stays_on_file() {
    for county in counties().await {
        let rows = fifty(&county).await;
        let mut told = rows[0].clone();
        told[BILINGUAL] = "是".to_owned();
        county.run(county.check(workbook([told])).await.id).await.unwrap();
        let id = person(&county, &rows[0][NUMBER]).await;
        let before = find_person(county.store(), id).await.unwrap().unwrap();
        assert!(before.bilingual && before.title.is_some() && before.subject.is_some());
        // The cells of all that need not be filled in are empty; in the second file their columns are missing.
        let mut silent = rows[0].clone();
        for cell in silent.iter_mut().skip(SCHOOL + 2) {
            cell.clear();
        }
        let import = county.check(workbook([silent.clone()])).await;
        assert_eq!((import.rows_good, import.rows_changed), (1, 1));
        county.run(import.id).await.unwrap();
        let after = find_person(county.store(), id).await.unwrap().unwrap();
        assert_eq!(format!("{after:?}"), format!("{before:?}"));
        let line = [NAME, NUMBER, SCHOOL].map(|column| silent[column].clone()).join(",");
        let import = county.check(format!("姓名,证件号码,学校标识码\n{line}\n").into_bytes()).await;
        assert_eq!((import.rows_good, import.rows_changed), (1, 1));
        county.run(import.id).await.unwrap();
        let after = find_person(county.store(), id).await.unwrap().unwrap();
        assert_eq!(format!("{after:?}"), format!("{before:?}"));
    }
}

#[tokio::test]
async fn a_number_is_sealed_for_its_person_and_found_by_its_hash() {
    for county in counties().await {
        let rows = fifty(&county).await;
        let (one, other) = (person(&county, &rows[0][NUMBER]).await, person(&county, &rows[1][NUMBER]).await);
        assert_ne!(one, other);
        let sealed = get_sealed_identity(county.store(), one).await.unwrap();
        assert_eq!(county.vault.unseal(IDENTITY, one.uuid(), &sealed).unwrap(), rows[0][NUMBER]);
        assert!(county.vault.unseal(IDENTITY, other.uuid(), &sealed).is_err(), "it opens in no other record");
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(county.vault.unseal(IDENTITY, one.uuid(), &altered).is_err());
        let digits = rows[0][NUMBER].as_bytes();
        assert!(!sealed.windows(6).any(|it| digits.windows(6).any(|part| part == it)));
        let masked = find_person(county.store(), one).await.unwrap().unwrap().identity_masked;
        assert!(masked.contains("***") && masked != rows[0][NUMBER]);
        // The bare number stands nowhere in the tables of people.
        for row in &rows {
            let bare: i64 = sql(
                "select count(*) as value from person where identity_masked = $1 or name = $1 or mobile_masked = $1",
            )
            .bind(&row[NUMBER])
            .value(county.store())
            .await
            .unwrap();
            assert_eq!(bare, 0);
        }
        assert!(
            find_person_by_identity(county.store(), &county.vault.traces("110105194912310021"))
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn the_figures_of_a_place_are_the_people_within_and_a_wrong_one_is_found_and_made_anew() {
    for county in counties().await {
        fifty(&county).await;
        let store = county.store();
        let place = &county.organisation.place;
        let above = place.above();
        let figures = list_people_figures(store, above.iter()).await.unwrap();
        assert_eq!(figures.get(place), Some(&50));
        assert_eq!((figures.len(), figures.get(&above[0])), (2, None), "the province has one, the nation has none");
        let schools = list_schools_within(store, place).await.unwrap();
        let figures = list_people_figures(store, schools.iter().map(|it| &it.place)).await.unwrap();
        assert_eq!(figures.values().sum::<i64>(), 50);
        let mut listed = 0;
        for school in &schools {
            let people = list_people_of_school(store, school.id, None, 100).await.unwrap();
            assert_eq!(figures.get(&school.place).copied().unwrap_or_default(), kernel::count(people.len()));
            assert!(
                people.is_sorted_by_key(|it| (it.name.clone(), it.id))
                    && people.iter().all(|it| it.school_id == school.id)
            );
            if let [first, second, ..] = people.as_slice() {
                let rest = list_people_of_school(store, school.id, Some((&first.name, first.id)), 1).await.unwrap();
                assert_eq!(rest[0].id, second.id);
            }
            listed += people.len();
        }
        assert_eq!(listed, 50);
        assert!(list_wrong_figures(store, 10).await.unwrap().is_empty());
        sql("update people_figure set people = 49 where place = $1").bind(place).run(store).await.unwrap();
        sql("delete from people_figure where place = $1").bind(&schools[0].place).run(store).await.unwrap();
        let wrong = list_wrong_figures(store, 10).await.unwrap();
        assert_eq!(wrong, [place.clone(), schools[0].place.clone()]);
        store::transaction!(store, tx => { rebuild_figures(tx).await }).unwrap();
        assert!(list_wrong_figures(store, 10).await.unwrap().is_empty());
        assert_eq!(list_people_figures(store, above.iter()).await.unwrap().get(place), Some(&50));
    }
}
