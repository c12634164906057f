//! Connections: so many at a time, each with its deadlines, and all ended soon after the server is
//! asked to stop, whatever they do.

use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore, time};
use tokio_io_timeout::TimeoutStream;

/// How long clients may take, and how many there may be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// For the first line and the headers of a request, and between two requests.
    pub headers: Duration,
    /// Between two parts of a body.
    pub pause: Duration,
    /// For a body in all.
    pub body: Duration,
    /// To take the next part of an answer.
    pub answer: Duration,
    /// For what is under way when the server is asked to stop.
    pub stop: Duration,
    /// Connections at a time; more wait to be accepted.
    pub connections: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            // All places may be held by those who never finish a request: for so long others wait.
            headers: Duration::from_secs(5),
            pause: Duration::from_secs(20),
            body: Duration::from_secs(300),
            answer: Duration::from_secs(30),
            stop: Duration::from_secs(8),
            connections: 512,
        }
    }
}

/// How long to wait where the machine has no room for another connection.
const BREATH: Duration = Duration::from_millis(200);

/// Answers until `stop` resolves; what is under way then has a while to end.
pub(crate) async fn listen(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            (place, accepted) = accepted => match accepted {
                Ok((stream, _)) => (place, stream),
                Err(error) if is_of_one(&error) => continue,
                Err(_) => {
                    time::sleep(BREATH).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(bounds.answer));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.headers)
            .serve_connection(
                TokioIo::new(Box::pin(stream)),
                TowerToHyperService::new(router.clone()),
            );
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // How a client ended its connection concerns nobody else.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    // Whoever has not ended by then is left.
    let _ = time::timeout(bounds.stop, graceful.shutdown()).await;
}

/// Whether it was one connection that failed, not the listener.
fn is_of_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
