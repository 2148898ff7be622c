//! Assignment of the tokens of one name to those of another.

/// A table of numbers with rows and columns. Places outside of it are 0.
pub(crate) struct Matrix {
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        Self { columns, cells: vec![0.0; rows * columns] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        if column < self.columns { at(&self.cells, row * self.columns + column) } else { 0.0 }
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        if column < self.columns
            && let Some(cell) = self.cells.get_mut(row * self.columns + column)
        {
            *cell = value;
        }
    }
}

fn at<T: Copy + Default>(values: &[T], place: usize) -> T {
    values.get(place).copied().unwrap_or_default()
}

fn put<T>(values: &mut [T], place: usize, value: T) {
    if let Some(cell) = values.get_mut(place) {
        *cell = value;
    }
}

/// Assigns each row to a column of its own so that the sum of the values is largest, by the Hungarian method with potentials
/// (Kuhn 1955, Munkres 1957). There are at most as many rows as columns. Returns the column of each row.
pub(crate) fn assign(values: &Matrix, rows: usize, columns: usize) -> Vec<usize> {
    let mut row_potential = vec![0.0; rows + 1];
    let mut column_potential = vec![0.0; columns + 1];
    // the row of each column, counted from 1; column 0 is the row that is being added
    let mut owner = vec![0_usize; columns + 1];
    let mut way = vec![0_usize; columns + 1];
    for row in 1..=rows {
        put(&mut owner, 0, row);
        let mut column = 0;
        let mut slack = vec![f64::INFINITY; columns + 1];
        let mut visited = vec![false; columns + 1];
        loop {
            put(&mut visited, column, true);
            let current = at(&owner, column);
            let mut delta = f64::INFINITY;
            let mut next = 0;
            for other in 1..=columns {
                if at(&visited, other) {
                    continue;
                }
                let cost =
                    -values.get(current - 1, other - 1) - at(&row_potential, current) - at(&column_potential, other);
                if cost < at(&slack, other) {
                    put(&mut slack, other, cost);
                    put(&mut way, other, column);
                }
                if at(&slack, other) < delta {
                    delta = at(&slack, other);
                    next = other;
                }
            }
            for other in 0..=columns {
                if at(&visited, other) {
                    let its_row = at(&owner, other);
                    let raised = at(&row_potential, its_row) + delta;
                    put(&mut row_potential, its_row, raised);
                    let lowered = at(&column_potential, other) - delta;
                    put(&mut column_potential, other, lowered);
                } else {
                    let reduced = at(&slack, other) - delta;
                    put(&mut slack, other, reduced);
                }
            }
            column = next;
            if at(&owner, column) == 0 || column == 0 {
                break;
            }
        }
        while column != 0 {
            let previous = at(&way, column);
            let moved = at(&owner, previous);
            put(&mut owner, column, moved);
            column = previous;
        }
    }
    let mut columns_of_rows = vec![usize::MAX; rows];
    for (column, row) in owner.iter().enumerate().skip(1).filter(|(_, row)| **row > 0) {
        put(&mut columns_of_rows, row - 1, column - 1);
    }
    columns_of_rows
}

#[cfg(test)]
mod tests {
    use super::{Matrix, assign};

    #[test]
    fn assignment_is_optimal() {
        let rows = [[0.9, 0.8, 0.0], [0.9, 0.1, 0.2]];
        let mut matrix = Matrix::new(2, 3);
        for (row, values) in rows.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                matrix.set(row, column, *value);
            }
        }
        assert_eq!(assign(&matrix, 2, 3), [1, 0]);
    }
}
