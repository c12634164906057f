//! Says what to do where the styles and scripts were not built; builds nothing itself.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=dist");
    let built = Path::new("dist").read_dir().is_ok_and(|mut files| files.next().is_some());
    if !built {
        println!(
            "cargo::error=The pages' styles and scripts are not built yet: run `make assets` \
             (or `npm ci && npm run build` in crates/web), then build again."
        );
    }
}
