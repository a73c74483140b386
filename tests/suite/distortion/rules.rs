//! The rules by which a question is bent, each as people bend it. The same question is always bent the same way.

use std::collections::HashMap;
use std::sync::OnceLock;

use petition_guide::text::normalize::is_han;
use petition_guide::text::syllable::{initial, syllable};

/// A number that is the same for the same text, for choosing.
pub fn seed(text: &str) -> usize {
    text.bytes()
        .fold(17usize, |h, b| h.wrapping_mul(31).wrapping_add(b.into()))
}

/// Pinyin input picks a wrong character of the same sound: one in every eight, at least one.
pub fn typos(question: &str, alike: &HashMap<&'static str, Vec<char>>) -> String {
    const ONE_IN: usize = 8;
    let mut chars: Vec<char> = question.chars().collect();
    let slips = (chars.len() / ONE_IN).max(1);
    for slip in 0..slips {
        let start = (seed(question) + slip * ONE_IN) % chars.len();
        let places = (0..chars.len()).map(|i| (start + i) % chars.len());
        for at in places {
            let others: Vec<char> = syllable(chars[at])
                .and_then(|s| alike.get(s))
                .map(|l| l.iter().copied().filter(|c| *c != chars[at]).collect())
                .unwrap_or_default();
            if let Some(other) = others.get(seed(question) % others.len().max(1)) {
                chars[at] = *other;
                break;
            }
        }
    }
    chars.into_iter().collect()
}

/// Typed in letters; every other question with a space between syllables.
pub fn pinyin(question: &str) -> String {
    let gap = if seed(question).is_multiple_of(2) {
        " "
    } else {
        ""
    };
    let mut out = String::new();
    for c in question.chars().filter(|c| c.is_alphanumeric()) {
        match syllable(c) {
            Some(s) => {
                out.push_str(s);
                out.push_str(gap);
            }
            None => out.push(c),
        }
    }
    out.trim_end().to_owned()
}

/// Typed as first letters.
pub fn initials(question: &str) -> String {
    let kept = question.chars().filter(|c| c.is_alphanumeric());
    kept.map(|c| initial(c).unwrap_or(c)).collect()
}

/// In traditional characters.
pub fn traditional(question: &str) -> String {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = include_str!("../../fixtures/traditional.tsv").lines();
        rows.filter_map(|l| {
            let (simple, full) = l.split_once('\t')?;
            Some((simple.chars().next()?, full.chars().next()?))
        })
        .collect()
    });
    question
        .chars()
        .map(|c| table.get(&c).copied().unwrap_or(c))
        .collect()
}

/// Letters and digits at full width, numerals mixed, spaces at full width between characters now and then.
pub fn full_width(question: &str) -> String {
    let mut out = String::new();
    for (i, c) in question.chars().enumerate() {
        match c {
            '!'..='~' => out.extend(char::from_u32(c as u32 + 0xFEE0)),
            '一' if i > 0 && question.contains('日') => out.push('１'),
            _ => out.push(c),
        }
        if i > 0 && (i + seed(question)).is_multiple_of(11) {
            out.push('\u{3000}');
        }
    }
    out
}

/// Nothing but words, one after the other.
pub fn without_punctuation(question: &str) -> String {
    question.chars().filter(|c| c.is_alphanumeric()).collect()
}

const BEFORE: [&str; 12] = [
    "同志你好，我也不会打字，慢慢写你慢慢看。",
    "我今年六十七了，家在镇东头，老伴前年走了，就剩我一个。",
    "孩子在南方打工，一年回来一趟，家里的事都是我一个人跑。",
    "平时种点菜，养几只鸡，从来没求过人，也没跟谁红过脸。",
    "这两年腿脚不好，眼也花，字写得不好你别笑话。",
    "我也不懂这些，左邻右舍有的说这样，有的说那样，越听越糊涂。",
    "我姓周，小时候念过三年书，后来就下地干活了。",
    "今天下着雨，出不了门，侄子给我弄了这个手机，教我在上面问。",
    "以前遇到事都是忍着，这回实在想弄个明白。",
    "我跟老伴商量了好几晚上，觉也睡不踏实。",
    "前天在集上碰见老同学，他说现在可以在网上问。",
    "话长，我从头说，你有耐心就看看。",
];
const AFTER: [&str; 8] = [
    "我就想知道这个，别的也不图啥。",
    "你要是懂，就给我说说，说慢点，我记下来。",
    "说了这么多，也不知道说清楚没有。",
    "年纪大了记性不好，你写明白些。",
    "麻烦你了，先谢谢。",
    "等你的回话，我明天让侄子再看。",
    "天冷了，你也注意身体。",
    "要是方便，给个准话，我心里好有个底。",
];

/// A story of up to 500 characters with the question somewhere in it; every third without punctuation.
pub fn story(question: &str) -> String {
    const LONGEST: usize = 500;
    let start = seed(question);
    let (mut head, mut tail) = (String::new(), String::new());
    let length = |s: &str| s.chars().count();
    let wanted = [160, 280, 420][start % 3];
    for i in 0..BEFORE.len() {
        if length(&head) < wanted * 2 / 3 {
            head.push_str(BEFORE[(start / 3 + i * 5) % BEFORE.len()]);
        }
    }
    for i in 0..AFTER.len() {
        if length(&tail) < wanted / 3 {
            tail.push_str(AFTER[(start / 7 + i * 3) % AFTER.len()]);
        }
    }
    let ending = if question.ends_with(['？', '?', '。']) {
        ""
    } else {
        "。"
    };
    let told: String = format!("{head}{question}{ending}{tail}");
    let told: String = told.chars().take(LONGEST).collect();
    if start.is_multiple_of(3) {
        without_punctuation(&told)
    } else {
        told
    }
}

/// Two questions in one breath.
pub fn two(first: &str, second: &str) -> String {
    let joins = [
        "？另外，",
        "？还有，",
        "，还想问一下，",
        "？",
        "。再问一个：",
    ];
    let bare = first.trim_end_matches(['？', '?', '。']);
    format!("{bare}{}{second}", joins[seed(first) % joins.len()])
}

/// All characters of these texts by syllable, most used first.
pub fn characters<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<&'static str, Vec<char>> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for c in texts.flat_map(str::chars).filter(|c| is_han(*c)) {
        *counts.entry(c).or_default() += 1;
    }
    let mut all: Vec<(char, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(c, n)| (std::cmp::Reverse(*n), *c));
    let mut out: HashMap<&'static str, Vec<char>> = HashMap::new();
    for (c, _) in all {
        if let Some(s) = syllable(c) {
            out.entry(s).or_default().push(c);
        }
    }
    out
}
