//! What staff type: words, "exact quotes", -without, +with, AND, OR, NOT, brackets. Nothing typed is ever an error:
//! what is left open is closed, what joins nothing is dropped, and what was understood can be said.

use crate::text::normalize::{half_width, normalize};

/// How a part of a search bears on a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// The more of it, the better.
    May,
    /// It must be there.
    Must,
    /// It must not be there.
    MustNot,
}

/// A part of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words, in normal form.
    Words(String),
    /// Words that stand together just so, as typed.
    Exact(String),
    /// Parts together.
    Group(Vec<(Bearing, Part)>),
}

/// Deepest brackets that are followed; what is deeper is read as if it had none.
const DEEPEST: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Exact(String),
    Word(String),
}

/// Reads a search.
pub fn parse(text: &str) -> Part {
    let tokens = tokens(text);
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
    };
    let mut parts = Vec::new();
    while reader.at < tokens.len() {
        parts.extend(reader.either(0));
        // A bracket that closes nothing.
        reader.at += usize::from(reader.at < tokens.len());
    }
    simplified(parts)
}

impl Part {
    /// Whether it is words alone, without any sign.
    pub fn is_plain(&self) -> bool {
        matches!(self, Self::Words(_))
    }

    /// How it was understood, in Chinese.
    pub fn to_chinese(&self) -> String {
        match self {
            Self::Words(words) => format!("词语：{words}"),
            Self::Exact(words) => format!("原话“{words}”"),
            Self::Group(parts) => {
                let said: Vec<String> = parts.iter().map(|(b, p)| said(*b, p)).collect();
                let any = parts.len() > 1
                    && parts
                        .iter()
                        .all(|(b, p)| *b == Bearing::May && !matches!(p, Self::Words(_)));
                said.join(if any { " 或者 " } else { "；" })
            }
        }
    }

    /// Words and quotes that may be marked in what is found.
    pub fn sought(&self) -> String {
        match self {
            Self::Words(words) | Self::Exact(words) => words.clone(),
            Self::Group(parts) => parts
                .iter()
                .filter(|(b, _)| *b != Bearing::MustNot)
                .map(|(_, p)| p.sought())
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

fn said(bearing: Bearing, part: &Part) -> String {
    let inner = match part {
        Part::Words(words) => format!("“{words}”"),
        Part::Exact(words) => format!("原话“{words}”"),
        Part::Group(_) => format!("（{}）", part.to_chinese()),
    };
    match (bearing, part) {
        (Bearing::Must, _) => format!("必须有{inner}"),
        (Bearing::MustNot, _) => format!("不要{inner}"),
        (Bearing::May, Part::Words(_)) => format!("词语{inner}"),
        (Bearing::May, _) => inner,
    }
}

/// Cuts the text into words and signs.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut tokens = Vec::new();
    let (mut at, mut word) = (0, String::new());
    while at < chars.len() {
        let c = chars[at];
        let sign = match c {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            // Inside a word these are part of it: 60-90.
            '+' if word.is_empty() => Some(Token::Plus),
            '-' if word.is_empty() => Some(Token::Minus),
            _ => None,
        };
        if let Some(sign) = sign {
            end_word(&mut word, &mut tokens);
            tokens.push(sign);
        } else if is_quote(c) {
            end_word(&mut word, &mut tokens);
            let rest = &chars[at + 1..];
            let length = rest.iter().position(|c| is_quote(*c)).unwrap_or(rest.len());
            let inside: String = rest[..length].iter().collect();
            if inside.chars().any(char::is_alphanumeric) {
                tokens.push(Token::Exact(inside.trim().to_owned()));
            }
            at += length + 1;
        } else if c.is_whitespace() {
            end_word(&mut word, &mut tokens);
        } else {
            word.push(c);
        }
        at += 1;
    }
    end_word(&mut word, &mut tokens);
    tokens
}

fn end_word(word: &mut String, tokens: &mut Vec<Token>) {
    let word = std::mem::take(word);
    tokens.extend(match word.as_str() {
        "AND" => Some(Token::And),
        "OR" => Some(Token::Or),
        "NOT" => Some(Token::Not),
        _ => Some(normalize(&word))
            .filter(|w| !w.is_empty())
            .map(Token::Word),
    });
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '「' | '」' | '『' | '』')
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    /// Alternatives, as far as a bracket that closes.
    fn either(&mut self, depth: usize) -> Vec<(Bearing, Part)> {
        let mut alternatives = vec![self.together(depth)];
        while self.tokens.get(self.at) == Some(&Token::Or) {
            self.at += 1;
            alternatives.push(self.together(depth));
        }
        alternatives.retain(|a| !a.is_empty());
        if alternatives.len() < 2 {
            return alternatives.pop().unwrap_or_default();
        }
        // Words of an alternative must be there: A OR B is no wish for a little of both.
        let firm = |parts: Vec<(Bearing, Part)>| match simplified(parts) {
            Part::Words(words) if !words.contains(' ') => Part::Exact(words),
            Part::Words(words) => Part::Group(required(&words)),
            part => part,
        };
        let each = alternatives.into_iter().map(|a| (Bearing::May, firm(a)));
        vec![(Bearing::Must, Part::Group(each.collect()))]
    }

    /// Parts side by side, joined by AND or by nothing.
    fn together(&mut self, depth: usize) -> Vec<(Bearing, Part)> {
        let mut parts: Vec<(Bearing, Part)> = Vec::new();
        let (mut joined, mut bearing) = (false, Bearing::May);
        while let Some(token) = self.tokens.get(self.at) {
            let part = match token {
                Token::Or => break,
                Token::Close if depth > 0 => break,
                Token::Close => None,
                Token::And => {
                    joined = true;
                    if let Some((before @ Bearing::May, _)) = parts.last_mut() {
                        *before = Bearing::Must;
                    }
                    None
                }
                Token::Plus => {
                    bearing = Bearing::Must;
                    None
                }
                Token::Minus | Token::Not => {
                    bearing = Bearing::MustNot;
                    None
                }
                Token::Open if depth >= DEEPEST => None,
                Token::Open => {
                    self.at += 1;
                    let inside = self.either(depth + 1);
                    (!inside.is_empty()).then(|| simplified(inside))
                }
                Token::Exact(words) => Some(Part::Exact(words.clone())),
                Token::Word(words) => Some(Part::Words(words.clone())),
            };
            self.at += usize::from(self.at < self.tokens.len());
            if let Some(part) = part {
                let firm = joined || matches!(part, Part::Exact(_));
                let said = if bearing == Bearing::May && firm {
                    Bearing::Must
                } else {
                    bearing
                };
                parts.push((said, part));
                (joined, bearing) = (false, Bearing::May);
            }
        }
        parts
    }
}

/// A part that means the same by itself as in a group of one.
fn stands_alone((bearing, part): &(Bearing, Part)) -> bool {
    match bearing {
        Bearing::May => true,
        Bearing::Must => !matches!(part, Part::Words(_)),
        Bearing::MustNot => false,
    }
}

/// Every word of a text, required.
fn required(words: &str) -> Vec<(Bearing, Part)> {
    let word = |w: &str| (Bearing::Must, Part::Words(w.to_owned()));
    words.split(' ').map(word).collect()
}

/// Neighbouring plain words as one, and a group of one as what it holds.
fn simplified(parts: Vec<(Bearing, Part)>) -> Part {
    let mut merged: Vec<(Bearing, Part)> = Vec::new();
    for (bearing, part) in parts {
        match (merged.last_mut(), bearing, &part) {
            (Some((Bearing::May, Part::Words(before))), Bearing::May, Part::Words(words)) => {
                before.push(' ');
                before.push_str(words);
            }
            _ => merged.push((bearing, part)),
        }
    }
    match merged.len() {
        0 => Part::Words(String::new()),
        1 if stands_alone(&merged[0]) => merged.remove(0).1,
        _ => Part::Group(merged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_understood_and_said() {
        for (typed, said) in [
            ("申诉 控告", "词语：申诉 控告"),
            ("“书面答复”", "原话“书面答复”"),
            ("复查 -复核", "词语“复查”；不要“复核”"),
            ("+复查 期限", "必须有“复查”；词语“期限”"),
            ("复查 AND 期限", "必须有“复查”；必须有“期限”"),
            ("复查 OR 复核", "原话“复查” 或者 原话“复核”"),
            (
                "(复查 OR 复核) AND 30日",
                "必须有（原话“复查” 或者 原话“复核”）；必须有“30日”",
            ),
        ] {
            assert_eq!(parse(typed).to_chinese(), said, "{typed}");
        }
    }

    #[test]
    fn what_is_open_is_closed_and_what_joins_nothing_is_dropped() {
        assert_eq!(parse("\"未闭合"), parse("“未闭合”"));
        assert_eq!(parse("(复查"), parse("复查"));
        assert_eq!(parse("复查)"), parse("复查"));
        for nothing in ["OR OR", "-", "+ -", "AND", "()", "((((", "\"\"", "，。！？"] {
            assert_eq!(parse(nothing), Part::Words(String::new()), "{nothing}");
        }
        assert_eq!(parse("60-90"), Part::Words("60 90".to_owned()));
        let deep = format!("{}复查{}", "(".repeat(250), ")".repeat(249));
        assert_eq!(parse(&deep).sought(), "复查");
    }
}
