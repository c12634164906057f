//! The list of what was erased: which text the chain may have in place of one that it knows by its
//! digest.

use std::collections::{BTreeSet, HashMap};

use crate::{
    Deed, Digest, OrganisationId, ReadError, Seq, Text,
    engine::{Param, Session},
    entries, entries_where,
};

/// What every erasure of a record says, in their order. Each is an entry of the chain, and so proved
/// with it.
#[derive(Debug, Default)]
pub(crate) struct List(HashMap<(Text, Digest), Vec<Link>>);

/// The entry that erased, and what it left.
#[derive(Debug, Clone, Copy)]
struct Link {
    by: Seq,
    now: Option<Digest>,
}

/// What a text should be now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Now {
    /// Its digest; `None` where nothing of it should be there.
    pub(crate) digest: Option<Digest>,
    /// The last entry that erased something of it.
    pub(crate) by: Option<Seq>,
}

impl List {
    /// That of an organisation's record.
    pub(crate) fn of(
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<Self, ReadError> {
        let found = session.query(
            entries_where!(
                "j.organisation = ?1 AND j.kind = 'erase' AND j.kind <> 'edit' ORDER BY j.seq"
            ),
            &[Param::Text(organisation.as_str())],
        )?;
        let mut list = Self::default();
        for row in &found {
            // What cannot be read is found by the walk.
            let Ok(entry) = entries::read(row) else { continue };
            let Deed::Erase(erasure) = entry.deed else { continue };
            for erased in erasure.texts {
                let link = Link { by: entry.seq, now: erased.now };
                list.0.entry((erased.of, erased.was)).or_default().push(link);
            }
        }
        Ok(list)
    }

    /// What a text should be that an entry brought, known by its digest: what later erasures left of
    /// it, one after the other. The same text may have come again after them, and stands.
    pub(crate) fn now(&self, of: Text, was: Digest, brought: Seq) -> Now {
        let mut now = Now { digest: Some(was), by: None };
        let mut after = brought;
        while let Some(digest) = now.digest
            && let Some(links) = self.0.get(&(of, digest))
            && let Some(link) = links.iter().find(|link| link.by > after)
        {
            (now, after) = (Now { digest: link.now, by: Some(link.by) }, link.by);
        }
        now
    }

    /// The digests that a text had before, of which the last erasure left this one.
    pub(crate) fn ways(&self, of: Text, now: Digest) -> BTreeSet<Digest> {
        let mut ways = BTreeSet::new();
        let mut ends = vec![now];
        while let Some(end) = ends.pop() {
            for ((kind, was), links) in &self.0 {
                let leads = links.iter().any(|link| link.now == Some(end));
                if *kind == of && leads && ways.insert(*was) {
                    ends.push(*was);
                }
            }
        }
        ways
    }

    /// Whether a text of this digest was erased somewhere.
    pub(crate) fn erased(&self, of: Text, was: Digest) -> bool {
        self.0.contains_key(&(of, was))
    }

    /// The files that were erased.
    pub(crate) fn files(&self) -> BTreeSet<Digest> {
        let file = |(of, digest): &(Text, Digest)| (*of == Text::File).then_some(*digest);
        self.0.keys().filter_map(file).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_erased_twice_is_what_the_second_left() {
        let [a, b, c] = ["a", "b", "c"].map(Digest::of);
        let link = |by, now| vec![Link { by: Seq(by), now }];
        let links = [
            ((Text::Risk, a), link(5, Some(b))),
            ((Text::Risk, b), link(7, Some(c))),
            ((Text::File, a), link(7, None)),
        ];
        let list = List(links.into_iter().collect());
        let now = |of, brought| {
            let Now { digest, by } = list.now(of, a, Seq(brought));
            (digest, by.map(|by| by.0))
        };
        assert_eq!(now(Text::Risk, 1), (Some(c), Some(7)));
        assert_eq!(now(Text::Risk, 6), (Some(a), None), "it came again");
        assert_eq!(now(Text::File, 1), (None, Some(7)));
        assert_eq!(now(Text::Entry, 1), (Some(a), None));
        assert_eq!(list.ways(Text::Risk, c), BTreeSet::from([a, b]));
        assert_eq!(list.ways(Text::Risk, a), BTreeSet::new());
    }
}
