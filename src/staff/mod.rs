//! Who of the office may see and change what: accounts, signing in, sessions, and the log of what was done. Times are
//! arguments, in seconds since 1970. Knows nothing of pages or cookies.

mod attempts;
mod deed;
mod password;
mod role;
mod service;
mod session;

pub use deed::Deed;
pub use password::PasswordFault;
pub use role::Role;
pub use service::{AccountFault, SignInFault, SignedIn, Staff, StaffError};
pub use session::{ABSOLUTE_SECONDS, IDLE_SECONDS, Member};
