//! Whoever stands at the desk: what an address asks, and what a form says, of the register that they
//! ask. It is understood whole, or declined whole before anything is read or written for it.

use std::{convert::Infallible, sync::Arc};

use axum::extract::{FromRequest, FromRequestParts, Request, rejection::StringRejection};
use axum::http::request::Parts;
use bellwether_app::{App, read::Snapshot};
use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    error::Failure,
    view::address::Query,
    work::{Queue, blocking, brought},
};

/// A question: what every GET is given.
pub struct Desk {
    app: Arc<App>,
    query: Query,
    when: When,
}

/// What every address may be asked: as at which date, as known at which moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When {
    pub(crate) as_at: Option<Date>,
    pub(crate) known: Option<Timestamp>,
}

impl FromRequestParts<Arc<App>> for Desk {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let mut query = Query::parse(parts.uri.query().unwrap_or_default());
        let when = When { as_at: query.date("as-at"), known: query.known_at() };
        Ok(Self { app: Arc::clone(app), query, when })
    }
}

impl Desk {
    /// Answers what `ask` reads of the address beside date and moment.
    pub(crate) async fn answer<A, T: Send + 'static>(
        self,
        ask: impl FnOnce(&mut Query) -> A + Send + 'static,
        answer: impl FnOnce(&Arc<App>, When, A) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let Self { app, mut query, when } = self;
        blocking(app, move |app| {
            let asked = ask(&mut query);
            understood(&query)?;
            answer(app, when, asked)
        })
        .await
    }

    /// Answers behind pages, in a queue of those who brought something.
    pub(crate) async fn brought<A, T: Send + 'static>(
        self,
        queue: &'static Queue,
        ask: impl FnOnce(&mut Query) -> A + Send + 'static,
        answer: impl FnOnce(&App, A) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let Self { app, mut query, .. } = self;
        brought(app, queue, move |app| {
            let asked = ask(&mut query);
            understood(&query)?;
            answer(app, asked)
        })
        .await
    }

    /// Shows the register as at the date, as known at the moment.
    pub(crate) async fn view<A, T: Send + 'static>(
        self,
        ask: impl FnOnce(&mut Query) -> A + Send + 'static,
        show: impl FnOnce(&Arc<App>, &Snapshot, A) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.answer(ask, |app, when, asked| {
            show(app, &app.snapshot(when.as_at, when.known)?, asked)
        })
        .await
    }

    /// Shows the register as at the date by all that is known: what a form is to change.
    pub(crate) async fn now<A, T: Send + 'static>(
        self,
        ask: impl FnOnce(&mut Query) -> A + Send + 'static,
        show: impl FnOnce(&Arc<App>, &Snapshot, A) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.answer(ask, |app, when, asked| show(app, &app.snapshot(when.as_at, None)?, asked))
            .await
    }
}

/// A form: what every POST of one is given.
pub struct Posted {
    app: Arc<App>,
    form: Query,
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = StringRejection;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, StringRejection> {
        let body = String::from_request(request, app).await?;
        Ok(Self { app: Arc::clone(app), form: Query::parse(&body) })
    }
}

impl Posted {
    /// Does what `ask` reads of the form; the form is at hand for what may be typed wrong and is
    /// then shown again.
    pub(crate) async fn act<A, T: Send + 'static>(
        self,
        ask: impl FnOnce(&mut Query) -> A + Send + 'static,
        act: impl FnOnce(&App, &Query, A) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let Self { app, mut form } = self;
        blocking(app, move |app| {
            let asked = ask(&mut form);
            understood(&form)?;
            act(app, &form, asked)
        })
        .await
    }
}

/// What is asked where an address asks nothing of its own.
pub(crate) fn nothing(_: &mut Query) {}

/// Declines an address or a form of which something could not be understood.
pub(crate) fn understood(query: &Query) -> Result<(), Failure> {
    match query.problems() {
        [] => Ok(()),
        problems => Err(Failure::Address(problems.to_vec())),
    }
}
