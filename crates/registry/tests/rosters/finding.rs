//! Who is found on both databases, and who is not.

use std::collections::BTreeSet;

use authz::Place;
use kernel::{PersonId, Timestamp};
use store::{Store, sql, testing};

use registry::testing::finding::{
    Filed, Page, Wanted, everybody_is_listed, file_people, find, list_more_people, refile_people, update_people,
};
use registry::testing::{insert, organisation, person, tables, vault};
use registry::{IDENTITY, MOBILE, NewPerson, Organisation, OrganisationKind};

/// A province with this many counties of one school each.
fn land(counties: usize) -> (Organisation, Vec<Organisation>, Vec<Organisation>) {
    let nation = organisation(None, OrganisationKind::Nation, "0", "教育部");
    let province = organisation(Some(&nation), OrganisationKind::Province, "52", "云岭省教育厅");
    let mut schools = Vec::new();
    let mut all = vec![nation, province.clone()];
    for nth in 0..counties {
        let county = organisation(
            Some(&province),
            OrganisationKind::County,
            &format!("5299{nth:02}"),
            &format!("县{nth}教育局"),
        );
        let school =
            organisation(Some(&county), OrganisationKind::School, &format!("21520000{nth:02}"), &format!("小学{nth}"));
        schools.push(school.clone());
        all.extend([county, school]);
    }
    (province, schools, all)
}

fn with_mobile(mut new: NewPerson, mobile: &str) -> NewPerson {
    new.person.mobile_masked = Some(mobile.parse::<registry::mobile::Mobile>().unwrap().to_string());
    new.mobile_cipher = Some(vault().seal(MOBILE, new.person.id.uuid(), mobile).unwrap());
    new
}

async fn look(store: &Store, typed: &str, place: &Place, after: Option<&Filed>, limit: u32) -> Page {
    find(store, &vault(), &Wanted::read(typed).unwrap(), place, after, limit).await.unwrap()
}

async fn names(store: &Store, typed: &str, place: &Place) -> Vec<String> {
    look(store, typed, place, None, 50).await.people.into_iter().map(|it| it.name).collect()
}

#[tokio::test]
async fn people_are_found_by_all_that_is_known_of_them_and_only_within_the_place() {
    for fresh in testing::both(&tables(&[registry::slice()])).await {
        let store = &fresh.store;
        let (province, schools, all) = land(2);
        let [here, there] = [&schools[0], &schools[1]];
        let people = [
            with_mobile(person(here, 1, "单志强"), "15400001234"),
            person(here, 2, "单志刚"),
            person(there, 3, "单志强"),
            person(there, 4, "买买提·吐尔逊"),
        ];
        let whole =
            people.each_ref().map(|it| vault().unseal(IDENTITY, it.person.id.uuid(), &it.identity_cipher).unwrap());
        insert(store, &all, &people).await;
        let county = here.place.above()[2].clone();
        for typed in ["单志强", "单 志 强", "shanzhiqiang", "SZQ", "1234", "154 0000 1234", &whole[0], &whole[0][14..]]
        {
            assert_eq!(names(store, typed, &here.place).await, ["单志强"], "{typed} at the school");
            assert_eq!(names(store, typed, &county).await, ["单志强"], "{typed} in the county");
        }
        assert_eq!(names(store, "单", &here.place).await, ["单志刚", "单志强"]);
        assert_eq!(names(store, "shan", &province.place).await, ["单志刚", "单志强", "单志强"]);
        assert_eq!(names(store, "shan", &Place::root()).await, ["单志刚", "单志强", "单志强"]);
        assert_eq!(names(store, "吐尔逊", &there.place).await, ["买买提·吐尔逊"]);
        for typed in ["单志", "szq", "1234", "15400001234", &whole[0], &whole[0][14..]] {
            let found = names(store, typed, &there.place).await;
            assert!(!found.contains(&"单志刚".to_owned()) && found.len() <= 1, "{typed}: {found:?}");
        }
        assert!(names(store, &whole[0], &there.place).await.is_empty(), "who is elsewhere is nobody");
        // The same head and tail, another number between them.
        assert!(names(store, "15499991234", &here.place).await.is_empty());
    }
}

#[tokio::test]
async fn a_list_goes_on_over_many_areas_and_shows_everybody_once() {
    for fresh in testing::both(&tables(&[registry::slice()])).await {
        let store = &fresh.store;
        let (province, schools, all) = land(40);
        let mut people = Vec::new();
        for (nth, school) in schools.iter().enumerate() {
            // 安娜 is filed as `an` and as `anna`.
            people.push(person(school, nth + 1, if nth % 2 == 0 { "安娜" } else { "安宁" }));
            people.extend((nth < 2).then(|| person(school, 100 + nth, "安娜")));
        }
        insert(store, &all, &people).await;
        for limit in [1, 7, 50] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = look(store, "an", &province.place, after.as_ref(), limit).await;
                seen.extend(page.people.iter().map(|it| (it.place.clone(), it.id)));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let once: BTreeSet<PersonId> = seen.iter().map(|it| it.1).collect();
            assert_eq!((seen.len(), once.len()), (42, 42), "{limit} on a page");
            assert!(seen.is_sorted_by_key(|it| it.0.clone()), "county by county");
        }
        let gone = Filed { area: Place::root().child("99"), term: "an".to_owned(), person_id: people[0].person.id };
        let anew = look(store, "an", &province.place, Some(&gone), 50).await;
        assert_eq!(anew.people[0].place, schools[0].place, "after an area that is no more it begins anew");
    }
}

async fn filed(store: &Store) -> Vec<Filed> {
    sql("select area, term, person_id from person_lookup order by area, term, person_id").all(store).await.unwrap()
}

#[tokio::test]
async fn a_new_number_is_found_and_the_old_one_is_not() {
    for fresh in testing::both(&tables(&[registry::slice()])).await {
        let store = &fresh.store;
        let (_, schools, all) = land(2);
        let old = with_mobile(person(&schools[0], 1, "李明"), "15400001234");
        insert(store, &all, &[old.clone(), person(&schools[0], 2, "李四")]).await;
        let before = filed(store).await;
        let update = async |it: &NewPerson| {
            store::transaction!(store, tx => { update_people(tx, std::slice::from_ref(it), Timestamp::from_millis(2)).await }).unwrap();
        };
        update(&old).await;
        assert_eq!(filed(store).await, before, "the same again changes nothing");
        let mut silent = old.clone();
        (silent.person.mobile_masked, silent.mobile_cipher) = (None, None);
        update(&silent).await;
        assert_eq!(names(store, "1234", &schools[0].place).await, ["李明"], "what a roster does not say stays");
        update(&with_mobile(old.clone(), "15400005678")).await;
        assert_eq!(names(store, "5678", &schools[0].place).await, ["李明"]);
        assert!(names(store, "1234", &schools[0].place).await.is_empty());
        assert_eq!(filed(store).await.len(), before.len());
        update(&old).await;
        assert_eq!(filed(store).await, before);
    }
}

#[tokio::test]
async fn who_is_renamed_or_moved_is_filed_anew() {
    for fresh in testing::both(&tables(&[registry::slice()])).await {
        let store = &fresh.store;
        let (_, schools, all) = land(2);
        let old = person(&schools[0], 1, "李明").person;
        insert(store, &all, &[person(&schools[0], 2, "李四")]).await;
        let rest = filed(store).await;
        let mut new = old.clone();
        (new.name, new.place) = ("王明".to_owned(), schools[1].place.clone());
        store::transaction!(store, tx => {
            file_people(&mut *tx, &[&old]).await?;
            refile_people(tx, std::slice::from_ref(&old), &[&new]).await
        })
        .unwrap();
        let all = filed(store).await;
        let own: BTreeSet<(Place, String)> =
            all.iter().filter(|it| it.person_id == new.id).map(|it| (it.area.clone(), it.term.clone())).collect();
        let area = schools[1].place.above()[2].clone();
        let tail = old.identity_masked[14..].to_lowercase();
        assert_eq!(own, ["wangming", "wm", "王明", tail.as_str()].map(|it| (area.clone(), it.to_owned())).into());
        assert_eq!(all.len(), rest.len() + own.len(), "nobody else's");
    }
}

#[tokio::test]
async fn those_on_file_before_the_look_up_are_filed_once_some_at_a_time() {
    for fresh in testing::both(&tables(&[registry::slice()])).await {
        let store = &fresh.store;
        assert!(everybody_is_listed(store).await.unwrap(), "a new house has nobody to file");
        let (_, schools, all) = land(2);
        let people: Vec<NewPerson> = (1..=7).map(|nth| person(&schools[nth % 2], nth, "李明")).collect();
        insert(store, &all, &people).await;
        let whole = filed(store).await;
        sql("delete from person_lookup where area >= $1 and term >= $1").bind("").run(store).await.unwrap();
        sql("update person_listing set ended_at = null where version = 1").run(store).await.unwrap();
        assert!(!everybody_is_listed(store).await.unwrap());
        let more = async || {
            store::transaction!(store, tx => { list_more_people(tx, 3, Timestamp::from_millis(5)).await }).unwrap()
        };
        let mut steps = Vec::new();
        while let Some(listed) = more().await {
            steps.push(listed);
        }
        assert_eq!(steps, [3, 3, 1]);
        assert!(everybody_is_listed(store).await.unwrap());
        assert_eq!(filed(store).await, whole);
        // Begun anew over what is there, it adds nothing.
        sql("update person_listing set ended_at = null, after_id = null where version = 1").run(store).await.unwrap();
        while more().await.is_some() {}
        assert_eq!(filed(store).await, whole);
    }
}
