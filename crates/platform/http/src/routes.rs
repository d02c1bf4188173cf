use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _, SizeAbove};

use crate::guard::{Guard, GuardInfo};
use crate::{App, context, fault};

/// A row of the table of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may come in.
    pub guard: GuardInfo,
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
        self.table.push(Route { method, path, guard });
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
        self.router
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
