//! What is searched for, and its bounds.

use crate::corpus::Shelf;

/// Hits given when nothing is said.
const DEFAULT_LIMIT: usize = 10;
/// Most hits of one reply.
const MAX_LIMIT: usize = 50;
/// Longest search text, in characters: as for questions.
const MAX_TEXT: usize = 500;
/// Farthest into the results one may page.
const MAX_OFFSET: usize = 10_000;

/// In what order hits stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// As they are printed: by law, then by number.
    Number,
}

/// A search.
#[derive(Debug, Clone)]
pub struct DeskRequest {
    /// What was typed.
    pub text: String,
    /// Slug of the only law to look in.
    pub law: Option<String>,
    /// The only shelf to look on.
    pub shelf: Option<Shelf>,
    /// The only chapter of that law to look in, counted from 1.
    pub chapter: Option<usize>,
    /// Order of the hits.
    pub sort: Sort,
    /// How many hits.
    pub limit: usize,
    /// How many to pass over.
    pub offset: usize,
    /// Look for what was typed, also where it seems mistyped.
    pub as_typed: bool,
}

/// Why something cannot be searched for, as a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RequestFault(pub &'static str);

impl DeskRequest {
    /// A search for this text with nothing else said.
    ///
    /// # Errors
    /// When the text is empty, too long, or holds control characters.
    pub fn of(text: &str) -> Result<Self, RequestFault> {
        Self::read(&|name| if name == "q" { text } else { "" })
    }

    /// Reads the fields of an address: `q`, `law`, `shelf`, `chapter`, `sort`, `limit`, `offset`, `as_typed`. A field that
    /// is absent is empty.
    ///
    /// # Errors
    /// When a field has a value it cannot have.
    pub fn read<'a>(field: &impl Fn(&'static str) -> &'a str) -> Result<Self, RequestFault> {
        let text = checked(field("q"))?;
        let shelf = match field("shelf") {
            "" | "all" => None,
            "core" => Some(Shelf::Core),
            "related" => Some(Shelf::Related),
            _ => return Err(RequestFault("shelf 只能是 core、related 或 all。")),
        };
        let sort = match field("sort") {
            "" | "relevance" => Sort::Relevance,
            "number" => Sort::Number,
            _ => return Err(RequestFault("sort 只能是 relevance 或 number。")),
        };
        let number = |name, default: usize, least: usize, most: usize| match field(name) {
            "" => Ok(default),
            text => {
                let inside = text.parse().ok().filter(|n| (least..=most).contains(n));
                inside.ok_or(RequestFault(
                    "limit 应在 1 到 50 之间，offset 应在 0 到 10000 之间。",
                ))
            }
        };
        let chapter = match field("chapter") {
            "" => None,
            text => Some(
                text.parse()
                    .map_err(|_| RequestFault("chapter 应是第几章的数字。"))?,
            ),
        };
        Ok(Self {
            text,
            law: Some(field("law").to_owned()).filter(|l| !l.is_empty()),
            shelf,
            chapter,
            sort,
            limit: number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)?,
            offset: number("offset", 0, 0, MAX_OFFSET)?,
            as_typed: field("as_typed") == "1",
        })
    }
}

fn checked(text: &str) -> Result<String, RequestFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RequestFault("请先写下要查的内容。"));
    }
    if text.chars().count() > MAX_TEXT {
        return Err(RequestFault("要查的内容太长了，请写在 500 字以内。"));
    }
    let control = |c: char| c.is_control() && c != '\n' && c != '\r';
    if text.chars().any(control) {
        return Err(RequestFault("要查的内容里有无法识别的控制字符。"));
    }
    Ok(text.to_owned())
}
