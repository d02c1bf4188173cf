//! A house with this slice's pages, and people who ask for them.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use super::world::{World, at, migrations, world};
use authz::{Actor, Appointment, Doorkeeper, Grant, Place, Verb};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use http::{App, Parts};
use kernel::{Clock, Id, PersonId};
use locale::Catalogue;
use tower::ServiceExt as _;

pub struct Door(pub HashMap<String, Arc<Actor>>);

impl Doorkeeper for Door {
    fn actor<'a>(
        &'a self,
        token: &'a str,
    ) -> Pin<Box<dyn Future<Output = kernel::Result<Option<Arc<Actor>>>> + Send + 'a>> {
        Box::pin(async move { Ok(self.0.get(token).cloned()) })
    }
}

pub struct House {
    pub world: World,
    pub router: Router,
    pub clock: Clock,
    pub _fresh: store::testing::Fresh,
    pub _folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: u16,
    pub text: String,
    pub bytes: Vec<u8>,
    pub statements: u32,
}

/// The slice's part of a first page, in lines.
pub async fn desk(_: http::Public, cx: http::Cx) -> http::Result<String> {
    let desk = credits::slice().waiting.unwrap()(&cx).await?;
    let todos = desk
        .todos
        .iter()
        .map(|todo| format!("{} | {} | {} -> {}", todo.title, todo.facts, todo.action.0, todo.action.1));
    let panels = desk.panels.iter().map(|panel| panel.card.0.clone());
    Ok(todos.chain(panels).chain(desk.counted.clone()).collect::<Vec<_>>().join("\n"))
}

pub fn officer(person: PersonId, duty: &str, organisation: kernel::OrganisationId, place: Place) -> Actor {
    let rights = [classes::RIGHTS, courses::RIGHTS, credits::RIGHTS].concat();
    let grants = rights
        .iter()
        .filter(|(code, ..)| *code == duty)
        .map(|(_, verb, noun)| Grant { verb: Verb::of(verb).unwrap(), noun: (*noun).into() });
    let appointment = Appointment {
        duty: duty.into(),
        organisation,
        organisation_name: "某单位".into(),
        place,
        from: at("2011-01-01").date(),
        until: None,
        grants: grants.collect(),
    };
    Actor {
        person,
        name: "经办人".into(),
        session: Id::<Actor>::new(at("2011-01-01")).uuid(),
        appointments: vec![appointment],
    }
}

pub fn teacher(person: PersonId) -> Actor {
    Actor {
        person, name: "本人".into(), session: Id::<Actor>::new(at("2011-01-01")).uuid(), appointments: Vec::new()
    }
}

impl House {
    pub async fn open() -> Self {
        let fresh = store::testing::sqlite(&migrations()).await;
        let world = world(&fresh.store).await;
        let province = world.class.province_place.clone();
        let other = PersonId::new(at("2011-01-09"));
        let people = [
            (
                "manager",
                officer(
                    world.manager.person,
                    "class-manager",
                    world.class.institution_id,
                    world.class.institution_place.clone(),
                ),
            ),
            (
                "county",
                officer(world.officers[0].person, "county-officer", world.counties[0], province.child("623001")),
            ),
            (
                "county2",
                officer(world.officers[1].person, "county-officer", world.counties[1], province.child("623021")),
            ),
            ("province", officer(world.province.person, "province-officer", world.class.province_id, province)),
            ("stranger", officer(other, "province-officer", world.class.province_id, Place::root().child("65"))),
            ("teacher", teacher(world.people[0])),
            ("colleague", teacher(world.people[1])),
        ];
        let door = people.into_iter().map(|(name, actor)| (name.to_owned(), Arc::new(actor))).collect();
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(at("2011-09-24"));
        let slice = credits::slice();
        let messages = [vec![http::MESSAGES], classes::slice().messages, slice.messages.clone()].concat();
        let fonts = std::env::var_os("FONTS").map_or_else(|| "/usr/share/fonts".into(), std::path::PathBuf::from);
        let parts = Parts {
            store: fresh.store.clone(),
            clock: clock.clone(),
            catalogue: Catalogue::new(&messages).unwrap(),
            assets: ui::Assets::default(),
            blobs: blobs::Blobs::local(folder.path()).unwrap(),
            doorkeeper: Arc::new(Door(door)),
            data: folder.path().to_owned(),
            fonts,
            demonstration: false,
            address: "http://localhost".into(),
            count_statements: true,
        };
        let app = App::new(parts, std::slice::from_ref(&slice), http::Belongings::default()).unwrap();
        let router = slice.routes.and(http::Routes::new().get("/desk", desk)).serve(app);
        Self { world, router, clock, _fresh: fresh, _folder: folder }
    }

    pub async fn send(&self, who: &str, method: &str, path: &str, form: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", format!("xingtan={who}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let statements = answer.headers().get("x-statements").map_or(0, |it| it.to_str().unwrap().parse().unwrap());
        let status = answer.status().as_u16();
        let bytes = to_bytes(answer.into_body(), 4_000_000).await.unwrap().to_vec();
        Answer { status, text: String::from_utf8_lossy(&bytes).into_owned(), bytes, statements }
    }

    /// A page that is there: whole, translated, at no more than ten statements (the session takes two).
    pub async fn page(&self, who: &str, path: &str) -> String {
        let answer = self.send(who, "GET", path, "").await;
        assert_eq!(answer.status, 200, "{who} {path}: {}", answer.text);
        assert!(answer.statements <= 10, "{who} {path}: {} statements", answer.statements);
        let prefixes = [
            "completion-",
            "recognition-",
            "hours-",
            "certificate-",
            "correction-",
            "chain-",
            "computation-",
            "outcome-",
            "mode-",
            "class-",
            "credits-",
        ];
        for prefix in prefixes {
            assert!(
                !answer.text.contains(&format!(">{prefix}")),
                "{path} has an untranslated {prefix}: {}",
                answer.text
            );
        }
        answer.text
    }

    pub async fn deed(&self, who: &str, path: &str, form: &str) {
        let answer = self.send(who, "POST", path, form).await;
        assert_eq!(answer.status, 303, "{who} {path}: {}", answer.text);
    }

    pub async fn status(&self, who: &str, path: &str) -> u16 {
        self.send(who, "GET", path, "").await.status
    }

    pub fn go_to(&self, day: &str) {
        self.clock.advance(at(day).millis_since(self.clock.now()));
    }
}
