//! As much of HTML as following a link and sending a form takes.

/// The value of the first attribute of this name.
pub fn attribute<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The first link whose address begins so and goes on.
pub fn link<'a>(page: &'a str, beginning: &str) -> Option<&'a str> {
    let addresses = page.split(" href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    addresses
        .map(|(address, _)| address)
        .find(|address| address.strip_prefix(beginning).is_some_and(|rest| !rest.is_empty()))
}

/// Fields as a form sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        });
        bytes.collect()
    };
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<a href="/classes/">all</a> <a class="row" href="/classes/7">one</a>
        <x-lesson data-beats-url="/lessons/3/beats">"#;

    #[test]
    fn links_and_attributes_are_found() {
        assert_eq!(link(PAGE, "/classes/"), Some("/classes/7"));
        assert_eq!(link(PAGE, "/lessons/"), None);
        assert_eq!(attribute(PAGE, "data-beats-url"), Some("/lessons/3/beats"));
    }

    #[test]
    fn a_form_escapes_what_is_not_a_letter_or_digit() {
        assert_eq!(form(&[("name", "王 a&b"), ("x", "1")]), "name=%E7%8E%8B%20a%26b&x=1");
    }
}
