//! What a page offers: every link leads somewhere for whoever sees it, and an English page speaks English.

use std::collections::{BTreeMap, BTreeSet};

use crate::routes_world::*;
use crate::support::TestHouse;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http::testing::Answer;
use store::testing;

/// Pages asked for by one reader in English, by address.
type Pages = BTreeMap<String, Answer>;

async fn english(world: &World, cookie: &str, path: &str) -> Answer {
    let cookies = format!("{}={cookie}; lang=en", http::SESSION_COOKIE);
    let request = Request::get(path).header(header::HOST, "xingtan.test").header(header::COOKIE, cookies);
    world.house.send("", request, Body::empty()).await
}

fn is_page(answer: &Answer) -> bool {
    answer.status == StatusCode::OK && answer.header("content-type").starts_with("text/html")
}

/// The addresses of our own that a page leads to.
fn links(page: &str) -> BTreeSet<String> {
    let after = page.split("<a ").skip(1).filter_map(|it| it.split_once('>')).map(|(tag, _)| tag);
    let hrefs = after.filter_map(|tag| tag.split_once("href=\"")?.1.split_once('"')).map(|(href, _)| href);
    let own = hrefs.filter(|it| it.starts_with('/') && !it.starts_with("//"));
    own.map(|it| it.split('#').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// The links of `pages` at whose end there is nothing for this reader.
async fn dead(world: &World, who: &str, cookie: &str, pages: &Pages) -> Vec<String> {
    let mut found = BTreeMap::new();
    for (from, page) in pages {
        for href in links(&page.text) {
            found.entry(href).or_insert(from);
        }
    }
    let mut faults = Vec::new();
    for (href, from) in found {
        let status = match pages.get(&href) {
            Some(known) => known.status,
            None => english(world, cookie, &href).await.status,
        };
        if !(status.is_success() || status.is_redirection()) {
            faults.push(format!("{who}: {from} leads to {href}, which answers {status}"));
        }
    }
    faults
}

/// The Chinese of a page that no name and no quotation explains: dates and the values of code tables.
fn chinese(who: &str, path: &str, page: &str) -> Vec<String> {
    let body = page.split_once("<main").map_or(page, |(_, main)| main);
    let mut faults = Vec::new();
    let is_chinese = |it: char| ('\u{4e00}'..='\u{9fff}').contains(&it);
    for text in body.split('>').skip(1).filter_map(|it| it.split_once('<')).map(|(text, _)| text.trim()) {
        let dated = text.char_indices().any(|(at, it)| {
            let digit = text.get(..at).and_then(|it| it.chars().next_back()).is_some_and(|it| it.is_ascii_digit());
            (it == '月' || it == '日') && digit
        });
        let coded = registry::codes::all().iter().any(|(_, table)| table.iter().any(|code| code.name == text));
        if text.contains(is_chinese) && (dated || coded) {
            faults.push(format!("{who}: {path} says {text} in English"));
        }
    }
    faults
}

/// The checks themselves, on pages that are not as they should be.
async fn find_what_they_are_for(world: &World) {
    let page = Answer {
        status: StatusCode::OK,
        headers: axum::http::HeaderMap::new(),
        bytes: Vec::new(),
        text: "<main><a class=\"x\" href=\"/nowhere?a=1&amp;b=2#c\">x</a> <a href=\"/about\">y</a><p>2011年7月10日</p><td>女</td>".into(),
    };
    assert_eq!(links(&page.text), BTreeSet::from(["/about".to_owned(), "/nowhere?a=1&b=2".to_owned()]));
    assert_eq!(chinese("nobody", "/", &page.text).len(), 2);
    let found = dead(world, "nobody", "", &Pages::from([("/".to_owned(), page)])).await;
    assert!(found.len() == 1 && found[0].contains("/nowhere?a=1&b=2, which answers 404"), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_somewhere_for_whoever_sees_it_and_english_pages_speak_english() {
    let world = World::open(TestHouse::demo(testing::sqlite(&app::house::migrations()).await).await).await;
    find_what_they_are_for(&world).await;
    let routes = app::house::routes();
    let paths: Vec<String> = routes
        .table()
        .iter()
        .filter(|it| it.method == "GET" && it.path != "/design")
        .filter_map(|it| world.path(it.method, it.path).ok())
        .collect();
    let readers = world.people.iter().map(|it| (it.name.as_str(), it.cookie.as_str()));
    let mut faults = Vec::new();
    for (who, cookie) in readers.chain([("nobody", ""), ("a teacher", world.owner.as_str())]) {
        let mut pages = Pages::new();
        for path in &paths {
            let answer = english(&world, cookie, path).await;
            if is_page(&answer) {
                // The annexes of a return are an official form: what stands in it is Chinese for everybody.
                if !path.starts_with("/returns/") {
                    faults.extend(chinese(who, path, &answer.text));
                }
                pages.insert(path.clone(), answer);
            }
        }
        faults.extend(dead(&world, who, cookie, &pages).await);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
