//! When a risk went off the register, by whom and why.

use std::{collections::BTreeMap, sync::Arc};

use bellwether_domain::Date;
use bellwether_history::{AsAt, Entry, RiskVersion, Seq, Standing};

use crate::{App, AppError};

/// A closed risk and its closing.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The risk as it is kept: with its last wording.
    pub version: RiskVersion,
    /// From which day it is off the register.
    pub since: Date,
    /// The journal entry that closed it: who and why.
    pub entry: Option<Arc<Entry>>,
    /// The risk that it went into, by its number or words, where it was said to.
    pub into: Option<String>,
    /// Whether it never came on to the register: the entry took back what had added it.
    pub unmade: bool,
}

impl App {
    /// When each of some closed risks went off the register; those that are on it are left out.
    /// `as_at` is the view that they are seen in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn closings<'v>(
        &self,
        closed: impl IntoIterator<Item = &'v RiskVersion>,
        as_at: AsAt,
    ) -> Result<Vec<Closing>, AppError> {
        let is_closed = |version: &&RiskVersion| version.standing == Standing::Closed;
        let closed: Vec<&RiskVersion> = closed.into_iter().filter(is_closed).collect();
        if closed.is_empty() {
            return Ok(vec![]);
        }
        let mut closings = vec![];
        // One import closes many, and its entry is long.
        let mut entries: BTreeMap<Seq, Option<Arc<Entry>>> = BTreeMap::new();
        let unmade = self.unmade(as_at.known)?;
        let mut went_into = self.went_into(as_at)?;
        for version in closed {
            let mut past = self.store.risk_versions(&self.register, version.id, as_at.known)?;
            past.retain(|past| past.effective <= as_at.effective);
            // Kept anew while it was closed, it was closed by the first of those versions.
            let shut = |past: &&RiskVersion| past.standing == Standing::Closed;
            let Some(first) = past.iter().rev().take_while(shut).last() else { continue };
            let entry = match entries.get(&first.seq) {
                Some(known) => known.clone(),
                None => {
                    let read =
                        self.store.journal(&self.register.organisation, first.seq..=first.seq)?;
                    let entry = read.into_iter().next().map(Arc::new);
                    entries.insert(first.seq, entry.clone());
                    entry
                }
            };
            let unmade = unmade.contains(&version.id);
            let since = first.effective;
            let into = went_into.remove(&version.id);
            closings.push(Closing { version: version.clone(), since, entry, into, unmade });
        }
        Ok(closings)
    }
}
