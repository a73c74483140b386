//! 简报: one page for the people who plan the next event, in sentences with the figures in them. The sentences are
//! templates, the figures those of the view: the same view gives the same page.

use super::builder::difference;
use super::catalog::Catalog;
use super::dashboard::Dashboard;
use super::figure::{Figure, SMALLEST};
use super::table::Cell;
use super::tally::Kind;
use crate::answer::Outcome;

/// Topics to speak on first, gaps, what rose, leaflets.
const TOPICS: usize = 5;
const GAPS: usize = 3;
const RISEN: usize = 3;
const LEAFLETS: usize = 3;

/// An entry to print and hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaflet {
    /// Its question.
    pub title: String,
    /// Path of its page.
    pub url: String,
    /// Path a QR code of it holds.
    pub scanned: String,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// 2026年11月 宣传简报.
    pub title: String,
    /// One sentence over all.
    pub opening: String,
    /// Topics to speak on first.
    pub topics: Vec<String>,
    /// Gaps in the guide.
    pub gaps: Vec<String>,
    /// What rose since last time.
    pub risen: Vec<String>,
    /// Leaflets to print.
    pub leaflets: Vec<Leaflet>,
}

impl Brief {
    /// Of a view.
    pub fn of(dashboard: &Dashboard, catalog: &Catalog) -> Self {
        let opening = match dashboard.at_least {
            0 => "这段时间问的人不多，写不出数。".to_owned(),
            n => format!("这段时间群众至少问了 {n} 人次。下面的数都是人次，少于 5 的不写。"),
        };
        Self {
            title: format!("{} 宣传简报", dashboard.scope.label()),
            opening,
            topics: topics(dashboard, catalog),
            gaps: gaps(dashboard),
            risen: risen(dashboard, catalog),
            leaflets: leaflets(dashboard, catalog),
        }
    }

    /// As plain text, to paste anywhere; `public_url` stands before the paths.
    pub fn to_text(&self, public_url: &str) -> String {
        let mut text = format!("{}\n\n{}\n", self.title, self.opening);
        for (title, lines) in self.sections() {
            text.push_str(&format!("\n{title}\n"));
            for (n, line) in (1..).zip(lines) {
                text.push_str(&format!("{n}. {line}\n"));
            }
        }
        text.push_str("\n建议印的单页\n");
        for (n, leaflet) in (1..).zip(&self.leaflets) {
            text.push_str(&format!(
                "{n}. {}  {public_url}{}\n",
                leaflet.title, leaflet.url
            ));
        }
        text
    }

    /// Its sections in sentences; one that has nothing to say says so.
    pub fn sections(&self) -> [(&'static str, &[String]); 3] {
        [
            ("下次先讲", &self.topics),
            ("指南的缺口", &self.gaps),
            ("比上次多的", &self.risen),
        ]
    }
}

fn or_nothing(lines: Vec<String>, nothing: &str) -> Vec<String> {
    if lines.is_empty() {
        vec![nothing.to_owned()]
    } else {
        lines
    }
}

fn topics(dashboard: &Dashboard, catalog: &Catalog) -> Vec<String> {
    let rows = dashboard.view.rows(Kind::Topic);
    let told = rows
        .iter()
        .filter(|(key, figure)| figure.low() > 0 && !key.is_empty());
    let line = |(key, figure): &(std::sync::Arc<str>, Figure)| {
        let first = dashboard.view.seen().into_iter().find_map(|id| {
            let entry = catalog.entry(&id)?;
            (entry.topic == **key).then(|| entry.title.clone())
        });
        let first = first.map_or_else(String::new, |t| format!("，问得最多的是“{t}”"));
        format!("“{}”：{figure} 人次{first}。", catalog.topic(key))
    };
    let lines = told.take(TOPICS).map(line).collect();
    or_nothing(lines, "还没有满 5 人次的主题，可以从“去哪里、怎么提”讲起。")
}

fn gaps(dashboard: &Dashboard) -> Vec<String> {
    let view = &dashboard.view;
    let mut lines = Vec::new();
    let missed = view.figure(Kind::Outcome, Outcome::OutOfScope.key(), None);
    let terms = view.rows(Kind::Term);
    let words: Vec<String> = terms
        .iter()
        .filter(|(_, f)| f.low() > 0)
        .take(GAPS)
        .map(|(term, f)| format!("“{term}”（{f} 人次）"))
        .collect();
    if !words.is_empty() {
        lines.push(format!(
            "没答上的问题里常有{}，请看看指南缺不缺这些。",
            words.join("、")
        ));
    }
    if missed.low() > 0 {
        lines.push(format!("没答上的有 {missed} 人次。"));
    }
    let helpful = dashboard.tables.iter().find(|t| t.id == "helpful");
    let poor = helpful
        .into_iter()
        .flat_map(|t| &t.rows)
        .filter_map(|row| match row.as_slice() {
            // A reply without an entry has nothing that could be written anew.
            [Cell::Text(title), Cell::Number(good), Cell::Number(bad)]
                if bad.low() > good.low() && !title.starts_with('（') =>
            {
                Some(format!(
                    "“{title}”说没帮助的 {bad} 人次，说有帮助的 {good} 人次，请重写。"
                ))
            }
            _ => None,
        });
    lines.extend(poor);
    lines.truncate(GAPS);
    or_nothing(lines, "没有看得出来的缺口。")
}

fn risen(dashboard: &Dashboard, catalog: &Catalog) -> Vec<String> {
    let Some(earlier) = &dashboard.earlier else {
        return vec!["没有可比的上一次。".to_owned()];
    };
    let rows = dashboard.view.rows(Kind::Topic);
    let mut risen: Vec<(u64, String)> = rows
        .iter()
        .filter(|(key, _)| !key.is_empty())
        .filter_map(|(key, now)| {
            let then = earlier.figure(Kind::Topic, key, None);
            let topic = catalog.topic(key);
            match (*now, then) {
                (Figure::Exact(a), Figure::Exact(b)) => {
                    let by = difference(*now, then);
                    let line = format!("“{topic}”从 {b} 人次到 {a} 人次，{by}。");
                    (a > b).then(|| (a - b, line))
                }
                // From so few that it is not said how many, to so many that it is a rise all the same.
                (Figure::Exact(a), Figure::Few) if a >= 2 * SMALLEST => {
                    let line = format!("“{topic}”从不到 {SMALLEST} 人次到 {a} 人次。");
                    Some((a - SMALLEST, line))
                }
                _ => None,
            }
        })
        .collect();
    risen.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let lines = risen
        .into_iter()
        .take(RISEN)
        .map(|(_, line)| line)
        .collect();
    or_nothing(
        lines,
        &format!("和{}比，没有明显增多的主题。", earlier.scope.label()),
    )
}

fn leaflets(dashboard: &Dashboard, catalog: &Catalog) -> Vec<Leaflet> {
    let seen = dashboard.view.seen();
    let known = seen.iter().filter_map(|id| Some((id, catalog.entry(id)?)));
    known
        .take(LEAFLETS)
        .map(|(id, entry)| Leaflet {
            title: entry.title.clone(),
            url: format!("/q/{id}"),
            scanned: format!("/s/{id}"),
        })
        .collect()
}
