//! Prints the living page: `design BASE [light|dark] [large]`, where BASE is the address of the
//! built files and each further pair `name=file` is a line of the manifest.

use std::io::Write;
use ui::{Assets, Theme, TypeSize};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let names = args.iter().filter_map(|a| a.split_once('='));
    let base = args.first().map_or("", String::as_str);
    let has = |word: &str| args.iter().any(|a| a == word);
    let theme = if has("dark") { Theme::Dark } else { Theme::Light };
    let size = if has("large") { TypeSize::Large } else { TypeSize::Normal };
    let page = ui::design::design(&Assets::new(base, names), theme, size, "/look");
    std::io::stdout().write_all(page.into_string().as_bytes())
}
