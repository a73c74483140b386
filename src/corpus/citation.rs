//! 依据: an article, the 款 and 项 in it that are meant, and the words quoted from it.

use std::fmt;
use std::str::FromStr;

use super::law::{ArticleNo, LawId};
use crate::text::numeral;

/// An article of a law: `xinfang-gongzuo-tiaoli/35`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleRef {
    /// Slug of the law.
    pub law: LawId,
    /// Printed number.
    pub no: ArticleNo,
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.law, self.no)
    }
}

impl FromStr for ArticleRef {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        s.split_once('/')
            .and_then(|(law, no)| {
                Some(Self {
                    law: LawId(law.to_owned()),
                    no: no.parse().ok()?,
                })
            })
            .ok_or_else(|| format!("条文应写成 xinfang-gongzuo-tiaoli/35 的样子，这里是「{s}」"))
    }
}

/// 款 and 项 inside an article; at least one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pinpoint {
    /// 款, from 1.
    pub paragraph: Option<u16>,
    /// 项, from 1.
    pub item: Option<u16>,
}

impl fmt::Display for Pinpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (no, unit) in [(self.paragraph, "款"), (self.item, "项")] {
            if let Some(no) = no {
                write!(f, "第{}{unit}", numeral::to_chinese(no.into()))?;
            }
        }
        Ok(())
    }
}

impl FromStr for Pinpoint {
    type Err = String;

    /// Reads 第二款, 第六项, 第一款第三项.
    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("款项应写成 第二款第三项 的样子，这里是「{s}」");
        let mut pinpoint = Self {
            paragraph: None,
            item: None,
        };
        let mut rest = s;
        for (slot, unit) in [(&mut pinpoint.paragraph, '款'), (&mut pinpoint.item, '项')] {
            let Some((number, tail)) = rest.strip_prefix('第').and_then(|r| r.split_once(unit))
            else {
                continue;
            };
            let no = numeral::parse(number).and_then(|n| u16::try_from(n).ok());
            *slot = Some(no.filter(|n| *n > 0).ok_or_else(wrong)?);
            rest = tail;
        }
        let named = pinpoint.paragraph.is_some() || pinpoint.item.is_some();
        if named && rest.is_empty() {
            Ok(pinpoint)
        } else {
            Err(wrong())
        }
    }
}

/// A checked citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The article.
    pub article: ArticleRef,
    /// What in it is meant; the whole article when absent.
    pub pinpoint: Option<Pinpoint>,
    /// Verbatim words of the part that is meant.
    pub quote: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinpoints_are_read_and_printed_alike() {
        for s in ["第二款", "第六项", "第一款第三项", "第十一项"] {
            assert_eq!(
                s.parse::<Pinpoint>().map(|p| p.to_string()),
                Ok(s.to_owned())
            );
        }
        for s in ["", "第款", "二款", "第三项第一款", "第一款之", "第零款"] {
            assert!(s.parse::<Pinpoint>().is_err(), "{s}");
        }
    }
}
