//! The demonstration world as the walk of the routes needs it: who asks, and what stands for each parameter.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::TestHouse;
use audit::By;
use authz::Place;
use http::Route;
use http::testing::Answer;
use kernel::{Id, OrganisationId, PersonId};
use store::{Store, sql};

store::record! { struct Holder { login: String, duty: String, place: Place } }
store::record! { struct Seat { class_id: Id<classes::Class>, institution_place: Place, province_place: Place, project_id: Id<classes::Project> } }
store::record! { struct Entry { person_id: PersonId, id: Id<Entry>, place: Place } }
store::record! { struct HeldAt { person_id: PersonId, id: Id<HeldAt>, place: Place } }
store::record! { struct Learning { person_id: PersonId, class_id: Id<classes::Class> } }
store::record! { struct Excused { person_id: PersonId, class_id: Id<classes::Class>, rule_code: String, place: Place } }

/// Somebody who is signed in.
pub struct Person {
    pub name: String,
    pub duty: String,
    pub place: Place,
    pub cookie: String,
}

/// What stands for the parameters of paths, and who asks.
pub struct World {
    pub house: TestHouse,
    /// Parameter to value; `path parameter` where one path needs its own.
    pub samples: BTreeMap<String, String>,
    /// Where the samples live.
    pub places: Vec<Place>,
    pub province: Place,
    pub people: Vec<Person>,
    /// The teacher whose own the samples are.
    pub owner: String,
}

pub async fn value(store: &Store, statement: store::Sql) -> Option<String> {
    statement.values::<String>(store).await.unwrap().into_iter().next()
}

pub async fn id(statement: store::Sql, store: &Store) -> Option<String> {
    statement.values::<Id<()>>(store).await.unwrap().first().map(ToString::to_string)
}

impl World {
    pub async fn open(house: TestHouse) -> Self {
        let store = &house.house.store;
        let seat: Seat = sql("select c.id as class_id, c.institution_place, c.province_place, c.project_id from class c join class_return r on r.class_id = c.id join hour_entry h on h.class_id = c.id order by c.id").optional(store).await.unwrap().expect("a class with its return and its hours");
        let entry: Entry = sql("select h.person_id, h.id, h.place from hour_entry h join certificate c on c.person_id = h.person_id and c.entry_id = h.id where h.class_id = $1 order by h.person_id").bind(seat.class_id).optional(store).await.unwrap().expect("an hour with its certificate");
        let county = registry::find_above(store, &entry.place, registry::OrganisationKind::County)
            .await
            .unwrap()
            .expect("a county");
        let mut samples = BTreeMap::new();
        let mut places = vec![entry.place.clone(), seat.institution_place.clone(), seat.province_place.clone()];
        let mut put = |name: &str, it: Option<String>| it.map(|it| samples.insert(name.to_owned(), it));
        put("class", Some(seat.class_id.to_string()));
        put("project", Some(seat.project_id.to_string()));
        put("person", Some(entry.person_id.to_string()));
        put("entry", Some(entry.id.to_string()));
        put("county", Some(county.id.to_string()));
        put("organisation", Some(county.id.to_string()));
        put("nth", Some("1".to_owned()));
        put(
            "number",
            value(
                store,
                sql("select number as value from certificate where person_id = $1 and entry_id = $2")
                    .bind(entry.person_id)
                    .bind(entry.id),
            )
            .await,
        );
        put(
            "return",
            id(sql("select id as value from class_return where class_id = $1").bind(seat.class_id), store).await,
        );
        put("lesson", id(sql("select l.id as value from lesson l join course_class c on c.course_id = l.course_id where c.class_id = $1 order by l.nth").bind(seat.class_id), store).await);
        put("question", id(sql("select q.id as value from question q join lesson l on l.id = q.lesson_id join course_class c on c.course_id = l.course_id where c.class_id = $1 order by l.nth, q.at_ms").bind(seat.class_id), store).await);
        put("/watch-rules/{version} version", value(store, sql("select version as value from watch_rule")).await);
        let versions: Vec<i64> = sql("select v.version as value from return_version v join class_return r on r.id = v.return_id where r.class_id = $1").bind(seat.class_id).values(store).await.unwrap();
        put("version", versions.first().map(ToString::to_string));
        put("code", value(store, sql("select code as value from return_version")).await);
        put("file", Some("annex-1.xlsx".to_owned()));
        put(
            "/assets/{*file} *file",
            house.house.app.parts().assets.href("app.css").strip_prefix("/assets/").map(str::to_owned),
        );
        let excused: Vec<Excused> =
            sql("select person_id, class_id, rule_code, place from enrolment_exception order by person_id, class_id")
                .all(store)
                .await
                .unwrap();
        if let Some(it) = excused.iter().find(|it| it.place.within(&seat.province_place)) {
            for method in ["GET", "POST"] {
                let path = format!("{method} /classes/{{class}}/exceptions/{{person}}/{{rule}}");
                put(&format!("{path} person"), Some(it.person_id.to_string()));
                put(&format!("{path} class"), Some(it.class_id.to_string()));
            }
            put("rule", Some(it.rule_code.clone()));
            places.push(it.place.clone());
        }
        let learning: Option<Learning> = sql("select e.person_id, e.class_id from enrolment e join class c on c.id = e.class_id where e.state = 'confirmed' and c.institution_place = $1 order by e.class_id, e.person_id").bind(&seat.institution_place).optional(store).await.unwrap();
        let learning = learning.expect("somebody who learns");
        put("POST /classes/{class}/completion/{person} person", Some(learning.person_id.to_string()));
        put("POST /classes/{class}/completion/{person} class", Some(learning.class_id.to_string()));
        put("post", id(sql("select id as value from post where person_id = $1").bind(entry.person_id), store).await);
        let terms: Vec<HeldAt> =
            sql("select person_id, id, place from appointment where duty = 'county-officer' order by person_id")
                .all(store)
                .await
                .unwrap();
        let term = terms.iter().find(|it| it.place == county.place).expect("an officer of the county");
        put("term", Some(term.id.to_string()));
        for path in ["GET /people/{person}/duties/{term}", "POST /people/{person}/duties/{term}/end"] {
            put(&format!("{path} person"), Some(term.person_id.to_string()));
        }
        // The notice of the province of which the county has an answer to give; a draft where a deed wants one.
        let notices =
            "select n.id as value from notice n join notice_file f on f.notice_id = n.id where n.issuer_place = $1";
        put("notice", id(sql(notices).bind(&seat.province_place), store).await);
        let draft = "select id as value from notice where state = 'draft' and issuer_place = $1";
        for path in ["GET /notices/{notice}/edit", "POST /notices/{notice}/files/{nth}/removal"] {
            put(&format!("{path} notice"), id(sql(draft).bind(&seat.province_place), store).await);
        }
        put("import", Some(roster(&house, county.id).await));
        put("export", Some(export(&house, entry.person_id, &county.place).await));
        let owner = teacher(&house, entry.person_id).await;
        let mut world = Self { samples, places, province: seat.province_place, people: Vec::new(), owner, house };
        world.sign_everybody_in().await;
        world.ask_for_a_correction().await;
        world.propose_a_duty().await;
        world.draft_a_merger().await;
        world.ask_for_a_transfer().await;
        world
    }

    /// One officer of each duty and area: those over the samples, and those of the other province.
    pub async fn sign_everybody_in(&mut self) {
        let holders: Vec<Holder> = sql("select l.login, a.duty, a.place from appointment a join login_lookup l on l.person_id = a.person_id order by l.login").all(&self.house.house.store).await.unwrap();
        let mut seen = BTreeSet::new();
        for it in holders {
            let here = self.places.iter().any(|place| place.within(&it.place));
            let elsewhere = !here && !it.place.within(&self.province);
            if here || (elsewhere && seen.insert(it.duty.clone())) {
                let cookie = self.house.sign_in(&it.login, app::demo::PASSWORD).await;
                self.people.push(Person { name: it.login, duty: it.duty, place: it.place, cookie });
            }
        }
    }

    pub fn is_here(&self, person: &Person) -> bool {
        self.places.iter().any(|place| place.within(&person.place))
    }

    /// A correction that waits for its second signature.
    pub async fn ask_for_a_correction(&mut self) {
        let path = self.path("GET", "/people/{person}/hours/{entry}/reversal").unwrap();
        for it in self.people.iter().filter(|it| it.duty == "county-officer" && self.is_here(it)) {
            self.house.post(&it.cookie, &path, "reason=登记时重复计入，予以冲销&why=登记时重复计入，予以冲销").await;
        }
        if let Some(found) = id(sql("select id as value from correction"), &self.house.house.store).await {
            self.samples.insert("correction".to_owned(), found);
        }
    }

    /// A duty that waits for its second person.
    pub async fn propose_a_duty(&mut self) {
        let (person, county) = (&self.samples["person"], &self.samples["county"]);
        let (path, today) = (format!("/people/{person}/duties"), kernel::Clock::System.today());
        let asked = format!("duty=county-officer&at={county}&from={today}&reason=工作需要");
        for it in self.people.iter().filter(|it| it.duty == "province-officer" && self.is_here(it)).take(1) {
            self.house.post(&it.cookie, &path, &asked).await;
        }
        if let Some(found) = id(sql("select id as value from duty_proposal"), &self.house.house.store).await {
            self.samples.insert("proposal".to_owned(), found);
        }
    }

    /// A merger of two schools of the county that nobody has confirmed.
    pub async fn draft_a_merger(&mut self) {
        let store = &self.house.house.store;
        let county = registry::get_organisation(store, self.samples["county"].parse().unwrap()).await.unwrap();
        let schools = registry::list_schools_within(store, &county.place).await.unwrap();
        let basis = "on=2026-01-01&document=%E6%95%99%E3%80%942026%E3%80%951%E5%8F%B7&reason=%E5%B8%83%E5%B1%80%E8%B0%83%E6%95%B4";
        let form = format!("kind=merge&code={}&{basis}", schools[1].code);
        let path = format!("/organisations/{}/reorganisation", schools[0].id);
        for it in self.people.iter().filter(|it| it.duty == "county-officer" && self.is_here(it)) {
            self.house.post(&it.cookie, &path, &form).await;
        }
        if let Some(found) = id(sql("select id as value from reorganisation"), store).await {
            self.samples.insert("reorganisation".to_owned(), found);
        }
    }

    /// A transfer of the teacher to another school of the county, which nobody else has confirmed.
    pub async fn ask_for_a_transfer(&mut self) {
        let store = &self.house.house.store;
        let person: PersonId = self.samples["person"].parse().unwrap();
        let person = registry::find_person(store, person).await.unwrap().unwrap();
        let county = registry::get_organisation(store, self.samples["county"].parse().unwrap()).await.unwrap();
        let schools = registry::list_schools_within(store, &county.place).await.unwrap();
        let other = schools.iter().find(|it| it.id != person.school_id && it.closed_on.is_none()).unwrap();
        let day = kernel::Clock::System.today().plus_days(30);
        let wish =
            format!("nature=main&kind=10&code={}&from={day}&reason=%E5%B7%A5%E4%BD%9C%E9%9C%80%E8%A6%81", other.code);
        let path = format!("/people/{}/transfers", person.id);
        for it in self.people.iter().filter(|it| it.duty == "county-officer" && self.is_here(it)) {
            self.house.post(&it.cookie, &path, &wish).await;
        }
        if let Some(found) = id(sql("select id as value from transfer"), store).await {
            self.samples.insert("transfer".to_owned(), found);
        }
    }

    /// The path with its samples.
    pub fn path(&self, method: &str, path: &str) -> Result<String, String> {
        let mut filled = String::new();
        for (nth, part) in path.split(['{', '}']).enumerate() {
            if nth % 2 == 0 {
                filled.push_str(part);
                continue;
            }
            let sample = [format!("{method} {path} {part}"), format!("{path} {part}"), part.to_owned()]
                .into_iter()
                .find_map(|name| self.samples.get(&name));
            filled.push_str(sample.ok_or_else(|| format!("{method} {path}: no sample for {{{part}}}"))?);
        }
        Ok(filled)
    }

    pub async fn ask(&self, cookie: &str, route: &Route, path: &str) -> Answer {
        if route.method == "GET" {
            return self.house.get(cookie, path).await;
        }
        self.house.post(cookie, path, "").await
    }

    pub async fn deeds(&self) -> i64 {
        sql("select count(*) as value from audit").value(&self.house.house.store).await.unwrap()
    }
}

/// A roster that the county sent in; what is in it does not matter.
pub async fn roster(house: &TestHouse, county: OrganisationId) -> String {
    let (store, now) = (&house.house.store, kernel::Clock::System.now());
    let county = registry::get_organisation(store, county).await.unwrap();
    let (parts, vault) = (house.house.app.parts(), house.house.app.own().unwrap());
    let counter = registry::Counter { blobs: &parts.blobs, uploads: &parts.uploads(), vault: &vault };
    let sent = futures::stream::iter([Ok::<_, std::io::Error>("姓名\n".into())]);
    let file = counter.take("花名册.csv", sent, now).await.unwrap();
    let by = By::acting(Id::new(now), "", "county-officer", now);
    let import = store::transaction!(store, tx => { registry::submit_roster(tx, &by, &county, &file).await }).unwrap();
    house.house.worker.drain().await.unwrap();
    import.to_string()
}

/// A list that somebody asked for.
async fn export(house: &TestHouse, person: PersonId, place: &Place) -> String {
    let wanted = exports::Wanted {
        listing: "people",
        asked: serde_json::json!({ "place": place }),
        right: ("people-export", place),
        title: "名单",
        format: exports::Format::Csv,
        whole: false,
        reason: "",
    };
    let by = By::acting(person, "", "", kernel::Clock::System.now());
    let id = store::transaction!(&house.house.store, tx => { exports::ask(tx, &by, &wanted).await }).unwrap();
    house.house.worker.drain().await.unwrap();
    id.to_string()
}

/// The cookie of the teacher.
pub async fn teacher(house: &TestHouse, person: PersonId) -> String {
    let (store, now) = (&house.house.store, kernel::Clock::System.now());
    let by = By::acting(person, "", "", now);
    let hash = access::hash_password(app::demo::PASSWORD.to_owned()).await.unwrap();
    store::transaction!(store, tx => {
        access::create_login(&mut *tx, &by, person, "whose-own-it-is").await?;
        access::set_password(tx, &by, person, &hash).await
    })
    .unwrap();
    house.sign_in("whose-own-it-is", app::demo::PASSWORD).await
}
