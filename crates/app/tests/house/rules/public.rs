//! Which doors stand open is a committed list; every other door opens for somebody.

use std::collections::BTreeSet;
use std::path::Path;

use http::{GuardInfo, Public, Route, Routes};

fn public(table: &[Route]) -> String {
    let lines: BTreeSet<String> = table
        .iter()
        .filter(|it| it.guard == GuardInfo::Public)
        .map(|it| format!("{} {}\n", it.method, it.path))
        .collect();
    lines.into_iter().collect()
}

/// The rights that routes ask for and no duty has.
fn unreachable(table: &[Route], rights: &[(&str, &str, &str)]) -> Vec<String> {
    let asked =
        table.iter().flat_map(|it| it.guard.rights().into_iter().map(move |(verb, noun)| (it, verb.as_str(), noun)));
    asked
        .filter(|(_, verb, noun)| {
            !rights.iter().any(|(_, known_verb, known_noun)| known_verb == verb && known_noun == noun)
        })
        .map(|(route, verb, noun)| format!("{} {}: nobody may {verb} {noun}", route.method, route.path))
        .collect()
}

fn rights() -> Vec<(&'static str, &'static str, &'static str)> {
    app::house::rights()
}

#[test]
fn the_public_routes_are_those_of_the_list() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/house/rules/public-routes.txt");
    let found = public(app::house::routes().table());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let listed = std::fs::read_to_string(&path).unwrap_or_default();
    let (found, listed): (BTreeSet<&str>, BTreeSet<&str>) = (found.lines().collect(), listed.lines().collect());
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "open to everybody and not listed: {new:?}; listed and gone: {gone:?}. If that is meant, run this test with BLESS=1 and have the list reviewed"
    );
}

#[test]
fn every_right_that_a_route_asks_for_is_held_by_some_duty() {
    let found = unreachable(app::house::routes().table(), &rights());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_right_belongs_to_a_known_duty_and_verb() {
    for (duty, verb, noun) in rights() {
        assert!(app::house::duties().iter().any(|(known, _)| *known == duty), "{duty} {verb} {noun}");
        assert!(authz::Verb::of(verb).is_some(), "{duty} {verb} {noun}");
    }
}

#[test]
fn no_route_stands_twice() {
    let routes = app::house::routes();
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = routes.table().iter().filter(|it| !seen.insert((it.method, it.path))).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

async fn open(_: Public) -> &'static str {
    ""
}

#[test]
fn the_checks_find_what_they_are_for() {
    let house = app::house::routes();
    let before = public(house.table());
    let more = house.and(Routes::new().get("/open-to-all", open));
    let after = public(more.table());
    assert_ne!(before, after);
    assert!(after.lines().any(|it| it == "GET /open-to-all"));
    let nobodys =
        Route { method: "GET", path: "/secret", guard: GuardInfo::Right(authz::Verb::View, "secret"), form: None };
    assert_eq!(unreachable(&[nobodys], &rights()), ["GET /secret: nobody may view secret"]);
    assert!(unreachable(&[nobodys], &[("auditor", "view", "secret")]).is_empty());
    let list = Route { guard: GuardInfo::Across(&[(authz::Verb::View, "secret")]), ..nobodys };
    assert_eq!(unreachable(&[list], &rights()).len(), 1);
}

/// The deeds whose form is named at a page that does not exist, or asks for what the deed's address has not.
fn without_form(table: &[Route]) -> Vec<String> {
    let pages = |path: &str| table.iter().any(|it| it.method == "GET" && it.path == path);
    let deeds = table.iter().filter(|it| it.method == "POST" && !pages(it.path));
    let wrong = deeds.filter(|deed| {
        let form = deed.form_page(table);
        let known = |part: &&str| !part.starts_with('{') || deed.path.split('/').any(|it| it == *part);
        !pages(form) || deed.form.is_some_and(|it| it != form) || !form.split('/').all(|part| known(&part))
    });
    wrong.map(|it| format!("{}: its form is at no page", it.path)).collect()
}

#[test]
fn a_deed_that_is_asked_for_as_a_page_leads_to_its_form() {
    assert_eq!(without_form(app::house::routes().table()), Vec::<String>::new());
}

#[test]
fn a_form_at_a_page_that_is_not_there_is_found() {
    let guard = GuardInfo::Public;
    let route = |method, path, form| Route { method, path, guard, form };
    let page = [route("GET", "/", None), route("GET", "/classes/{class}", None)];
    let table = |deed| [page[0], page[1], deed];
    assert!(without_form(&table(route("POST", "/classes/{class}/opening", None))).is_empty());
    assert_eq!(without_form(&table(route("POST", "/classes/{class}/opening", Some("/opening")))).len(), 1);
    assert_eq!(without_form(&table(route("POST", "/session", Some("/classes/{class}")))).len(), 1);
}
