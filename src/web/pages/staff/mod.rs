//! `/staff/…`: pages for those who are signed in. Kept by nobody, listed by no search engine.

mod audit;
mod events;
mod login;
mod overview;

pub(in crate::web) use audit::audit;
pub(in crate::web) use events::{change_event, event, events, make_event};
pub(in crate::web) use login::{login, sign_in, sign_out};
pub(in crate::web) use overview::overview;
