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
    heading: &'static str,
    button: &'static str,
    then: String,
    csrf: String,
    fields: Vec<(String, String)>,
}

impl ResumePage {
    /// A form that can be sent now, with the token of this session.
    fn new(app: &App, then: &str, csrf: &str, fields: &[(String, String)]) -> Self {
        Self {
            layout: Layout::new(app.settings(), "/staff/login", "接着办", "").unlisted(),
            heading: "登录好了，刚才填的都还在",
            button: "继续提交",
            then: then.to_owned(),
            csrf: csrf.to_owned(),
            fields: fields.to_vec(),
        }
    }

    fn reply(&self, status: StatusCode) -> Result<Response, PageError> {
        let page = self.render().map_err(|_| WebError::Internal)?;
        Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
    }

    /// What a field of the forms of the staff is called beside its box.
    fn label(name: &str) -> &str {
        match name {
            "code" => "代号",
            "name" => "名称",
            "place" => "地点",
            "first" => "开始",
            "last" => "结束",
            "channel" => "渠道",
            "reason" => "原因",
            "to" => "要做的",
            "everywhere" => "所有设备都退出",
            other => other,
        }
    }
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
    let turn = app.turn_to_sign_in()?;
    let tried = tokio::task::spawn_blocking({
        let name = name.clone();
        move || staff.sign_in(&name, &password, now)
    });
    let (then, carried) = (form.get("then"), form.get("carried"));
    let tried = tried.await.map_err(|_| WebError::Internal)?;
    drop(turn);
    match tried {
        Ok(signed_in) => welcome(&app, signed_in, then, carried),
        Err(SignInFault::Beneath(error)) => {
            tracing::error!(%error, "nobody can sign in");
            Err(WebError::DatabaseAway.into())
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

/// Ends the session, or with `everywhere` all of this person's. A page left open from an earlier session cannot: that
/// it did not is said plainly, and one more tap does it.
pub(in crate::web) async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, PageError> {
    let mut response = Redirect::to("/staff/login").into_response();
    if let Some(member) = visitor.member {
        if form.get("csrf") != member.csrf {
            let fields = form.pairs().iter().filter(|(name, _)| name != "csrf");
            let fields: Vec<_> = fields.cloned().collect();
            let page = ResumePage {
                heading: "还没有退出：刚才那一页是上一次登录时打开的",
                button: "确认退出",
                ..ResumePage::new(&app, "/staff/logout", &member.csrf, &fields)
            };
            return page.reply(StatusCode::FORBIDDEN);
        }
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
        ResumePage::new(app, then, &signed_in.member.csrf, form.pairs()).reply(StatusCode::OK)?
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
