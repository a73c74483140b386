//! Counting what people ask about, and nothing about the people. Receives ids and outcomes, never a
//! question; time is given by [`clock`], the one place that reads it.

mod cell;
pub mod clock;
mod event;
mod forwarder;
mod housekeeping;
mod period;
mod recorder;
mod switch;

pub use cell::{Action, Asked, Channel, HourCell, TermCell};
pub use event::{Event, EventBook, EventFault};
pub use forwarder::Forwarder;
pub use housekeeping::{fold_old_hours, keep_house};
pub use period::{Period, PeriodError, day_number, month_number};
pub use recorder::Recorder;
pub use switch::{SwitchBoard, SwitchFault};
