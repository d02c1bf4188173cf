//! One connection of one reader, kept alive, with a jar for cookies.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::markup;
use crate::rig::Account;
use crate::world::{ACCOUNT, PASSWORD, SESSION, SIGN_IN};

/// What came back.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// SQL statements that the server ran for it, from the header `x-statements`.
    pub statements: Option<u64>,
    /// The body as it came over the wire.
    pub body: Bytes,
}

impl Reply {
    /// The reply, if it has this status.
    pub fn expect(self, status: u16) -> anyhow::Result<Self> {
        if self.status == status {
            return Ok(self);
        }
        let body = String::from_utf8_lossy(&self.body);
        let begun: String = body.chars().take(400).collect();
        bail!("answered {} instead of {status}: {begun}", self.status)
    }
}

/// A reader's connection.
pub struct Connection {
    /// Its place among the connections of a load.
    pub number: usize,
    host: String,
    sender: SendRequest<Full<Bytes>>,
    cookies: BTreeMap<String, String>,
}

impl Connection {
    /// The cookie `name`.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).cloned()
    }

    /// Connects to a port of the loopback.
    pub async fn open(port: u16, number: usize) -> anyhow::Result<Self> {
        let host = format!("127.0.0.1:{port}");
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        let (sender, driver) = handshake(TokioIo::new(stream)).await?;
        // Ends with the sender; what goes wrong comes back from the request.
        drop(tokio::spawn(driver));
        Ok(Self { number, host, sender, cookies: BTreeMap::new() })
    }

    /// Forgets who it is.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// A page as a browser asks for it, compressed.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Reply> {
        self.send(Method::GET, path, &[(ACCEPT_ENCODING.as_str(), "gzip, br")], Bytes::new()).await
    }

    /// A page as text; an error when it is not answered with 200.
    pub async fn read(&mut self, path: &str) -> anyhow::Result<String> {
        Ok(self.page(path).await?.0)
    }

    /// A form; its fields may be none.
    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Reply> {
        let headers = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &headers, markup::form(fields).into()).await
    }

    /// A form with one file.
    pub async fn post_file(&mut self, path: &str, field: &str, name: &str, bytes: &[u8]) -> anyhow::Result<Reply> {
        let kind = format!("multipart/form-data; boundary={}", markup::BOUNDARY);
        let headers = [(CONTENT_TYPE.as_str(), &*kind)];
        let body = markup::upload(field, name, bytes);
        self.send(Method::POST, path, &headers, body.into()).await
    }

    /// JSON, as a script of our pages sends it.
    pub async fn post_json(&mut self, path: &str, body: String) -> anyhow::Result<Reply> {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        self.send(Method::POST, path, &headers, body.into()).await
    }

    /// Signs in through the form; answers how many statements its two requests took.
    pub async fn sign_in(&mut self, account: &Account) -> anyhow::Result<Option<u64>> {
        let (_, before) = self.page(SIGN_IN).await?;
        let fields = [(ACCOUNT, &*account.account), (PASSWORD, &*account.password)];
        let reply = self.post_form(SESSION, &fields).await?.expect(303)?;
        let onwards = reply.location.unwrap_or_default();
        ensure!(!onwards.starts_with(SIGN_IN), "{} could not sign in", account.account);
        Ok(before.zip(reply.statements).map(|(a, b)| a + b))
    }

    /// From the first page along links of these patterns; answers the last address and its page.
    pub async fn walk(&mut self, steps: &[&str]) -> anyhow::Result<(String, String)> {
        let mut path = "/".to_owned();
        let (mut page, _) = self.page(&path).await?;
        for step in steps {
            let next = markup::link(&page, step);
            path = next.with_context(|| format!("{path} has no link to {step}"))?;
            page = self.page(&path).await?.0;
        }
        Ok((path, page))
    }

    async fn page(&mut self, path: &str) -> anyhow::Result<(String, Option<u64>)> {
        let reply = self.send(Method::GET, path, &[], Bytes::new()).await?;
        let reply = reply.expect(200).with_context(|| path.to_owned())?;
        Ok((String::from_utf8(reply.body.to_vec())?, reply.statements))
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> anyhow::Result<Reply> {
        let request = Request::builder().method(method).uri(path);
        let mut request = request.header(HOST, &self.host).header(ACCEPT, "text/html, */*;q=0.8");
        // What a browser says of a form or script of the same site; the server asks for it.
        request = request.header("sec-fetch-site", "same-origin");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header(COOKIE, pairs.collect::<Vec<_>>().join("; "));
        }
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::new(body))?).await?;
        let (head, body) = answer.into_parts();
        for cookie in head.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str()?);
        }
        let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Reply {
            status: head.status.as_u16(),
            location: text(LOCATION.as_str()),
            statements: text("x-statements").and_then(|count| count.parse().ok()),
            body: body.collect().await?.to_bytes(),
        })
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split_once(';').map_or(cookie, |(pair, _)| pair);
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
}
