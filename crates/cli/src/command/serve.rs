//! `bellwether serve`: the register in the browser, for this machine alone.

use std::{io, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use crate::{args::Serve, failure::Failure, host, witness};

pub(crate) fn run(args: &Serve) -> Result<ExitCode, Failure> {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(args.listen));
    }
    may_be_made(&args.place.database, args.create)?;
    let app = host::open(&args.place)?.with_attachment_limit(args.limit.bytes());
    let app = match (&args.publish_to, &args.published) {
        (Some(folder), _) => app.with_publishing(folder.clone()),
        (None, Some(folder)) if !folder.is_dir() => {
            return Err(Failure::NoFolder(folder.display().to_string()));
        }
        (None, Some(folder)) => app.with_published(folder.clone()),
        (None, None) => app,
    };
    let app = witness::told(app, &args.witness);
    until_stopped(Arc::new(app), &[args.listen], |address| {
        anstream::println!("Bellwether is ready at http://{address}/ (stop it with Ctrl-C)");
        Ok(())
    })
}

/// A mistyped path is not answered with an empty register: a database is made where somebody says so.
pub(crate) fn may_be_made(database: &str, said: bool) -> Result<(), Failure> {
    if said || host::exists(database) {
        return Ok(());
    }
    let question = format!("There is no database at {database}. Make an empty one:");
    if host::can_ask() && host::confirm(&question)? {
        return Ok(());
    }
    Err(Failure::NothingToServe(database.to_owned()))
}

/// Threads that wait for the disk: what the pages ask for at a time, and a few to spare. Each keeps
/// some memory.
const MOST_THREADS: usize = 24;

/// How often those uploads are let go that have waited too long.
const TIDIES: Duration = Duration::from_secs(60 * 60);

/// How long work may go on that nobody waits for when the program ends.
const LAST: Duration = Duration::from_secs(1);

/// Serves at the first of the addresses that is free, says so, and goes on until it is asked to stop.
pub(crate) fn until_stopped(
    app: Arc<bellwether_app::App>,
    addresses: &[SocketAddr],
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(MOST_THREADS)
        .enable_all()
        .build()
        .map_err(Failure::Write)?;
    let served = runtime.block_on(serve(addresses, Arc::clone(&app), ready));
    // What is still at work is for nobody: what it has not committed is not kept.
    runtime.shutdown_timeout(LAST);
    // The last hold on the store is let go of here, where waiting for its end is allowed.
    drop(app);
    served
}

async fn serve(
    addresses: &[SocketAddr],
    app: Arc<bellwether_app::App>,
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<ExitCode, Failure> {
    let listener = tokio::net::TcpListener::bind(addresses).await.map_err(|error| {
        let addresses: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
        Failure::Listen { address: addresses.join(", "), reason: host::plain(&error) }
    })?;
    let address = listener.local_addr().map_err(Failure::Write)?;
    // Before it says that it is ready: whoever waits for that may ask it to stop at once.
    let stop = stopped().map_err(Failure::Write)?;
    ready(address)?;
    tokio::spawn(tidy(Arc::clone(&app)));
    bellwether_web::serve(listener, app, stop).await;
    Ok(ExitCode::SUCCESS)
}

/// Lets go of what waits for nobody, now and from time to time.
async fn tidy(app: Arc<bellwether_app::App>) {
    let mut times = tokio::time::interval(TIDIES);
    loop {
        times.tick().await;
        let app = Arc::clone(&app);
        // Where the database is away they are let go another time.
        let _ = tokio::task::spawn_blocking(move || app.unstage_old()).await;
    }
}

/// Listens for being asked to stop from now on, and resolves then; what is under way is finished
/// first.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Listens for being asked to stop from now on, and resolves then: by Ctrl-C, by closing the window,
/// or since the person signs out or the machine is shut down.
#[cfg(windows)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::windows;
    let mut interrupted = windows::ctrl_c()?;
    let mut closed = windows::ctrl_close()?;
    let mut signed_out = windows::ctrl_logoff()?;
    let mut shut_down = windows::ctrl_shutdown()?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = closed.recv() => {}
            _ = signed_out.recv() => {}
            _ = shut_down.recv() => {}
        }
    })
}
