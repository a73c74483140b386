//! `/letter`: a letter to fill in and print in the browser. The page is the same for everyone, has no form that
//! could be sent, and works as a blank sheet without a script.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::door_view::{BasisView, basis_view};
use super::layout::{Layout, canonical};
use crate::corpus::{FieldKind, Letter};
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage {
    layout: Layout,
    kinds: Vec<KindLink>,
    title: String,
    to_hint: String,
    opening: String,
    closing: String,
    fields: Vec<FieldView>,
    leave_out: Vec<String>,
    reminders: Vec<String>,
    basis: Vec<BasisView>,
}

/// A kind of letter to go to.
struct KindLink {
    name: String,
    url: String,
    here: bool,
}

struct FieldView {
    id: String,
    label: String,
    hint: String,
    required: bool,
    /// Paragraphs instead of a line.
    long: bool,
}

/// The first kind of letter.
pub(in crate::web) async fn letter(
    app: State<App>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    letter_of(app, Path(String::new()), size, headers).await
}

/// A letter of this kind.
pub(in crate::web) async fn letter_of(
    State(app): State<App>,
    Path(id): Path<String>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let mut letters = corpus.letters.iter();
    let letter = letters.find(|l| id.is_empty() || l.id == id);
    let letter = letter.ok_or(WebError::NotFound)?;
    let path = if id.is_empty() {
        "/letter".to_owned()
    } else {
        format!("/letter/{id}")
    };
    let kinds = corpus.letters.iter().map(|l| KindLink {
        name: l.name.clone(),
        url: format!("/letter/{}", l.id),
        here: l.id == letter.id,
    });
    let page = LetterPage {
        layout: Layout::new(
            app.settings(),
            &path,
            &format!("写一封信：{}", letter.name),
            "在您自己的屏幕上填好、打印、递交。写的字不发送、不保存。姓名住址、请求、事实、理由怎么写，什么不要写，都在这里。",
        ),
        kinds: kinds.collect(),
        title: letter.title.clone(),
        to_hint: letter.to_hint.clone(),
        opening: letter.opening.clone(),
        closing: letter.closing.clone(),
        fields: fields(letter),
        leave_out: letter.leave_out.clone(),
        reminders: letter.reminders.clone(),
        basis: letter
            .citations
            .iter()
            .filter_map(|c| basis_view(corpus, c))
            .collect(),
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}

fn fields(letter: &Letter) -> Vec<FieldView> {
    let fields = letter.fields.iter().map(|f| FieldView {
        id: f.id.clone(),
        label: f.label.clone(),
        hint: f.hint.clone(),
        required: f.required,
        long: f.kind == FieldKind::Text,
    });
    fields.collect()
}
