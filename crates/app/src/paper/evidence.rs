//! The files that are evidence of risks, as papers list them: in a public paper without the name and
//! the digest of what is not for the public.

use bellwether_domain::{Mark, Register, Risk};
use bellwether_history::{AsAt, Kept, RiskVersion};
use bellwether_papers::compose::{Evidence, EvidenceFile, EvidenceOf};

use crate::{App, AppError, evidence::stands, read::Snapshot};

impl App {
    /// What stands beside the risks of a register, by their places in it; with marks for the public.
    pub(super) fn evidence_told(
        &self,
        snapshot: &Snapshot,
        register: &Register,
        marks: Option<&[Mark]>,
    ) -> Result<EvidenceOf, AppError> {
        let as_at = Some(snapshot.as_at).filter(|date| !snapshot.timeline.is_latest(*date));
        let mut all = EvidenceOf::new();
        for kept in self.evidence()? {
            if kept.attachment.risk.is_none() || !stands(&kept, as_at, snapshot.known()) {
                continue;
            }
            let mut risks = register.risks.iter().enumerate();
            let own = risks.find(|(_, risk)| risk.id == kept.attachment.risk);
            let Some((place, risk)) = own else { continue };
            let told = Evidence { withdrawn: None, ..told(&kept, risk, marks) };
            all.entry(place).or_default().push(told);
        }
        Ok(all)
    }

    /// What ever stood beside one risk up to the day of a snapshot, withdrawn or not.
    pub(super) fn evidence_ever(
        &self,
        snapshot: &Snapshot,
        version: &RiskVersion,
        marks: Option<&[Mark]>,
    ) -> Result<Vec<Evidence>, AppError> {
        let AsAt { effective, known } = snapshot.view.as_at;
        let until = Some(effective).filter(|date| !snapshot.timeline.is_latest(*date));
        let mut kept = self.store.attachments_of(&self.register.organisation, version.id)?;
        let came = |entry: &bellwether_history::Entry| {
            until.is_none_or(|day| entry.effective <= day)
                && known.is_none_or(|moment| entry.recorded <= moment)
        };
        kept.retain(|kept| came(&kept.entry));
        for own in &mut kept {
            own.withdrawn = own.withdrawn.take().filter(came);
        }
        Ok(kept.iter().map(|kept| told(kept, &version.risk, marks)).collect())
    }
}

/// A file as a paper lists it; of an action that is not on the risk as it is shown, its words stay out.
fn told(kept: &Kept, risk: &Risk, marks: Option<&[Mark]>) -> Evidence {
    let own = &kept.attachment;
    let digest = own.sha256.to_string();
    let action = own.action.as_ref().map(|action| action.id);
    let mark = marks.unwrap_or_default().iter().find(|mark| mark.is_of_file(&digest, action));
    let file = match mark {
        Some(mark) => EvidenceFile::Withheld(mark.paragraph.clone()),
        None => {
            let words = |id| {
                let found =
                    risk.actions.iter().find(|action| action.id.is_some() && action.id == id);
                let gone = || "An action that is no longer on the risk".to_owned();
                found.map_or_else(gone, |action| action.description.clone())
            };
            EvidenceFile::Named { name: own.name.clone(), digest, action: action.map(words) }
        }
    };
    let withdrawn = kept.withdrawn.as_ref().map(|entry| entry.effective);
    Evidence { from: kept.entry.effective, withdrawn, file }
}
