use std::marker::PhantomData;
use std::ops::Deref;

use audit::By;
use authz::{Appointment, Noun, Verb};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::Error;
use maud::{Markup, html};
use ui::NavItem;

use crate::guard::{Asked, Guard, GuardInfo};
use crate::{Approve, Cx, Fault, Manage, View};

/// A list of what lies within one's duties: whoever may do this somewhere today comes in.
///
/// `Across<View<Class>>` admits those with a duty to view classes, and `Across<(View<Class>,
/// View<Recruitment>)>` those with either. It hands over every area in which they may; the page shows one
/// of them at a time: the one that `?at=` names, the first otherwise.
///
/// ```
/// # use http::{Across, Cx, View};
/// # use authz::Noun;
/// # struct Shelf;
/// # impl Noun for Shelf {
/// #     const NAME: &'static str = "shelf";
/// # }
/// async fn index(areas: Across<View<Shelf>>, cx: Cx) -> http::Result<maud::Markup> {
///     Ok(cx.page("", &maud::html! { h1 { (areas.here().organisation_name) } (cx.switch(&areas)) }))
/// }
/// let routes = http::Routes::new().get("/shelves", index);
/// assert_eq!(routes.table().first().map(|it| it.guard.rights().len()), Some(1));
/// ```
#[derive(Clone, Debug)]
pub struct Across<G> {
    areas: Areas,
    rights: PhantomData<fn() -> G>,
}

impl<G> Deref for Across<G> {
    type Target = Areas;

    fn deref(&self) -> &Areas {
        &self.areas
    }
}

/// The appointments that give a right today, and the one for which the page is shown.
#[derive(Clone, Debug)]
pub struct Areas {
    held: Vec<Appointment>,
    here: Appointment,
}

impl Areas {
    /// Those of `held` for the organisation `at`, or for the first; none without any.
    fn of(held: Vec<Appointment>, at: Option<&str>) -> Option<Self> {
        let asked = held.iter().find(|it| at.is_some_and(|at| it.organisation.to_string() == at));
        let here = asked.or_else(|| held.first())?.clone();
        Some(Self { held, here })
    }

    /// The one for which the page is shown.
    #[must_use]
    pub fn here(&self) -> &Appointment {
        &self.here
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Appointment] {
        &self.held
    }

    /// Each organisation once.
    fn organisations(&self) -> impl Iterator<Item = &Appointment> {
        let earlier = |nth: usize| self.held.iter().take(nth);
        self.held
            .iter()
            .enumerate()
            .filter(move |(nth, it)| !earlier(*nth).any(|other| other.organisation == it.organisation))
            .map(|(_, it)| it)
    }

    fn several(&self) -> bool {
        self.organisations().nth(1).is_some()
    }

    /// `path` with this query; and with the area, where there are several.
    #[must_use]
    pub fn href(&self, path: &str, query: &[(&str, &str)]) -> String {
        let at = self.here.organisation.to_string();
        let area = self.several().then_some(("at", at.as_str()));
        let pairs: Vec<(&str, &str)> =
            area.into_iter().chain(query.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
        match serde_html_form::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The area as a hidden field of a form that asks for the same page; nothing where there is but one.
    #[must_use]
    pub fn field(&self) -> Markup {
        html! { @if self.several() { (ui::field::hidden("at", &self.here.organisation.to_string())) } }
    }
}

impl Cx {
    /// The list at `path`, for the area in which `by` has just done something.
    #[must_use]
    pub fn list_of(&self, path: &str, by: &By) -> String {
        let several = self.actor().is_some_and(|actor| actor.appointments.len() > 1);
        match by.area.as_ref().filter(|_| several) {
            Some(area) => format!("{path}?at={}", area.organisation),
            None => path.to_owned(),
        }
    }

    /// The areas of a list as links, where there are several.
    #[must_use]
    pub fn switch(&self, areas: &Areas) -> Markup {
        let list: Vec<(String, &Appointment)> =
            areas.organisations().map(|it| (format!("{}?at={}", self.path(), it.organisation), it)).collect();
        let items: Vec<NavItem<'_>> = list
            .iter()
            .map(|(href, it)| NavItem {
                text: &it.organisation_name,
                href,
                current: it.organisation == areas.here.organisation,
                count: 0,
            })
            .collect();
        html! { @if items.len() > 1 { (ui::switch(&self.t("http-areas"), &items)) } }
    }
}

/// The guards that an [`Across`] may ask for.
pub trait Rights {
    /// Any of them lets in.
    const RIGHTS: &'static [Asked];
}

macro_rules! rights {
    ($($guard:ident),*) => {
        $(impl<T: Noun> Rights for $guard<T> {
            const RIGHTS: &'static [Asked] = &[(Verb::$guard, T::NAME)];
        })*
    };
}

rights!(View, Manage, Approve);

macro_rules! either {
    ($($one:ident $other:ident),*) => {
        $(impl<T: Noun, U: Noun> Rights for ($one<T>, $other<U>) {
            const RIGHTS: &'static [Asked] = &[(Verb::$one, T::NAME), (Verb::$other, U::NAME)];
        })*
    };
}

either!(View View);

impl<G: Rights> Guard for Across<G> {
    const INFO: GuardInfo = GuardInfo::Across(G::RIGHTS);
}

impl<G: Rights, S: Send + Sync> FromRequestParts<S> for Across<G> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let cx = Cx::from_request_parts(parts, state).await?;
        let actor = cx.signed_in()?;
        let mut held: Vec<Appointment> = Vec::new();
        for (verb, noun) in G::RIGHTS {
            let new = actor.duties_with(*verb, noun, cx.today());
            let new: Vec<&Appointment> = new
                .filter(|it| !held.iter().any(|old| old.duty == it.duty && old.organisation == it.organisation))
                .collect();
            held.extend(new.into_iter().cloned());
        }
        let query: Vec<(String, String)> =
            serde_html_form::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
        let at = query.iter().find(|(name, _)| name == "at").map(|(_, value)| value.as_str());
        let areas = Areas::of(held, at).ok_or(Error::NoRight)?;
        Ok(Self { areas, rights: PhantomData })
    }
}
