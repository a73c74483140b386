//! The data: checked whole, and every fault found with file, line and reason.

use std::fs;
use std::path::{Path, PathBuf};

use petition_guide::corpus::{ArticleNo, Corpus, Source, article_digest};
use petition_guide::snapshot::load_corpus;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn the_corpus_holds_the_regulation_and_the_constitution_whole() {
    let corpus = load_corpus(None).expect("sound");
    let tiaoli = corpus.law("xinfang-gongzuo-tiaoli").expect("on the shelf");
    assert_eq!(tiaoli.articles.len(), 50);
    assert_eq!(
        tiaoli.in_force.map(|d| d.to_chinese()).as_deref(),
        Some("2022年5月1日")
    );
    let xianfa = corpus.law("xianfa").expect("on the shelf");
    assert_eq!(xianfa.articles.len(), 144);
    assert_eq!(xianfa.articles[0].no, ArticleNo::PREAMBLE);
    let no = |n: u16| ArticleNo::from(n);
    let article = tiaoli.article(no(36)).expect("article 36");
    assert_eq!(article.paragraphs.len(), 3);
    assert_eq!(
        tiaoli.article(no(26)).map(|a| a.paragraphs[0].items.len()),
        Some(6)
    );
    let headings: Vec<&str> = xianfa
        .headings_of(xianfa.position(no(123)).expect("123"))
        .iter()
        .map(|h| h.text.as_str())
        .collect();
    assert_eq!(headings, ["第三章 国家机构", "第七节 监察委员会"]);
}

#[test]
fn every_article_has_its_digest_and_a_changed_character_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let tsv = fs::read_to_string(root.join("digests.tsv")).expect("digests");
    let corpus = load_corpus(None).expect("sound");
    let articles: usize = corpus.laws.iter().map(|l| l.articles.len()).sum();
    assert_eq!(tsv.lines().count() - 1, articles);
    for law in &corpus.laws {
        for article in &law.articles {
            let line = format!(
                "{}\t{}\t{}",
                law.id,
                article.no,
                article_digest(&article.text)
            );
            assert!(tsv.contains(&line), "{line}");
        }
    }
    let mut source = Source::from_dir(&root)
        .expect("readable")
        .iter()
        .cloned()
        .collect::<Vec<_>>();
    for file in source
        .iter_mut()
        .filter(|f| f.path.ends_with("xinfang-gongzuo-tiaoli.md"))
    {
        file.bytes = String::from_utf8(file.bytes.to_vec())
            .expect("UTF-8")
            .replace("60日内办结", "90日内办结")
            .into_bytes()
            .into();
    }
    let faults = Corpus::load(Source::from_files(source), None)
        .expect_err("a changed text")
        .to_string();
    assert!(
        faults.contains("xinfang-gongzuo-tiaoli/34 的文字与校验值不符"),
        "{faults}"
    );
}

#[test]
fn the_guide_is_as_broad_as_promised() {
    let corpus = load_corpus(None).expect("sound");
    assert!(corpus.entries.len() >= 160, "{}", corpus.entries.len());
    assert!(corpus.topics.len() >= 20);
    for entry in &corpus.entries {
        assert!(entry.variants.len() >= 8, "{}", entry.id);
        assert!(entry.reply.chars().count() <= 400, "{}", entry.id);
        assert!(!entry.reply.contains('{'), "{}", entry.id);
    }
}

/// One folder a fault; `expected.txt` beside it holds every line that must be among the faults.
#[test]
fn every_kind_of_fault_is_found_with_file_line_and_reason() {
    let (mut worlds, mut missed) = (0, Vec::new());
    for folder in fs::read_dir(fixtures().join("broken"))
        .expect("fixtures")
        .flatten()
    {
        let expected =
            fs::read_to_string(folder.path().join("expected.txt")).expect("what is expected");
        let source = Source::from_dir(&folder.path().join("corpus")).expect("readable");
        let name = folder.file_name();
        let faults = match Corpus::load(source, None) {
            Ok(_) => panic!("{name:?} loads"),
            Err(faults) => faults.to_string(),
        };
        for line in expected.lines().filter(|l| !l.trim().is_empty()) {
            if !faults.contains(line) {
                missed.push(format!("{name:?}: expected\n  {line}\namong\n{faults}"));
            }
        }
        worlds += 1;
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(worlds >= 10, "{worlds}");
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_its_line() {
    let file = petition_guide::corpus::SourceFile {
        path: "laws/x.md".into(),
        bytes: b"# \xe6\xb3\x95\n\n\xff\xfe".to_vec().into(),
    };
    let faults = Corpus::load(Source::from_files([file]), None)
        .expect_err("not UTF-8")
        .to_string();
    assert!(
        faults.contains("laws/x.md:3: 文件不是 UTF-8 编码"),
        "{faults}"
    );
}

#[test]
fn a_folder_of_laws_alone_loads() {
    let corpus = load_corpus(Some(&fixtures().join("laws_only"))).expect("laws are enough");
    assert_eq!(corpus.laws.len(), 2);
    assert!(corpus.entries.is_empty());
    assert_eq!(
        corpus.law("jieshui-guiding").map(|l| l.articles.len()),
        Some(3)
    );
}
