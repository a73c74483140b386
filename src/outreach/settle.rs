//! The rules that keep small numbers hidden when several numbers stand side by side. They assume a reader who knows which
//! cells are empty, and who subtracts.

use super::figure::{Figure, SMALLEST};

/// A cell while its table is being settled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The true number.
    pub(super) truth: u64,
    /// What is shown of it so far.
    pub(super) figure: Figure,
}

impl Cell {
    pub(super) fn new(truth: u64) -> Self {
        Self {
            truth,
            figure: Figure::of(truth),
        }
    }

    fn is_few(&self) -> bool {
        self.truth > 0 && self.truth < SMALLEST
    }

    fn lower(&mut self, by: u64) {
        self.figure = Figure::at_least(self.figure.low().saturating_sub(by));
    }
}

/// Whether the sum of hidden cells, each 1 to 4, may be known: it is large itself, and it fixes none of them.
pub(super) fn is_safe(cells: u64, sum: u64) -> bool {
    cells >= 2 && sum >= SMALLEST && sum > cells && sum < (SMALLEST - 1) * cells
}

/// Lowers cells, the largest first, until what is shown of them adds up to no more than is `known` of their sum already,
/// and gives no hidden one of them away.
pub(super) fn settle(cells: &mut [Cell], known: u64) {
    let total: u64 = cells.iter().map(|c| c.truth).sum();
    let few = cells.iter().filter(|c| c.is_few());
    let (count, hidden) = few.fold((0, 0), |(n, sum), c| (n + 1, sum + c.truth));
    let harmless = hidden == 0 || total < known || is_safe(count, hidden);
    if total <= known && harmless {
        return;
    }
    let most = if hidden == 0 {
        known
    } else {
        known.saturating_sub(SMALLEST)
    };
    let shown: u64 = cells.iter().map(|c| c.figure.low()).sum();
    let is_open = |c: &Cell| matches!(c.figure, Figure::AtLeast(_) | Figure::Withheld);
    let mut over = shown.saturating_sub(most);
    if over == 0 && !cells.iter().any(is_open) {
        // The sum is known all the same; one cell must not be, by enough that any hidden cell could be as large as it can.
        over = SMALLEST;
    }
    while over > 0 {
        let largest = cells.iter_mut().max_by_key(|c| c.figure.low());
        let Some(largest) = largest.filter(|c| c.figure.low() > 0) else {
            // Nothing is left to lower: that they are small would tell what they are.
            cells.iter_mut().for_each(|c| c.figure = Figure::Withheld);
            return;
        };
        let before = largest.figure.low();
        largest.lower(over);
        over = over.saturating_sub(before - largest.figure.low());
    }
}

/// What is shown of a sum of months whose numbers are shown themselves: nothing that they do not tell.
pub(super) fn summed(parts: &[Cell]) -> Figure {
    let total: u64 = parts.iter().map(|p| p.truth).sum();
    if total < SMALLEST {
        let is_withheld = parts.iter().any(|p| p.figure == Figure::Withheld);
        // Four parts that are something and together not five are one each.
        let fixes_all = parts.iter().filter(|p| p.truth > 0).count() as u64 >= SMALLEST - 1;
        return if is_withheld || fixes_all {
            Figure::Withheld
        } else {
            Figure::Few
        };
    }
    let whole = |p: &Cell| p.truth == 0 || matches!(p.figure, Figure::Exact(_));
    let low = parts.iter().map(|p| p.figure.low()).sum();
    if parts.iter().all(whole) {
        Figure::Exact(low)
    } else {
        Figure::at_least(low)
    }
}

/// What is shown of a topic's sum: the true one where what its parts hide is large and fixes none of them, else their sum.
/// `hidden_months` counts the months below it that are hidden.
pub(super) fn over_parts(parts: &[Cell], hidden_months: u64) -> Figure {
    let total: u64 = parts.iter().map(|p| p.truth).sum();
    let hides = |p: &&Cell| p.truth > p.figure.low();
    let unexplained: u64 = parts
        .iter()
        .map(|p| p.truth - p.figure.low().min(p.truth))
        .sum();
    let count = parts.iter().filter(hides).count();
    let few = |p: &Cell| p.figure == Figure::Few;
    let all_few = parts.iter().filter(hides).all(few);
    let fixes_no_part = !all_few || is_safe(count as u64, unexplained);
    let fixes_none = is_safe(hidden_months, unexplained) && count >= 2 && fixes_no_part;
    if total >= SMALLEST && fixes_none {
        return Figure::Exact(total);
    }
    summed(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(truths: &[u64], known: u64) -> Vec<String> {
        let mut cells: Vec<Cell> = truths.iter().map(|n| Cell::new(*n)).collect();
        settle(&mut cells, known);
        cells.iter().map(|c| c.figure.to_string()).collect()
    }

    #[test]
    fn a_lone_small_cell_is_not_told_by_the_others() {
        // 23 are known; without more, 23 − 20 would be the hidden 3.
        assert_eq!(settled(&[20, 3], 23), ["至少 18", "<5"]);
        assert_eq!(settled(&[20, 3, 0], 23), ["至少 18", "<5", "<5"]);
        // Two that could be 3 and 4 or 4 and 3 tell nothing; two that can only be 4 and 4 do.
        assert_eq!(settled(&[20, 3, 4], 27), ["20", "<5", "<5"]);
        assert_eq!(settled(&[20, 4, 4], 28), ["至少 15", "<5", "<5"]);
        assert_eq!(settled(&[20, 10], 30), ["20", "10"]);
    }

    #[test]
    fn a_table_adds_up_to_no_more_than_is_known() {
        // Three more were asked than the topics tell: their number must not be told here.
        assert_eq!(settled(&[15], 12), ["至少 12"]);
        assert_eq!(settled(&[10, 5], 12), ["至少 7", "5"]);
        assert_eq!(settled(&[6], 3), ["—"]);
    }

    #[test]
    fn a_sum_is_true_where_it_tells_none_of_its_parts() {
        let cells = |truths: &[u64]| truths.iter().map(|n| Cell::new(*n)).collect::<Vec<_>>();
        let of = |truths: &[u64]| {
            let few = truths.iter().filter(|n| (1..5).contains(*n)).count();
            over_parts(&cells(truths), few as u64).to_string()
        };
        assert_eq!(of(&[3, 10, 10]), "至少 20");
        assert_eq!(of(&[0, 10, 10]), "20");
        assert_eq!(of(&[3, 3, 10]), "16");
        assert_eq!(of(&[4, 4, 10]), "至少 10");
        assert_eq!(of(&[3, 3, 3]), "9");
        assert_eq!(of(&[1, 1, 1]), "<5");
        assert_eq!(of(&[4, 4, 0]), "—");
        // Five that can only be 1 each; four that are one each when they are not five together.
        assert_eq!(of(&[1, 1, 1, 1, 1]), "—");
        assert_eq!(of(&[1, 1, 1, 1]), "—");
        // Two quarters of which each is known to be few can only be 4 and 4.
        assert_eq!(over_parts(&cells(&[4, 4]), 4).to_string(), "—");
    }
}
