//! As much of HTML as following a link and sending a form takes.

/// The value of the first attribute of this name.
pub fn attribute(page: &str, name: &str) -> Option<String> {
    attributes(page, name).next()
}

/// The values of all attributes of this name.
pub fn attributes(page: &str, name: &str) -> impl Iterator<Item = String> {
    let opening = format!(" {name}=\"");
    let found: Vec<&str> = page.split(&*opening).skip(1).collect();
    found.into_iter().filter_map(|rest| Some(rest.split_once('"')?.0.replace("&amp;", "&")))
}

/// The first link of this pattern, in which `*` stands for one part of a path: `/classes/*/mine`.
pub fn link(page: &str, pattern: &str) -> Option<String> {
    attributes(page, "href").find(|address| fits(address, pattern))
}

fn fits(address: &str, pattern: &str) -> bool {
    let mut parts = address.split('/');
    pattern.split('/').all(|wanted| match parts.next() {
        Some(part) if wanted == "*" => !part.is_empty(),
        part => part == Some(wanted),
    }) && parts.next().is_none()
}

/// Fields as a form sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        bytes.collect()
    };
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What separates the parts of [`upload`]; no file of ours holds it.
pub const BOUNDARY: &str = "bench-Ag7qbW1cYk5VtX";

/// One file as a form sends it.
pub fn upload(field: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<a href="/classes/">all</a> <a class="row" href="/classes/7">one</a>
        <x-lesson data-beats-url="/lessons/3/beats?a=1&amp;b=2">"#;

    #[test]
    fn links_and_attributes_are_found() {
        assert_eq!(link(PAGE, "/classes/*").as_deref(), Some("/classes/7"));
        assert_eq!(link(PAGE, "/classes/*/mine"), None);
        assert_eq!(link(PAGE, "/lessons/*"), None);
        let address = attribute(PAGE, "data-beats-url");
        assert_eq!(address.as_deref(), Some("/lessons/3/beats?a=1&b=2"));
    }

    #[test]
    fn a_form_escapes_what_is_not_a_letter_or_digit() {
        assert_eq!(form(&[("name", "王 a&b"), ("x", "1")]), "name=%E7%8E%8B%20a%26b&x=1");
    }
}
