//! A small house of shelves, to try the way in.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use authz::{Actor, Appointment, Doorkeeper, Grant, Key, Noun, Place, Verb};
use axum::body::Body;
use axum::extract::Path;
use axum::http::Request;
use axum::response::Response;
use http::testing::{Answer, Callers, Ground, Plan};
use http::{Across, Approve, Cx, Form, Json, Manage, Own, OwnOrView, Public, Routes, SignedIn, View, see_with};
use kernel::{Error, Id, OrganisationId, PersonId, Refusal, Timestamp, text};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Migration, Store, sql};

const SHELF: Migration = Migration {
    slice: "shelves",
    number: 1,
    text: "create table shelf (id uuid primary key, place text not null, owner_id uuid not null, name text not null)",
};

store::record! {
    pub struct Shelf { pub id: Id<Shelf>, pub place: Place, pub owner_id: PersonId, pub name: String }
}

impl Noun for Shelf {
    const NAME: &'static str = "shelf";

    async fn find(store: &Store, key: Key<'_>) -> kernel::Result<Option<Self>> {
        let Some(id) = key.get::<Id<Self>>("shelf") else { return Ok(None) };
        Ok(sql("select id, place, owner_id, name from shelf where id = $1").bind(id).optional(store).await?)
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.owner_id)
    }

    /// The shelf has a keeper of its own: the sealer.
    fn decider(&self) -> Option<&str> {
        Some("sealer")
    }
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

async fn show(View(shelf, _): View<Shelf>, cx: Cx) -> http::Result<Markup> {
    Ok(cx.page("架", &html! { h1 { (shelf.name) } }))
}

async fn index(areas: Across<View<Shelf>>, cx: Cx) -> http::Result<Markup> {
    let next = areas.href("/shelves", &[("after", "三&四"), ("state", "")]);
    Ok(cx.page(
        "架",
        &html! { h1 { (areas.here().organisation_name) } (cx.switch(&areas)) (areas.field()) p { (next) } },
    ))
}

async fn card(OwnOrView(shelf, by): OwnOrView<Shelf>) -> http::Result<Markup> {
    Ok(html! { (shelf.name) "：" (by.duty) })
}

async fn rename(Manage(shelf, _): Manage<Shelf>, cx: Cx, Form(new): Form<Name>) -> http::Result<Response> {
    sql("update shelf set name = $2 where id = $1").bind(shelf.id).bind(new.name).run(cx.store()).await?;
    Ok(see_with(&format!("/shelves/{}", shelf.id), &text!("http-home")))
}

async fn seal(Approve(shelf, by): Approve<Shelf>, cx: Cx, Json(new): Json<Name>) -> http::Result<Markup> {
    let at = by.area.as_ref().map(|area| area.name.clone()).unwrap_or_default();
    let back = cx.list_of("/shelves", &by);
    Ok(cx
        .page(&new.name, &html! { (shelf.name) " " (by.name) " " (by.duty) " " (at) " " (by.now.date()) p { (back) } }))
}

async fn diary(Own(shelf, by): Own<Shelf>) -> http::Result<Markup> {
    Ok(html! { (shelf.name) "：" (by.duty) })
}

async fn desk(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Markup> {
    Ok(cx.page("桌", &html! { (actor.name) }))
}

async fn hall(_: Public, cx: Cx) -> http::Result<Markup> {
    Ok(cx.page("厅", &html! { "欢迎" }))
}

async fn broken(_: Public) -> http::Result<Markup> {
    Err(Error::internal("the password of the database is swordfish").into())
}

async fn refused(_: Public) -> http::Result<Markup> {
    Err(Refusal::because(text!("http-refused")).clause("甲〔2011〕3号第五条").remedy(text!("http-malformed")).into())
}

async fn asking(_: Public, cx: Cx, Path(times): Path<u32>) -> http::Result<Markup> {
    for _ in 0..times {
        let _: i64 = sql("select count(*) as value from shelf").value(cx.store()).await?;
    }
    Ok(cx.page("问", &html! { h1 { "问" } }))
}

async fn fallen(_: Public) -> http::Result<Markup> {
    panic!("swordfish")
}

async fn taken(_: Public, _: axum::extract::Multipart) -> http::Result<Markup> {
    Ok(html! {})
}

pub fn routes() -> Routes {
    Routes::new()
        .get("/", hall)
        .get("/desk", desk)
        .get("/shelves", index)
        .get("/shelves/{shelf}", show)
        .get("/shelves/{shelf}/card", card)
        .post("/shelves/{shelf}/name", rename)
        .post("/shelves/{shelf}/seal", seal)
        .of("/shelves/{shelf}/card")
        .get("/shelves/{shelf}/diary", diary)
        .get("/broken", broken)
        .get("/refused", refused)
        .get("/asking/{times}", asking)
        .get("/fallen", fallen)
        .upload("/taken", taken)
}

/// Cookies and whose they are.
struct Door(HashMap<&'static str, Arc<Actor>>);

impl Doorkeeper for Door {
    fn actor<'a>(
        &'a self,
        token: &'a str,
    ) -> Pin<Box<dyn Future<Output = kernel::Result<Option<Arc<Actor>>>> + Send + 'a>> {
        let actor = self.0.get(token).cloned();
        let broken = token == "broken";
        Box::pin(async move { if broken { Err(Error::internal("swordfish")) } else { Ok(actor) } })
    }
}

impl Callers for Door {}

pub struct House {
    house: http::testing::House,
    /// At /62/6230/.
    pub shelf: Id<Shelf>,
    /// Where "double" holds a second office.
    pub elsewhere: OrganisationId,
}

fn actor(person: PersonId, place: Option<Place>, rights: &[(Verb, &str)]) -> Arc<Actor> {
    let now = Timestamp::from_millis(1_000_000);
    let grants = rights.iter().map(|(verb, noun)| Grant { verb: *verb, noun: (*noun).to_owned() }).collect();
    let appointment = place.map(|place| Appointment {
        id: Id::<Appointment>::new(now).uuid(),
        principal: None,
        duty: "keeper".to_owned(),
        organisation: Id::new(now),
        organisation_name: "书库".to_owned(),
        place,
        from: now.date(),
        until: Some(now.date()),
        grants,
    });
    Arc::new(Actor {
        person,
        name: "张书库".to_owned(),
        session: Id::<Actor>::new(now).uuid(),
        appointments: appointment.into_iter().collect(),
        standing: authz::Standing::default(),
    })
}

impl House {
    /// The house, once on each database.
    pub async fn both() -> Vec<Self> {
        Self::counting(false).await
    }

    pub async fn counting(counts: bool) -> Vec<Self> {
        let mut houses = Vec::new();
        for ground in Ground::both(&[SHELF], Timestamp::from_millis(1_000_000)).await {
            houses.push(Self::open(ground, counts).await);
        }
        houses
    }

    async fn open(ground: Ground, counts: bool) -> Self {
        let now = ground.clock.now();
        let place = Place::root().child("62").child("6230");
        let (shelf, owner) = (Id::<Shelf>::new(now), Id::new(now));
        sql("insert into shelf (id, place, owner_id, name) values ($1, $2, $3, '旧名')")
            .bind(shelf)
            .bind(&place)
            .bind(owner)
            .run(&ground.store)
            .await
            .unwrap();
        let other = Id::new(now);
        let all = [(Verb::View, "shelf"), (Verb::Manage, "shelf"), (Verb::Approve, "shelf")];
        let mut double = Actor::clone(&actor(other, Some(Place::root().child("62")), &all));
        let sealer = Appointment { duty: "sealer".to_owned(), ..double.appointments[0].clone() };
        let elsewhere = Appointment {
            organisation: Id::new(now),
            organisation_name: "北书库".to_owned(),
            place: Place::root().child("65"),
            ..double.appointments[0].clone()
        };
        let over = Appointment {
            organisation: Id::new(now),
            from: "1969-01-01".parse().unwrap(),
            until: Some("1969-12-31".parse().unwrap()),
            organisation_name: "旧书库".to_owned(),
            ..elsewhere.clone()
        };
        double.appointments.extend([sealer, elsewhere.clone(), over]);
        let door = Door(HashMap::from([
            ("double", Arc::new(double)),
            ("keeper", actor(other, Some(Place::root().child("62")), &all)),
            ("viewer", actor(other, Some(place), &all[..1])),
            ("porter", actor(other, Some(Place::root().child("62")), &[(Verb::Manage, "broom")])),
            ("stranger", actor(other, Some(Place::root().child("65")), &all)),
            ("below", actor(other, Some(Place::root().child("62").child("6230").child("623021")), &all)),
            ("owner", actor(owner, None, &[])),
            ("nobody-special", actor(other, None, &[])),
        ]));
        let plan = Plan { routes: routes(), counts, ..Plan::new(Vec::new(), Arc::new(door)) };
        Self { house: http::testing::House::new(ground, plan), shelf, elsewhere: elsewhere.organisation }
    }

    /// Sends a request with these headers; a path with `{shelf}` means the one shelf.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path.replace("{shelf}", &self.shelf.to_string()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.send("", request, body).await
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send("GET", path, &[("cookie", &format!("a=b; xingtan={who}"))], "").await
    }

    /// A page that is there and keeps to its statements.
    pub async fn page(&self, who: &str, path: &str) -> String {
        self.house.page(who, path).await
    }

    /// A form of our own pages.
    pub async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        self.house.post(who, &path.replace("{shelf}", &self.shelf.to_string()), form).await
    }

    pub async fn name(&self) -> String {
        sql("select name as value from shelf").value(self.house.store()).await.unwrap()
    }
}
