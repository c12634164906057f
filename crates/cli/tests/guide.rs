//! What the guide shows is what the program prints.

#[test]
fn the_commands_of_the_guide_print_what_it_says() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .case(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide.md"));
}
