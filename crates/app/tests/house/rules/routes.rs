//! Every route, asked for by nobody, from elsewhere, from the same house without the right, and by those
//! whose duty it is. Runs over the demonstration world.

use crate::routes_world::*;

use crate::support::TestHouse;
use axum::http::StatusCode;
use http::testing::Answer;
use http::{GuardInfo, Route};
use store::testing;

/// A page takes no more, those of the session among them.
const MOST_STATEMENTS: u32 = 12;

fn is_sign_in(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in")
}

fn is_refused(answer: &Answer) -> bool {
    is_sign_in(answer)
        || matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

fn has(duty: &str, guard: GuardInfo) -> bool {
    let asked = guard.rights();
    let given = |right: &(&str, &str, &str)| asked.iter().any(|(verb, noun)| *right == (duty, verb.as_str(), *noun));
    app::house::rights().iter().any(given)
}

/// Whether the duty of `person` opens the route: a list anywhere, a thing only where it lives.
fn opens(world: &World, person: &Person, guard: GuardInfo) -> bool {
    let here = matches!(guard, GuardInfo::Across(_)) || world.is_here(person);
    here && has(&person.duty, guard)
}

/// Who must be turned away, is.
async fn turned_away(world: &World, route: &Route, path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let name = format!("{} {}", route.method, route.path);
    if route.guard == GuardInfo::Public {
        return faults;
    }
    let nobody = world.ask("", route, path).await;
    if !is_sign_in(&nobody) {
        faults.push(format!("{name}: nobody got {}", nobody.status));
    }
    if route.guard == GuardInfo::SignedIn {
        return faults;
    }
    for person in &world.people {
        if opens(world, person, route.guard) {
            continue;
        }
        let answer = world.ask(&person.cookie, route, path).await;
        if !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
            faults.push(format!("{name}: {} ({}) got {}", person.name, person.duty, answer.status));
        }
    }
    let some_may_not = access::DUTIES.iter().any(|(duty, _)| !has(duty, route.guard));
    let tried = world.people.iter().any(|it| !has(&it.duty, route.guard));
    if matches!(route.guard, GuardInfo::Across(_)) && some_may_not && !tried {
        faults.push(format!("{name}: nobody without the right was there to be turned away"));
    }
    if matches!(route.guard, GuardInfo::Right(..) | GuardInfo::Across(_)) {
        let answer = world.ask(&world.owner, route, path).await;
        if !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
            faults.push(format!("{name}: a teacher got {}", answer.status));
        }
    }
    faults
}

/// Who may come in, does; nobody meets a fault of ours, and no page takes more than `most` statements.
async fn let_in(world: &World, route: &Route, path: &str, most: u32) -> Vec<String> {
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
        GuardInfo::Right(..) | GuardInfo::Across(_) | GuardInfo::OwnOr(..) => world
            .people
            .iter()
            .filter(|it| opens(world, it, route.guard))
            .map(|it| (it.name.as_str(), it.cookie.as_str()))
            .chain(matches!(route.guard, GuardInfo::OwnOr(..)).then_some(("the owner", world.owner.as_str())))
            .collect(),
    };
    // Signing out and ending devices would end the walk itself; without built assets there are none to show; the
    // second step of signing in leads whoever has not taken the first one to it.
    if (route.guard == GuardInfo::SignedIn && route.method == "POST")
        || ["/assets/app.css", "/sign-in/second"].contains(&path)
    {
        return Vec::new();
    }
    let (mut faults, mut came_in) = (Vec::new(), Vec::new());
    for (who, cookie) in &cookies {
        let answer = world.ask(cookie, route, path).await;
        if answer.status.is_server_error() {
            faults.push(format!("{name}: {who} met {}", answer.status));
        }
        if route.method == "GET" && answer.statements() > most {
            faults.push(format!("{name}: {} statements for {who}, more than {most}", answer.statements()));
        }
        came_in.push((*who, answer.status, is_refused(&answer)));
    }
    if came_in.iter().all(|it| it.2) {
        faults.push(format!("{name} ({path}): nobody whose duty it is came in, of {came_in:?}"));
    }
    // A list opens for everybody who has the right anywhere, whatever there is to list.
    if matches!(route.guard, GuardInfo::Across(_)) {
        let kept_out = came_in.iter().filter(|it| it.2);
        faults.extend(kept_out.map(|it| format!("{name}: {} has the right and got {}", it.0, it.1)));
    }
    faults
}

/// The walk itself, on routes that are not as their table says: a door that stands open, one that leads
/// nowhere, one without a sample.
async fn finds_what_it_is_for(world: &World) {
    let guard = GuardInfo::Right(authz::Verb::View, "class");
    let open = Route { method: "GET", path: "/about", guard, form: None };
    let found = turned_away(world, &open, "/about").await;
    assert!(found.len() > 2 && found.iter().any(|it| it.contains("nobody got 200")), "{found:?}");
    // A list that looks at nothing: the auditor's, the teacher's and everybody else's hand is on the door.
    let list =
        Route { method: "GET", path: "/me", guard: GuardInfo::Across(&[(authz::Verb::Manage, "roster")]), form: None };
    let found = turned_away(world, &list, "/me").await;
    for who in ["(auditor) got 200", "(province-officer) got 200", "a teacher got 200"] {
        assert!(found.iter().any(|it| it.contains(who)), "{who}: {found:?}");
    }
    assert!(!found.iter().any(|it| it.contains("(county-officer)")), "{found:?}");
    let closed = Route { path: "/exceptions", ..list };
    let found = let_in(world, &closed, "/exceptions", MOST_STATEMENTS).await;
    assert!(found.is_empty(), "a county rules on exceptions: {found:?}");
    let closed = Route { path: "/returns", ..list };
    let found = let_in(world, &closed, "/returns", MOST_STATEMENTS).await;
    assert!(found.iter().any(|it| it.contains("has the right and got 403")), "{found:?}");
    let nowhere = Route { method: "GET", path: "/nowhere", guard, form: None };
    assert_eq!(let_in(world, &nowhere, "/nowhere", MOST_STATEMENTS).await.len(), 1);
    let costly = Route { path: "/exceptions", ..list };
    let found = let_in(world, &costly, "/exceptions", 1).await;
    assert!(!found.is_empty() && found.iter().all(|it| it.contains("more than 1")), "{found:?}");
    assert!(world.path("GET", "/things/{thing}").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_opens_for_those_whose_duty_it_is_and_for_nobody_else() {
    let world = World::open(TestHouse::demo(testing::sqlite(&app::house::migrations()).await).await).await;
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
        faults.extend(let_in(&world, route, path, MOST_STATEMENTS).await);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
