//! Owners as somebody types them: parted as the importer parts a cell, and named as the register
//! names them, through its key. Initials that nobody on the register has are asked about.

use std::collections::{BTreeSet, HashSet};

use bellwether_domain::{Person, Register};

/// So many people are offered where initials are asked about.
const MOST_OFFERED: usize = 6;

/// A shorter word is no surname for certain.
const SHORTEST: usize = 3;

/// Those whom the register knows, by the key and as owners.
#[derive(Debug, Clone, Default)]
pub struct Owners {
    people: Vec<Person>,
    used: BTreeSet<String>,
}

/// What was typed into one field of owners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The owners in their order, as the register writes them; those in doubt as typed.
    pub owners: Vec<String>,
    /// Those that have to be asked about.
    pub doubts: Vec<Doubt>,
}

/// Initials or a name of which the register does not say whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// As typed.
    pub typed: String,
    /// Who may be meant, the likeliest first: how the register writes them, and who they are.
    pub offered: Vec<(String, String)>,
}

impl Owners {
    /// Those of a register.
    pub fn of(register: &Register) -> Self {
        // Few own many: each is copied once.
        let owners = register.risks.iter().flat_map(|risk| {
            risk.owners.iter().chain(risk.actions.iter().flat_map(|action| &action.owners))
        });
        let used: HashSet<&String> = owners.collect();
        Self { people: register.people.clone(), used: used.into_iter().cloned().collect() }
    }

    /// Reads what was typed into a field: `NB / RK`, `nb; rk`, `Nadia Bashir`.
    pub fn read(&self, text: &str) -> Typed {
        let both: Vec<String> = self.people.iter().map(with_initials).collect();
        let names = self.people.iter().flat_map(|person| [&person.initials, &person.name]);
        let known = names.chain(&self.used).chain(&both).map(String::as_str);
        let mut typed = Typed::default();
        for part in bellwether_intake::owners(text, known) {
            let owner = match self.meant(&part) {
                Ok(owner) => owner,
                Err(doubt) => {
                    let again = typed.doubts.iter().any(|other| other.typed == doubt.typed);
                    if !again {
                        typed.doubts.push(doubt);
                    }
                    part
                }
            };
            if !typed.owners.contains(&owner) {
                typed.owners.push(owner);
            }
        }
        typed
    }

    /// Whom one of them means, as the register writes them.
    fn meant(&self, part: &str) -> Result<String, Doubt> {
        if self.used.contains(part) || self.people.iter().any(|person| person.initials == part) {
            return Ok(part.to_owned());
        }
        let called: Vec<&Person> =
            self.people.iter().filter(|person| is_called(person, part)).collect();
        if let [one, others @ ..] = called.as_slice() {
            return if others.is_empty() {
                Ok(one.initials.clone())
            } else {
                let offered = called.iter().map(|person| self.offer(person)).collect();
                Err(Doubt { typed: part.to_owned(), offered })
            };
        }
        if let Some(used) = self.used.iter().find(|used| folded(used) == folded(part)) {
            return Ok(used.clone());
        }
        match self.surnamed(part).as_slice() {
            [] => {}
            [(owner, _)] => return Ok(owner.clone()),
            several => return Err(Doubt { typed: part.to_owned(), offered: several.to_vec() }),
        }
        let offered = self.forenamed(part);
        if !offered.is_empty() {
            return Err(Doubt { typed: part.to_owned(), offered });
        }
        if self.writes_initials() && could_be_initials(part) {
            return Err(Doubt { typed: part.to_owned(), offered: self.near(part) });
        }
        Ok(part.to_owned())
    }

    /// Those whom a surname means, alone or after initials or a title: "Bashir", "N. Bashir".
    fn surnamed(&self, part: &str) -> Vec<(String, String)> {
        let folded = folded(part);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !is_title(word)).collect();
        let Some(surname) = words.pop() else { return vec![] };
        // "Jo Smith" is a name, "JO Smith" and "J.O. Smith" are initials.
        let before = part.split_whitespace().rev().skip(1);
        let mut before = before.filter(|word| !is_title(&word.to_lowercase()));
        let is_forename = |word: &str| {
            letters(word).chars().count() > 1
                && !word.contains('.')
                && word.contains(char::is_lowercase)
        };
        if before.any(is_forename) {
            return vec![];
        }
        let firsts: String = words.iter().map(|word| letters(word)).collect();
        if surname.chars().count() < SHORTEST || firsts.chars().count() > words.len() * 2 {
            return vec![];
        }
        self.named(|own, last| {
            let initials: String = own.iter().filter_map(|word| word.chars().next()).collect();
            last == surname && initials.starts_with(&firsts)
        })
    }

    /// Those whom one word alone may mean, their forename.
    fn forenamed(&self, part: &str) -> Vec<(String, String)> {
        let folded = folded(part);
        if folded.contains(' ') || folded.chars().count() < SHORTEST {
            return vec![];
        }
        self.named(|own, _| own.contains(&folded.as_str()))
    }

    /// The people with such forenames and surname: how the register writes them, and who they are.
    fn named(&self, such: impl Fn(&[&str], &str) -> bool) -> Vec<(String, String)> {
        let is_such = |name: &str| {
            let folded = folded(name);
            let mut words: Vec<&str> = folded.split(' ').filter(|word| !is_title(word)).collect();
            words.pop().is_some_and(|last| such(&words, last))
        };
        let of_key = self.people.iter().filter(|person| is_such(&person.name));
        let others = self.used.iter().filter(|used| {
            bellwether_intake::names_person(used)
                && is_such(used)
                && !self.people.iter().any(|person| is_called(person, used))
        });
        let others = others.map(|used| (used.clone(), used.clone()));
        of_key.map(|person| self.offer(person)).chain(others).take(MOST_OFFERED).collect()
    }

    /// Whether the register calls its owners by initials, so that others are noticed.
    fn writes_initials(&self) -> bool {
        let initials = self.used.iter().filter(|used| could_be_initials(used)).count();
        !self.people.is_empty() || initials * 2 > self.used.len()
    }

    /// Those with initials like these, the likest first; where there are none, those of the key.
    fn near(&self, typed: &str) -> Vec<(String, String)> {
        let typed = letters(typed);
        let of_key = self.people.iter().map(|person| self.offer(person));
        let others = self.used.iter().filter(|used| {
            could_be_initials(used) && !self.people.iter().any(|person| person.initials == **used)
        });
        let others = others.map(|used| (used.clone(), used.clone()));
        let mut all: Vec<_> = of_key.chain(others).collect();
        // Stable: those that are equally like keep the order of the key.
        all.sort_by_key(|(initials, _)| strsim::osa_distance(&typed, &letters(initials)));
        all.truncate(MOST_OFFERED);
        all
    }

    fn offer(&self, person: &Person) -> (String, String) {
        let role = person.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
        let words = format!("{} – {}{role}", person.initials, person.name);
        (person.initials.clone(), words)
    }
}

/// Whether a text is somebody's initials, however they are written, or their name.
fn is_called(person: &Person, text: &str) -> bool {
    letters(&person.initials) == letters(text) && could_be_initials(text)
        || folded(&person.name) == folded(text)
        || folded(&with_initials(person)) == folded(text)
}

/// "Orla Tighe (OT)".
fn with_initials(person: &Person) -> String {
    format!("{} ({})", person.name, person.initials)
}

/// Two to four letters and nothing else but full stops: "AB", "ab", "A.B.".
fn could_be_initials(text: &str) -> bool {
    (2..=4).contains(&letters(text).chars().count())
        && text.chars().all(|letter| letter.is_alphabetic() || letter == '.')
}

/// Whether a word stands before names: "Mr", "Cllr".
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 10] =
        ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "cllr", "councillor"];
    TITLES.contains(&word.trim_end_matches('.'))
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| *letter != '.').flat_map(char::to_lowercase).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Risk;

    use super::*;

    fn register() -> Register {
        let person = |initials: &str, name: &str| Person {
            initials: initials.to_owned(),
            name: name.to_owned(),
            role: None,
        };
        let owners = ["OT", "WB", "Head of Blasting", "Wright, Bo"].map(str::to_owned);
        Register {
            people: vec![person("OT", "Orla Tighe"), person("WB", "Wulf Brandt")],
            risks: vec![Risk { owners: owners.to_vec(), ..Risk::default() }.into()],
            ..Register::default()
        }
    }

    #[test]
    fn owners_are_read_as_the_register_writes_them() {
        let owners = Owners::of(&register());
        for (text, read) in [
            ("OT / WB", vec!["OT", "WB"]),
            ("OT, WB", vec!["OT", "WB"]),
            ("ot; wb", vec!["OT", "WB"]),
            ("o.t.", vec!["OT"]),
            ("Orla Tighe", vec!["OT"]),
            ("orla tighe (ot) and Wulf Brandt", vec!["OT", "WB"]),
            ("WB/Orla Tighe/WB", vec!["WB", "OT"]),
            ("head of BLASTING", vec!["Head of Blasting"]),
            ("Wright, Bo", vec!["Wright, Bo"]),
            ("Head of Haulage", vec!["Head of Haulage"]),
            ("  ", vec![]),
        ] {
            let typed = owners.read(text);
            assert_eq!(typed.owners, read, "{text}");
            assert_eq!(typed.doubts, [], "{text}");
        }
    }

    #[test]
    fn initials_that_nobody_has_are_asked_about() {
        let owners = Owners::of(&register());
        for text in ["OX", "ox", "TO / WB"] {
            let typed = owners.read(text);
            let [doubt] = typed.doubts.as_slice() else { panic!("{text}: {typed:?}") };
            assert_eq!(doubt.offered.first().map(|(initials, _)| initials.as_str()), Some("OT"));
        }
        // A register of posts alone has no initials to mistake.
        let posts = Register { people: vec![], ..register() };
        let posts = Register {
            risks: vec![
                Risk { owners: vec!["Head of Blasting".to_owned()], ..Risk::default() }.into(),
            ],
            ..posts
        };
        assert_eq!(Owners::of(&posts).read("HR").doubts, []);
    }

    #[test]
    fn a_short_forename_is_no_initials() {
        let person =
            Person { initials: "ALH".to_owned(), name: "Anna Louise Hart".to_owned(), role: None };
        let owners = Owners::of(&Register { people: vec![person], ..Register::default() });
        for (text, read) in
            [("Al Hart", "Al Hart"), ("AL Hart", "ALH"), ("A.L. Hart", "ALH"), ("A Hart", "ALH")]
        {
            assert_eq!(owners.read(text).owners, [read], "{text}");
        }
    }

    #[test]
    fn a_surname_is_whose_it_is_and_a_forename_is_asked_about() {
        let mut register = register();
        let risk = Risk { owners: vec!["Uma Kell".to_owned()], ..Risk::default() };
        register.risks.push(risk.into());
        let owners = Owners::of(&register);
        for (text, read) in [
            ("Tighe", vec!["OT"]),
            ("o. tighe / Cllr Brandt", vec!["OT", "WB"]),
            ("Kell", vec!["Uma Kell"]),
            ("Blasting", vec!["Blasting"]),
            ("P Tighe", vec!["P Tighe"]),
        ] {
            let typed = owners.read(text);
            assert_eq!(typed.owners, read, "{text}");
            assert_eq!(typed.doubts, [], "{text}");
        }
        let typed = owners.read("Orla");
        assert_eq!(typed.doubts[0].offered[0].0, "OT");
        register.people.push(Person {
            initials: "FT".to_owned(),
            name: "Finn Tighe".to_owned(),
            role: None,
        });
        let owners = Owners::of(&register);
        assert_eq!(owners.read("Tighe").doubts[0].offered.len(), 2);
        assert_eq!(owners.read("F Tighe").owners, ["FT"]);
    }

    #[test]
    fn a_name_that_two_people_have_is_asked_about() {
        let mut register = register();
        let twin = Person { initials: "OT2".to_owned(), ..register.people[0].clone() };
        register.people.push(twin);
        let typed = Owners::of(&register).read("Orla Tighe");
        assert_eq!(typed.doubts.len(), 1);
        assert_eq!(typed.doubts[0].offered.len(), 2);
    }
}
