//! `/staff/…`: pages for those who are signed in. Kept by nobody, listed by no search engine.

mod audit;
mod brief;
mod chart;
mod events;
mod export;
mod login;
mod overview;
mod scope;
mod switches;

pub(in crate::web) use audit::audit;
pub(in crate::web) use brief::{brief, brief_text};
pub(in crate::web) use events::{change_event, event, events, make_event};
pub(in crate::web) use export::{export_csv, export_xlsx};
pub(in crate::web) use login::{login, sign_in, sign_out};
pub(in crate::web) use overview::overview;
pub(in crate::web) use switches::{switch, switches};
