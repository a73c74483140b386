//! The results of the desk as a page shows them: hits with marks, counts to narrow by, what else may be meant.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::provision_view::ProvisionView;
use crate::answer::EntryLink;
use crate::corpus::Shelf;
use crate::desk::{DeskRequest, Found, Hit, Sort};
use crate::search::Snippet;
use crate::snapshot::Snapshot;

/// Laws offered to narrow by.
const MOST_LAWS: usize = 12;

/// What was found, ready to show.
pub(super) struct Results {
    pub(super) understood: String,
    pub(super) total: usize,
    /// Another search that may be meant: its words and its address.
    pub(super) meant: Option<(String, String)>,
    /// Address of the search as it was typed, where it was mended.
    pub(super) as_typed: String,
    /// The article that a number names, whole.
    pub(super) named: Option<ProvisionView>,
    pub(super) hits: Vec<HitView>,
    pub(super) guide: Vec<EntryLink>,
    pub(super) shelves: Vec<Choice>,
    pub(super) laws: Vec<Choice>,
    pub(super) chapters: Vec<Choice>,
    pub(super) sorts: Vec<Choice>,
    /// Addresses of the pages before and after; empty for none.
    pub(super) previous: String,
    pub(super) next: String,
}

/// A hit on the page.
pub(super) struct HitView {
    pub(super) id: String,
    pub(super) label: String,
    /// Its page, with the words to mark there: behind `#:~:text=`, where no server sees them.
    pub(super) url: String,
    /// Stretches of the snippet, and whether they are marked.
    pub(super) pieces: Vec<(String, bool)>,
}

/// One way to narrow or order the results.
pub(super) struct Choice {
    pub(super) label: String,
    /// How many hits it holds; none for an order.
    pub(super) count: Option<usize>,
    pub(super) url: String,
    pub(super) chosen: bool,
}

impl Results {
    pub(super) fn new(snapshot: &Snapshot, request: &DeskRequest, found: Found) -> Self {
        let shown = found.hits.len();
        let mended = found.mended;
        let meant = found.did_you_mean.clone().filter(|_| !mended).map(|words| {
            let other = DeskRequest {
                text: words.clone(),
                ..request.clone()
            };
            (words, address(&other))
        });
        let as_typed = DeskRequest {
            as_typed: true,
            ..request.clone()
        };
        let page = |offset| {
            address(&DeskRequest {
                offset,
                ..request.clone()
            })
        };
        let more = request.offset + shown < found.total && shown > 0;
        Self {
            meant,
            as_typed: if found.mended {
                address(&as_typed)
            } else {
                String::new()
            },
            named: whole_article(snapshot, request, &found),
            shelves: shelves(request, found.facets.core, found.facets.related),
            laws: laws(request, &found.facets),
            chapters: chapters(request, &found.facets),
            sorts: sorts(request),
            previous: match request.offset {
                0 => String::new(),
                offset => page(offset.saturating_sub(request.limit)),
            },
            next: if more {
                page(request.offset + request.limit)
            } else {
                String::new()
            },
            understood: found.understood,
            total: found.total,
            guide: found.guide,
            hits: found.hits.iter().map(HitView::new).collect(),
        }
    }
}

impl HitView {
    fn new(hit: &Hit) -> Self {
        let chars: Vec<char> = hit.snippet.text.chars().collect();
        let longest = hit.snippet.highlights.iter().max_by_key(|(a, b)| b - a);
        let marked = longest.map(|(a, b)| chars[*a..*b].iter().collect::<String>());
        let fragment = marked.map_or_else(String::new, |words| {
            let hash = if hit.url.contains('#') { "" } else { "#" };
            format!("{hash}:~:text={}", encoded(&words))
        });
        Self {
            id: hit.id.to_string(),
            label: match hit.pinpoint {
                Some(p) => format!("{}{p}", hit.label),
                None => hit.label.clone(),
            },
            url: format!("{}{fragment}", hit.url),
            pieces: pieces(&hit.snippet),
        }
    }
}

/// The article of the first hit, when a number names it and little else is asked.
fn whole_article(
    snapshot: &Snapshot,
    request: &DeskRequest,
    found: &Found,
) -> Option<ProvisionView> {
    let named = &found.named;
    let provision = named
        .provisions
        .first()
        .filter(|_| named.whole && request.offset == 0)?;
    let law = &snapshot.corpus.laws[provision.law];
    let article = &law.articles[provision.article];
    let view = ProvisionView::new(law, article, named.pinpoint);
    let first = found
        .hits
        .first()
        .is_some_and(|h| h.id.to_string() == view.id);
    first.then_some(view)
}

fn shelves(request: &DeskRequest, core: usize, related: usize) -> Vec<Choice> {
    let rows = [
        ("全部", None, core + related),
        ("条例和宪法", Some(Shelf::Core), core),
        ("相关法律", Some(Shelf::Related), related),
    ];
    let choice = |(label, shelf, count): (&str, Option<Shelf>, usize)| Choice {
        label: label.to_owned(),
        count: Some(count),
        url: address(&DeskRequest {
            shelf,
            offset: 0,
            ..request.clone()
        }),
        chosen: request.shelf == shelf,
    };
    rows.into_iter().map(choice).collect()
}

fn laws(request: &DeskRequest, facets: &crate::desk::Facets) -> Vec<Choice> {
    let narrowed = |law: Option<String>| {
        address(&DeskRequest {
            law,
            chapter: None,
            offset: 0,
            ..request.clone()
        })
    };
    let mut rows = Vec::new();
    if request.law.is_some() {
        rows.push(Choice {
            label: "各部法律".to_owned(),
            count: Some(facets.laws.iter().map(|l| l.count).sum()),
            url: narrowed(None),
            chosen: false,
        });
    }
    let chosen = |id: &str| request.law.as_deref() == Some(id);
    let counted = facets.laws.iter().enumerate();
    let counted = counted.filter(|(i, l)| *i < MOST_LAWS || chosen(&l.id));
    rows.extend(counted.map(|(_, l)| Choice {
        label: format!("《{}》", l.name),
        count: Some(l.count),
        url: narrowed(Some(l.id.clone())),
        chosen: chosen(&l.id),
    }));
    rows
}

fn chapters(request: &DeskRequest, facets: &crate::desk::Facets) -> Vec<Choice> {
    let rows = facets.chapters.iter().map(|c| Choice {
        label: c.title.clone(),
        count: Some(c.count),
        url: address(&DeskRequest {
            // A second tap lets go of it.
            chapter: (request.chapter != Some(c.no)).then_some(c.no),
            offset: 0,
            ..request.clone()
        }),
        chosen: request.chapter == Some(c.no),
    });
    rows.collect()
}

fn sorts(request: &DeskRequest) -> Vec<Choice> {
    let rows = [("最相关的在前", Sort::Relevance), ("按条号", Sort::Number)];
    let choice = |(label, sort): (&str, Sort)| Choice {
        label: label.to_owned(),
        count: None,
        url: address(&DeskRequest {
            sort,
            offset: 0,
            ..request.clone()
        }),
        chosen: request.sort == sort,
    };
    rows.into_iter().map(choice).collect()
}

/// The address of a search.
fn address(request: &DeskRequest) -> String {
    let mut address = format!("/search?q={}", encoded(&request.text));
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            address.push_str(&format!("&{name}={}", encoded(value)));
        }
    };
    add("law", request.law.as_deref().unwrap_or_default());
    add(
        "shelf",
        match request.shelf {
            None => "",
            Some(Shelf::Core) => "core",
            Some(Shelf::Related) => "related",
        },
    );
    add(
        "chapter",
        &request.chapter.map_or_else(String::new, |c| c.to_string()),
    );
    add(
        "sort",
        if request.sort == Sort::Number {
            "number"
        } else {
            ""
        },
    );
    add("as_typed", if request.as_typed { "1" } else { "" });
    if request.limit != 10 {
        add("limit", &request.limit.to_string());
    }
    if request.offset > 0 {
        add("offset", &request.offset.to_string());
    }
    address
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Cuts a snippet at the edges of its marks.
fn pieces(snippet: &Snippet) -> Vec<(String, bool)> {
    let chars: Vec<char> = snippet.text.chars().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    for &(start, end) in &snippet.highlights {
        out.push((chars[at..start].iter().collect(), false));
        out.push((chars[start..end].iter().collect(), true));
        at = end;
    }
    out.push((chars[at..].iter().collect(), false));
    out
}
