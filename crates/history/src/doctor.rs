//! Whether all is well, in words.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;

use crate::{Absent, OrganisationId, Proof, ReadError, Remark, Store, Verification, clock, keys};

impl Store {
    /// Looks at the engine and all that stands in it, walks every organisation's record, and compares
    /// its end with the clock; `owner` is as for [`Store::prove`].
    ///
    /// # Errors
    /// When the database fails. What is wrong with it is no error but a remark.
    pub fn doctor(&self, owner: Option<&str>, now: Timestamp) -> Result<Vec<Remark>, ReadError> {
        let survey = self.engine.survey(owner)?;
        let mut remarks = self.engine.condition(&survey)?;
        let Proof { records, .. } = self.prove_by(&survey, &BTreeMap::new())?;
        let fault = |fault: &String| {
            Remark::unsound(format!(
                "In the database {fault}: it was changed from outside; restore the last backup."
            ))
        };
        remarks.extend(survey.faults.iter().map(fault));
        let unseen = |unseen: &String| Remark::sound(format!("Not looked at: {unseen}."));
        remarks.extend(survey.unseen.iter().map(unseen));
        if records.is_empty() {
            remarks.push(Remark::sound("No register has been brought in yet."));
        }
        remarks.extend(self.keys.file().and_then(others_may_read));
        for (organisation, walked) in records {
            remarks.extend(self.key_remark(&organisation, &walked));
            remarks.extend(clock::remark(&organisation, self.head(&organisation)?, now));
            remarks.extend(self.outside_remarks(&organisation, &walked)?);
            remarks.extend(self.erased_outside(&organisation)?.into_iter().map(|sha256| {
                Remark::unsound(format!(
                    "The file {sha256} of {organisation} was erased, and lies outside the database \
                     still: take it away (bellwether erase --again)."
                ))
            }));
            remarks.push(match walked.broken {
                None => Remark::sound(format!(
                    "The record of {organisation} holds: {} entries, {} versions, {} seals, {} \
                     attachments; its last entry is {}.",
                    walked.entries, walked.versions, walked.seals, walked.attachments, walked.head
                )),
                Some(broken) => Remark::unsound(format!(
                    "The record of {organisation} does not hold from entry {} on ({}): it was \
                     changed from outside; restore the last backup.",
                    broken.seq, broken.problem
                )),
            });
        }
        Ok(remarks)
    }

    /// What there is to say of the key that an organisation seals with.
    fn key_remark(&self, organisation: &OrganisationId, walked: &Verification) -> Option<Remark> {
        let last = walked.keys.last()?;
        // A user who may not read it is as one who has none.
        let own = self.keys.of(organisation).unwrap_or_default();
        let is_here = own.iter().any(|key| keys::public(key) == *last);
        let place = &self.keys;
        Some(Remark::sound(if is_here {
            format!(
                "Seals of {organisation} are signed with the key in {place}: keep a copy of it."
            )
        } else {
            format!(
                "The key that seals of {organisation} are signed with is not to be had in {place}: \
                 the next seal asks for it."
            )
        }))
    }

    /// What there is to say of the files that an organisation keeps outside the database.
    fn outside_remarks(
        &self,
        organisation: &OrganisationId,
        walked: &Verification,
    ) -> Result<Vec<Remark>, ReadError> {
        let files: u64 = self.outside(organisation)?.iter().map(|outside| outside.files).sum();
        if walked.absent.is_empty() {
            let words = format!(
                "The {files} files of {organisation} that lie outside the database are all there."
            );
            return Ok(if files == 0 { vec![] } else { vec![Remark::sound(words)] });
        }
        let remark = |absent: &Absent| {
            let Absent { seq, name, problem } = absent;
            Remark::unsound(format!("{name} (entry {seq} of {organisation}): {problem}."))
        };
        Ok(walked.absent.iter().map(remark).collect())
    }
}

/// What there is to say of a file of keys that others than its owner may read.
fn others_may_read(path: &Path) -> Option<Remark> {
    #[cfg(unix)]
    if let Ok(about) = std::fs::metadata(path)
        && std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077 != 0
    {
        return Some(Remark::unsound(format!(
            "Others may read the signing key in {0}, and so may have: allow its owner alone (chmod \
             600 {0}), and go on with a new one (bellwether seal --new-key).",
            path.display()
        )));
    }
    let _ = path;
    None
}
