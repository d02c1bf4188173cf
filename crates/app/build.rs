//! Makes sure that the folder of built assets exists, so that the program can be checked and tested
//! before `make assets` has run; it then has no styles.

fn main() -> std::io::Result<()> {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = std::path::Path::new(&root).join("../../assets/dist");
    std::fs::create_dir_all(&folder)?;
    println!("cargo::rerun-if-changed={}", folder.display());
    Ok(())
}
