//! A house with this slice's pages, and people who ask for them.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use super::world::{World, actor, migrations, now, self_of};
use authz::{Actor, Doorkeeper, Grant, Verb};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use http::{App, Parts};
use kernel::Clock;
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
    pub app: App,
    pub clock: Clock,
    pub _folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: u16,
    pub text: String,
    pub to: String,
    pub statements: u32,
}

pub fn granted(mut actor: Actor) -> Actor {
    for appointment in &mut actor.appointments {
        let rights = classes::RIGHTS.iter().filter(|(duty, ..)| *duty == appointment.duty);
        appointment.grants =
            rights.map(|(_, verb, noun)| Grant { verb: Verb::of(verb).unwrap(), noun: (*noun).into() }).collect();
    }
    actor
}

impl House {
    pub async fn open() -> Self {
        let world = World::new(store::testing::sqlite(&migrations()).await).await;
        let mut strange = world.institution.clone();
        strange.place = authz::Place::root().child("65").child("j9");
        let people = [
            ("manager", world.manager.clone()),
            ("province", world.province.clone()),
            ("language", world.language.clone()),
            ("county", world.county.clone()),
            ("head", world.head.clone()),
            ("stranger", actor("class-manager", &strange)),
            ("teacher", self_of(world.teachers[0])),
            ("elder", self_of(world.teachers[1])),
        ];
        let door = people.into_iter().map(|(name, actor)| (name.to_owned(), Arc::new(granted(actor)))).collect();
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(now());
        let slice = classes::slice();
        let catalogue = Catalogue::new(&[vec![http::MESSAGES], slice.messages.clone()].concat()).unwrap();
        let parts = Parts {
            store: world.store().clone(),
            clock: clock.clone(),
            catalogue,
            assets: ui::Assets::default(),
            blobs: blobs::Blobs::local(folder.path()).unwrap(),
            doorkeeper: Arc::new(Door(door)),
            data: folder.path().to_owned(),
            fonts: "/usr/share/fonts".into(),
            demonstration: false,
            address: "http://localhost".into(),
            count_statements: true,
        };
        let app = App::new(parts, std::slice::from_ref(&slice), http::Belongings::default()).unwrap();
        let router = slice.routes.serve(app.clone());
        Self { world, router, app, clock, _folder: folder }
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
        let header =
            |name: &str| answer.headers().get(name).map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default();
        let (status, to, statements) =
            (answer.status().as_u16(), header("location"), header("x-statements").parse().unwrap());
        let text = String::from_utf8(to_bytes(answer.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap();
        Answer { status, text, to, statements }
    }

    /// A page that is there: whole, translated, and at no more than twelve statements.
    pub async fn page(&self, who: &str, path: &str) -> String {
        let answer = self.send(who, "GET", path, "").await;
        assert_eq!(answer.status, 200, "{who} {path}: {}", answer.text);
        assert!(answer.statements <= 12, "{who} {path}: {} statements", answer.statements);
        untranslated(path, &answer.text);
        answer.text
    }

    pub async fn deed(&self, who: &str, path: &str, form: &str) -> String {
        let answer = self.send(who, "POST", path, form).await;
        assert_eq!(answer.status, 303, "{who} {path}: {}", answer.text);
        answer.to
    }

    pub async fn status(&self, who: &str, method: &str, path: &str) -> u16 {
        self.send(who, method, path, "").await.status
    }
}

pub fn untranslated(path: &str, text: &str) {
    for prefix in [
        "class-",
        "enrolment-",
        "exception-",
        "nomination-",
        "approval-",
        "admission-",
        "timetable-",
        "selection-",
        "recruitment-",
        "nav-",
    ] {
        if let Some(at) = text.find(&format!(">{prefix}")) {
            panic!("{path}: {}", text[at..].chars().take(60).collect::<String>());
        }
    }
}
