//! Digests prove that an article is the text that was taken over: SHA-256 of the article without its
//! number and without any white space, in `digests.tsv` (document, article, hexadecimal digest).

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::citation::ArticleRef;
use super::fault::Fault;
use super::law::Law;

/// The digest of an article's text, in lower-case hexadecimal.
pub fn article_digest(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    hex(&Sha256::digest(bare.as_bytes()))
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        // Writing to a String cannot fail.
        let _ = write!(out, "{b:02x}");
    }
    out
}

/// Compares every line of `digests.tsv` with the laws; a law that is named there must be named whole.
pub(super) fn verify(file: &str, tsv: &str, laws: &[Law], faults: &mut Vec<Fault>) {
    let mut expected: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let mut covered: Vec<&str> = Vec::new();
    for (i, line) in tsv.lines().enumerate().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [law, article, digest] = columns[..] else {
            faults.push(Fault::new(file, i + 1, format!("应有三列：{line}")));
            continue;
        };
        if covered.last() != Some(&law) {
            covered.push(law);
        }
        expected.insert(format!("{law}/{article}"), (i + 1, digest));
    }
    for law in laws.iter().filter(|l| covered.contains(&l.id.0.as_str())) {
        for article in &law.articles {
            let id = ArticleRef {
                law: law.id.clone(),
                no: article.no,
            }
            .to_string();
            match expected.remove(&id) {
                None => faults.push(Fault::new(file, 0, format!("缺少 {id} 的校验值"))),
                Some((line, digest)) if digest != article_digest(&article.text) => {
                    faults.push(Fault::new(file, line, format!("{id} 的文字与校验值不符")));
                }
                Some(_) => {}
            }
        }
    }
    for (id, (line, _)) in expected {
        faults.push(Fault::new(file, line, format!("语料中没有 {id}")));
    }
}
