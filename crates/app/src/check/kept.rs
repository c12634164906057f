//! What was judged, so that a page need not judge the register again.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use bellwether_checks::KeptFindings;
use bellwether_domain::{Date, Register};
use bellwether_history::{Seq, View};

use super::{Basis, Judged, former::Former, moved::Tally};

/// How many findings are kept in all, some half a kilobyte each. A register of 45 risks has some
/// 700, one of 4,500 risks some 70,000.
const MOST_FINDINGS: usize = 100_000;

/// How many risks the tallies may hold on to in all, to know whether anything they follow from is another;
/// most of them are held by whoever keeps the versions as well.
const MOST_RISKS: usize = 120_000;

/// How many registers are kept, however little was found in them.
const MOST: usize = 32;

/// The journal's last entry, the last one that was known at the moment asked about, and the date
/// judged at. Settings, waivers and risks change by an entry alone, and so do words that are erased
/// from what was known before: so what is here is never stale, whichever server wrote.
pub(crate) type Key = (Seq, Seq, Date);

/// What one organisation's register was found to be, the last used first; and how often, which
/// takes so little that it stays when the findings of two dates have no room beside each other.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    judged: Mutex<Vec<(Key, Arc<Judged>)>>,
    tallies: Mutex<Vec<(Key, Arc<Tally>)>>,
    before: Mutex<Vec<(Date, Before)>>,
    /// The dates of these, while one of them is taken as well.
    known: Mutex<Vec<Date>>,
    behind: AtomicBool,
    registers: Mutex<Vec<(View, Arc<Register>)>>,
    turn: Mutex<()>,
}

/// What was found at a date, to judge it by again, and what stood of it.
type Before = (KeptFindings, Arc<Former>);

/// Held while a register is judged behind a page.
pub(super) struct Behind<'k>(&'k AtomicBool);

impl Drop for Behind<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Kept {
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Judged>> {
        let mut all = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(own, _)| own == key)?;
        all.get_mut(..=place)?.rotate_right(1);
        all.first().map(|(_, judged)| Arc::clone(judged))
    }

    /// The register of an earlier issue, the same as before where nothing was written of it since.
    pub(crate) fn register(&self, view: &View) -> Arc<Register> {
        let place = |view: &View| {
            let said = view.particulars.as_ref().map(|said| (said.seq, said.effective));
            (view.as_at, said, Arc::as_ptr(&view.risks))
        };
        let mut all = self.registers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, register)) = all.iter().find(|(own, _)| place(own) == place(view)) {
            return Arc::clone(register);
        }
        let register = Arc::new(view.register());
        all.retain(|(own, _)| own.as_at != view.as_at);
        all.insert(0, (view.clone(), Arc::clone(&register)));
        let mut risks = 0;
        let fits = |(_, register): &&(View, Arc<Register>)| {
            risks += register.risks.len();
            risks <= MOST_RISKS
        };
        let room = all.iter().take_while(fits).count();
        all.truncate(room.max(1));
        register
    }

    /// Whose turn it is to judge: many who ask for one register at once wait for the first of them
    /// and take what it found.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was found of each risk when the register was last judged at a date, to judge it by again:
    /// whoever takes it puts it back. Where there is no room for another date, what was found at the
    /// one used longest ago goes on: much of it does not depend on the day.
    pub(crate) fn take_before(&self, date: Date) -> Before {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().position(|(day, _)| *day == date);
        let held: usize = all.iter().map(|(_, (before, _))| before.len()).sum();
        let of_another = || (held * 2 > MOST_FINDINGS).then(|| all.len() - 1);
        match own.or_else(of_another) {
            Some(place) => all.remove(place).1,
            None => Before::default(),
        }
    }

    pub(crate) fn put_before(&self, date: Date, before: Before) {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(day, _)| *day != date);
        all.insert(0, (date, before));
        let mut findings = 0;
        let fits = |(_, (before, _)): &&(Date, Before)| {
            findings += before.len();
            findings <= MOST_FINDINGS
        };
        let room = all.iter().take_while(fits).count();
        all.truncate(room.clamp(1, MOST));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = all.iter().map(|(day, _)| *day).collect();
    }

    /// Whether what is found at a date has room beside what is kept of others, which may be as much each.
    pub(super) fn has_room(&self, date: Date) -> bool {
        let all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let held: usize = all.iter().map(|(_, (before, _))| before.len()).sum();
        held * 2 <= MOST_FINDINGS || all.iter().any(|(day, _)| *day == date)
    }

    /// Whether the register was judged at a date, so that it is quickly judged there again.
    pub(super) fn is_known(&self, date: Date) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).contains(&date)
    }

    /// The turn to judge behind a page; `None` while somebody does.
    pub(super) fn behind(&self) -> Option<Behind<'_>> {
        (!self.behind.swap(true, Ordering::AcqRel)).then(|| Behind(&self.behind))
    }

    pub(crate) fn tally(&self, key: &Key) -> Option<Arc<Tally>> {
        let all = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(own, _)| own == key).map(|(_, tally)| Arc::clone(tally))
    }

    /// The tally of a register that was judged by the same.
    pub(crate) fn tally_by(&self, basis: &Basis) -> Option<Arc<Tally>> {
        let all = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().find(|(_, tally)| tally.basis() == basis);
        own.map(|(_, tally)| Arc::clone(tally))
    }

    pub(crate) fn put_tally(&self, key: Key, tally: Arc<Tally>) {
        let mut all = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(own, other)| *own != key && !Arc::ptr_eq(other, &tally));
        all.insert(0, (key, tally));
        let mut risks = 0;
        let fits = |(_, tally): &&(Key, Arc<Tally>)| {
            risks += tally.basis().risks();
            risks <= MOST_RISKS
        };
        let room = all.iter().take_while(fits).count();
        all.truncate(room.clamp(1, MOST));
    }

    /// Keeps the newest whatever its size, and of the others as many as there is room for.
    pub(crate) fn put(&self, key: Key, judged: Arc<Judged>) {
        let mut all = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(own, _)| *own != key);
        all.insert(0, (key, judged));
        let mut findings = 0;
        let fits = |(_, judged): &&(Key, Arc<Judged>)| {
            findings += judged.len();
            findings <= MOST_FINDINGS
        };
        let room = all.iter().take_while(fits).count();
        all.truncate(room.clamp(1, MOST));
    }
}

#[cfg(test)]
mod tests {
    use bellwether_checks::Settings;
    use bellwether_domain::{Risk, scales::Steps};

    use super::*;

    fn basis(risks: usize, severe: f64) -> Basis {
        let risks = (0..risks).map(|_| Risk::default().into()).collect();
        Basis {
            as_at: Date::constant(2025, 3, 14),
            register: Register { risks, ..Register::default() }.into(),
            earlier: vec![],
            closed: vec![],
            steps: Steps::default(),
            settings: Settings { severe, ..Settings::default() },
            waivers: vec![],
        }
    }

    fn judged(risks: usize) -> Arc<Judged> {
        let basis = basis(risks, 15.0);
        let found = basis.judge(&mut KeptFindings::default());
        Arc::new(Judged::new(&basis, found, Arc::default()))
    }

    fn key(seq: u32) -> Key {
        (Seq(seq), Seq(seq), Date::constant(2025, 3, 14))
    }

    #[test]
    fn a_tally_is_known_by_what_it_follows_from() {
        let basis = |severe| basis(0, severe);
        let kept = Kept::default();
        let tally = Arc::new(Tally::of(&judged(1), basis(15.0), true));
        kept.put_tally(key(1), Arc::clone(&tally));
        let same = kept.tally_by(&basis(15.0)).unwrap();
        assert!(Arc::ptr_eq(&same, &tally));
        assert!(kept.tally_by(&basis(12.0)).is_none());
        kept.put_tally(key(2), same);
        assert!(kept.tally(&key(1)).is_none(), "it is held once");
    }

    #[test]
    fn the_last_used_stays() {
        let kept = Kept::default();
        for seq in 1..=40 {
            kept.put(key(seq), judged(1));
            assert!(kept.get(&key(1)).is_some(), "asked for each time");
        }
        assert_eq!(kept.judged.lock().unwrap().len(), MOST);
        assert!(kept.get(&key(2)).is_none());
        assert!(kept.get(&key(40)).is_some());
    }

    #[test]
    fn the_newest_stays_whatever_its_size() {
        let kept = Kept::default();
        kept.put(key(1), judged(10));
        let many = judged(MOST_FINDINGS / 2 + 1);
        assert!(many.len() > MOST_FINDINGS);
        kept.put(key(2), many);
        assert!(kept.get(&key(1)).is_none());
        assert!(kept.get(&key(2)).is_some());
    }
}
