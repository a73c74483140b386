//! One integration binary: see README.md beside this file.

mod app;
mod architecture;
mod ask;
mod bad_input;
mod command_line;
mod corpus;
mod counting;
mod index;
mod kiosk;
mod laws;
mod pages;
mod privacy;
mod relevance;
mod search;
