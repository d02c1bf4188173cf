use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{PersonId, Text, Timestamp};
use maud::{Markup, html};
use ui::{Dir, Flash, NavItem, Person, Shell, Switches, SyncLine, Tone, Width};

use crate::context::FLASH_COOKIE;
use crate::{Cx, NavEntry, NavRight};

/// How a page differs from the usual one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// Scripts of this page alone, by logical name.
    pub scripts: &'a [&'a str],
    /// Narrow, for reading and for forms.
    pub reading: bool,
    /// Seconds after which a browser without script loads the page again.
    pub refresh: Option<u16>,
    /// The counted hours in words, for the sync line; without it the page has none.
    pub counted: Option<&'a str>,
    /// The entry of the menu under which the page lies, when its address does not say so.
    pub under: Option<&'a str>,
}

impl Cx {
    /// A page with its title and everything around it.
    #[must_use]
    pub fn page(&self, title: &str, body: &Markup) -> Markup {
        self.page_with(title, Look::default(), body)
    }

    /// A page that differs from the usual one.
    #[must_use]
    pub fn page_with(&self, title: &str, look: Look<'_>, body: &Markup) -> Markup {
        let words = |entries: Vec<NavEntry>| -> Vec<(NavEntry, String)> {
            entries.into_iter().map(|it| (it, self.t(it.key).into_owned())).collect()
        };
        let (entries, own) = self.entries();
        let (words, own) = (words(entries), words(own));
        let items: Vec<NavItem<'_>> = words.iter().map(|it| self.item(it, look)).collect();
        let officer = self.actor().is_some_and(|actor| actor.is_officer(self.today()));
        let (theme, size) = self.theme();
        let flash = self.flash().map(|text| self.say(text));
        let t = |key| self.t(key);
        let (site, skip, nav_label) = (t("http-site"), t("http-skip"), t("http-nav"));
        let switch_words = [
            t("http-theme"),
            t("http-theme-auto"),
            t("http-theme-light"),
            t("http-theme-dark"),
            t("http-type"),
            t("http-type-normal"),
            t("http-type-large"),
        ];
        let [theme_label, auto, light, dark, type_label, normal, large] = &switch_words;
        let (held, delivered, counted, never) =
            (t("http-held"), t("http-delivered"), t("http-counted"), t("http-never"));
        let (sign_out, me_word) = (t("http-sign-out"), t("http-me"));
        let me = NavItem { text: &me_word, href: "/me", current: self.is_at("/me"), count: 0 };
        let menu: Vec<NavItem<'_>> = std::iter::once(me).chain(own.iter().map(|it| self.item(it, look))).collect();
        let duty = self.actor().and_then(|actor| actor.duty_on(self.today()));
        let mark = self.actor().map(|actor| actor.person.uuid().simple().to_string()).unwrap_or_default();
        let shell = Shell {
            lang: self.locale().language().tag(),
            dir: Dir::Ltr,
            title,
            site: &site,
            home: "/",
            org: duty.map_or("", |duty| duty.organisation_name.as_str()),
            person: self.actor().map(|actor| Person {
                name: &actor.name,
                duty: "",
                menu: &menu,
                sign_out: (&sign_out, "/session/end"),
                mark: &mark,
            }),
            nav: (&nav_label, &items),
            tabs: if officer { ("", &[]) } else { (&nav_label, &items) },
            theme,
            size,
            switches: Some(Switches {
                action: "/look",
                theme_label,
                themes: [auto, light, dark],
                type_label,
                types: [normal, large],
            }),
            assets: &self.app().parts().assets,
            scripts: look.scripts,
            sync: look.counted.map(|hours| SyncLine {
                held: (&held, "0"),
                delivered: (&delivered, &never),
                counted: (&counted, hours),
            }),
            skip: &skip,
            flash: flash.as_deref().map(|text| Flash { tone: Tone::Ok, text }),
            width: if look.reading { Width::Reading } else { Width::Desk },
            refresh: look.refresh,
        };
        let body = &html! { (self.standing()) (body) };
        if self.actor().is_some() { ui::shell(&shell, body) } else { ui::public_shell(&shell, body, &self.foot()) }
    }

    /// What the reader must know on every page of the state of the own session.
    fn standing(&self) -> Markup {
        let rests = self.actor().is_some_and(|actor| actor.standing.rests);
        let (title, text, deed) = (self.t("http-rests"), self.t("http-rests-text"), self.t("http-rests-deed"));
        // Whoever is setting it up needs no reminder, and has the duties back on the last of these pages.
        let setting_up = self.path().starts_with("/me/second-factor/");
        let here = self.path() == "/me/second-factor";
        html! {
            @if rests && !setting_up {
                (ui::notice(&ui::Notice {
                    tone: Tone::Warn,
                    title: &title,
                    text: &text,
                    deeds: html! { @if !here { (ui::quiet_link("/me/second-factor", &deed)) } },
                    ..ui::Notice::default()
                }))
            }
        }
    }

    fn foot(&self) -> Markup {
        html! { p { (self.t("http-foot")) } }
    }

    fn is_at(&self, href: &str) -> bool {
        lies_at(self.path(), href)
    }

    /// The entry of the menu under which the page `address` lies.
    pub(crate) fn entry_of(&self, address: &str) -> Option<&'static str> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        self.app().nav().iter().map(|it| it.href).filter(|href| lies_at(path, href)).max_by_key(|href| href.len())
    }

    fn item<'a>(&self, (entry, text): &'a (NavEntry, String), look: Look<'_>) -> NavItem<'a> {
        let current = look.under.map_or_else(|| self.is_at(entry.href), |under| under == entry.href);
        NavItem { text, href: entry.href, current, count: 0 }
    }

    /// The menu of the person who asks; and what an officer has as a learner, which stands in the menu of
    /// the person.
    fn entries(&self) -> (Vec<NavEntry>, Vec<NavEntry>) {
        let mut entries: Vec<NavEntry> = self.app().nav().iter().copied().filter(|it| self.sees(it.right)).collect();
        entries.sort_by_key(|it| (it.order, it.right == NavRight::Teacher));
        // Two duties may lead to one page.
        let mut seen = vec!["/me"];
        let officer = self.actor().is_some_and(|actor| actor.is_officer(self.today()));
        if !officer {
            seen.clear();
        }
        let aside = |it: &NavEntry| officer && it.right == NavRight::Teacher;
        let mut once = |it: &NavEntry| {
            !seen.contains(&it.href) && {
                seen.push(it.href);
                true
            }
        };
        let (own, menu): (Vec<_>, Vec<_>) = entries.into_iter().partition(aside);
        let menu = menu.into_iter().filter(&mut once).collect();
        (menu, own.into_iter().filter(&mut once).collect())
    }

    /// The ways on from a noun to the pages of later slices: their words and addresses, for those who may
    /// go there.
    #[must_use]
    pub fn beside(&self, noun: &str, id: &str, places: &[authz::Place]) -> Vec<(String, String)> {
        let may = |right| match right {
            NavRight::Duty(verb, noun) => self.may(verb, noun, places),
            other => self.sees(other),
        };
        let entries = self.app().beside().iter().filter(|it| it.noun == noun && may(it.right));
        entries.map(|it| (self.t(it.key).into_owned(), it.href.replace("{}", id))).collect()
    }

    /// The page of the thing `subject` of the record of deeds, for whoever may view such things somewhere.
    #[must_use]
    pub fn page_of(&self, noun: &str, subject: &str, about: Option<PersonId>) -> Option<String> {
        let shown = self.app().shown().iter().find(|it| it.noun == noun)?;
        self.sees(NavRight::Duty(authz::Verb::View, shown.right)).then(|| shown.page(subject, about)).flatten()
    }

    fn sees(&self, right: NavRight) -> bool {
        let Some(actor) = self.actor() else { return false };
        match right {
            NavRight::Everybody | NavRight::Teacher => true,
            NavRight::Duty(verb, noun) => actor.duties_with(verb, noun, self.today()).next().is_some(),
        }
    }
}

/// Whether `path` is the page `href` or lies below it.
fn lies_at(path: &str, href: &str) -> bool {
    path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

/// What is shown once is kept by no browser.
pub fn unkept(answer: impl IntoResponse) -> Response {
    let mut answer = answer.into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Leads to `path` after a deed.
#[must_use]
pub fn see(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => StatusCode::SEE_OTHER.into_response(),
    }
}

/// Leads to `path` after a deed, where `said` is shown once.
#[must_use]
pub fn see_with(path: &str, said: &Text) -> Response {
    let mut answer = see(path);
    let value = serde_json::to_vec(said).map(|json| URL_SAFE_NO_PAD.encode(json)).unwrap_or_default();
    if let Ok(cookie) =
        HeaderValue::from_str(&format!("{FLASH_COOKIE}={value}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax"))
    {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// The message that a redirect carried.
pub(crate) fn read_flash(value: &str) -> Option<Text> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).ok()?).ok()
}

/// The header that takes the carried message away once it was shown.
pub(crate) fn spent_flash() -> HeaderValue {
    HeaderValue::from_static("said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

/// A cookie that lasts until `until`, for sessions.
#[must_use]
pub fn session_cookie(name: &str, value: &str, now: Timestamp, until: Timestamp, secure: bool) -> Option<HeaderValue> {
    let seconds = until.millis_since(now) / 1000;
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")).ok()
}
