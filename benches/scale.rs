//! How the service grows with its corpus: folders of generated laws in the form of the real ones, indexed, started,
//! searched. `cargo bench --bench scale` prints a row a size; `-- 1300` measures that size alone.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use petition_guide::desk::{DeskRequest, find};
use petition_guide::snapshot::{Snapshot, load_corpus};
use petition_guide::text::numeral;

/// Sizes in laws; 1,300 laws of 44 articles are 57,200 articles.
const SIZES: [usize; 3] = [130, 650, 1300];
const ARTICLES: u32 = 44;
/// Characters of an article.
const LENGTH: usize = 117;
/// Searches of a citizen's length.
const SEARCHES: usize = 1000;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        SIZES.to_vec()
    } else {
        asked
    };
    let clauses = clauses();
    println!(
        "法律 条文 字数 建索引秒 建索引峰值MB 启动毫秒 启动后MB 查找中位微秒 查找p99微秒 索引MB"
    );
    for laws in sizes {
        measure(laws, &clauses);
    }
}

fn measure(laws: usize, clauses: &[String]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    let index = folder.path().join("index");
    let characters = generate(&corpus, laws, clauses);
    let begun = Instant::now();
    let mut child = program(&corpus, &index, "index")
        .spawn()
        .expect("the program runs");
    let peak = peak_while(&mut child);
    let indexed = begun.elapsed();
    let (started, resident) = start(&corpus, &index);
    let (median, p99) = search(&corpus, &index, clauses);
    println!(
        "{laws} {} {characters} {:.1} {peak} {} {resident} {median} {p99} {}",
        laws * ARTICLES as usize,
        indexed.as_secs_f64(),
        started.as_millis(),
        size(&index) / 1_000_000
    );
}

/// Clauses of the real laws, to make others of.
fn clauses() -> Vec<String> {
    let corpus = load_corpus(None).expect("the project's corpus is sound");
    let articles = corpus.laws.iter().flat_map(|l| &l.articles);
    let all = articles.flat_map(|a| a.text.split(['，', '；', '。', '\n', '：']));
    let mut clauses: Vec<String> = all
        .filter(|c| c.chars().count() > 3)
        .map(str::to_owned)
        .collect();
    clauses.retain(|c| !c.starts_with('（'));
    clauses.sort_unstable();
    clauses.dedup();
    clauses
}

/// Writes the folder; gives the characters of its articles.
fn generate(corpus: &Path, laws: usize, clauses: &[String]) -> usize {
    let folder = corpus.join("laws/related");
    fs::create_dir_all(&folder).expect("a folder");
    let mut random = Random(42);
    let mut characters = 0;
    for law in 0..laws {
        let mut text = format!(
            "# 中华人民共和国第{}号法\n\n## 第一章 总则\n",
            numeral::to_chinese(law as u32 + 1)
        );
        for no in 1..=ARTICLES {
            let article = article(&mut random, clauses);
            characters += article.chars().count();
            text.push_str(&format!(
                "\n第{}条\u{3000}{article}\n",
                numeral::to_chinese(no)
            ));
        }
        fs::write(folder.join(format!("law-{law:04}.md")), text).expect("a file");
    }
    characters
}

/// Clauses put together, every tenth of them of characters that stand together nowhere else.
fn article(random: &mut Random, clauses: &[String]) -> String {
    let mut text = String::new();
    while text.chars().count() < LENGTH {
        if random.below(10) == 0 {
            let all: Vec<char> = clauses[random.below(clauses.len())].chars().collect();
            text.extend((0..8).map(|_| all[random.below(all.len())]));
        } else {
            text.push_str(&clauses[random.below(clauses.len())]);
        }
        text.push('，');
    }
    text.pop();
    text.push('。');
    text
}

fn program(corpus: &Path, index: &Path, command: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_petition-guide"));
    program
        .arg(command)
        .env("PETITION_GUIDE_CORPUS_DIR", corpus)
        .env("PETITION_GUIDE_INDEX_DIR", index)
        .env("PETITION_GUIDE_LISTEN", "127.0.0.1:0")
        .env(
            "PETITION_GUIDE_DATABASE",
            format!("sqlite:{}", index.with_file_name("counts.db").display()),
        )
        .env("RUST_LOG", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    program
}

/// Most memory the process held, in MB.
fn peak_while(child: &mut Child) -> u64 {
    let mut peak = 0;
    while child.try_wait().expect("a process of ours").is_none() {
        peak = peak.max(memory(child.id(), "VmHWM"));
        std::thread::sleep(Duration::from_millis(20));
    }
    peak
}

/// From the start of the process to its first line, and the memory it then holds.
fn start(corpus: &Path, index: &Path) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = program(corpus, index, "serve")
        .spawn()
        .expect("the program runs");
    let mut line = String::new();
    let out = child.stdout.take().expect("piped");
    BufReader::new(out)
        .read_line(&mut line)
        .expect("a first line");
    let started = begun.elapsed();
    assert!(line.starts_with("listening on "), "{line}");
    let resident = memory(child.id(), "VmRSS");
    child.kill().expect("a process of ours");
    child.wait().expect("a process of ours");
    (started, resident)
}

/// Median and p99 of a search of 10 to 40 characters, in microseconds.
fn search(corpus: &Path, index: &Path, clauses: &[String]) -> (u128, u128) {
    let snapshot = Snapshot::open(Some(corpus), index, &mut |_, _| {}).expect("the index is there");
    snapshot.segmenter();
    let mut random = Random(7);
    let mut times: Vec<u128> = Vec::with_capacity(SEARCHES);
    for _ in 0..SEARCHES {
        let two = [random.below(clauses.len()), random.below(clauses.len())];
        let text: String = two
            .iter()
            .flat_map(|c| clauses[*c].chars().take(14))
            .collect();
        let request = DeskRequest::of(&text).expect("a search");
        let begun = Instant::now();
        let found = find(&snapshot, &request).expect("the index is read");
        times.push(begun.elapsed().as_micros());
        assert!(found.total > 0, "{text}");
    }
    times.sort_unstable();
    (times[SEARCHES / 2], times[SEARCHES * 99 / 100])
}

/// A line of /proc/PID/status in MB; 0 where there is none.
fn memory(process: u32, key: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(key));
    let kilobytes = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|e| match e.metadata() {
            Ok(m) if m.is_dir() => size(&e.path()),
            Ok(m) => m.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }
}
