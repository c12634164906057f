//! Work that may wait for the disk, bounded: so many at a time, a short queue, then “try again”.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use bellwether_app::{App, reader::Awaited};
use tokio::{
    sync::{Semaphore, SemaphorePermit, oneshot},
    task::spawn_blocking,
    time::timeout,
};

use crate::error::Failure;

/// Use cases at work at a time: more than may wait for a document to be read and for a paper to be set,
/// so that these never hold up every page.
const AT_WORK: usize = 28;
/// How many may wait for their turn.
const MOST_WAITING: usize = 64;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the answer to a request may take.
const LONGEST: Duration = Duration::from_secs(240);

static QUEUE: Queue = Queue::new(AT_WORK, MOST_WAITING, PATIENCE);

/// How long one waits who brought something.
const LONG: Duration = Duration::from_secs(60);

/// Where plans are made of what others brought. Each may hold a document and all that is made of it, so
/// they are few.
pub(crate) static PLANS: Queue = Queue::new(2, 16, LONG);

/// Where what others send is put when it has arrived.
pub(crate) static ARRIVING: Queue = Queue::new(2, 64, LONG);

/// How far work at what others brought stands back behind pages: less far than their reading, for it
/// may hold what a page waits for.
#[cfg(target_os = "linux")]
const STEPS_BACK: i32 = 5;

/// Places at which work is done, and who waits for one.
pub(crate) struct Queue {
    places: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
}

impl Queue {
    const fn new(places: usize, most_waiting: usize, patience: Duration) -> Self {
        let places = Semaphore::const_new(places);
        Self { places, waiting: AtomicUsize::new(0), most_waiting, patience }
    }

    /// The turn of whoever asks, until it is let go.
    pub(crate) async fn turn(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.place().await
    }

    /// A place, as soon as one is free.
    async fn place(&self) -> Result<SemaphorePermit<'_>, Failure> {
        if let Ok(place) = self.places.try_acquire() {
            return Ok(place);
        }
        let waiting = Waiting::new(&self.waiting);
        if waiting.before >= self.most_waiting {
            return Err(Failure::Busy);
        }
        let place = timeout(self.patience, self.places.acquire()).await;
        place.map_err(|_| Failure::Busy)?.map_err(|_| Failure::Internal)
    }
}

/// One who waits, counted until they are served or leave.
struct Waiting<'q> {
    count: &'q AtomicUsize,
    before: usize,
}

impl<'q> Waiting<'q> {
    fn new(count: &'q AtomicUsize) -> Self {
        Self { count, before: count.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Says that nobody waits any more when the request is let go.
struct Waits(Awaited);

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

/// Runs a use case where it may wait for the disk without holding up other readers. What whoever
/// asked no longer waits for ends where it can.
pub(crate) async fn blocking<T: Send + 'static>(
    app: Arc<App>,
    work: impl FnOnce(&Arc<App>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let place = QUEUE.place().await?;
    let waits = Waits(Awaited::default());
    let awaited = waits.0.clone();
    let done = spawn_blocking(move || {
        // Held until the work is done, though whoever asked may have left.
        let _place = place;
        awaited.during(|| work(&app))
    });
    timeout(LONGEST, done).await.map_err(|_| Failure::TooLong)?.map_err(|_| Failure::Internal)?
}

/// Does so with what others brought, in its own queue and behind whoever waits for a page.
pub(crate) async fn brought<T: Send + 'static>(
    app: Arc<App>,
    queue: &'static Queue,
    work: impl FnOnce(&App) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let place = queue.place().await?;
    let waits = Waits(Awaited::default());
    let awaited = waits.0.clone();
    let (tell, told) = oneshot::channel();
    // A thread of its own: what has stood back once cannot come forward again.
    let thread = thread::Builder::new().name("brought".to_owned()).spawn(move || {
        let _place = place;
        step_back();
        // Whoever asked may have left.
        let _ = tell.send(awaited.during(|| work(&app)));
    });
    thread.map_err(|_| Failure::Busy)?;
    timeout(LONGEST, told).await.map_err(|_| Failure::TooLong)?.map_err(|_| Failure::Internal)?
}

/// Where a thread can, it stands back alone; elsewhere it works as all do.
fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(STEPS_BACK);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_queue_that_is_full_says_so_at_once() {
        let queue = Queue::new(1, 0, PATIENCE);
        let first = queue.place().await.unwrap();
        assert!(matches!(queue.place().await, Err(Failure::Busy)));
        drop(first);
        assert!(queue.place().await.is_ok());
    }

    #[tokio::test]
    async fn whoever_waits_is_served_when_a_place_is_free() {
        let queue = Queue::new(1, 1, PATIENCE);
        let first = queue.place().await.unwrap();
        let (second, ()) = tokio::join!(queue.place(), async {
            assert!(matches!(queue.place().await, Err(Failure::Busy)));
            drop(first);
        });
        assert!(second.is_ok());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_they_are_told() {
        let queue = Queue::new(1, 1, Duration::ZERO);
        let _first = queue.place().await.unwrap();
        assert!(matches!(queue.place().await, Err(Failure::Busy)));
    }
}
