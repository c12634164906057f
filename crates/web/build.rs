//! Says what to do where the styles and scripts were not built, or are older than what they are
//! built of; builds nothing itself.

use std::{fs, path::Path, time::SystemTime};

fn main() {
    println!("cargo::rerun-if-changed=dist");
    println!("cargo::rerun-if-changed=assets");
    match (newest(Path::new("dist")), newest(Path::new("assets"))) {
        (None, _) => println!(
            "cargo::error=The pages' styles and scripts are not built yet: run `make assets` \
             (or `npm ci && npm run build` in crates/web), then build again."
        ),
        (Some(built), Some(written)) if built < written => println!(
            "cargo::warning=The pages' styles and scripts have changed since they were built: \
             run `make assets`, then build again."
        ),
        _ => {}
    }
}

/// When the newest file of a folder was written; `None` where there is no file.
fn newest(folder: &Path) -> Option<SystemTime> {
    let files = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    files
        .filter_map(|file| match file.metadata().ok()? {
            within if within.is_dir() => newest(&file.path()),
            file => file.modified().ok(),
        })
        .max()
}
