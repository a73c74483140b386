//! `/sitemap.xml` and `/robots.txt`: what search engines may list.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::web::headers::Cache;
use crate::web::state::App;

/// Most addresses of one sitemap (sitemaps.org); of a larger corpus the laws come before their articles.
const MOST: usize = 50_000;

/// All pages that are the same for everyone.
pub(in crate::web) async fn sitemap(State(app): State<App>) -> Response {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let fixed = [
        "/",
        "/matters",
        "/doors",
        "/start",
        "/deadlines",
        "/letter",
        "/search",
        "/check",
        "/about",
    ];
    let entries = corpus.entries.iter().map(|e| format!("/q/{}", e.id));
    let laws = corpus.laws.iter().map(|l| format!("/law/{}", l.id));
    let articles = corpus.laws.iter().flat_map(|l| {
        l.articles
            .iter()
            .map(move |a| format!("/law/{}/{}", l.id, a.no))
    });
    let paths = fixed
        .into_iter()
        .map(str::to_owned)
        .chain(entries)
        .chain(laws)
        .chain(articles);
    let public_url = &app.settings().public_url;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for path in paths.take(MOST) {
        // Ids are ASCII slugs; only the configured address may hold a sign of XML.
        let address = format!("{public_url}{path}")
            .replace('&', "&amp;")
            .replace('<', "&lt;");
        xml.push_str(&format!("<url><loc>{address}</loc></url>\n"));
    }
    xml.push_str("</urlset>\n");
    shared("application/xml; charset=utf-8", xml)
}

/// Searches hold words and are not for listing.
pub(in crate::web) async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /search?\nDisallow: /compare\nDisallow: /kiosk\nDisallow: /staff\nDisallow: /api/\n\
        Sitemap: {}/sitemap.xml\n",
        app.settings().public_url
    );
    shared("text/plain; charset=utf-8", text)
}

fn shared(kind: &'static str, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.parse()),
        (header::CACHE_CONTROL, Ok(Cache::Shared.value())),
    ];
    let mut response = body.into_response();
    for (name, value) in headers {
        response.headers_mut().extend(value.ok().map(|v| (name, v)));
    }
    response
}
