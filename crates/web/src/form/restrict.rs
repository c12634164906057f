//! What the form of what is not for the public holds, as typed; and the marks that it describes.

use bellwether_app::read::Snapshot;
use bellwether_domain::{Mark, Restricted};

use super::Byline;
use crate::{view::address::Query, words::in_words};

/// What was typed so far.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is to be marked.
    pub marked: Vec<Restricted>,
    /// Numbers of risks to be marked, as written.
    pub risks: String,
    /// What is to be lifted.
    pub lifted: Vec<Restricted>,
    /// The paragraph relied on.
    pub under: String,
    /// By whom and why.
    pub by: Byline,
}

impl Typed {
    pub(crate) fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let all = |name: &str| -> Vec<Restricted> { form.all(name).filter_map(read).collect() };
        Self {
            marked: all("mark"),
            risks: own("risks"),
            lifted: all("lift"),
            under: own("under"),
            by: Byline::read(|name| form.get(name)),
        }
    }

    /// The marks with what was typed, or what of it cannot be.
    pub(crate) fn over(
        &self,
        snapshot: &Snapshot,
        known: &[Mark],
    ) -> Result<Vec<Mark>, Vec<String>> {
        let mut marked = self.marked.clone();
        let mut problems = vec![];
        for number in self.risks.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match snapshot.find(number) {
                Ok(version) => marked.push(Restricted::Risk(version.id)),
                Err(error) => problems.push(in_words(&error)),
            }
        }
        if marked.is_empty() && self.lifted.is_empty() && problems.is_empty() {
            problems.push("Tick what is to be marked, or what is to be lifted.".to_owned());
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let stays = |mark: &&Mark| {
            !self.lifted.contains(&mark.what) && !marked.iter().any(|own| own.is_as(&mark.what))
        };
        let mut marks: Vec<Mark> = known.iter().filter(stays).cloned().collect();
        for what in marked {
            if !marks.iter().any(|mark| mark.what == what) {
                marks.push(Mark { what, paragraph: self.under.trim().to_owned() });
            }
        }
        Ok(marks)
    }
}

/// How a form names what can be marked.
pub(crate) fn name(what: &Restricted) -> String {
    match what {
        Restricted::Risk(id) => format!("risk:{id}"),
        Restricted::Action(id) => format!("action:{id}"),
        Restricted::Category(words) => format!("category:{words}"),
        Restricted::Heading(name) => format!("heading:{name}"),
        Restricted::Attachment(digest) => format!("attachment:{digest}"),
    }
}

fn read(text: &str) -> Option<Restricted> {
    let (kind, name) = text.split_once(':')?;
    Some(match kind {
        "risk" => Restricted::Risk(name.parse().ok()?),
        "action" => Restricted::Action(name.parse().ok()?),
        "category" => Restricted::Category(name.to_owned()),
        "heading" => {
            let covered = name.parse::<bellwether_domain::Covered>().ok()?;
            covered.can_be_withheld().then_some(())?;
            Restricted::Heading(name.to_owned())
        }
        "attachment" => {
            let is_digest = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            Restricted::Attachment(is_digest.then(|| name.to_ascii_lowercase())?)
        }
        _ => return None,
    })
}
