use std::collections::BTreeSet;

use locale::Source;

/// The first words of every message key, with their hyphen: what a page begins a text with where a
/// message is missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    pub(super) fn of(sources: &[Source]) -> Self {
        let keys = sources.iter().flat_map(|source| source.zh_cn.lines()).filter_map(|line| line.split_once(" ="));
        Self(keys.filter_map(|(key, _)| key.split_once('-')).map(|(first, _)| format!("{first}-")).collect())
    }

    /// The texts of `page` that are keys in place of words.
    pub(super) fn missing<'a>(&self, page: &'a str) -> Vec<&'a str> {
        let texts = page.split('>').filter_map(|it| it.split('<').next()).map(str::trim);
        texts.filter(|text| self.0.iter().any(|first| text.starts_with(first.as_str()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_place_of_words_is_found_and_a_class_of_css_is_not() {
        let words = Words::of(&[Source { name: "", zh_cn: "class-filed = 已备案\n  .x = y\n# z-a", en: "" }]);
        let page = "<p class=\"class-list\">已备案 class-filed</p><p>\n class-field</p>";
        assert_eq!(words.missing(page), ["class-field"]);
    }
}
