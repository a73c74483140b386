//! schema.org `Legislation` as JSON-LD: what the page of a law or article says of itself to machines.

use serde_json::{Value, json};

use crate::corpus::{ArticleNo, Law};

/// A law and its articles.
pub(super) fn of_law(law: &Law, public_url: &str) -> String {
    let parts = law.articles.iter().map(|a| {
        json!({
            "@type": "Legislation",
            "@id": format!("{public_url}/law/{}/{}", law.id, a.no),
            "name": a.no.label(),
        })
    });
    let mut data = described(law, public_url);
    data["@context"] = json!("https://schema.org");
    data["hasPart"] = Value::Array(parts.collect());
    in_page(&data)
}

/// An article, part of its law.
pub(super) fn of_article(law: &Law, no: ArticleNo, text: &str, public_url: &str) -> String {
    let url = format!("{public_url}/law/{}/{no}", law.id);
    in_page(&json!({
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": law.label(no),
        "inLanguage": "zh-CN",
        "text": text,
        "isPartOf": described(law, public_url),
    }))
}

fn described(law: &Law, public_url: &str) -> Value {
    let url = format!("{public_url}/law/{}", law.id);
    let mut data = json!({
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": law.title,
        "legislationIdentifier": law.id.0,
        "inLanguage": "zh-CN",
        "legislationJurisdiction": "中华人民共和国",
    });
    if let Some(kind) = &law.kind {
        data["legislationType"] = json!(kind);
    }
    // Only where the day is verified is it said that the text is in force.
    if let Some(day) = law.in_force {
        data["legislationDateOfApplicability"] = json!(day.to_string());
        data["legislationLegalForce"] = json!("https://schema.org/InForce");
    }
    data
}

/// As text inside an element: no sign of it can end the element.
fn in_page(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
