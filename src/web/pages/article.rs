//! `/law/{law}/{article}`: one article, its place, its neighbours, and the answers that rest on it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::law::LawFacts;
use super::layout::{Layout, canonical};
use super::legislation;
use super::reading::ReadingArticle;
use crate::answer::EntryLink;
use crate::corpus::{ArticleNo, ArticleRef, Law};
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    layout: Layout,
    facts: LawFacts,
    headings: Vec<String>,
    provision: ReadingArticle,
    /// Whole address of the page, for copying.
    address: String,
    json_ld: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    /// Articles that name this one.
    named_by: Vec<Neighbour>,
    cited_by: Vec<EntryLink>,
}

struct Neighbour {
    label: String,
    url: String,
}

/// An article.
pub(in crate::web) async fn article(
    State(app): State<App>,
    Path((id, no)): Path<(String, String)>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let law = corpus.law(&id).ok_or(WebError::UnknownLaw)?;
    let no: ArticleNo = no.parse().map_err(|()| WebError::UnknownArticle)?;
    let position = law.position(no).ok_or(WebError::UnknownArticle)?;
    let article = &law.articles[position];
    let label = law.label(no);
    let layout = Layout::new(
        app.settings(),
        &format!("/law/{id}/{no}"),
        &label,
        &article.text.replace('\n', ""),
    );
    let id = ArticleRef {
        law: law.id.clone(),
        no,
    };
    let public_url = &app.settings().public_url;
    let naming = site.snapshot.cross_references().naming(&id);
    let page = ArticlePage {
        layout,
        address: format!("{public_url}/law/{id}"),
        json_ld: legislation::of_article(law, no, &article.text, public_url),
        facts: LawFacts::new(law),
        headings: law
            .headings_of(position)
            .into_iter()
            .map(|h| h.text.clone())
            .collect(),
        provision: ReadingArticle::new(&site.snapshot, law, article, ""),
        previous: position.checked_sub(1).map(|i| neighbour(law, i)),
        next: (position + 1 < law.articles.len()).then(|| neighbour(law, position + 1)),
        named_by: naming
            .iter()
            .filter_map(|a| {
                Some(Neighbour {
                    label: corpus.law(&a.law.0)?.label(a.no),
                    url: format!("/law/{a}"),
                })
            })
            .collect(),
        cited_by: EntryLink::resting_on(corpus, &id),
    }
    .render()
    .map_err(|_| WebError::Internal)?;
    Ok(canonical(page.into(), size, &site.etag, &headers))
}

fn neighbour(law: &Law, position: usize) -> Neighbour {
    let no = law.articles[position].no;
    Neighbour {
        label: no.label(),
        url: format!("/law/{}/{no}", law.id),
    }
}
