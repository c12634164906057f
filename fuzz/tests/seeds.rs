//! Every seed is a register to its reader: from there a fuzzer works its way outwards.

use std::{borrow::Cow, fs, path::Path};

use bellwether_fuzz::{judge, wrap};
use bellwether_intake::{Options, read};

type Wrap = fn(&[u8]) -> Cow<'_, [u8]>;

#[test]
fn each_seed_is_read_as_a_register() {
    let targets: [(&str, Wrap); 11] = [
        ("xlsx", wrap::xlsx),
        ("xls", wrap::xls),
        ("ods", wrap::ods),
        ("docx", wrap::docx),
        ("odt", wrap::odt),
        ("rtf", wrap::rtf),
        ("flat", |bytes| bytes.into()),
        ("pdf", wrap::pdf),
        ("html", wrap::html),
        ("markdown", wrap::markdown),
        ("text", |bytes| bytes.into()),
    ];
    for (target, wrap) in targets {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        for seed in fs::read_dir(seeds).unwrap() {
            let path = seed.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let file = wrap(&bytes);
            judge(&file);
            let intake = read(&file, &Options::default());
            let intake = intake.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(!intake.register.risks.is_empty(), "{}", path.display());
        }
    }
}
