//! Each table of a view, built from its numbers.

use std::collections::HashMap;
use std::sync::Arc;

use super::catalog::Catalog;
use super::dashboard::MonthMark;
use super::figure::{Figure, SMALLEST};
use super::table::{Cell, Chart, Table};
use super::tally::{Kind, NOT_IN_TEXT};
use super::view::View;
use crate::answer::Outcome;
use crate::topics::Channel;

/// Smallest numbers of which a percentage is said.
const LEAST_FOR_PERCENT: u64 = 20;
const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// What builds the tables of one view.
pub(super) struct Builder<'a> {
    pub(super) view: &'a View,
    /// Those that stand apart; none when all are taken together.
    pub(super) channels: Vec<Channel>,
    pub(super) catalog: &'a Catalog,
}

impl Builder<'_> {
    pub(super) fn topics(&self) -> Table {
        let mut head = vec!["主题".to_owned(), "人次".to_owned()];
        head.extend(self.channels.iter().map(|c| c.title().to_owned()));
        let row = |(key, figure): (Arc<str>, Figure)| {
            let mut row = vec![Cell::Text(self.catalog.topic(&key)), Cell::Number(figure)];
            let of = |c: &Channel| Cell::Number(self.view.figure(Kind::Topic, &key, Some(*c)));
            row.extend(self.channels.iter().map(of));
            row
        };
        let rows: Vec<Vec<Cell>> = self.view.rows(Kind::Topic).into_iter().map(row).collect();
        Table {
            id: "topics",
            title: "问得多的主题".to_owned(),
            foot: foot(&rows, head.len()),
            head,
            rows,
            note: String::new(),
            chart: Chart::Bars,
        }
    }

    /// A table of one number a row, and their sum.
    fn plain(&self, id: &'static str, title: &str, of: &str, rows: Vec<(String, Figure)>) -> Table {
        let row = |(name, figure)| vec![Cell::Text(name), Cell::Number(figure)];
        let rows: Vec<Vec<Cell>> = rows.into_iter().map(row).collect();
        Table {
            id,
            title: title.to_owned(),
            head: vec![of.to_owned(), "人次".to_owned()],
            foot: foot(&rows, 2),
            rows,
            note: String::new(),
            chart: Chart::Bars,
        }
    }

    /// The rows of one table, named.
    fn named(&self, kind: Kind, name: impl Fn(&str) -> String) -> Vec<(String, Figure)> {
        let rows = self.view.rows(kind).into_iter();
        rows.map(|(key, figure)| (name(&key), figure)).collect()
    }

    pub(super) fn change(&self, earlier: &View) -> Table {
        let mut names: Vec<Arc<str>> = Vec::new();
        for view in [self.view, earlier] {
            for (key, _) in view.rows(Kind::Topic) {
                if !names.contains(&key) {
                    names.push(key);
                }
            }
        }
        let row = |key: Arc<str>| {
            let now = self.view.figure(Kind::Topic, &key, None);
            let then = earlier.figure(Kind::Topic, &key, None);
            vec![
                Cell::Text(self.catalog.topic(&key)),
                Cell::Number(now),
                Cell::Number(then),
                Cell::Text(difference(now, then)),
            ]
        };
        Table {
            id: "change",
            title: format!("和{}比", earlier.scope.label()),
            head: vec![
                "主题".to_owned(),
                self.view.scope.label(),
                earlier.scope.label(),
                "变化".to_owned(),
            ],
            rows: names.into_iter().map(row).collect(),
            foot: Vec::new(),
            note: "两边都满 20 才算百分比。".to_owned(),
            chart: Chart::Pairs,
        }
    }

    pub(super) fn months(&self, marks: &[MonthMark]) -> Table {
        let row = |((_, n), mark): (&(i64, u64), &MonthMark)| {
            let figure = if *n == 0 {
                Figure::Few
            } else {
                Figure::AtLeast(*n)
            };
            vec![
                Cell::text(&mark.label),
                Cell::Number(figure),
                Cell::Text(mark.events.join("、")),
            ]
        };
        Table {
            id: "months",
            title: "按月".to_owned(),
            head: ["月份", "人次", "活动"].map(str::to_owned).to_vec(),
            rows: self.view.months().iter().zip(marks).map(row).collect(),
            foot: Vec::new(),
            note: "▲ 是有活动的月份。".to_owned(),
            chart: Chart::Columns,
        }
    }

    pub(super) fn hours(&self) -> Table {
        let hour = |h| {
            let figure = self.view.figure(Kind::Hour, &format!("{h:02}"), None);
            (format!("{h} 时"), figure)
        };
        let mut table = self.plain("hours", "按钟点", "钟点", (0..24).map(hour).collect());
        table.note = "只留最近 90 天的钟点，更早的只记到哪一天。".to_owned();
        table.chart = Chart::Columns;
        table
    }

    pub(super) fn weekdays(&self) -> Table {
        let days = (1..).zip(WEEKDAYS).map(|(n, name): (u8, _)| {
            let figure = self.view.figure(Kind::Weekday, &n.to_string(), None);
            (name.to_owned(), figure)
        });
        let mut table = self.plain("weekdays", "按星期", "星期", days.collect());
        table.chart = Chart::Columns;
        table
    }

    /// How people came.
    pub(super) fn by_way(&self) -> Table {
        let title = |key: &str| Channel::named(Some(key), Channel::None).title().to_owned();
        let rows = self.named(Kind::Channel, title);
        self.plain("channels", "从哪里问的", "渠道", rows)
    }

    pub(super) fn outcomes(&self) -> Table {
        let rows = self.named(Kind::Outcome, outcome_title);
        let mut table = self.plain("outcomes", "结果", "结果", rows);
        let total = table.rows.iter().map(|r| r[1].low()).sum::<u64>();
        table.head.push("占比".to_owned());
        for row in &mut table.rows {
            let share = percent_of(row[1].low(), total);
            row.push(Cell::Text(share));
        }
        if !table.foot.is_empty() {
            table.foot.push(Cell::text(""));
        }
        table.note = "占比按写出来的数算，合计满 20 才算。".to_owned();
        table
    }

    pub(super) fn doors(&self) -> Table {
        let rows = self.named(Kind::Door, |id| self.catalog.door(id));
        let mut table = self.plain("doors", "指到哪里去", "去处", rows);
        table.note = "该找别的部门的问题，按先去的那一处算。".to_owned();
        table
    }

    pub(super) fn helpful(&self) -> Table {
        let mut entries: Vec<Arc<str>> = Vec::new();
        for kind in [Kind::NotHelpful, Kind::Helpful] {
            let shown = self
                .view
                .rows(kind)
                .into_iter()
                .filter(|(_, f)| f.low() > 0);
            for (entry, _) in shown {
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        let row = |entry: Arc<str>| {
            let number = |kind| Cell::Number(self.view.figure(kind, &entry, None));
            let title = match self.catalog.entry(&entry) {
                Some(known) => known.title.clone(),
                None if entry.is_empty() => "（没有条目的回答）".to_owned(),
                None => entry.to_string(),
            };
            vec![
                Cell::Text(title),
                number(Kind::Helpful),
                number(Kind::NotHelpful),
            ]
        };
        Table {
            id: "helpful",
            title: "有没有帮助".to_owned(),
            head: ["条目", "有帮助", "没帮助"].map(str::to_owned).to_vec(),
            rows: entries.into_iter().map(row).collect(),
            foot: Vec::new(),
            note: "只列至少有一栏满 5 的条目，没帮助多的在前。".to_owned(),
            chart: Chart::Pairs,
        }
    }

    pub(super) fn terms(&self) -> Table {
        let shown = self
            .view
            .rows(Kind::Term)
            .into_iter()
            .filter(|(_, f)| f.low() > 0);
        let row =
            |(term, figure): (Arc<str>, Figure)| vec![Cell::text(&*term), Cell::Number(figure)];
        Table {
            id: "terms",
            title: "没答上的问题里有的词".to_owned(),
            head: ["词", "人次"].map(str::to_owned).to_vec(),
            rows: shown.map(row).collect(),
            foot: Vec::new(),
            note: "只记事先审过的词表里的词，满 5 才列。".to_owned(),
            chart: Chart::Bars,
        }
    }

    /// Entries hardly anybody was shown. Which of them was shown once is not told.
    pub(super) fn unseen(&self) -> Table {
        let mut by_topic: HashMap<&str, (u64, u64)> = HashMap::new();
        for (id, known) in self.catalog.entries() {
            let (all, seen) = by_topic.entry(&known.topic).or_default();
            *all += 1;
            *seen += u64::from(self.view.is_seen(id));
        }
        // A topic of 8 whose two entries are both unseen had four each.
        let tells = |topic: &str| {
            let (all, seen) = by_topic.get(topic).copied().unwrap_or_default();
            let asked = self.view.figure(Kind::Topic, topic, None).low();
            seen == 0 && asked >= (SMALLEST - 1) * all
        };
        let unseen = self
            .catalog
            .entries()
            .filter(|(id, known)| !self.view.is_seen(id) && !tells(&known.topic));
        let row = |(_, known): (&str, &super::catalog::KnownEntry)| {
            vec![
                Cell::text(&known.title),
                Cell::Text(self.catalog.topic(&known.topic)),
            ]
        };
        Table {
            id: "unseen",
            title: "没人看到的条目".to_owned(),
            head: ["条目", "主题"].map(str::to_owned).to_vec(),
            rows: unseen.map(row).collect(),
            foot: Vec::new(),
            note: "从没出现，或者出现不到 5 次；是哪一种不分，免得认出人来。".to_owned(),
            chart: Chart::None,
        }
    }
}

/// Sums of the numbers shown; "<5" counts as 0.
fn foot(rows: &[Vec<Cell>], width: usize) -> Vec<Cell> {
    if rows.is_empty() {
        return Vec::new();
    }
    let sum = |column: usize| rows.iter().map(|r| r[column].low()).sum::<u64>();
    let mut foot = vec![Cell::text("合计（至少）")];
    foot.extend((1..width).map(|c| Cell::Text(sum(c).to_string())));
    foot
}

fn outcome_title(key: &str) -> String {
    match Outcome::from_key(key) {
        _ if key == NOT_IN_TEXT => "条例没有写，照实说了".to_owned(),
        Some(Outcome::Answered) => "回答了".to_owned(),
        Some(Outcome::Redirected) => "指到别的部门".to_owned(),
        Some(Outcome::OutOfScope) => "没答上".to_owned(),
        Some(Outcome::Clarify) => "请对方选是哪一件".to_owned(),
        Some(Outcome::Urgent) => "紧急，先保安全".to_owned(),
        Some(Outcome::Declined) => "这样做法律不允许".to_owned(),
        None => key.to_owned(),
    }
}

fn percent_of(part: u64, total: u64) -> String {
    if total < LEAST_FOR_PERCENT || part == 0 {
        return "—".to_owned();
    }
    format!("{}%", (part * 200 + total) / (2 * total))
}

/// How a number changed, in words: a percentage only where both are exact and from 20 up.
pub(super) fn difference(now: Figure, then: Figure) -> String {
    let (Figure::Exact(a), Figure::Exact(b)) = (now, then) else {
        return match (now.low(), then.low()) {
            (0, 0) => "—".to_owned(),
            (_, 0) => "上次写不出数".to_owned(),
            (0, _) => "这次写不出数".to_owned(),
            _ => "约数，不比".to_owned(),
        };
    };
    let word = match a.cmp(&b) {
        std::cmp::Ordering::Greater => format!("多 {}", a - b),
        std::cmp::Ordering::Less => format!("少 {}", b - a),
        std::cmp::Ordering::Equal => return "一样".to_owned(),
    };
    if a.min(b) < LEAST_FOR_PERCENT {
        return word;
    }
    format!("{word}（{}%）", (a.abs_diff(b) * 200 + b) / (2 * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_a_percentage_only_from_twenty_up() {
        let exact = Figure::Exact;
        assert_eq!(difference(exact(30), exact(20)), "多 10（50%）");
        assert_eq!(difference(exact(30), exact(19)), "多 11");
        assert_eq!(difference(exact(12), exact(24)), "少 12");
        assert_eq!(difference(exact(20), exact(40)), "少 20（50%）");
        assert_eq!(difference(exact(8), Figure::Few), "上次写不出数");
        assert_eq!(difference(Figure::AtLeast(30), exact(40)), "约数，不比");
    }
}
