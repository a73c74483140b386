//! Where a page is shown: on the web or at the kiosk. Links of a shared template lead within the same place.

/// A place, and what its links look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A page of the web.
    Web,
    /// The kiosk, in the event with this code (empty for none): no link leads away from it.
    Kiosk(String),
}

impl Place {
    /// The address of a page here.
    pub(super) fn link(&self, url: &str) -> String {
        match self {
            Self::Web => url.to_owned(),
            Self::Kiosk(event) if event.is_empty() => format!("/kiosk{url}"),
            Self::Kiosk(event) if url.contains('?') => format!("/kiosk{url}&event={event}"),
            Self::Kiosk(event) => format!("/kiosk{url}?event={event}"),
        }
    }

    /// Where to begin again from here.
    pub(super) fn start(&self) -> String {
        match self {
            Self::Web => "/".to_owned(),
            Self::Kiosk(_) => self.link(""),
        }
    }

    /// Whether links may lead to law pages and telephones.
    pub(super) fn on_web(&self) -> bool {
        *self == Self::Web
    }
}
