//! The page around the page.

use crate::look::{Switches, switches};
use crate::navigation::items;
use crate::{Assets, Dir, NavItem, Notice, Theme, Tone, TypeSize, notice, seal};
use maud::{DOCTYPE, Markup, html};

/// Who is signed in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'a> {
    /// The name, in the duty's form.
    pub name: &'a str,
    /// The duty in which the person acts, or `""`.
    pub duty: &'a str,
    /// Entries of the person's menu: duties, password.
    pub menu: &'a [NavItem<'a>],
    /// Words and address of signing out (a post).
    pub sign_out: (&'a str, &'a str),
    /// An opaque mark of the person: what one reader leaves on a device is never sent for another.
    pub mark: &'a str,
}

/// What is where between device and server, in the three words. The words and the values come
/// in translated; script changes the first two while the page is open.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyncLine<'a> {
    /// "On the phone" and how many things.
    pub held: (&'a str, &'a str),
    /// "Delivered" and when.
    pub delivered: (&'a str, &'a str),
    /// "Counted" and how much.
    pub counted: (&'a str, &'a str),
}

/// A message that is shown once, after a deed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flash<'a> {
    /// How it is meant.
    pub tone: Tone,
    /// The message.
    pub text: &'a str,
}

/// How wide the content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// Lists and desks: 1240 px.
    #[default]
    Desk,
    /// Reading, forms, lessons: 44 em.
    Reading,
}

/// Everything around the content.
#[derive(Debug, Clone, Copy)]
pub struct Shell<'a> {
    /// Language of the page, BCP 47.
    pub lang: &'a str,
    /// Direction of its lines.
    pub dir: Dir,
    /// Title of the page; the browser's title is `title - site`.
    pub title: &'a str,
    /// Name of the site.
    pub site: &'a str,
    /// Address of the site's first page.
    pub home: &'a str,
    /// The organisation for which the person acts, or `""`.
    pub org: &'a str,
    /// Who is signed in.
    pub person: Option<Person<'a>>,
    /// The menu and its name for screen readers.
    pub nav: (&'a str, &'a [NavItem<'a>]),
    /// The tabs under the thumb (at most five) and their name; on a phone they replace the menu.
    pub tabs: (&'a str, &'a [NavItem<'a>]),
    /// Colours.
    pub theme: Theme,
    /// Size of the type.
    pub size: TypeSize,
    /// The form that changes the two.
    pub switches: Option<Switches<'a>>,
    /// Built files.
    pub assets: &'a Assets,
    /// Further scripts of this page by logical name (`lesson.js`).
    pub scripts: &'a [&'a str],
    /// The sync line; teachers only.
    pub sync: Option<SyncLine<'a>>,
    /// Words of the link that skips to the content.
    pub skip: &'a str,
    /// A message to show once.
    pub flash: Option<Flash<'a>>,
    /// How wide the content is.
    pub width: Width,
    /// Seconds after which a browser without script loads the page again; for long work.
    pub refresh: Option<u16>,
}

/// The page of somebody who is signed in.
pub fn shell(s: &Shell<'_>, body: &Markup) -> Markup {
    page(
        s,
        &top(s),
        body,
        &html! {
            @if !s.tabs.1.is_empty() { nav.tabs aria-label=(s.tabs.0) { (items(s.tabs.1)) } }
        },
    )
}

/// The page that anybody may read: no person, no sync line; `foot` is the imprint.
pub fn public_shell(s: &Shell<'_>, body: &Markup, foot: &Markup) -> Markup {
    page(s, &public_top(s), body, &public_foot(s, foot))
}

/// The head of a public page.
pub(crate) fn public_top(s: &Shell<'_>) -> Markup {
    html! {
        header.top.top-public {
            a.brand href=(s.home) { (seal()) b { (s.site) } }
            @if !s.nav.1.is_empty() { nav.menu aria-label=(s.nav.0) { (items(s.nav.1)) } }
        }
    }
}

/// The foot of a public page.
pub(crate) fn public_foot(s: &Shell<'_>, foot: &Markup) -> Markup {
    html! {
        footer.foot {
            (foot)
            @if let Some(w) = &s.switches { (switches(w, s.theme, s.size)) }
        }
    }
}

fn page(s: &Shell<'_>, top: &Markup, body: &Markup, after: &Markup) -> Markup {
    let theme = (s.theme != Theme::Auto).then(|| s.theme.as_str());
    let size = (s.size != TypeSize::Normal).then(|| s.size.as_str());
    html! {
        (DOCTYPE)
        html lang=(s.lang) dir=(s.dir.as_str()) data-theme=[theme] data-type=[size] {
            (head(s))
            body.has-tabs[!s.tabs.1.is_empty()] {
                a.skip href="#main" { (s.skip) }
                (top)
                main.reading[s.width == Width::Reading] #main tabindex="-1" {
                    @if let Some(f) = &s.flash {
                        div.said { (notice(&Notice { tone: f.tone, title: f.text, ..Notice::default() })) }
                    }
                    (body)
                }
                (after)
            }
        }
    }
}

fn head(s: &Shell<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (s.title) " - " (s.site) }
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="color-scheme" content=(match s.theme { Theme::Auto => "light dark", Theme::Light => "light", Theme::Dark => "dark" });
            meta name="theme-color" content="#0b5f57";
            meta name="htmx-config" content=(HTMX);
            @if let Some(p) = &s.person { meta name="reader" content=(p.mark); }
            @if let Some(seconds) = s.refresh { noscript { meta http-equiv="refresh" content=(seconds); } }
            link rel="stylesheet" href=(s.assets.href("app.css"));
            link rel="icon" type="image/svg+xml" href=(s.assets.href("icon.svg"));
            script type="module" src=(s.assets.href("app.js")) {}
            @for name in s.scripts { script type="module" src=(s.assets.href(name)) {} }
        }
    }
}

/// No injected style, no script from answers, only our own origin.
const HTMX: &str = r#"{"includeIndicatorCSS":false}"#;

fn top(s: &Shell<'_>) -> Markup {
    html! {
        header.top {
            a.brand href=(s.home) { (seal()) b { (if s.org.is_empty() { s.site } else { s.org }) } span.sr { " " (s.site) } }
            @if !s.nav.1.is_empty() { nav.menu aria-label=(s.nav.0) { (items(s.nav.1)) } }
            @if let Some(p) = &s.person { (person(s, p)) }
        }
        @if let Some(line) = &s.sync { (sync_line(line)) }
    }
}

fn person(s: &Shell<'_>, p: &Person<'_>) -> Markup {
    html! {
        details.me {
            summary { span.me-name { (p.name) } @if !p.duty.is_empty() { small { (p.duty) } } }
            div.me-menu {
                (items(p.menu))
                @if let Some(w) = &s.switches { (switches(w, s.theme, s.size)) }
                @if !p.sign_out.1.is_empty() {
                    form method="post" action=(p.sign_out.1) {
                        button.btn.quiet type="submit" { (p.sign_out.0) }
                    }
                }
            }
        }
    }
}

/// The line with the three words.
pub fn sync_line(l: &SyncLine<'_>) -> Markup {
    html! {
        x-sync.sync role="status" {
            span.sync-held { (l.held.0) " " b { (l.held.1) } }
            span.sync-delivered { (l.delivered.0) " " b { (l.delivered.1) } }
            (counted(l.counted))
        }
    }
}

/// What counts, as the sync line says it; script takes it from a newer copy.
pub fn counted((word, much): (&str, &str)) -> Markup {
    html! { span.sync-counted data-renew="counted" { (word) " " b { (much) } } }
}
