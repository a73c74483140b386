//! A door as a page shows it: beside name and number what to bring, what it is not for, which time limits
//! run there in the words of the law, and why this door.

use crate::answer::DoorView;
use crate::corpus::{ArticleRef, Citation, Corpus};

/// A door on a page.
pub(super) struct DoorDetail {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) note: String,
    pub(super) not_for: String,
    /// What to bring, in one line.
    pub(super) bring: String,
    pub(super) limits: Vec<LimitView>,
    pub(super) basis: Vec<BasisView>,
}

/// A time limit in the words of the law.
pub(super) struct LimitView {
    /// Verbatim.
    pub(super) quote: String,
    /// For what it holds, where not for all.
    pub(super) condition: String,
    pub(super) basis: BasisView,
}

/// An article by its label, with the address of its page.
pub(super) struct BasisView {
    pub(super) label: String,
    pub(super) url: String,
}

impl DoorDetail {
    /// Fills in what the corpus knows of a door of a reply.
    pub(super) fn new(corpus: &Corpus, view: &DoorView) -> Self {
        let door = corpus.door(&view.id);
        let limits = door.map_or(&[][..], |d| &d.limits);
        let basis = door.map_or(&[][..], |d| &d.basis);
        Self {
            id: view.id.clone(),
            name: view.name.clone(),
            phone: view.phone.clone(),
            note: view.note.clone(),
            not_for: door
                .and_then(|d| d.not_for.clone())
                .map_or_else(String::new, |n| n.trim_end_matches('。').to_owned()),
            bring: door.map_or_else(String::new, |d| d.bring.join("；")),
            limits: limits.iter().filter_map(|id| limit(corpus, id)).collect(),
            basis: basis.iter().filter_map(|c| basis_view(corpus, c)).collect(),
        }
    }

    /// Whether there is more to show than fits the line of the door.
    pub(super) fn has_more(&self) -> bool {
        !self.limits.is_empty() || !self.basis.is_empty() || !self.not_for.is_empty()
    }
}

fn limit(corpus: &Corpus, id: &str) -> Option<LimitView> {
    let limit = corpus.limits.get(id)?;
    Some(LimitView {
        quote: limit.basis.quote.clone().unwrap_or_default(),
        condition: limit.condition.clone().unwrap_or_default(),
        basis: basis_view(corpus, &limit.basis)?,
    })
}

/// The label and address of what a citation names.
pub(super) fn basis_view(corpus: &Corpus, citation: &Citation) -> Option<BasisView> {
    let (law, article) = corpus.article(&citation.article)?;
    let pinpoint = citation
        .pinpoint
        .map_or_else(String::new, |p| p.to_string());
    let reference: &ArticleRef = &citation.article;
    Some(BasisView {
        label: format!("{}{pinpoint}", law.label(article.no)),
        url: format!("/law/{reference}"),
    })
}
