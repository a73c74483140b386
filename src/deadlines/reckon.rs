//! Where a petition stands, which rights come next and until when, what has passed and what is closed.

use jiff::civil::Date;

use super::calendar::last_day;
use super::dates::Dates;
use crate::corpus::{Citation, DeadlineRight, DeadlineStage, Deadlines, MatterPath};

/// When the regulation came into force (条例 第五十条).
const IN_FORCE: Date = jiff::civil::date(2022, 5, 1);

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    /// Slug of the stage.
    pub id: String,
    /// Where it stands, as people read it.
    pub stage: String,
    /// What may be done or expected now.
    pub next: Vec<Right>,
    /// Limits that have passed, the person's and the organs'.
    pub overdue: Vec<Right>,
    /// What is closed for good.
    pub closed: Vec<Right>,
    /// Limits of other procedures that run on.
    pub outside: Vec<Right>,
    /// How it was reckoned, and for what it holds.
    pub assumptions: Vec<String>,
}

/// A right, with the last day of its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// What.
    pub right: String,
    /// `None` where no limit runs or its start is not known.
    pub last_day: Option<Date>,
    /// From whom; may be empty.
    pub organ: String,
    /// What it rests on.
    pub citation: Citation,
    /// A caution; may be empty.
    pub note: String,
}

/// Reckons dates against the tool's data, for a matter of this path.
pub fn reckon(tool: &Deadlines, dates: &Dates, path: MatterPath) -> Reckoned {
    let reached = |s: &&DeadlineStage| s.after.is_empty() || dates.step(&s.after).is_some();
    let present = tool.stages.iter().rfind(reached);
    let mut out = Reckoned {
        id: present.map_or_else(String::new, |s| s.id.clone()),
        stage: present.map_or_else(String::new, |s| s.title.clone()),
        next: Vec::new(),
        overdue: Vec::new(),
        closed: Vec::new(),
        outside: outside(tool, dates),
        assumptions: tool.assumptions.iter().map(|(t, _)| t.clone()).collect(),
    };
    if dates.steps.iter().flatten().any(|d| *d < IN_FORCE) {
        out.assumptions.push(tool.words.before.clone());
    }
    if present.is_none_or(|s| !s.after.is_empty())
        && let Some((_, instead)) = tool.elsewhere.iter().find(|(p, _)| p.contains(&path))
    {
        out.next.push(plain(instead));
        return out;
    }
    for stage in tool.stages.iter().filter(reached) {
        let is_present = present.is_some_and(|p| p.id == stage.id);
        place(tool, dates, stage, is_present, &mut out);
    }
    out
}

/// Puts the rights of a stage that was reached where they belong.
fn place(
    tool: &Deadlines,
    dates: &Dates,
    stage: &DeadlineStage,
    is_present: bool,
    out: &mut Reckoned,
) {
    let until = dates.after(&stage.after).unwrap_or(dates.today);
    let mut is_late = false;
    for right in &stage.next {
        let end = last_of(right, dates, dates.step(&stage.after));
        let passed = end.is_some_and(|end| until > end);
        let mut shown = plain(right);
        shown.last_day = end;
        if passed {
            shown.note = passed_note(tool, right);
            out.overdue.push(shown);
            is_late = true;
        } else if is_present {
            if end.is_none() && right.limit.is_some() {
                shown.note.push_str(&tool.words.unknown);
            }
            out.next.push(shown);
        }
    }
    if is_present {
        if is_late {
            out.next.splice(0..0, stage.late.iter().map(plain));
        }
        out.closed.extend(stage.closed.iter().map(plain));
    }
}

/// The last day of a right's limit, lengthened where an extension was told.
fn last_of(right: &DeadlineRight, dates: &Dates, start: Option<Date>) -> Option<Date> {
    let end = last_day(start?, right.limit.as_ref()?)?;
    match &right.longer {
        Some(longer) if dates.step("extended").is_some() => last_day(end, longer),
        _ => Some(end),
    }
}

/// What is said beside a limit that has passed.
fn passed_note(tool: &Deadlines, right: &DeadlineRight) -> String {
    let own = if right.duty {
        &right.note
    } else {
        &tool.words.missed
    };
    format!("{}{own}", tool.words.overdue)
}

/// Limits of other procedures; their last day where it is known when the decision became known.
fn outside(tool: &Deadlines, dates: &Dates) -> Vec<Right> {
    tool.outside
        .iter()
        .map(|right| {
            let start = dates.known.filter(|_| right.known);
            let mut shown = plain(right);
            shown.last_day = last_of(right, dates, start);
            if shown.last_day.is_some_and(|end| end < dates.today) {
                shown.note.push_str(&tool.words.past);
            }
            if let Some(limit) = &right.limit {
                let length = format!("{}{}内。", limit.starts, limit.length);
                shown.note.insert_str(0, &length);
            }
            shown
        })
        .collect()
}

fn plain(right: &DeadlineRight) -> Right {
    Right {
        right: right.right.clone(),
        last_day: None,
        organ: right.organ.clone(),
        citation: right.basis.clone(),
        note: right.note.clone(),
    }
}
