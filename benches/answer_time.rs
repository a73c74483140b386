//! Time to answer in process: median and 99th percentile over 10,000 mixed questions (questions of the
//! guide, foreign ones, article numbers), and over questions of 500 characters. `cargo bench`.

use std::path::Path;
use std::time::{Duration, Instant};

use petition_guide::answer::Question;
use petition_guide::snapshot::{Snapshot, load_corpus};

const ROUNDS: usize = 10_000;
const FOREIGN: [&str; 6] = [
    "明天会不会下雨",
    "红烧肉怎么做",
    "第999条",
    "条例第三十五条",
    "How do I file a petition?",
    "苹果手机屏幕碎了去哪修便宜",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-index");
    let snapshot = Snapshot::build(load_corpus(None)?, Some(&index), &mut |_, _| {})?;
    snapshot.segmenter();
    let mut short: Vec<&str> = snapshot
        .corpus
        .entries
        .iter()
        .flat_map(|e| std::iter::once(&e.title).chain(&e.variants))
        .map(String::as_str)
        .filter(|q| q.chars().count() <= 60)
        .collect();
    short.extend(FOREIGN.iter().cycle().take(short.len() / 8));
    let all: String = snapshot
        .corpus
        .entries
        .iter()
        .flat_map(|e| &e.variants)
        .flat_map(|v| v.chars())
        .collect();
    let letters: Vec<char> = all.chars().collect();
    let long: Vec<String> = letters
        .chunks_exact(500)
        .take(64)
        .map(|c| c.iter().collect())
        .collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    report("up to 60 characters", &snapshot, &short)?;
    report("500 characters", &snapshot, &long)?;
    Ok(())
}

fn report(
    what: &str,
    snapshot: &Snapshot,
    questions: &[&str],
) -> Result<(), Box<dyn std::error::Error>> {
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    // The first tenth warms caches and is not counted.
    for i in 0..ROUNDS + ROUNDS / 10 {
        // A step that is prime to the number of questions mixes topics.
        let text = questions[(i * 7919) % questions.len()];
        let begun = Instant::now();
        let question = Question::parse(text)?;
        std::hint::black_box(snapshot.answerer.answer(&question, None));
        if i >= ROUNDS / 10 {
            times.push(begun.elapsed());
        }
    }
    times.sort_unstable();
    println!(
        "{what}: {ROUNDS} answers, median {:?}, p99 {:?}, slowest {:?}",
        times[ROUNDS / 2],
        times[ROUNDS * 99 / 100],
        times[ROUNDS - 1]
    );
    Ok(())
}
