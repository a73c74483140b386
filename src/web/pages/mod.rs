//! Pages, each with a handler, a page struct and a template of one name.

mod about;
mod answer;
mod answer_view;
mod article;
mod conversation;
mod deadlines;
pub(super) mod desk;
mod door_view;
mod doors;
mod entry;
mod error;
mod health;
mod home;
mod kiosk;
mod law;
mod layout;
mod matter;
mod place;
mod provision_view;
mod screen;
mod search;

pub(super) use about::about;
pub(super) use answer::{ask, to_home};
pub(super) use article::article;
pub(super) use deadlines::{deadlines, reckon_deadlines};
pub(super) use doors::doors;
pub(super) use entry::{entry, entry_page, scanned};
pub(super) use error::error_page;
pub(super) use health::{healthz, readyz};
pub(super) use home::{home, home_page};
pub(super) use kiosk::{kiosk, kiosk_entry};
pub(super) use law::law;
pub(super) use matter::{at_stage, kiosk_at_stage, kiosk_matter, matter, matters};
pub(super) use screen::{kiosk_screen, screen};
pub(super) use search::search;
