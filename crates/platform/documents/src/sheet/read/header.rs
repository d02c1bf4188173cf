//! Finds the header row and its columns.

/// The headings that a sheet should have: for each column the names it may bear.
pub type Headings<'a> = &'a [&'a [&'a str]];

/// The header row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Row number as the spreadsheet program shows it.
    pub row: u32,
    /// The headings as written.
    pub names: Vec<String>,
    folded: Vec<String>,
}

impl Header {
    pub(super) fn new(row: u32, names: Vec<String>) -> Self {
        let folded = names.iter().map(|name| fold(name)).collect();
        Self { row, names, folded }
    }

    /// The column (from 0) whose heading is one of `aliases`, the earlier alias
    /// first. White space, line breaks, a star for "required", a remark in
    /// brackets and full-width forms make no difference.
    #[must_use]
    pub fn find(&self, aliases: &[&str]) -> Option<usize> {
        aliases.iter().find_map(|alias| {
            let alias = fold(alias);
            self.folded.iter().position(|name| *name == alias)
        })
    }

    /// How many of the expected columns are here.
    pub(super) fn matches(&self, headings: Headings<'_>) -> usize {
        headings.iter().filter(|aliases| self.find(aliases).is_some()).count()
    }
}

/// A heading without what people add to it: "* 姓 名（必填）" is "姓名".
fn fold(name: &str) -> String {
    let mut depth: u32 = 0;
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | '＊' | ':' | '：' | '\u{feff}' | '\u{200b}' => {}
            _ if depth > 0 || c.is_whitespace() => {}
            '\u{ff01}'..='\u{ff5e}' => {
                // Full-width forms stand 0xFEE0 above their ASCII twins.
                out.extend(char::from_u32(u32::from(c) - 0xFEE0).into_iter().flat_map(char::to_lowercase));
            }
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_heading_however_it_is_dressed() {
        let names = ["* 姓 名（必填）", "身份证号\n(18位)", "ＩＤ号"].map(String::from).to_vec();
        let header = Header::new(1, names);
        assert_eq!(header.find(&["姓名"]), Some(0));
        assert_eq!(header.find(&["证件号码", "身份证号"]), Some(1));
        assert_eq!(header.find(&["id号"]), Some(2));
        assert_eq!(header.find(&["性别"]), None);
    }
}
