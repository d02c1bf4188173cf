use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _, SizeAbove};

use crate::guard::{Guard, GuardInfo};
use crate::{App, context, fault, see};

/// A row of the table of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may come in.
    pub guard: GuardInfo,
    /// The page with the form of a deed, where it is not the nearest page above ([`Routes::of`]).
    pub form: Option<&'static str>,
}

impl Route {
    /// The page with the form of this deed: the one it names, or the nearest above in `table`.
    #[must_use]
    pub fn form_page(&self, table: &[Self]) -> &'static str {
        let mut path = self.form.unwrap_or(self.path);
        while !table.iter().any(|it| it.method == "GET" && it.path == path) {
            path = path.rsplit_once('/').map_or("/", |(above, _)| above);
            if path.len() < 2 {
                return "/";
            }
        }
        path
    }
}

/// Routes and their table. Reads like a list.
///
/// A handler begins with its guard:
///
/// ```
/// async fn hall(_: http::Public, cx: http::Cx) -> http::Result<maud::Markup> { Ok(cx.page("", &maud::html! {})) }
/// let routes = http::Routes::new().get("/", hall);
/// assert_eq!(routes.table().len(), 1);
/// ```
///
/// One that does not is no route; this does not compile:
///
/// ```compile_fail,E0277
/// async fn hall(cx: http::Cx) -> http::Result<maud::Markup> { Ok(cx.page("", &maud::html! {})) }
/// let routes = http::Routes::new().get("/", hall);
/// ```
///
/// nor does one whose guard comes second, or which has no argument at all:
///
/// ```compile_fail,E0277
/// async fn hall(cx: http::Cx, _: http::Public) -> http::Result<maud::Markup> { Ok(cx.page("", &maud::html! {})) }
/// let routes = http::Routes::new().get("/", hall);
/// ```
///
/// ```compile_fail,E0277
/// async fn hall() -> http::Result<maud::Markup> { Ok(maud::html! {}) }
/// let routes = http::Routes::new().get("/", hall);
/// ```
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    table: Vec<Route>,
}

/// The arguments of a handler whose first one is a [`Guard`]. Implemented for as many arguments as
/// handlers have; a handler that begins otherwise does not compile as a route.
pub trait Guarded {
    /// The guard.
    type First: Guard;
}

macro_rules! guarded {
    ($($argument:ident),*) => {
        impl<M, G: Guard, $($argument),*> Guarded for (M, G, $($argument,)*) {
            type First = G;
        }
    };
}

guarded!();
guarded!(A1);
guarded!(A1, A2);
guarded!(A1, A2, A3);
guarded!(A1, A2, A3, A4);
guarded!(A1, A2, A3, A4, A5);

/// An answer below this travels in one packet anyway: packing it would only cost.
const ONE_PACKET: u64 = 1_000;
/// What a form or a small message may weigh.
const MOST_BYTES: usize = 1024 * 1024;

impl Routes {
    /// No routes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add("GET", path, T::First::INFO, axum::routing::get(handler))
    }

    /// A deed.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add("POST", path, T::First::INFO, axum::routing::post(handler))
    }

    /// A deed that brings a file; the handler limits and streams it.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add("POST", path, T::First::INFO, axum::routing::post(handler).layer(DefaultBodyLimit::disable()))
    }

    fn add(mut self, method: &'static str, path: &'static str, guard: GuardInfo, handler: MethodRouter<App>) -> Self {
        self.router = self.router.route(path, handler);
        self.table.push(Route { method, path, guard, form: None });
        self
    }

    /// Says at which page the form of the last deed stands; its parameters are among those of the deed.
    #[must_use]
    pub fn of(mut self, form: &'static str) -> Self {
        if let Some(last) = self.table.last_mut() {
            last.form = Some(form);
        }
        self
    }

    /// These routes and those.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// The finished house, with all that surrounds every request.
    pub fn serve(self, app: App) -> Router {
        let compressed = DefaultPredicate::new()
            .and(SizeAbove::new(ONE_PACKET))
            .and(NotForContentType::const_new("video/"))
            .and(NotForContentType::const_new("application/pdf"))
            .and(NotForContentType::const_new("application/vnd"));
        let mut router = self.router;
        for deed in &self.table {
            if self.table.iter().any(|it| it.path == deed.path && it.method == "GET") {
                continue;
            }
            router = router.route(deed.path, lead(deed.path, deed.form_page(&self.table)));
        }
        router
            .fallback(fault::nowhere)
            .method_not_allowed_fallback(fault::nowhere)
            // In one piece, outermost first: each layer set apart costs every request two boxes more.
            .layer((
                CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).compress_when(compressed),
                from_fn_with_state(app.clone(), context::surround),
                CatchPanicLayer::custom(fault::fallen),
                DefaultBodyLimit::max(MOST_BYTES),
            ))
            .with_state(app)
    }
}

/// The address of a deed that is asked for as a page (by going back, or after signing in) leads to its form.
fn lead(deed: &'static str, form: &'static str) -> MethodRouter<App> {
    axum::routing::get(async move |uri: Uri| see(&filled(form, deed, uri.path())))
}

/// The path `form` with the parameters that `path` has by the pattern `deed`.
fn filled(form: &str, deed: &str, path: &str) -> String {
    let values: Vec<(&str, &str)> = deed.split('/').zip(path.split('/')).collect();
    let value = |part| values.iter().find(|it| it.0 == part).map_or(part, |it| it.1);
    let parts: Vec<&str> = form.split('/').map(value).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Public;

    #[test]
    fn the_form_of_a_deed_is_at_the_page_it_names_or_at_the_nearest_above() {
        let guard = Public::INFO;
        let route = |method, path, form| Route { method, path, guard, form };
        let table = [
            route("GET", "/", None),
            route("GET", "/classes/{class}", None),
            route("GET", "/classes/{class}/timetable", None),
            route("POST", "/classes/{class}/sessions/{nth}/removal", Some("/classes/{class}/timetable")),
            route("POST", "/classes/{class}/opening/again", None),
            route("POST", "/look", None),
        ];
        let pages: Vec<_> = table.iter().skip(3).map(|it| it.form_page(&table)).collect();
        assert_eq!(pages, ["/classes/{class}/timetable", "/classes/{class}", "/"]);
        assert_eq!(filled(pages[0], table[3].path, "/classes/7/sessions/2/removal"), "/classes/7/timetable");
    }
}
