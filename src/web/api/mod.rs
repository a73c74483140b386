//! JSON, `/api/v1`: the stable contract, and its description made from the very table of its routes.

mod actions;
mod ask;
mod citations;
mod corpus;
mod deadlines;
mod description;
mod errors;
mod laws;
mod references;
mod search;
mod suggest;

pub(crate) use citations::check_reply;
pub(super) use description::routes;
pub(crate) use laws::body as article_body;
pub(crate) use search::reply as search_reply;
