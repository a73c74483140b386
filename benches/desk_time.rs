//! The staff's desk in process: a search at every keystroke of real searches, and citations checked a second.
//! `cargo bench --bench desk_time`.

#![allow(missing_docs, clippy::cast_precision_loss)]

use std::path::Path;
use std::time::{Duration, Instant};

use petition_guide::desk::{DeskRequest, find};
use petition_guide::snapshot::{Snapshot, load_corpus};

/// Typed one character after the other, the desk answers each.
const SEARCHES: [&str; 12] = [
    "条例31条第六项",
    "书面告知 期限",
    "“自收到之日起”",
    "督办 AND 建议",
    "+复查 -复核",
    "打擊報復信訪人",
    "复察意见不服怎么办",
    "行政复议 申请期限",
    "xinfang chuli yijian",
    "宪法第四十一条第二款",
    "(调解 OR 和解) AND 协议",
    "不予受理或者不予转送的情形",
];
const ROUNDS: usize = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-index");
    let snapshot = Snapshot::build(load_corpus(None)?, Some(&index), &mut |_, _| {})?;
    snapshot.segmenter();
    typing(&snapshot)?;
    checking(&snapshot);
    Ok(())
}

fn typing(snapshot: &Snapshot) -> Result<(), Box<dyn std::error::Error>> {
    let mut times: Vec<Duration> = Vec::new();
    for round in 0..=ROUNDS {
        for search in SEARCHES {
            for end in search.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let request = DeskRequest::of(&search[..end])?;
                let begun = Instant::now();
                let found = find(snapshot, &request)?;
                // The first round warms caches.
                if round > 0 {
                    times.push(begun.elapsed());
                }
                std::hint::black_box(found);
            }
        }
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 1000];
    println!(
        "search as one types, {} keystrokes: median {:?}, p99 {:?}, slowest {:?}",
        times.len(),
        at(500),
        at(990),
        times[times.len() - 1]
    );
    Ok(())
}

fn checking(snapshot: &Snapshot) {
    let clean =
        "根据《信访工作条例》第三十五条、第三十六条，同法第三十一条第六项，行政复议法第二十条；";
    let quoted = "《信访工作条例》第三十五条规定：“可以自收到书面答复之日起30日内请求原办理机关、单位的上一级机关、单位复查”。";
    let wrong = "《信访工作条例》第三十五条规定：“可以自收到书面答复之日起60日内请求原办理机关的上一级机关进行复查”。";
    for (what, text) in [
        ("references alone", clean),
        ("with a verbatim quote", quoted),
        ("with a wrong quote", wrong),
    ] {
        let draft = text.repeat(500);
        let begun = Instant::now();
        let checked = snapshot.citations.check(&draft).len();
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "citations {what}: {checked} in {seconds:.3} s, {:.0} a second",
            checked as f64 / seconds
        );
    }
}
