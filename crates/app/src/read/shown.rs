//! Registers as at a date that were shown before, so that a page need not put one together again.
//!
//! Everything in one follows from the journal's last entry, the date and moment asked for, and the
//! day: an entry never changes, so what is here is never stale, whichever server wrote. The
//! entry is known by its digest as well, for a database that was put in another's place.

use std::sync::{Arc, Mutex, PoisonError};

use bellwether_domain::Date;
use bellwether_history::Head;
use jiff::Timestamp;

use super::{Snapshot, Timeline};
use crate::settings::body::BodySaid;

/// How many are kept of each kind.
const MOST: usize = 16;

/// How many risks the snapshots may hold in all; the newest is kept whatever its size.
const MOST_RISKS: usize = 60_000;

/// The date and the moment that were asked for.
type Asked = (Option<Date>, Option<Timestamp>);

/// A timeline by an entry, as known at a moment.
type KeptTimeline = (Head, Option<Timestamp>, Arc<Timeline>);

/// What was shown, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    snapshots: Mutex<Vec<(Head, Asked, Snapshot)>>,
    timelines: Mutex<Vec<KeptTimeline>>,
    body: Mutex<Option<(Head, BodySaid)>>,
}

impl Shown {
    /// The snapshot by an entry, of a day.
    pub(super) fn snapshot(
        &self,
        head: Option<Head>,
        asked: Asked,
        today: Date,
    ) -> Option<Snapshot> {
        let head = head?;
        let mut all = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(by, own, snapshot)| {
            *by == head && *own == asked && snapshot.timeline.today == today
        })?;
        all.get_mut(..=place)?.rotate_right(1);
        all.first().map(|(.., snapshot)| snapshot.clone())
    }

    /// The snapshot that was last shown to whoever asked for the same, by whichever entry.
    pub(super) fn former(&self, asked: Asked) -> Option<Snapshot> {
        let all = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(_, own, _)| *own == asked).map(|(.., snapshot)| snapshot.clone())
    }

    pub(super) fn keep_snapshot(&self, head: Option<Head>, asked: Asked, snapshot: &Snapshot) {
        let Some(head) = head else { return };
        let mut all = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        // What is by an entry before is not asked for again.
        all.retain(|(by, own, _)| *by == head && *own != asked);
        all.insert(0, (head, asked, snapshot.clone()));
        let mut risks = 0;
        let room = all.iter().take_while(|(.., snapshot)| {
            risks += snapshot.view.risks.len() + snapshot.view.closed.len();
            risks <= MOST_RISKS
        });
        let room = room.count().clamp(1, MOST);
        all.truncate(room);
    }

    /// The timeline by an entry, of a day.
    pub(super) fn timeline(
        &self,
        head: Option<Head>,
        known: Option<Timestamp>,
        today: Date,
    ) -> Option<Arc<Timeline>> {
        let head = head?;
        let all = self.timelines.lock().unwrap_or_else(PoisonError::into_inner);
        let is = |(by, own, timeline): &&KeptTimeline| {
            *by == head && *own == known && timeline.today == today
        };
        all.iter().find(is).map(|(.., timeline)| Arc::clone(timeline))
    }

    pub(super) fn keep_timeline(
        &self,
        head: Option<Head>,
        known: Option<Timestamp>,
        timeline: &Arc<Timeline>,
    ) {
        let Some(head) = head else { return };
        let mut all = self.timelines.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(by, own, _)| *by == head && *own != known);
        all.insert(0, (head, known, Arc::clone(timeline)));
        all.truncate(MOST);
    }

    /// What the body said of itself by an entry.
    pub(crate) fn body(&self, head: Head) -> Option<BodySaid> {
        let kept = self.body.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(by, _)| *by == head).map(|(_, said)| said.clone())
    }

    pub(crate) fn keep_body(&self, head: Head, said: &BodySaid) {
        let mut kept = self.body.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((head, said.clone()));
    }
}
