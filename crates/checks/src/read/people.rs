//! The people whom a text names.

/// The people named in a text, as often as they stand there.
pub(super) fn named(text: &str) -> Vec<String> {
    let pieces = || text.split_whitespace();
    let pairs = pieces().zip(pieces().skip(1)).filter(|(first, second)| is_named(first, second));
    pairs.map(|(first, second)| format!("{} {}", bare(first), bare(second))).collect()
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Whether two words that follow one another name somebody: "Cllr Bee", "Ann Bee".
fn is_named(first: &str, second: &str) -> bool {
    const TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Cllr", "Rev"];
    const FIRST: &[&str] = &[
        "Adam",
        "Alan",
        "Alison",
        "Amanda",
        "Andrew",
        "Angela",
        "Ann",
        "Anna",
        "Anne",
        "Anthony",
        "Barbara",
        "Ben",
        "Brian",
        "Carol",
        "Caroline",
        "Cath",
        "Catherine",
        "Christine",
        "Christopher",
        "Claire",
        "Colin",
        "Daniel",
        "David",
        "Deborah",
        "Debbie",
        "Derek",
        "Diane",
        "Elizabeth",
        "Emma",
        "Fiona",
        "Gareth",
        "Gary",
        "Graham",
        "Hannah",
        "Helen",
        "Ian",
        "Jacqueline",
        "James",
        "Jane",
        "Janet",
        "Jennifer",
        "Jill",
        "Joanne",
        "John",
        "Jonathan",
        "Julie",
        "Karen",
        "Kate",
        "Katherine",
        "Keith",
        "Kevin",
        "Laura",
        "Lesley",
        "Linda",
        "Lisa",
        "Louise",
        "Lynne",
        "Margaret",
        "Martin",
        "Matthew",
        "Michael",
        "Michelle",
        "Mohammed",
        "Neil",
        "Nicola",
        "Nigel",
        "Patricia",
        "Paul",
        "Peter",
        "Philip",
        "Rachel",
        "Rebecca",
        "Richard",
        "Robert",
        "Sally",
        "Sandra",
        "Sarah",
        "Sharon",
        "Simon",
        "Stephen",
        "Steve",
        "Steven",
        "Susan",
        "Thomas",
        "Tim",
        "Tracey",
        "Trevor",
    ];
    const PLACES: &[&str] = &[
        "Avenue",
        "Award",
        "Building",
        "Centre",
        "Close",
        "College",
        "Court",
        "Fund",
        "Foundation",
        "Garden",
        "Gardens",
        "Hall",
        "Hospital",
        "Hotel",
        "House",
        "Lane",
        "Lewis",
        "Lodge",
        "Park",
        "Place",
        "Road",
        "School",
        "Square",
        "Street",
        "Theatre",
        "Trust",
        "University",
        "Ward",
        "Way",
        "Wing",
    ];
    let ends = first.ends_with([',', '.', ';', ':', ')']);
    let (first, second) = (bare(first), bare(second));
    // Asked in the order in which most words drop out.
    second.starts_with(char::is_uppercase)
        && (TITLES.contains(&first) || !ends && FIRST.contains(&first))
        && second.len() > 2
        && second.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '\'' || c == '’')
        && !PLACES.contains(&second)
}
