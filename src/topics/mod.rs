//! Counting what people ask about, and nothing about the people. Receives ids and outcomes, never a
//! question; time is given by [`clock`], the one place that reads it.

mod cell;
pub mod clock;
mod event;
mod period;
mod recorder;
mod view;

pub use cell::{Action, Asked, Channel, HourCell, TermCell};
pub use event::{Event, EventBook, EventFault};
pub use period::{Period, PeriodError};
pub use recorder::Recorder;
pub use view::{Row, Shown, View};
