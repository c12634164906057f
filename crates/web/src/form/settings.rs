//! What the form of settings holds, as typed; and the settings that it describes.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_app::read::SetValue;
use bellwether_checks::{RULES, Settings};
use bellwether_domain::Date;
use serde_json::{Map, Value};

use super::Byline;
use crate::view::address::Query;

/// How a threshold is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A score of the matrix.
    Score,
    /// A share, in per cent.
    Percent,
    /// A number of things of this name.
    Count(&'static str),
}

impl Unit {
    /// The word beside the number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Percent => "%",
            Self::Count(words) => words,
        }
    }

    /// A value as a reader writes it.
    pub fn write(self, value: &Value) -> String {
        let number = value.as_f64().unwrap_or_default();
        match self {
            Self::Percent => ((number * 1000.0).round() / 10.0).to_string(),
            Self::Score | Self::Count(_) => number.to_string(),
        }
    }

    fn read(self, text: &str) -> Option<Value> {
        let text = text.trim().replace(',', ".");
        match self {
            Self::Count(_) => text.parse::<u16>().ok().map(Value::from),
            Self::Score => number(&text).map(Value::from),
            Self::Percent => number(&text).map(|percent| Value::from(percent / 100.0)),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0)
}

/// One number that a body may set, by the key it is stored under.
#[derive(Debug)]
pub struct Threshold {
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it decides.
    pub meaning: &'static str,
    /// How it is written.
    pub unit: Unit,
}

const fn threshold(
    key: &'static str,
    title: &'static str,
    meaning: &'static str,
    unit: Unit,
) -> Threshold {
    Threshold { key, title, meaning, unit }
}

/// All thresholds, by what they speak of.
pub const THRESHOLDS: &[(&str, &[Threshold])] = &[
    (
        "Scores",
        &[
            threshold(
                "severe",
                "Severe from",
                "A risk with this score or more is severe: checks on it weigh heavier.",
                Unit::Score,
            ),
            threshold(
                "serious",
                "Serious from",
                "A risk with this score or more is serious.",
                Unit::Score,
            ),
            threshold(
                "static_reviews",
                "Static after",
                "A score that is the same in so many reviews in a row does not move.",
                Unit::Count("reviews"),
            ),
            threshold(
                "block",
                "Scored as a block from",
                "So many risks on one path of scores look scored together.",
                Unit::Count("risks"),
            ),
            threshold(
                "cell_share",
                "Crowded above",
                "More than this share of the risks in one cell of the matrix.",
                Unit::Percent,
            ),
            threshold(
                "most_risks",
                "Too many risks above",
                "More than a strategic register can be read with.",
                Unit::Count("risks"),
            ),
        ],
    ),
    (
        "Actions and owners",
        &[
            threshold(
                "most_actions",
                "Too many actions above",
                "More than this on one risk are not read.",
                Unit::Count("actions"),
            ),
            threshold(
                "soon_days",
                "Due soon within",
                "What is due within so many days is due soon: on the pages and on the watch list.",
                Unit::Count("days"),
            ),
            threshold(
                "amber_share",
                "Amber by default above",
                "More than this share of the actions amber says nothing of any.",
                Unit::Percent,
            ),
            threshold(
                "same_actions",
                "The same actions from",
                "Two risks with this share of their actions in common.",
                Unit::Percent,
            ),
            threshold(
                "owner_share",
                "One person above",
                "More than this share of the risks or actions with one owner.",
                Unit::Percent,
            ),
        ],
    ),
    (
        "Wording",
        &[
            threshold(
                "fewest_words",
                "Too short below",
                "A risk in fewer words does not say what may happen and why.",
                Unit::Count("words"),
            ),
            threshold(
                "most_words",
                "Too long above",
                "A risk in more words is not read to its end.",
                Unit::Count("words"),
            ),
            threshold(
                "boilerplate_words",
                "Boilerplate from",
                "So many words in a row that stand in several risks alike.",
                Unit::Count("words"),
            ),
            threshold(
                "boilerplate_risks",
                "Boilerplate in",
                "As many risks as must hold the same words.",
                Unit::Count("risks"),
            ),
        ],
    ),
];

/// Every threshold, in order.
pub fn thresholds() -> impl Iterator<Item = &'static Threshold> {
    THRESHOLDS.iter().flat_map(|(_, thresholds)| thresholds.iter())
}

/// Settings by the keys they are stored under.
pub fn fields(settings: &Settings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => fields,
        // A struct of plain fields is an object.
        _ => Map::new(),
    }
}

/// The form as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Each threshold by its key.
    pub numbers: BTreeMap<&'static str, String>,
    /// The rules that are on, by id.
    pub on: BTreeSet<String>,
    /// The rules that block a sign-off, by id.
    pub blocking: BTreeSet<String>,
    /// The other bodies, one on a line.
    pub bodies: String,
    /// From which day.
    pub effective: String,
    /// By whom and why.
    pub by: Byline,
}

impl Typed {
    /// The form before anything is typed.
    pub fn of(settings: &Settings, as_at: Date) -> Self {
        let fields = fields(settings);
        let write = |t: &Threshold| fields.get(t.key).map(|value| t.unit.write(value));
        Self {
            numbers: thresholds().filter_map(|t| Some((t.key, write(t)?))).collect(),
            on: RULES.iter().filter(|r| settings.is_on(r)).map(|r| r.id.to_owned()).collect(),
            blocking: settings.blocking.clone(),
            bodies: settings.other_bodies.iter().cloned().collect::<Vec<_>>().join("\n"),
            effective: as_at.to_string(),
            ..Self::default()
        }
    }

    /// What was sent.
    pub fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        Self {
            numbers: thresholds().map(|t| (t.key, own(t.key))).collect(),
            on: form.all("rule").map(str::to_owned).collect(),
            blocking: form.all("blocks").map(str::to_owned).collect(),
            bodies: own("bodies"),
            effective: own("effective"),
            by: Byline::read(|name| form.get(name)),
        }
    }

    /// The settings that the form describes, and from which day; or everything that cannot be
    /// read. A number left as it was shown stays exactly as it was, however it is rounded.
    ///
    /// # Errors
    /// What cannot be read, in sentences.
    pub fn settings(&self, seen: &Settings) -> Result<(Settings, Date), Vec<String>> {
        let mut problems = Vec::new();
        let mut own = fields(seen);
        for t in thresholds() {
            let text = self.numbers.get(t.key).map(String::as_str).unwrap_or_default();
            let same = own.get(t.key).is_some_and(|value| t.unit.write(value) == text);
            match t.unit.read(text) {
                _ if same => {}
                Some(value) => drop(own.insert(t.key.to_owned(), value)),
                None => problems.push(format!("“{}” needs a number, not “{text}”.", t.title)),
            }
        }
        let off = RULES.iter().map(|rule| rule.id).filter(|id| !self.on.contains(*id));
        own.insert("off".to_owned(), off.collect());
        own.insert("blocking".to_owned(), self.blocking.iter().map(String::as_str).collect());
        let bodies: BTreeSet<String> = self
            .bodies
            .lines()
            .map(|line| line.trim().to_lowercase())
            .filter(|line| !line.is_empty())
            .collect();
        own.insert("other_bodies".to_owned(), bodies.into_iter().collect());
        let effective = self.effective.parse();
        if effective.is_err() {
            problems.push(format!("“{}” is not a date: write it as 2018-03-16.", self.effective));
        }
        match (serde_json::from_value(Value::Object(own)), effective) {
            (Ok(settings), Ok(effective)) if problems.is_empty() => Ok((settings, effective)),
            (Err(error), _) if problems.is_empty() => Err(vec![format!("{error}.")]),
            _ => Err(problems),
        }
    }
}

/// What settings say otherwise than the catalogue, in words.
pub fn differences(settings: &Settings) -> Vec<String> {
    let (own, defaults) = (fields(settings), fields(&Settings::default()));
    let mut all: Vec<String> = thresholds()
        .filter(|t| own.get(t.key) != defaults.get(t.key))
        .filter_map(|t| {
            let unit = t.unit.words();
            let value = t.unit.write(own.get(t.key)?);
            let default = t.unit.write(defaults.get(t.key)?);
            Some(format!("{} {value} {unit} rather than {default}", t.title.to_lowercase()))
        })
        .collect();
    let off: Vec<&str> = settings.off.iter().map(String::as_str).collect();
    if !off.is_empty() {
        all.push(format!("off: {}", crate::words::list(&off)));
    }
    if settings.blocking != Settings::default().blocking {
        let blocking: Vec<&str> = settings.blocking.iter().map(String::as_str).collect();
        all.push(match blocking.as_slice() {
            [] => "nothing blocks a sign-off".to_owned(),
            some => format!("sign-off blocked by {}", crate::words::list(some)),
        });
    }
    if settings.other_bodies != Settings::default().other_bodies {
        all.push(format!("{} named as other bodies", settings.other_bodies.len()));
    }
    all
}

/// A figure that somebody set, in words: "Severe from: 15 → 12 score".
pub fn figure(figure: &SetValue) -> String {
    let own = thresholds().find(|own| own.key == figure.name);
    let title = match figure.name.as_str() {
        "off" => "Rules that are off",
        "blocking" => "Rules that block a sign-off",
        "other_bodies" => "Other bodies",
        "zone" => "Time zone",
        "steps.likelihood" => "Steps of likelihood",
        "steps.impact" => "Steps of impact",
        "template" => "Template",
        "logo" => "Picture",
        "sums" => "SHA-256 of their digests (SHA256SUMS)",
        _ => own.map_or("", |own| own.title),
    };
    let title = match title {
        "" => crate::words::sentence(&figure.name.replace(['_', '.'], " ")),
        title => title.to_owned(),
    };
    if let (Some(Value::Array(before)), Some(Value::Array(after))) = (&figure.before, &figure.after)
    {
        return format!("{title}: {}", set_apart(before, after));
    }
    let value = |value: &Option<Value>| match (value, own) {
        (None, _) => "none".to_owned(),
        (Some(value), Some(own)) => own.unit.write(value),
        (Some(value), None) => plain(value),
    };
    let unit = own.map(|own| format!(" {}", own.unit.words())).unwrap_or_default();
    format!("{title}: {} → {}{unit}", value(&figure.before), value(&figure.after))
}

/// What came into a list and what went out of it.
fn set_apart(before: &[Value], after: &[Value]) -> String {
    let not_in = |all: &[Value], other: &[Value]| -> Vec<String> {
        all.iter().filter(|value| !other.contains(value)).map(plain).collect()
    };
    let (came, went) = (not_in(after, before), not_in(before, after));
    let told =
        [("added ", came), ("removed ", went)].into_iter().filter(|(_, all)| !all.is_empty());
    let told: Vec<String> = told.map(|(word, all)| format!("{word}{}", all.join(", "))).collect();
    if told.is_empty() { "another order".to_owned() } else { told.join("; ") }
}

/// A value as it is told: long texts by their beginning.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    };
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// As much of a value is told.
const MOST_CHARACTERS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sent_as_it_was_shown_changes_nothing() {
        let seen = Settings::default();
        let typed = Typed::of(&seen, Date::constant(2018, 3, 16));
        assert_eq!(typed.settings(&seen), Ok((seen, Date::constant(2018, 3, 16))));
        assert!(differences(&Settings::default()).is_empty());
    }

    #[test]
    fn a_figure_is_told_before_and_after() {
        let told = |name: &str, before: Value, after: Value| {
            let (before, after) = (Some(before), Some(after));
            figure(&SetValue { setting: "checks".into(), name: name.into(), before, after })
        };
        assert_eq!(told("severe", 15.0.into(), 12.5.into()), "Severe from: 15 → 12.5 score");
        assert_eq!(told("cell_share", 0.25.into(), 0.4.into()), "Crowded above: 25 → 40 %");
        let list = |ids: &[&str]| ids.iter().map(|id| Value::from(*id)).collect::<Value>();
        assert_eq!(
            told("off", list(&["ACT-01"]), list(&["ACT-02", "ACT-03"])),
            "Rules that are off: added ACT-02, ACT-03; removed ACT-01"
        );
        assert_eq!(
            told("zone", "Europe/London".into(), "UTC".into()),
            "Time zone: Europe/London → UTC"
        );
    }

    #[test]
    fn every_threshold_of_the_checks_is_on_the_form() {
        let shown: BTreeSet<&str> =
            thresholds().map(|t| t.key).chain(["off", "blocking", "other_bodies"]).collect();
        let fields = fields(&Settings::default());
        assert_eq!(shown, fields.keys().map(String::as_str).collect());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let seen = Settings::default();
        let mut typed = Typed::of(&seen, Date::constant(2018, 3, 16));
        typed.numbers.insert("severe", "many".to_owned());
        typed.numbers.insert("owner_share", "25".to_owned());
        typed.effective = "soon".to_owned();
        assert_eq!(typed.settings(&seen).unwrap_err().len(), 2);
        typed.numbers.insert("severe", "12.5".to_owned());
        typed.effective = "2018-06-01".to_owned();
        typed.on.remove("ACT-04");
        let (settings, _) = typed.settings(&seen).unwrap();
        assert_eq!((settings.severe, settings.owner_share), (12.5, 0.25));
        assert!(settings.off.contains("ACT-04"));
        typed.blocking.clear();
        let (settings, _) = typed.settings(&seen).unwrap();
        assert!(differences(&settings).contains(&"nothing blocks a sign-off".to_owned()));
        typed.blocking = seen.blocking.clone();
        let (settings, _) = typed.settings(&seen).unwrap();
        assert_eq!(differences(&settings).len(), 3);
    }
}
