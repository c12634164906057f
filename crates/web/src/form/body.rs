//! What the form about the body holds, as typed; and the body that it describes.

use bellwether_app::settings::body::{Body, Zone};
use bellwether_domain::scales::Steps;

use super::Byline;
use crate::view::address::Query;

/// What the form says, as typed.
#[derive(Debug, Clone, Default)]
pub struct BodyTyped {
    /// The name of a time zone.
    pub zone: String,
    /// How many steps of likelihood; empty where the figures say.
    pub likelihood: String,
    /// How many of impact.
    pub impact: String,
    /// By whom and why.
    pub by: Byline,
}

impl BodyTyped {
    /// The form before anything is typed.
    pub fn of(body: &Body) -> Self {
        let write = |steps: Option<u8>| steps.map(|n| n.to_string()).unwrap_or_default();
        Self {
            zone: body.zone.name().to_owned(),
            likelihood: write(body.steps.likelihood),
            impact: write(body.steps.impact),
            ..Self::default()
        }
    }

    pub(crate) fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        Self {
            zone: own("zone"),
            likelihood: own("likelihood"),
            impact: own("impact"),
            by: Byline::read(|name| form.get(name)),
        }
    }

    /// What it says of the body, or everything of it that cannot be read, in sentences.
    pub(crate) fn body(&self) -> Result<Body, Vec<String>> {
        let mut problems = Vec::new();
        let zone = Zone::named(&self.zone);
        if zone.is_none() {
            problems.push(format!(
                "“{}” is no time zone that this program knows: choose one from the list, such as \
                 Europe/London.",
                self.zone
            ));
        }
        let mut read = |text: &str| {
            let steps = steps(text);
            if steps.is_none() {
                problems.push(format!("“{text}” steps are no scale: give a number from 2 to 12."));
            }
            steps.flatten()
        };
        let steps = Steps { likelihood: read(&self.likelihood), impact: read(&self.impact) };
        match zone {
            Some(zone) if problems.is_empty() => Ok(Body { zone, steps }),
            _ => Err(problems),
        }
    }
}

/// A number of steps; nothing where none is given, `None` where it is no such number.
fn steps(text: &str) -> Option<Option<u8>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    text.trim().parse().ok().filter(|steps| (2..=12).contains(steps)).map(Some)
}
