//! One law file to one [`Law`]. Pure: bytes in, law or faults out.

use super::fault::Fault;
use super::law::{Article, ArticleNo, Heading, HeadingKind, Item, Law, LawId, Paragraph, Shelf};
use crate::text::numeral;

/// Parses a law file. The form, the same for every file:
///
/// - the first line that is not empty is `# ` and the title; lines up to the first heading or article are history;
/// - other headings begin with `#`; their first word says what they are (第…编, 第…章, 第…节, 序言), whatever their level;
/// - an article opens a line with 第…条 and an ideographic space; each further paragraph is a 款;
/// - a paragraph that opens with （一） is a 项 of the 款 before it; a 项 that ends with ； is continued by a
///   paragraph without a number (国旗法 第五条第二项);
/// - article numbers run from 1 without gap (第十七条之一 follows 第十七条), 项 from 1 within their 款.
///
/// # Errors
/// Every fault of the file: not UTF-8, no title, unknown heading, missing or repeated number, 项 outside
/// an article, empty article, text outside an article, no article at all.
pub fn parse_law(file: &str, bytes: &[u8]) -> Result<Law, Vec<Fault>> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        vec![Fault::new(file, line, "文件不是 UTF-8 编码")]
    })?;
    let mut parser = Parser::new(file);
    for (i, line) in text.lines().enumerate() {
        parser.line(i + 1, line.trim_end());
    }
    parser.finish()
}

struct Parser<'a> {
    file: &'a str,
    title: Option<String>,
    history: Vec<String>,
    headings: Vec<Heading>,
    articles: Vec<Article>,
    /// Whether the next paragraph belongs to the last article.
    in_article: bool,
    faults: Vec<Fault>,
}

impl<'a> Parser<'a> {
    fn new(file: &'a str) -> Self {
        Self {
            file,
            title: None,
            history: Vec::new(),
            headings: Vec::new(),
            articles: Vec::new(),
            in_article: false,
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, line: usize, reason: impl Into<String>) {
        self.faults.push(Fault::new(self.file, line, reason));
    }

    fn line(&mut self, no: usize, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if let Some(heading) = line.strip_prefix('#') {
            self.heading(no, heading.trim_start_matches('#').trim());
        } else if self.title.is_none() {
            self.fault(no, format!("第一行应是“# 标题”，这里是「{}」", head(line)));
            self.title = Some(String::new());
        } else if let Some((number, rest)) = article_opening(line) {
            self.article(no, number, rest);
        } else if let Some((item, _)) = item_opening(line) {
            self.item(no, item, line);
        } else {
            self.paragraph(no, line);
        }
    }

    fn heading(&mut self, no: usize, text: &str) {
        if self.title.is_none() {
            if text.is_empty() {
                self.fault(no, "标题是空的");
            }
            self.title = Some(text.to_owned());
            return;
        }
        let Some(kind) = heading_kind(text) else {
            self.fault(
                no,
                format!(
                    "看不懂的标题「{}」（应以第…编、第…章、第…节或序言开头）",
                    head(text)
                ),
            );
            return;
        };
        self.in_article = false;
        self.headings.push(Heading {
            kind,
            text: text.to_owned(),
            first: self.articles.len(),
        });
        if kind == HeadingKind::Preamble {
            if !self.articles.is_empty() {
                self.fault(no, "序言应在第一条之前");
            }
            self.open(no, ArticleNo::PREAMBLE);
        }
    }

    fn article(&mut self, no: usize, number: ArticleNo, rest: &str) {
        let last = self.articles.last().map_or(ArticleNo::PREAMBLE, |a| a.no);
        let follows = number == ArticleNo::from(last.main + 1)
            || (last.main > 0
                && number
                    == ArticleNo {
                        main: last.main,
                        sub: last.sub + 1,
                    });
        if self.articles.iter().any(|a| a.no == number) {
            self.fault(no, format!("{}重复", number.label()));
        } else if !follows {
            self.fault(
                no,
                format!(
                    "{}之后应是{}，这里是{}",
                    last.label(),
                    ArticleNo::from(last.main + 1).label(),
                    number.label()
                ),
            );
        }
        self.open(no, number);
        if rest.is_empty() {
            self.fault(no, format!("{}没有内容", number.label()));
        } else {
            self.paragraph(no, rest);
        }
    }

    fn open(&mut self, line: usize, no: ArticleNo) {
        self.in_article = true;
        self.articles.push(Article {
            no,
            paragraphs: Vec::new(),
            line,
            text: String::new(),
        });
    }

    fn paragraph(&mut self, no: usize, line: &str) {
        match self.articles.last_mut() {
            Some(article) if self.in_article => {
                if let Some(open) = article.paragraphs.last_mut().and_then(open_item) {
                    open.text.push('\n');
                    open.text.push_str(line);
                    return;
                }
                let next = u16::try_from(article.paragraphs.len() + 1).unwrap_or(u16::MAX);
                article.paragraphs.push(Paragraph {
                    no: next,
                    text: line.to_owned(),
                    items: Vec::new(),
                });
            }
            None if self.headings.is_empty() => self.history.push(line.to_owned()),
            _ => self.fault(no, format!("这一段不在任何条文之内：「{}」", head(line))),
        }
    }

    fn item(&mut self, no: usize, number: u16, line: &str) {
        let in_article = self.in_article;
        let Some(paragraph) = self
            .articles
            .last_mut()
            .filter(|_| in_article)
            .and_then(|a| a.paragraphs.last_mut())
        else {
            self.fault(no, format!("这一项不在任何条文之内：「{}」", head(line)));
            return;
        };
        let expected = paragraph.items.last().map_or(1, |i| i.no + 1);
        paragraph.items.push(Item {
            no: number,
            text: line.to_owned(),
        });
        if number < expected {
            self.fault(
                no,
                format!("第{}项重复", numeral::to_chinese(number.into())),
            );
        } else if number > expected {
            self.fault(
                no,
                format!("缺少第{}项", numeral::to_chinese(expected.into())),
            );
        }
    }

    fn finish(mut self) -> Result<Law, Vec<Fault>> {
        for i in 0..self.articles.len() {
            let article = &mut self.articles[i];
            article.text = article
                .paragraphs
                .iter()
                .map(Paragraph::full_text)
                .collect::<Vec<_>>()
                .join("\n");
            if article.paragraphs.is_empty() {
                let (line, label) = (article.line, article.no.label());
                self.fault(line, format!("{label}没有内容"));
            }
        }
        if self.articles.is_empty() {
            self.fault(0, "文件里没有任何条文");
        }
        if !self.faults.is_empty() {
            self.faults.sort();
            self.faults.dedup();
            return Err(self.faults);
        }
        let title = self.title.unwrap_or_default();
        let slug = self.file.rsplit('/').next().unwrap_or(self.file);
        let related = self.file.contains("/related/");
        Ok(Law {
            id: LawId(slug.trim_end_matches(".md").to_owned()),
            name: title.trim_start_matches("中华人民共和国").to_owned(),
            title,
            short: Vec::new(),
            shelf: if related { Shelf::Related } else { Shelf::Core },
            kind: None,
            in_force: None,
            history: self.history,
            source: None,
            taken_over: None,
            headings: self.headings,
            articles: self.articles,
        })
    }
}

/// 第…条 or 第…条之…, an ideographic space, and the rest of the line.
fn article_opening(line: &str) -> Option<(ArticleNo, &str)> {
    let (number, rest) = line.strip_prefix('第')?.split_once('条')?;
    let main = u16::try_from(numeral::parse(number)?).ok()?;
    let (sub, rest) = match rest.strip_prefix('之') {
        None => (0, rest),
        Some(after) => {
            let end = after.find('\u{3000}').unwrap_or(after.len());
            (
                u16::try_from(numeral::parse(&after[..end])?).ok()?,
                &after[end..],
            )
        }
    };
    let no = ArticleNo { main, sub };
    match rest.strip_prefix('\u{3000}') {
        Some(text) => Some((no, text.trim())),
        None if rest.is_empty() => Some((no, "")),
        None => None,
    }
}

/// （一） at the start of a line, and what follows it.
fn item_opening(line: &str) -> Option<(u16, &str)> {
    let (number, rest) = line.strip_prefix('（')?.split_once('）')?;
    Some((u16::try_from(numeral::parse(number)?).ok()?, rest))
}

fn heading_kind(text: &str) -> Option<HeadingKind> {
    let word = text.split_whitespace().next()?;
    if word == "序言" {
        return Some(HeadingKind::Preamble);
    }
    let numbered = word.strip_prefix('第')?;
    let unit = numbered.chars().last()?;
    numeral::parse(&numbered[..numbered.len() - unit.len_utf8()])?;
    match unit {
        '编' => Some(HeadingKind::Part),
        '章' => Some(HeadingKind::Chapter),
        '节' => Some(HeadingKind::Section),
        _ => None,
    }
}

/// The last 项 when its list is not finished, which a closing ； tells: the next paragraph continues it.
fn open_item(paragraph: &mut Paragraph) -> Option<&mut Item> {
    paragraph
        .items
        .last_mut()
        .filter(|i| i.text.ends_with('；'))
}

/// The first characters of a line, for a message.
fn head(line: &str) -> String {
    line.chars().take(20).collect()
}
