//! `/staff/login`, `/staff/logout`. A form that met an ended session is carried along: nothing that was typed is lost.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::staff::{SignInFault, SignedIn};
use crate::topics::clock;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::pages::layout::{Layout, html};
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::{Visitor, blocking, set_cookie};

#[derive(Template)]
#[template(path = "staff_login.html")]
struct LoginPage {
    layout: Layout,
    fault: String,
    name: String,
    /// Where to go afterwards.
    then: String,
    /// A form that waits to be sent again, as it was encoded.
    carried: String,
    /// Whether there is any account at all.
    accounts: bool,
}

#[derive(Template)]
#[template(path = "staff_resume.html")]
struct ResumePage {
    layout: Layout,
    then: String,
    csrf: String,
    fields: Vec<(String, String)>,
}

/// The form.
pub(in crate::web) async fn login(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    page(&app, StatusCode::OK, "", "", form.get("then"), "").await
}

/// Lets somebody in.
pub(in crate::web) async fn sign_in(
    State(app): State<App>,
    form: Form,
) -> Result<Response, PageError> {
    let staff = app.staff().cloned().ok_or(WebError::Busy)?;
    let (name, password) = (form.get("name").to_owned(), form.get("password").to_owned());
    let now = clock::seconds();
    let tried = tokio::task::spawn_blocking({
        let name = name.clone();
        move || staff.sign_in(&name, &password, now)
    });
    let (then, carried) = (form.get("then"), form.get("carried"));
    match tried.await.map_err(|_| WebError::Internal)? {
        Ok(signed_in) => welcome(&app, signed_in, then, carried),
        Err(SignInFault::Beneath(error)) => {
            tracing::error!(%error, "nobody can sign in");
            Err(WebError::Busy.into())
        }
        Err(fault) => {
            if let SignInFault::Wrong(wait) = &fault {
                tokio::time::sleep(*wait).await;
            }
            let said = format!("{fault}。");
            page(&app, StatusCode::UNAUTHORIZED, &said, &name, then, carried).await
        }
    }
}

/// Ends the session, or with `everywhere` all of this person's.
pub(in crate::web) async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, PageError> {
    let mut response = Redirect::to("/staff/login").into_response();
    if let Some(member) = visitor.member.filter(|m| form.get("csrf") == m.csrf) {
        let everywhere = form.get("everywhere") == "1";
        let (token, now) = (visitor.token, clock::seconds());
        blocking(&app, move |s| s.sign_out(&member, &token, everywhere, now)).await?;
        set_cookie(&mut response, &app, "");
    }
    Ok(response)
}

/// The page to sign in on, for a form that came without a session that holds: it is carried along.
pub(in crate::web::pages) async fn carried(
    app: &App,
    visitor: &Visitor,
    form: &Form,
) -> Result<Response, PageError> {
    let said = "登录已经过期，请重新登录；刚才填的都还在。";
    page(
        app,
        StatusCode::UNAUTHORIZED,
        said,
        "",
        &visitor.path,
        &form.encoded_without("csrf"),
    )
    .await
}

async fn page(
    app: &App,
    status: StatusCode,
    fault: &str,
    name: &str,
    then: &str,
    carried: &str,
) -> Result<Response, PageError> {
    let accounts = blocking(app, |s| s.with(|store| Ok(!store.accounts()?.is_empty()))).await?;
    let page = LoginPage {
        layout: Layout::new(app.settings(), "/staff/login", "工作人员登录", "").unlisted(),
        fault: fault.to_owned(),
        name: name.to_owned(),
        then: inside(then).to_owned(),
        carried: carried.to_owned(),
        accounts,
    };
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
}

fn welcome(
    app: &App,
    signed_in: SignedIn,
    then: &str,
    carried: &str,
) -> Result<Response, PageError> {
    let then = inside(then);
    let mut response = if carried.is_empty() {
        Redirect::to(then).into_response()
    } else {
        let form = Form::parse(carried.as_bytes()).ok_or(WebError::Malformed)?;
        let page = ResumePage {
            layout: Layout::new(app.settings(), "/staff/login", "接着办", "").unlisted(),
            then: then.to_owned(),
            csrf: signed_in.member.csrf.clone(),
            fields: form.pairs().to_vec(),
        };
        let page = page.render().map_err(|_| WebError::Internal)?;
        html(StatusCode::OK, page.into(), TextSize::Normal, Cache::Never)
    };
    set_cookie(&mut response, app, &signed_in.token);
    Ok(response)
}

/// Only to pages of the staff: any other address would lead away.
fn inside(then: &str) -> &str {
    let ours = then == "/staff" || then.starts_with("/staff/") || then.starts_with("/staff?");
    if ours && !then.contains('\\') && !then.contains(char::is_control) {
        then
    } else {
        "/staff"
    }
}
