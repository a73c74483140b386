//! What the office plans its outreach with: the counts, in a closed set of views, under the rule of small numbers. True
//! counts never leave this module: pages, exports, the brief and the command line all show the numbers released here.

#[cfg(test)]
mod attack;
mod brief;
mod builder;
mod catalog;
mod dashboard;
mod export;
mod figure;
mod ledger;
mod release;
mod scope;
mod settle;
mod table;
mod tally;
mod view;

pub use brief::{Brief, Leaflet};
pub use catalog::Catalog;
pub use dashboard::{Dashboard, MonthMark};
pub use export::{ExportError, to_csv, to_text, to_xlsx};
pub use figure::Figure;
pub use scope::Scope;
pub use table::{Cell, Chart, NOTHING, Table};
pub use view::View;
