/// The disposition of a file that is to be kept under `name`: old programs take the plain name, all others the one in
/// UTF-8 (RFC 6266).
#[must_use]
pub fn attachment(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let end: String = end.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("attachment; filename=\"file.{end}\"; filename*=UTF-8''{}", percent(name))
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_in_chinese_is_kept_and_breaks_no_header() {
        assert_eq!(
            attachment("名单.csv"),
            "attachment; filename=\"file.csv\"; filename*=UTF-8''%E5%90%8D%E5%8D%95.csv"
        );
        let odd = attachment("a\"\r\nX: 1.x\"s");
        assert!(!odd.contains(['\r', '\n']) && odd.matches('"').count() == 2, "{odd}");
    }
}
