//! One integration binary: see README.md beside this file.

// Tests share items between files of one binary, and say with `expect` what must be so.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic
)]

mod app;
mod architecture;
mod ask;
mod bad_input;
mod citations;
mod command_line;
mod conversation;
mod corpus;
mod counting;
mod deadlines;
mod dialogues;
mod distortion;
mod durability;
mod index;
mod kiosk;
mod laws;
mod letter;
mod lexicon;
mod matters;
mod outreach;
mod pages;
mod privacy;
mod program;
mod reading;
mod relevance;
mod search;
mod server;
mod staff;
mod start;
mod stores;
mod suggest;
