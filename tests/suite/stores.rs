//! Both databases: what holds of one holds of the other, and a server that goes away takes no count along.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use petition_guide::config::Config;
use petition_guide::staff::{Role, Staff};
use petition_guide::store::{
    AuditRow, CellRow, CountBatch, EventRow, HourRow, Place, Store, StoreError, SwitchRow, TermRow,
};
use petition_guide::topics::{Forwarder, Recorder};

use crate::app::{TestApp, cells};
use crate::program::Service;
use crate::server::Server;

/// Does something with a fresh SQLite file and a fresh server.
fn on_both(act: impl Fn(&Place)) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    act(&Place::Sqlite(dir.path().join("counts.db")));
    if let Some(server) = Server::start() {
        act(&server.place());
    }
}

fn cell(day: i64, entry: &str) -> CellRow {
    CellRow {
        when: day,
        channel: "web".into(),
        event: "".into(),
        topic: "fucha-fuhe".into(),
        entry: entry.into(),
        outcome: "answered".into(),
        action: "asked".into(),
    }
}

fn batch(day: i64, n: i64) -> CountBatch {
    let hour = |hour| HourRow {
        day,
        hour,
        channel: "web".into(),
        event: "".into(),
    };
    let term = TermRow {
        day,
        event: "".into(),
        term: "养老金".into(),
    };
    CountBatch {
        cells: vec![(cell(day, "a"), n), (cell(day, "b"), 1)],
        hours: vec![(hour(9), n), (hour(15), 1)],
        terms: vec![(term, n)],
    }
}

fn total(store: &mut Store) -> u64 {
    let cells = store.cells(0, i64::MAX).expect("cells");
    cells.iter().map(|(_, n)| n).sum()
}

#[test]
fn counts_add_up_and_a_batch_of_one_id_is_added_once() {
    on_both(|place| {
        let mut store = Store::open(place).expect("a database");
        store.add(batch(20_261_123, 7)).expect("added");
        store.add(batch(20_261_124, 5)).expect("added");
        assert!(store.add_once("x", 1, batch(20_261_124, 3)).expect("added"));
        let mut again = Store::open(place).expect("another connection");
        assert!(!again.add_once("x", 2, batch(20_261_124, 3)).expect("known"));
        let months = store.months(202_611, 202_611).expect("months");
        let of = |entry: &str| {
            months
                .iter()
                .find(|(c, _)| &*c.entry == entry)
                .map(|(_, n)| *n)
        };
        assert_eq!((of("a"), of("b")), (Some(15), Some(3)), "{place}");
        assert_eq!(total(&mut store), 18);
        assert_eq!(store.terms(20_261_124, 20_261_124).expect("terms")[0].1, 8);
    });
}

#[test]
fn old_counts_go_by_whole_months_and_old_hours_into_their_day() {
    on_both(|place| {
        let mut store = Store::open(place).expect("a database");
        for day in [20_240_731, 20_260_801, 20_261_123] {
            store.add(batch(day, 7)).expect("added");
        }
        store.prune(202_608).expect("pruned");
        assert_eq!(total(&mut store), 16);
        assert_eq!(store.months(0, i64::MAX).expect("months").len(), 4);
        assert_eq!(store.fold_hours(20_261_101).expect("folded"), 2);
        // Folding again, and folding what came later, adds nothing twice.
        store.fold_hours(20_261_101).expect("folded");
        let mut hours = store.hours(0, i64::MAX).expect("hours");
        hours.sort();
        let hours: Vec<(i64, i64, u64)> = hours.iter().map(|(h, n)| (h.day, h.hour, *n)).collect();
        let expected = [(20_260_801, 24, 8), (20_261_123, 9, 7), (20_261_123, 15, 1)];
        assert_eq!(hours, expected, "{place}");
    });
}

fn fill(store: &mut Store) {
    store.add(batch(20_261_123, 7)).expect("added");
    let event = EventRow {
        code: "xianfa-2026".to_owned(),
        name: "国家宪法日".to_owned(),
        place: "广场".to_owned(),
        first: "2026-12-01".to_owned(),
        last: "2026-12-07".to_owned(),
    };
    assert!(store.add_event(&event).expect("added"));
    assert!(!store.add_event(&event).expect("known"));
    let off = |reason: &str| SwitchRow {
        channel: "kiosk".to_owned(),
        reason: reason.to_owned(),
        since: 1,
    };
    store.switch_off(&off("检修")).expect("off");
    store
        .switch_off(&off("换屏"))
        .expect("off for another reason");
    let row = AuditRow {
        at: 1,
        name: "甲".to_owned(),
        action: "event".to_owned(),
        detail: "新建".to_owned(),
    };
    store.add_audit(&row).expect("added");
}

#[test]
fn one_database_is_copied_into_the_other_and_back_and_both_agree() {
    let Some(server) = Server::start() else {
        return;
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str| Place::Sqlite(dir.path().join(name));
    let mut first = Store::open(&file("first.db")).expect("a database");
    fill(&mut first);
    Staff::new(file("first.db"))
        .add(
            "甲",
            Role::Admin,
            "一个很长的密码 2026",
            "测试",
            "2026-11-23",
            0,
        )
        .expect("an account");
    let mut there = Store::open(&server.place()).expect("the server");
    let copied = first.copy_into(&mut there).expect("a copy");
    assert_eq!(
        (copied.total, copied.events, copied.accounts, copied.audit),
        (8, 1, 1, 2)
    );
    let full = first.copy_into(&mut there);
    assert!(
        matches!(full, Err(StoreError::Exists(_))),
        "nothing is added twice"
    );
    let mut back = Store::open(&file("back.db")).expect("a database");
    there.copy_into(&mut back).expect("a copy");
    assert_eq!(
        back.everything().expect("all"),
        first.everything().expect("all")
    );
    assert_eq!(back.switches().expect("switches")[0].reason, "换屏");
    assert_eq!(
        back.audit(10, 0).expect("the log"),
        first.audit(10, 0).expect("the log")
    );
    // Names go on being found after the copy, and new ones get numbers of their own.
    back.add(batch(20_261_125, 5)).expect("added");
    there.add(batch(20_261_125, 5)).expect("added");
    assert_eq!(total(&mut back), 14);
    assert_eq!(total(&mut there), 14);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_and_see_counts_over_either() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let server = tokio::task::spawn_blocking(Server::start)
        .await
        .expect("a server");
    let places = [
        Some(Place::Sqlite(dir.path().join("counts.db"))),
        server.as_ref().map(Server::place),
    ];
    for place in places.into_iter().flatten() {
        let over = place.clone();
        let app = tokio::task::spawn_blocking(move || {
            Staff::new(over.clone())
                .add(
                    "甲",
                    Role::Admin,
                    "一个很长的密码 2026",
                    "测试",
                    "2026-11-23",
                    0,
                )
                .expect("an account");
            TestApp::with_staff(over, &Config::default())
        });
        let app = app.await.expect("an app");
        for _ in 0..6 {
            assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
        }
        let recorder = app.recorder.clone().expect("a recorder");
        tokio::task::spawn_blocking(move || recorder.stop())
            .await
            .expect("it stops");
        let fields = [("name", "甲"), ("password", "一个很长的密码 2026")];
        let welcome = app.form("/staff/login", &fields).await;
        let cookie = crate::staff::cookie(&welcome);
        let page = crate::staff::get(&app, "/staff", &cookie).await;
        assert!(page.text().contains("至少 6 人次"), "{place}");
        let out = app;
        tokio::task::spawn_blocking(move || drop(out))
            .await
            .expect("closed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_wait_while_the_server_is_away_and_are_added_once_when_it_is_back() {
    let Some(server) = tokio::task::spawn_blocking(Server::start)
        .await
        .expect("a server")
    else {
        return;
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let spool = Place::Sqlite(dir.path().join("spool.db"));
    let place = server.place();
    let forwarder = {
        let (spool, place) = (spool.clone(), place.clone());
        tokio::task::spawn_blocking(move || Forwarder::start(spool, place)).await
    };
    let forwarder = forwarder.expect("it starts").expect("the server is there");
    let app = TestApp::counting(spool.clone());
    let mut sent = 0;
    for round in 0..3 {
        for away in [false, true] {
            let switch = &server;
            if away {
                tokio::task::block_in_place(|| switch.halt());
            } else if round > 0 {
                tokio::task::block_in_place(|| switch.resume());
            }
            let until = Instant::now() + Duration::from_millis(700);
            while Instant::now() < until {
                let begun = Instant::now();
                assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
                assert!(
                    begun.elapsed() < Duration::from_millis(500),
                    "an answer waited"
                );
                sent += 1;
            }
        }
    }
    tokio::task::block_in_place(|| {
        server.resume();
        app.recorder.as_ref().expect("a recorder").stop();
        forwarder.stop();
    });
    let arrived = tokio::task::block_in_place(|| {
        let rows = cells(&place);
        rows.iter()
            .filter(|(k, _)| k[5] == "asked")
            .map(|(_, n)| n)
            .sum::<u64>()
    });
    let waiting: u64 = cells(&spool).iter().map(|(_, n)| n).sum();
    assert_eq!((arrived, waiting), (sent, 0));
}

#[test]
fn a_service_that_starts_without_its_server_knows_the_events_and_switches_of_before() {
    let Some(server) = Server::start() else {
        return;
    };
    let place = server.place();
    let Place::Postgres(address) = place.clone() else {
        unreachable!("a server has an address");
    };
    let mut store = Store::open(&place).expect("a database");
    let event = EventRow {
        code: "ganji".into(),
        name: "赶集宣讲".into(),
        place: "县城".into(),
        first: "2026-01-01".into(),
        last: "2026-12-31".into(),
    };
    assert!(store.add_event(&event).expect("an event"));
    let off = SwitchRow {
        channel: "kiosk".into(),
        reason: "停电检修".into(),
        since: 1,
    };
    store.switch_off(&off).expect("a switch");
    drop(store);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let over_server = ["--database", address.as_str()];
    let end = |mut service: Service| {
        service.signal("-TERM");
        assert!(service.child.wait().expect("it ends").success());
    };
    // The first run takes what it needs along.
    end(Service::start(dir.path(), &over_server));
    server.halt();
    let service = Service::start(dir.path(), &over_server);
    let kiosk = service.request("GET /kiosk HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(kiosk.contains("停电检修"), "{kiosk}");
    let body = r#"{"question": "复查期限是多久", "event": "ganji"}"#;
    service.request(&format!(
        "POST /api/v1/ask HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    end(service);
    server.resume();
    // What waited goes to the server with the next run, its event beside it.
    end(Service::start(dir.path(), &over_server));
    let arrived: Vec<String> = cells(&place)
        .into_iter()
        .map(|(k, _)| k[1].clone())
        .collect();
    assert_eq!(arrived, ["ganji"]);
}

#[test]
fn a_batch_whose_confirmation_was_lost_is_sent_again_under_its_id() {
    on_both(|place| {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut spool = Store::open(&Place::Sqlite(dir.path().join("spool.db"))).expect("a spool");
        spool.add(batch(20_261_123, 7)).expect("added");
        let sealed = spool.seal().expect("the spool").expect("something to send");
        let mut server = Store::open(place).expect("a database");
        server.add_once(&sealed.id, 1, sealed.batch).expect("added");
        // The confirmation never came: more is counted, the program starts anew, and sends again.
        spool.add(batch(20_261_123, 2)).expect("added");
        drop(spool);
        let mut spool = Store::open(&Place::Sqlite(dir.path().join("spool.db"))).expect("a spool");
        while let Some(sealed) = spool.seal().expect("the spool") {
            server.add_once(&sealed.id, 1, sealed.batch).expect("added");
            spool.unseal(&sealed.id).expect("taken out");
        }
        assert_eq!(total(&mut server), 11, "{place}");
        assert_eq!(total(&mut spool), 0);
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused_by_either() {
    let Some(server) = Server::start() else {
        return;
    };
    Store::open(&server.place()).expect("a database");
    let Place::Postgres(url) = server.place() else {
        return;
    };
    let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("a connection");
    client
        .batch_execute("UPDATE schema_version SET version = 99")
        .expect("a newer version");
    let refused = Store::open(&server.place()).err();
    assert!(matches!(refused, Some(StoreError::Newer { found: 99, .. })));
    assert!(Recorder::start(server.place()).is_err());
}

#[test]
fn a_file_of_the_first_version_keeps_its_counts() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("old.db");
    let old = rusqlite::Connection::open(&file).expect("a file");
    old.execute_batch(include_str!("../fixtures/version-2.sql"))
        .expect("the schema of before");
    drop(old);
    let mut store = Store::open(&Place::from(file)).expect("brought up to date");
    let months = store.months(202_611, 202_612).expect("months");
    assert_eq!(
        months.iter().map(|(c, n)| (c.when, *n)).collect::<Vec<_>>(),
        [(202_611, 9), (202_612, 3)]
    );
    let cells = store.cells(20_261_122, 20_261_122).expect("cells");
    assert_eq!((&*cells[0].0.entry, cells[0].1), ("fucha-shenqing", 4));
    assert_eq!(store.hours(0, i64::MAX).expect("hours")[0].0.hour, 9);
    assert_eq!(
        &*store.terms(0, i64::MAX).expect("terms")[0].0.term,
        "养老金"
    );
}
