//! The words of the trade: `lexicon/words.txt` (for segmentation, one a line), `lexicon/stop.txt` (words
//! that say nothing), `lexicon/asking.txt` (what a clause that asks holds), `lexicon/further.txt`
//! (what opens a further question), `lexicon/leaning.txt` (what a follow-up holds), `lexicon/dictionary.txt` (common words with how often they occur), `lexicon/concepts.tsv` (what
//! people say → what the statute says), `lexicon/plain.tsv` (what dialects say → plain Mandarin).

use super::check::Resolver;
use super::citation::ArticleRef;
use super::fault::Fault;
use super::source::Source;

/// One meaning and the ways to say it.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Line of the table, from 1.
    pub line: usize,
    /// The statute's or the trade's words for it, the first one names the concept.
    pub statute: Vec<String>,
    /// What people say.
    pub colloquial: Vec<String>,
    /// A question in these words, and an article its answer must rest on: the row's test.
    pub trial: Option<(String, ArticleRef)>,
}

/// All lists.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// On each line a common word, a space and how often it occurs.
    pub dictionary: String,
    /// Words the dictionary does not know.
    pub words: Vec<String>,
    /// Words that carry no meaning in a question.
    pub stop: Vec<String>,
    /// What a clause that asks something holds.
    pub asking: Vec<String>,
    /// What opens a further question.
    pub further: Vec<String>,
    /// What a question holds that leans on the answer before it.
    pub leaning: Vec<String>,
    /// Words of dialects and of the net, and what they are in plain Mandarin.
    pub plain: Vec<(String, String)>,
    /// Colloquial → statute.
    pub concepts: Vec<Concept>,
}

/// Reads the lists that are there; lines that are empty or begin with `#` are comments.
pub(super) fn parse(source: &Source, resolver: &Resolver<'_>, faults: &mut Vec<Fault>) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (path, list) in [
        ("lexicon/words.txt", &mut lexicon.words),
        ("lexicon/stop.txt", &mut lexicon.stop),
        ("lexicon/asking.txt", &mut lexicon.asking),
        ("lexicon/further.txt", &mut lexicon.further),
        ("lexicon/leaning.txt", &mut lexicon.leaning),
    ] {
        for (_, line) in lines(source, path, faults) {
            list.push(line);
        }
    }
    let path = "lexicon/dictionary.txt";
    for (no, line) in lines(source, path, faults) {
        match line.split_once(' ') {
            Some((_, count)) if count.parse::<u32>().is_ok() => {
                lexicon.dictionary.push_str(&line);
                lexicon.dictionary.push('\n');
            }
            _ => faults.push(Fault::new(path, no, format!("应为「词 词频」：{line}"))),
        }
    }
    lexicon.dictionary.shrink_to_fit();
    let path = "lexicon/plain.tsv";
    for (no, line) in lines(source, path, faults) {
        match line.split_once('\t') {
            Some((said, plain)) if !said.is_empty() => {
                lexicon.plain.push((said.to_owned(), plain.to_owned()));
            }
            _ => faults.push(Fault::new(
                path,
                no,
                format!("应为「说法、制表符、普通话」：{line}"),
            )),
        }
    }
    let path = "lexicon/concepts.tsv";
    for (no, line) in lines(source, path, faults) {
        match concept(no, &line, resolver) {
            Ok(concept) => lexicon.concepts.push(concept),
            Err(reason) => faults.push(Fault::new(path, no, format!("{reason}：{line}"))),
        }
    }
    lexicon
}

/// One row: statute words, colloquial words, and, if it has a test, a question and an article.
fn concept(line: usize, text: &str, resolver: &Resolver<'_>) -> Result<Concept, String> {
    let words = |s: &str| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let columns: Vec<&str> = text.split('\t').collect();
    let (statute, colloquial) = match columns[..] {
        [statute, colloquial] | [statute, colloquial, _, _] => (words(statute), words(colloquial)),
        _ => return Err("应有两列或四列，用制表符隔开".to_owned()),
    };
    if statute.is_empty() || colloquial.is_empty() {
        return Err("法律用语和口语说法都要有".to_owned());
    }
    let trial = match columns[..] {
        [_, _, question, article] => {
            if !colloquial.iter().any(|w| question.contains(w.as_str())) {
                return Err("试问里没有这一行的口语说法".to_owned());
            }
            let article: ArticleRef = article.parse()?;
            if !resolver.holds(&article) {
                return Err(format!("没有条文 {article}"));
            }
            Some((question.to_owned(), article))
        }
        _ => None,
    };
    Ok(Concept {
        line,
        statute,
        colloquial,
        trial,
    })
}

fn lines(source: &Source, path: &str, faults: &mut Vec<Fault>) -> Vec<(usize, String)> {
    let Some(file) = source.get(path) else {
        return Vec::new();
    };
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        faults.push(Fault::new(path, 0, "文件不是 UTF-8 编码"));
        return Vec::new();
    };
    text.lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l.trim_end().to_owned()))
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        .collect()
}
