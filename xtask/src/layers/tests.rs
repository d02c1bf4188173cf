use serde_json::json;

use super::*;

fn told(folder: &str, needs: &[&str]) -> Vec<String> {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    faults(&Package { folder: folder.to_owned(), needs })
}

#[test]
fn platform_may_not_know_a_slice() {
    assert!(told("crates/platform/ui", &["crates/platform/locale", "maud"]).is_empty());
    let faults = told("crates/platform/ui", &["crates/classes"]);
    assert!(faults[0].contains("platform knows no product"), "{faults:?}");
}

#[test]
fn a_slice_knows_earlier_links_only() {
    assert!(told("crates/credits", &["crates/credits", "crates/classes", "crates/platform/store"]).is_empty());
    assert_eq!(told("crates/classes", &["crates/credits"]).len(), 1);
    // A circle has a step backwards somewhere: that step is the fault.
    assert!(told("crates/access", &["crates/registry"]).is_empty());
    assert_eq!(told("crates/registry", &["crates/access"]).len(), 1);
}

#[test]
fn a_slice_outside_the_chain_is_a_fault() {
    assert_eq!(told("crates/gossip", &[]).len(), 1);
    assert_eq!(told("crates/portal", &["crates/gossip"]).len(), 0, "the stray one is told itself");
}

#[test]
fn nobody_knows_the_app_from_below() {
    assert_eq!(told("crates/portal", &["crates/app"]).len(), 1);
    assert_eq!(told("crates/platform/http", &["crates/app"]).len(), 1);
    assert!(told("crates/app", &["crates/portal", "crates/platform/http"]).is_empty());
}

#[test]
fn only_store_depends_on_the_driver() {
    assert!(told("crates/platform/store", &["sqlx"]).is_empty());
    assert_eq!(told("crates/platform/jobs", &["sqlx"]).len(), 1);
    assert_eq!(told("crates/app", &["sqlx-core"]).len(), 1);
}

#[test]
fn only_store_names_the_driver_in_its_text() {
    assert_eq!(names_driver("a.rs", "// sqlx::query is below\nstore::find()"), None);
    let fault = names_driver("crates/classes/src/store.rs", "fn f() {\n    store::sqlx::query(\"\");\n}");
    assert_eq!(fault.unwrap(), "crates/classes/src/store.rs:2 names sqlx: only store may");
}

#[test]
fn the_answer_of_cargo_is_read_by_folder_not_by_name() {
    let metadata = json!({
        "workspace_root": "/w",
        "packages": [{
            "name": "xingtan-http",
            "manifest_path": "/w/crates/platform/http/Cargo.toml",
            "dependencies": [
                { "name": "registry", "path": "/w/crates/registry" },
                { "name": "axum" },
            ],
        }],
    });
    let packages = read(&metadata).unwrap();
    assert_eq!(packages[0].folder, "crates/platform/http");
    assert_eq!(packages[0].needs, ["crates/registry", "axum"]);
    assert_eq!(faults(&packages[0]).len(), 1);
}

#[test]
fn this_workspace_is_read() {
    let packages = packages(&tree::root().unwrap()).unwrap();
    assert!(packages.iter().any(|package| package.folder == "crates/app" && !package.needs.is_empty()));
}
