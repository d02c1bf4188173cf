//! Where the built files are.

use std::collections::BTreeMap;

/// The manifest of the asset build: logical name (`app.css`) to hashed name (`app-1A2B3C4D.css`).
#[derive(Debug, Clone, Default)]
pub struct Assets {
    base: String,
    names: BTreeMap<String, String>,
}

impl Assets {
    /// `base` is the address under which `assets/dist` is served, without a slash at the end;
    /// `names` are the pairs of `manifest.json`.
    pub fn new<I, K, V>(base: &str, names: I) -> Self
    where
        I: IntoIterator<Item = (K, V)>,
        K: Into<String>,
        V: Into<String>,
    {
        Self {
            base: base.trim_end_matches('/').to_owned(),
            names: names.into_iter().map(|(k, v)| (k.into(), v.into())).collect(),
        }
    }

    /// The address of a file. A name that the manifest lacks keeps its own name: the page stays
    /// readable and the server answers 404 for that one file.
    pub fn href(&self, logical: &str) -> String {
        let name = self.names.get(logical).map_or(logical, String::as_str);
        format!("{}/{name}", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::Assets;

    #[test]
    fn hashed_names_are_looked_up_and_missing_ones_kept() {
        let assets = Assets::new("/assets/", [("app.css", "app-1.css")]);
        assert_eq!(assets.href("app.css"), "/assets/app-1.css");
        assert_eq!(assets.href("x.js"), "/assets/x.js");
    }
}
