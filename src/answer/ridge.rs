//! Ridge regression over sparse rows by conjugate gradients: (XᵀX + λI) W = B, many right-hand sides at
//! once, the columns shared out over the cores. Deterministic. Numbers only; knows nothing of questions.

/// Rows of a sparse matrix: (column, value), columns below `width`.
pub(super) struct SparseRows {
    pub(super) rows: Vec<Vec<(u32, f32)>>,
    pub(super) width: usize,
}

/// A dense matrix, row after row.
#[derive(Clone)]
pub(super) struct Matrix {
    pub(super) columns: usize,
    pub(super) data: Vec<f32>,
}

impl Matrix {
    pub(super) fn zero(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            data: vec![0.0; rows * columns],
        }
    }

    pub(super) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.columns..(i + 1) * self.columns]
    }

    pub(super) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.columns..(i + 1) * self.columns]
    }
}

/// Enough steps that no prediction changes in the third decimal (docs/relevance.md).
const STEPS: usize = 24;

/// Solves for every column of `targets`, where column c of the right-hand side is Xᵀ times it. `targets`
/// gives for each row of X the columns in which it is 1. The columns are split over the available cores.
pub(super) fn solve(x: &SparseRows, targets: &[usize], columns: usize, lambda: f32) -> Matrix {
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(columns.max(1));
    let share = columns.div_ceil(workers);
    let blocks: Vec<(usize, usize)> = (0..workers)
        .map(|w| (w * share, columns.min((w + 1) * share)))
        .collect();
    let solved: Vec<Matrix> = std::thread::scope(|scope| {
        let handles: Vec<_> = blocks
            .iter()
            .map(|&(from, to)| scope.spawn(move || solve_block(x, targets, from, to, lambda)))
            .collect();
        handles
            .into_iter()
            // A worker has nothing to panic on; an empty block would show as zero weights.
            .map(|h| h.join().unwrap_or_else(|_| Matrix::zero(0, 0)))
            .collect()
    });
    let mut out = Matrix::zero(x.width, columns);
    for ((from, to), block) in blocks.into_iter().zip(&solved) {
        if block.columns == 0 {
            continue;
        }
        for f in 0..x.width {
            out.row_mut(f)[from..to].copy_from_slice(block.row(f));
        }
    }
    out
}

fn solve_block(x: &SparseRows, targets: &[usize], from: usize, to: usize, lambda: f32) -> Matrix {
    let columns = to.saturating_sub(from);
    let mut residual = Matrix::zero(x.width, columns);
    for (row, target) in x.rows.iter().zip(targets) {
        if (from..to).contains(target) {
            for &(f, value) in row {
                residual.row_mut(f as usize)[target - from] += value;
            }
        }
    }
    let mut solution = Matrix::zero(x.width, columns);
    let mut direction = residual.clone();
    let mut energy = column_dots(&residual, &residual);
    for _ in 0..STEPS {
        let image = normal_product(x, &direction, lambda);
        let curvature = column_dots(&direction, &image);
        let step = quotients(&energy, &curvature);
        add_scaled(&mut solution, &direction, &step, 1.0);
        add_scaled(&mut residual, &image, &step, -1.0);
        let next = column_dots(&residual, &residual);
        let keep = quotients(&next, &energy);
        for f in 0..x.width {
            let r = residual.row(f);
            for ((d, r), k) in direction.row_mut(f).iter_mut().zip(r).zip(&keep) {
                *d = r + k * *d;
            }
        }
        energy = next;
    }
    solution
}

/// (XᵀX + λI) times `m`.
fn normal_product(x: &SparseRows, m: &Matrix, lambda: f32) -> Matrix {
    let mut out = m.clone();
    out.data.iter_mut().for_each(|v| *v *= lambda);
    let mut image = vec![0.0f32; m.columns];
    for row in &x.rows {
        image.fill(0.0);
        for &(f, value) in row {
            for (i, v) in image.iter_mut().zip(m.row(f as usize)) {
                *i += value * v;
            }
        }
        for &(f, value) in row {
            for (o, i) in out.row_mut(f as usize).iter_mut().zip(&image) {
                *o += value * i;
            }
        }
    }
    out
}

fn column_dots(a: &Matrix, b: &Matrix) -> Vec<f32> {
    let mut out = vec![0.0; a.columns];
    if a.columns == 0 {
        return out;
    }
    for (ra, rb) in a
        .data
        .chunks_exact(a.columns)
        .zip(b.data.chunks_exact(a.columns))
    {
        for ((o, x), y) in out.iter_mut().zip(ra).zip(rb) {
            *o += x * y;
        }
    }
    out
}

fn quotients(a: &[f32], b: &[f32]) -> Vec<f32> {
    // A column that has converged exactly has nothing left to divide by.
    a.iter()
        .zip(b)
        .map(|(a, b)| if *b > 1e-20 { a / b } else { 0.0 })
        .collect()
}

fn add_scaled(to: &mut Matrix, from: &Matrix, scale: &[f32], sign: f32) {
    if to.columns == 0 {
        return;
    }
    for (rt, rf) in to
        .data
        .chunks_exact_mut(scale.len())
        .zip(from.data.chunks_exact(scale.len()))
    {
        for ((t, f), s) in rt.iter_mut().zip(rf).zip(scale) {
            *t += sign * s * f;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_satisfies_the_normal_equations() {
        let x = SparseRows {
            rows: vec![
                vec![(0, 1.0), (1, 0.5)],
                vec![(1, 1.0), (2, 1.0)],
                vec![(0, 0.3), (2, 0.9)],
            ],
            width: 3,
        };
        let (targets, lambda) = ([0, 1, 0], 0.7);
        let w = solve(&x, &targets, 2, lambda);
        let image = normal_product(&x, &w, lambda);
        for c in 0..2 {
            for f in 0..3u32 {
                let wanted: f32 = x
                    .rows
                    .iter()
                    .zip(targets)
                    .filter(|(_, t)| *t == c)
                    .flat_map(|(row, _)| row.iter().filter(|(g, _)| *g == f).map(|(_, v)| *v))
                    .sum();
                assert!((image.row(f as usize)[c] - wanted).abs() < 1e-4);
            }
        }
    }
}
