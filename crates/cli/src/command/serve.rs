//! `bellwether serve`: the register in the browser, for this machine alone.

use std::{process::ExitCode, sync::Arc};

use crate::{args::Serve, failure::Failure, host};

pub(crate) fn run(args: &Serve) -> Result<ExitCode, Failure> {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(args.listen));
    }
    let app = Arc::new(host::open(&args.place)?.with_attachment_limit(args.limit.bytes()));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Write)?;
    // The last hold on the store is let go of here, where waiting for its end is allowed.
    runtime.block_on(serve(args, Arc::clone(&app)))
}

async fn serve(args: &Serve, app: Arc<bellwether_app::App>) -> Result<ExitCode, Failure> {
    let failed = |error: std::io::Error| Failure::Listen {
        address: args.listen,
        reason: host::plain(&error),
    };
    let listener = tokio::net::TcpListener::bind(args.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    anstream::println!("Bellwether is ready at http://{address}/ (stop it with Ctrl-C)");
    bellwether_web::serve(listener, app, stopped()).await.map_err(Failure::Write)?;
    Ok(ExitCode::SUCCESS)
}

/// Resolves when the program is asked to stop; what is under way is finished first.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
