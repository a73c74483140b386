//! Pages, kiosk and JSON over one state. Handlers are three moves: typed input, call the domain, return the
//! page. Knows nothing of tantivy, jieba, SQL or the files of the corpus.

mod api;
mod assets;
mod body;
mod counting;
mod error;
mod headers;
mod log;
mod pages;
mod qr;
mod rate;
mod ready_page;
mod router;
mod serve;
mod site;
mod state;
mod textsize;
mod visitor;

pub use router::router;
pub use serve::{ServeError, serve};
pub use site::Site;
pub use state::{App, Settings};

pub(crate) use api::{article_body, check_reply, search_reply};
