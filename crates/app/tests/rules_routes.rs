//! Every route, asked for by nobody, from elsewhere, from the same house without the right, and by those
//! whose duty it is. Runs over the demonstration world.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    missing_docs,
    reason = "tests fail by panicking"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use authz::Place;
use axum::http::StatusCode;
use http::{GuardInfo, Route};
use kernel::{Id, OrganisationId, PersonId};
use store::{Store, sql, testing};
use support::{Answer, TestHouse};

store::record! { struct Holder { login: String, duty: String, place: Place } }
store::record! { struct Seat { class_id: Id<classes::Class>, institution_place: Place, province_place: Place, project_id: Id<classes::Project> } }
store::record! { struct Entry { person_id: PersonId, id: Id<Entry>, place: Place } }
store::record! { struct Learning { person_id: PersonId, class_id: Id<classes::Class> } }
store::record! { struct Excused { person_id: PersonId, class_id: Id<classes::Class>, rule_code: String, place: Place } }

/// What is sent where an empty form would be answered like a missing right: by path.
type Forms = &'static [(&'static str, &'static [(&'static str, &'static str)])];
const FORMS: Forms = &[("/returns/{return}/receipts", &[("office", "education")])];

/// Somebody who is signed in.
struct Person {
    name: String,
    duty: String,
    place: Place,
    cookie: String,
}

/// What stands for the parameters of paths, and who asks.
struct World {
    house: TestHouse,
    /// Parameter to value; `path parameter` where one path needs its own.
    samples: BTreeMap<String, String>,
    /// Where the samples live.
    places: Vec<Place>,
    province: Place,
    people: Vec<Person>,
    /// The teacher whose own the samples are.
    owner: String,
}

async fn value(store: &Store, statement: store::Sql) -> Option<String> {
    statement.values::<String>(store).await.unwrap().into_iter().next()
}

async fn id(statement: store::Sql, store: &Store) -> Option<String> {
    statement.values::<Id<()>>(store).await.unwrap().first().map(ToString::to_string)
}

impl World {
    async fn open(house: TestHouse) -> Self {
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
        put("import", Some(roster(&house, county.id).await));
        let owner = teacher(&house, entry.person_id).await;
        let mut world = Self { samples, places, province: seat.province_place, people: Vec::new(), owner, house };
        world.sign_everybody_in().await;
        world.ask_for_a_correction().await;
        world
    }

    /// One officer of each duty and area: those over the samples, and those of the other province.
    async fn sign_everybody_in(&mut self) {
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

    fn is_here(&self, person: &Person) -> bool {
        self.places.iter().any(|place| place.within(&person.place))
    }

    /// A correction that waits for its second signature.
    async fn ask_for_a_correction(&mut self) {
        let path = self.path("GET", "/people/{person}/hours/{entry}/reversal").unwrap();
        for it in self.people.iter().filter(|it| it.duty == "county-officer" && self.is_here(it)) {
            self.house
                .post(
                    Some(&it.cookie),
                    &path,
                    &[("reason", "登记时重复计入，予以冲销"), ("why", "登记时重复计入，予以冲销")],
                )
                .await;
        }
        if let Some(found) = id(sql("select id as value from correction"), &self.house.house.store).await {
            self.samples.insert("correction".to_owned(), found);
        }
    }

    /// The path with its samples.
    fn path(&self, method: &str, path: &str) -> Result<String, String> {
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

    async fn ask(&self, cookie: Option<&str>, route: &Route, path: &str) -> Answer {
        if route.method == "GET" {
            return self.house.get(cookie, path).await;
        }
        let form = FORMS.iter().find(|it| it.0 == route.path).map_or(&[][..], |it| it.1);
        self.house.post(cookie, path, form).await
    }

    async fn deeds(&self) -> i64 {
        sql("select count(*) as value from audit").value(&self.house.house.store).await.unwrap()
    }
}

/// A roster that the county sent in; what is in it does not matter.
async fn roster(house: &TestHouse, county: OrganisationId) -> String {
    let (store, now) = (&house.house.store, kernel::Clock::System.now());
    let county = registry::get_organisation(store, county).await.unwrap();
    let key = house.house.app.parts().blobs.put_content("姓名\n".to_owned().into()).await.unwrap();
    let file = registry::RosterFile {
        name: "花名册.csv",
        blob_key: key.as_str(),
        digest: key.as_str().rsplit('/').next().unwrap(),
    };
    let import =
        store::transaction!(store, tx => { registry::submit_roster(tx, &county, file, Id::new(now), now).await })
            .unwrap();
    house.house.worker.drain().await.unwrap();
    import.to_string()
}

/// The cookie of the teacher.
async fn teacher(house: &TestHouse, person: PersonId) -> String {
    let (store, now) = (&house.house.store, kernel::Clock::System.now());
    store::transaction!(store, tx => { access::create_login(tx, person, "whose-own-it-is", person, now).await })
        .unwrap();
    access::set_password(store, person, app::demo::PASSWORD.to_owned(), now).await.unwrap();
    house.sign_in("whose-own-it-is", app::demo::PASSWORD).await
}

fn is_refused(answer: &Answer) -> bool {
    answer.is_sign_in()
        || matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

fn has(duty: &str, guard: GuardInfo) -> bool {
    let GuardInfo::Right(verb, noun) = guard else { return false };
    app::house::RIGHTS.iter().flat_map(|it| it.iter()).any(|right| *right == (duty, verb.as_str(), noun))
}

/// Who must be turned away, is.
async fn turned_away(world: &World, route: &Route, path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let name = format!("{} {}", route.method, route.path);
    if route.guard == GuardInfo::Public {
        return faults;
    }
    let nobody = world.ask(None, route, path).await;
    if !nobody.is_sign_in() {
        faults.push(format!("{name}: nobody got {}", nobody.status));
    }
    if route.guard == GuardInfo::SignedIn {
        return faults;
    }
    for person in &world.people {
        if world.is_here(person) && has(&person.duty, route.guard) {
            continue;
        }
        let answer = world.ask(Some(&person.cookie), route, path).await;
        if !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
            faults.push(format!("{name}: {} ({}) got {}", person.name, person.duty, answer.status));
        }
    }
    if matches!(route.guard, GuardInfo::Right(..)) {
        let answer = world.ask(Some(&world.owner), route, path).await;
        if !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
            faults.push(format!("{name}: a teacher got {}", answer.status));
        }
    }
    faults
}

/// Who may come in, does; and nobody meets a fault of ours.
async fn let_in(world: &World, route: &Route, path: &str) -> Vec<String> {
    let name = format!("{} {}", route.method, route.path);
    let cookies: Vec<(&str, &str)> = match route.guard {
        GuardInfo::Public => vec![("anybody", "")],
        GuardInfo::Own(_) => vec![("the owner", &world.owner)],
        GuardInfo::SignedIn => world
            .people
            .iter()
            .map(|it| (it.name.as_str(), it.cookie.as_str()))
            .chain([("a teacher", world.owner.as_str())])
            .collect(),
        GuardInfo::Right(..) => world
            .people
            .iter()
            .filter(|it| world.is_here(it) && has(&it.duty, route.guard))
            .map(|it| (it.name.as_str(), it.cookie.as_str()))
            .collect(),
    };
    // Signing out and ending devices would end the walk itself; without built assets there are none to show.
    if (route.guard == GuardInfo::SignedIn && route.method == "POST") || path == "/assets/app.css" {
        return Vec::new();
    }
    let (mut faults, mut came_in) = (Vec::new(), Vec::new());
    for (who, cookie) in &cookies {
        let answer = world.ask((!cookie.is_empty()).then_some(*cookie), route, path).await;
        if answer.status.is_server_error() {
            faults.push(format!("{name}: {who} met {}", answer.status));
        }
        came_in.push((*who, answer.status, is_refused(&answer)));
    }
    if came_in.iter().all(|it| it.2) {
        faults.push(format!("{name} ({path}): nobody whose duty it is came in, of {came_in:?}"));
    }
    faults
}

/// The walk itself, on routes that are not as their table says: a door that stands open, one that leads
/// nowhere, one without a sample.
async fn finds_what_it_is_for(world: &World) {
    let guard = GuardInfo::Right(authz::Verb::View, "class");
    let open = Route { method: "GET", path: "/about", guard };
    let found = turned_away(world, &open, "/about").await;
    assert!(found.len() > 2 && found.iter().any(|it| it.contains("nobody got 200")), "{found:?}");
    let nowhere = Route { method: "GET", path: "/nowhere", guard };
    assert_eq!(let_in(world, &nowhere, "/nowhere").await.len(), 1);
    assert!(world.path("GET", "/things/{thing}").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_opens_for_those_whose_duty_it_is_and_for_nobody_else() {
    let world = World::open(TestHouse::demo(testing::sqlite(&[]).await).await).await;
    finds_what_it_is_for(&world).await;
    let routes = app::house::routes();
    let mut faults = Vec::new();
    let mut walk = Vec::new();
    for route in routes.table() {
        match world.path(route.method, route.path) {
            Ok(path) => walk.push((route, path)),
            Err(missing) => faults.push(missing),
        }
    }
    let before = world.deeds().await;
    for (route, path) in &walk {
        faults.extend(turned_away(&world, route, path).await);
    }
    assert_eq!(world.deeds().await, before, "who was turned away changed something");
    // Pages first, for deeds change the world; the teacher's own deeds before those of officers, who may
    // end the teacher's session.
    walk.sort_by_key(|(route, _)| (route.method != "GET", !matches!(route.guard, GuardInfo::Own(_))));
    for (route, path) in &walk {
        faults.extend(let_in(&world, route, path).await);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
