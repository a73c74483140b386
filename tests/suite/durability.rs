//! Counts of the program as it runs: exact under load, over both databases and with two processes on one file; sound and
//! almost whole after it was killed. Short here; `scripts/soak` runs the long form.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use petition_guide::store::{Place, Store};

use crate::app::cells;
use crate::program::Service;
use crate::server::Server;

/// How much of something, from the environment in the long form.
fn amount(name: &str, short: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(short)
}

fn asked(place: &Place) -> u64 {
    let cells = cells(place);
    cells
        .iter()
        .filter(|(k, _)| k[5] == "asked")
        .map(|(_, n)| n)
        .sum()
}

/// Sends so many questions over 64 connections, shared out over the services.
fn load(services: &[&Service], requests: u64) {
    std::thread::scope(|scope| {
        for n in 0..64u64 {
            let service = services[n as usize % services.len()];
            let share = requests / 64 + u64::from(n < requests % 64);
            scope.spawn(move || {
                let mut connection = service.connect();
                for _ in 0..share {
                    assert!(connection.ask(), "a question was not answered");
                }
            });
        }
    });
}

fn end(mut service: Service) {
    service.signal("-TERM");
    assert!(service.child.wait().expect("it ends").success());
}

#[test]
fn counts_over_64_connections_are_exact_on_either_database() {
    let requests = amount("SOAK_REQUESTS", 3_200);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let service = Service::start(dir.path(), &[]);
    load(&[&service], requests);
    end(service);
    assert_eq!(
        asked(&Place::Sqlite(dir.path().join("counts.db"))),
        requests
    );
    let Some(server) = Server::start() else {
        return;
    };
    let place = server.place();
    let Place::Postgres(url) = &place else {
        return;
    };
    let service = Service::start(dir.path(), &["--database", url]);
    load(&[&service], requests);
    end(service);
    assert_eq!(asked(&place), requests);
}

#[test]
fn two_processes_on_one_file_count_exactly() {
    let requests = amount("SOAK_REQUESTS", 1_280);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (one, other) = (
        Service::start(dir.path(), &[]),
        Service::start(dir.path(), &[]),
    );
    load(&[&one, &other], requests);
    end(one);
    end(other);
    assert_eq!(
        asked(&Place::Sqlite(dir.path().join("counts.db"))),
        requests
    );
}

#[test]
fn a_killed_service_loses_at_most_a_second_and_leaves_a_sound_file() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let place = Place::Sqlite(dir.path().join("counts.db"));
    for round in 0..amount("SOAK_KILLS", 3) {
        let before = asked(&place);
        let service = Service::start(dir.path(), &[]);
        let (answered, sent) = (AtomicU64::new(0), AtomicU64::new(0));
        let mut on_time = 0;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut connection = service.connect();
                    loop {
                        sent.fetch_add(1, Ordering::SeqCst);
                        if !connection.ask() {
                            return;
                        }
                        answered.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            // Killed at another moment of the writer's round each time; what was answered a second before must be kept.
            let begun = Instant::now();
            let killed = Duration::from_millis(1_300 + round * 37 % 400);
            while begun.elapsed() < killed {
                if begun.elapsed() + Duration::from_secs(1) < killed {
                    on_time = answered.load(Ordering::SeqCst);
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            service.signal("-KILL");
        });
        drop(service);
        Store::check(&place).expect("a sound file");
        let kept = asked(&place) - before;
        let (answered, sent) = (answered.into_inner(), sent.into_inner());
        assert!(
            kept >= on_time && kept <= sent,
            "round {round}: {kept} kept of {answered}, {on_time} of them a second before"
        );
        assert!(on_time > 0, "no load");
    }
}
