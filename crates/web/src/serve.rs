//! The server: addresses, what wraps them, and how it starts and stops.

use std::{any::Any, future::Future, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path},
    http::header,
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use bellwether_app::App;
use maud::{Markup, html};
use tokio::net::TcpListener;
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    action, assets, body,
    error::Failure,
    listen::{Bounds, listen},
    named,
    page::layout::bell_at,
    security,
};

/// Serves a register until `stop` resolves; what is under way then is finished first, where that
/// does not take long.
pub async fn serve(listener: TcpListener, app: Arc<App>, stop: impl Future<Output = ()>) {
    serve_within(Bounds::default(), listener, app, stop).await;
}

/// The same within other bounds.
pub async fn serve_within(
    bounds: Bounds,
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()>,
) {
    let timed = middleware::from_fn_with_state(bounds, body::timed);
    listen(listener, router(app).layer(timed), bounds, stop).await;
}

/// Every address of the program.
pub fn router(app: Arc<App>) -> Router {
    // The forms with files count the bytes themselves, to say what to do about too many.
    let upload = DefaultBodyLimit::disable;
    let budgets = body::Budgets { held: &body::BUDGET, spooled: &body::SPOOLED };
    let guard = security::Guard::new(std::process::id());
    let named = middleware::from_fn_with_state(Arc::clone(&app), named::name);
    Router::new()
        .route("/", get(action::register::page))
        .route("/register", get(|| async { Redirect::permanent("/") }))
        .route("/register.json", get(action::register::json))
        .route("/register.csv", get(action::csv::register))
        .route("/risks.json", post(action::add::send_json))
        .route("/risks/new", get(action::add::page).post(action::add::send))
        .route("/risks/new.json", get(action::add::json))
        .route("/risks/{reference}", get(action::risk::page))
        .route("/risks/{reference}/edit", get(action::edit::page).post(action::edit::send))
        .route("/risks/{reference}/edit.json", get(action::edit_json::json))
        .route(
            "/risks/{reference}/evidence",
            post(action::evidence::attach_to_risk).layer(upload()),
        )
        .route(
            "/evidence",
            get(action::evidence::page).post(action::evidence::attach).layer(upload()),
        )
        .route("/evidence.json", get(action::evidence::json))
        .route("/evidence/{entry}", get(action::evidence::download))
        .route("/evidence/{entry}/withdraw", post(action::evidence::withdraw))
        .route("/heat-map", get(action::heat_map::page))
        .route("/heat-map.json", get(action::heat_map::json))
        .route("/actions", get(action::actions::page))
        .route("/actions.json", get(action::actions::json))
        .route("/actions.csv", get(action::csv::actions))
        .route("/closed.csv", get(action::csv::closed))
        .route("/closed", get(action::closed::page))
        .route("/closed.json", get(action::closed::json))
        .route("/seals", get(action::seals::page).post(action::seals::send))
        .route("/seals.json", get(action::seals::json))
        .route("/seals/new", get(action::seals::form))
        .route("/seals/new.json", get(action::seals::form_json))
        .route("/seals/{name}", get(action::seals::document))
        .route("/seals/{seal}/publish", get(action::publish::page).post(action::publish::send))
        .route("/papers", get(action::papers::page))
        .route("/papers.json", get(action::papers::json))
        .route("/papers/pack", get(action::pack::page).post(action::pack::send))
        .route("/papers/pack.json", get(action::pack::json))
        .route("/papers/making/{id}", get(action::making::page).post(action::making::stop))
        .route("/papers/made/{id}", get(action::making::made))
        .route("/papers/{name}", get(action::papers::paper))
        .route("/published", get(|| async { Redirect::permanent("/published/") }))
        .route("/published/", get(action::published::index))
        .route("/published/{meeting}", get(action::published::folder))
        .route("/published/{meeting}/", get(action::published::meeting))
        .route("/published/{meeting}/{file}", get(action::published::file))
        .route("/remembered", get(action::remembered::page).post(action::remembered::send))
        .route("/restricted", get(action::restrict::page).post(action::restrict::send))
        .route("/restricted.json", get(action::restrict::json))
        .route("/changes", get(action::changes::page))
        .route("/changes.json", get(action::changes::json))
        .route("/history", get(action::history::page))
        .route("/history.json", get(action::history::json))
        .route("/history/{entry}/undo", get(action::undo::page).post(action::undo::send))
        .route("/history/{entry}/undo.json", get(action::undo::json))
        .route("/erase", get(action::erase::page).post(action::erase::send))
        .route("/erase/plan", post(action::erase::plan))
        .route("/checks", get(action::checks::page))
        .route("/checks.json", get(action::checks::json))
        .route("/checks/waive", get(action::waive::page).post(action::waive::send))
        .route("/checks/withdraw", post(action::waive::withdraw))
        .route("/checks/accept", post(action::suggested::accept))
        .route("/settings", get(action::settings::page).post(action::settings::send))
        .route("/settings/body", post(action::body::send))
        .route("/settings/retention", post(action::retention::send))
        .route("/settings/look", get(action::look::page).post(action::look::send).layer(upload()))
        .route("/settings/look.json", get(action::look::json))
        .route("/settings.json", get(action::settings::json))
        .route("/import", get(action::import::page).post(action::import::upload).layer(upload()))
        .route("/import/{digest}", get(action::plan::page))
        .route("/import/{digest}/lines/{number}", get(action::plan::line))
        .route("/import/{digest}/accept", post(action::accept::accept))
        .route("/registers/{name}", get(action::beside::page))
        .route(
            "/assets/{name}",
            get(|Path(name): Path<String>| async move { assets::serve(&name) }),
        )
        .route("/favicon.svg", get(favicon))
        .fallback(|| async { Failure::NoPage })
        .method_not_allowed_fallback(|| async { Failure::NoSuchDeed })
        .with_state(app)
        .layer(DefaultBodyLimit::max(body::MOST_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(budgets, body::within))
        .layer(named)
        // The level that is taken for small files would take longer than the page itself.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(guard, security::guard))
}

/// A fault in the program: a plain page for the reader, the particulars on standard error.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Failure::Internal.into_response()
}

async fn favicon() -> impl IntoResponse {
    let mark: Markup = html! { (bell_at("#3b74c4")) };
    ([(header::CONTENT_TYPE, "image/svg+xml")], mark.into_string())
}
