//! Gives the program its icon and particulars on Windows; elsewhere there is nothing to do.

fn main() {
    println!("cargo::rerun-if-changed=icon/bellwether.ico");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        let mut resource = winresource::WindowsResource::new();
        resource.set_icon("icon/bellwether.ico");
        resource.set("ProductName", "Bellwether");
        resource.set("FileDescription", "Bellwether, the risk register");
        if let Err(error) = resource.compile() {
            println!("cargo::warning=The program has no icon: {error}");
        }
    }
}
