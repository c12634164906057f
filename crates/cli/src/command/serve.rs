//! `bellwether serve`: the register in the browser, for this machine alone.

use std::{io, process::ExitCode, sync::Arc};

use crate::{args::Serve, failure::Failure, host};

pub(crate) fn run(args: &Serve) -> Result<ExitCode, Failure> {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(args.listen));
    }
    may_be_made(args)?;
    let app = Arc::new(host::open(&args.place)?.with_attachment_limit(args.limit.bytes()));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Write)?;
    // The last hold on the store is let go of here, where waiting for its end is allowed.
    runtime.block_on(serve(args, Arc::clone(&app)))
}

/// A mistyped path is not answered with an empty register: a database is made where somebody says so.
fn may_be_made(args: &Serve) -> Result<(), Failure> {
    let database = &args.place.database;
    if args.create || host::exists(database) {
        return Ok(());
    }
    let question = format!("There is no database at {database}. Make an empty one:");
    if host::can_ask() && host::confirm(&question)? {
        return Ok(());
    }
    Err(Failure::NothingToServe(database.clone()))
}

async fn serve(args: &Serve, app: Arc<bellwether_app::App>) -> Result<ExitCode, Failure> {
    let failed =
        |error: io::Error| Failure::Listen { address: args.listen, reason: host::plain(&error) };
    let listener = tokio::net::TcpListener::bind(args.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // Before it says that it is ready: whoever waits for that may ask it to stop at once.
    let stop = stopped().map_err(Failure::Write)?;
    anstream::println!("Bellwether is ready at http://{address}/ (stop it with Ctrl-C)");
    bellwether_web::serve(listener, app, stop).await.map_err(Failure::Write)?;
    Ok(ExitCode::SUCCESS)
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

/// Resolves when the program is asked to stop; what is under way is finished first.
#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
