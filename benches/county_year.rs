//! A county's busy year: 20,000 questions a day over 200 entries, six channels and twelve events. How large the database
//! gets, and how long its year takes to show. `cargo bench --bench county_year`; about a minute.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)]

use std::path::Path;
use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use petition_guide::outreach::{Catalog, Dashboard, Scope, to_csv};
use petition_guide::snapshot::load_corpus;
use petition_guide::store::{CellRow, CountBatch, EventRow, HourRow, Place, Store};
use petition_guide::topics::{EventBook, Period, day_number, fold_old_hours};

const CHANNELS: [&str; 6] = ["web", "kiosk", "assisted", "wechat", "api", "cli"];
const ENTRIES: usize = 200;
/// 16 or 17 a cell and day: 20,000 in all.
const A_DAY: i64 = 20_000;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let place = Place::Sqlite(file.clone());
    let corpus = load_corpus(None).expect("the corpus");
    let mut store = Store::open(&place).expect("a database");
    for month in 1..=12 {
        let first = date(2026, month, 1);
        let event = EventRow {
            code: format!("huodong-{month}"),
            name: format!("{month}月宣讲"),
            place: "县城".to_owned(),
            first: first.to_string(),
            last: first.saturating_add(6.days()).to_string(),
        };
        store.add_event(&event).expect("an event");
    }
    let begun = Instant::now();
    let mut total = 0;
    let mut day = date(2026, 1, 1);
    while day.year() == 2026 {
        let batch = batch(&corpus, day);
        total += batch
            .cells
            .iter()
            .filter(|(c, _)| &*c.action == "asked")
            .map(|(_, n)| n)
            .sum::<i64>();
        store.add(batch).expect("a day");
        day = day.saturating_add(1.days());
    }
    fold_old_hours(&mut store, date(2026, 12, 31)).expect("folded");
    drop(store);
    println!(
        "一年 {total} 人次，写入 {:.1} 秒，数据库 {:.1} MB",
        begun.elapsed().as_secs_f64(),
        size(&file)
    );
    show(&place, &Catalog::of(&corpus));
}

fn batch(corpus: &petition_guide::corpus::Corpus, day: Date) -> CountBatch {
    let event = if day.day() <= 7 {
        format!("huodong-{}", day.month())
    } else {
        String::new()
    };
    let mut batch = CountBatch::default();
    let cells = (CHANNELS.len() * ENTRIES) as i64;
    for (c, channel) in CHANNELS.iter().enumerate() {
        for (e, entry) in corpus.entries.iter().take(ENTRIES).enumerate() {
            let extra = i64::from(((c * ENTRIES + e) as i64) < A_DAY % cells);
            let outcome = match entry.outcome {
                petition_guide::corpus::EntryOutcome::Answered => "answered",
                petition_guide::corpus::EntryOutcome::Redirected => "redirected",
            };
            let row = |action: &str| CellRow {
                when: day_number(day),
                channel: (*channel).into(),
                event: event.as_str().into(),
                topic: entry.topic.as_str().into(),
                entry: entry.id.as_str().into(),
                outcome: outcome.into(),
                action: action.into(),
            };
            batch.cells.push((row("asked"), A_DAY / cells + extra));
            if (e + day.day() as usize).is_multiple_of(4) {
                batch
                    .cells
                    .push((row(if e % 3 == 0 { "not_helpful" } else { "helpful" }), 1));
            }
        }
        for hour in 0..24 {
            let row = HourRow {
                day: day_number(day),
                hour,
                channel: (*channel).into(),
                event: event.as_str().into(),
            };
            batch.hours.push((row, A_DAY / 144));
        }
    }
    batch
}

fn show(place: &Place, catalog: &Catalog) {
    let mut store = Store::open(place).expect("the database");
    let book = EventBook::default();
    book.refresh(&mut store).expect("events");
    let events = book.all();
    let year = || Scope::Period(Period::parse("2026").expect("a year"));
    let event = || Scope::Event(events[5].clone());
    time("全年", || {
        Dashboard::load(&mut store, year(), None, false, &events, catalog)
    });
    time("全年分渠道", || {
        Dashboard::load(&mut store, year(), None, true, &events, catalog)
    });
    time("活动", || {
        Dashboard::load(&mut store, event(), None, false, &events, catalog)
    });
    let month = || Scope::Period(Period::parse("2026-11").expect("a month"));
    time("一个月", || {
        Dashboard::load(&mut store, month(), None, false, &events, catalog)
    });
    let dashboard =
        Dashboard::load(&mut store, year(), None, true, &events, catalog).expect("a year");
    println!("CSV {} 字节", to_csv(&dashboard).expect("a file").len());
}

fn time<T, E: std::fmt::Debug>(name: &str, mut act: impl FnMut() -> Result<T, E>) {
    let mut taken: Vec<f64> = (0..15)
        .map(|_| {
            let begun = Instant::now();
            act().expect("a view");
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    println!("{name}：中位 {:.0} ms，最慢 {:.0} ms", taken[7], taken[14]);
}

fn size(file: &Path) -> f64 {
    let wal = file.with_extension("db-wal");
    let bytes = |f: &Path| std::fs::metadata(f).map_or(0, |m| m.len());
    (bytes(file) + bytes(&wal)) as f64 / 1e6
}
