use super::block::Block;
use super::order::Line;
use super::tabular::is_sign_or_figure;

/// A table with fewer columns is a list of labels with their values.
const LEAST_COLUMNS: usize = 3;
/// The most columns that are compared.
const MOST_COLUMNS: usize = 60;
/// The least number of columns of figures.
const LEAST_OF_FIGURES: usize = 2;
/// The number of rows from which rows with a label and one value, all in the same columns, are a list.
const LEAST_OF_LIST: usize = 3;
/// The tolerance of positions in font sizes.
const SLACK: f32 = 0.5;
/// The largest white space between two rows in font sizes.
const WIDEST_LEADING: f32 = 2.0;

/// Adds empty cells to the rows of tables, so that the cells after them stay in their column.
pub(super) fn restore(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let rest = lines.get_mut(start..).unwrap_or_default();
        let length = table(rest).max(1);
        fill(rest.get_mut(..length).unwrap_or_default());
        start += length;
    }
}

/// The number of lines from the first that are rows of one table.
fn table(lines: &[Line]) -> usize {
    let rows = lines.iter().take_while(|line| line.cells.len() > 1).count();
    let ends = lines.iter().zip(lines.iter().skip(1)).take(rows).take_while(|(row, next)| are_near(row, next)).count();
    rows.min(ends + 1)
}

pub(super) fn are_near(row: &Line, next: &Line) -> bool {
    let is_filled = |cell: &&Block| !cell.lines.is_empty();
    let bottom = row.cells.iter().filter(is_filled).map(|cell| cell.bottom).fold(f32::NEG_INFINITY, f32::max);
    let top = next.cells.iter().filter(is_filled).map(|cell| cell.top).fold(f32::INFINITY, f32::min);
    let size = row.cells.iter().map(Block::size).fold(0.0, f32::max);
    (-size..=WIDEST_LEADING * size).contains(&(top - bottom))
}

/// The horizontal extent of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) right: f32,
}

fn fill(lines: &mut [Line]) {
    add_labels(lines);
    let columns = columns(&lines.iter().collect::<Vec<_>>());
    if columns.len() < LEAST_COLUMNS {
        return;
    }
    let rows: Vec<Option<Vec<usize>>> = lines.iter().map(|line| places(line, &columns)).collect();
    for (place, line) in lines.iter_mut().enumerate() {
        if let Some(places) = rows.get(place).and_then(Option::as_ref)
            && places.len() < columns.len()
            && !is_list(&rows, place)
            && is_whole(&rows, place)
        {
            spread(line, places, &columns);
        }
    }
}

/// Adds an empty first cell to the rows that have all cells but that one, as below a label that stands for several rows. Their
/// columns are known from a first row with a name for each, and from another whole row.
fn add_labels(lines: &mut [Line]) {
    let most = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    let is_whole = |line: &&Line| line.cells.len() == most;
    let is_named = lines.first().is_some_and(|line| is_whole(&line));
    if !(LEAST_COLUMNS..=MOST_COLUMNS).contains(&most) || !is_named || lines.iter().filter(is_whole).count() < 2 {
        return;
    }
    let columns = extents(&lines.iter().filter(is_whole).collect::<Vec<_>>());
    let Some(first) = columns.first().filter(|_| are_apart(&columns)) else { return };
    for line in lines.iter_mut().filter(|line| line.cells.len() + 1 == most) {
        if places(line, &columns).is_some_and(|places| places.first() == Some(&1)) {
            line.cells.insert(0, Block::empty(first.left, first.right));
        }
    }
}

fn spread(line: &mut Line, places: &[usize], columns: &[Column]) {
    let mut cells = std::mem::take(&mut line.cells).into_iter().zip(places).peekable();
    for (place, column) in columns.iter().enumerate() {
        let cell = cells.next_if(|(_, at)| **at == place).map(|(cell, _)| cell);
        line.cells.push(cell.unwrap_or_else(|| Block::empty(column.left, column.right)));
    }
}

/// Returns whether a row has its label, and no row beside it has cells without one, which may belong to this label.
fn is_whole(rows: &[Option<Vec<usize>>], place: usize) -> bool {
    let labelled = |row: Option<&Option<Vec<usize>>>| {
        row.is_none_or(|row| row.as_ref().is_some_and(|places| places.first() == Some(&0)))
    };
    let before = place.checked_sub(1).filter(|before| *before > 0);
    labelled(rows.get(place)) && labelled(rows.get(place + 1)) && before.is_none_or(|before| labelled(rows.get(before)))
}

/// Returns whether a row is one of several with a label and a value in the same columns.
fn is_list(rows: &[Option<Vec<usize>>], place: usize) -> bool {
    let Some(Some(own)) = rows.get(place) else { return false };
    let alike = |row: &&Option<Vec<usize>>| row.as_ref() == Some(own);
    let before = rows.iter().take(place).rev().take_while(alike).count();
    own.len() == 2 && before + rows.iter().skip(place).take_while(alike).count() >= LEAST_OF_LIST
}

/// The columns of the longest rows, as far as other rows have them too or the first row names them.
pub(super) fn columns(lines: &[&Line]) -> Vec<Column> {
    let most = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    if !(LEAST_COLUMNS..=MOST_COLUMNS).contains(&most) || lines.len() < 2 {
        return Vec::new();
    }
    let longest: Vec<&Line> = lines.iter().copied().filter(|line| line.cells.len() == most).collect();
    let columns = extents(&longest);
    let apart = are_apart(&columns);
    let rows: Vec<(&Line, Vec<usize>)> =
        lines.iter().filter_map(|line| Some((*line, places(line, &columns)?))).collect();
    let figures = (1..most).filter(|place| is_of_figures(*place, rows.get(1..).unwrap_or_default())).count();
    let is_named = lines.first().is_some_and(|line| line.cells.len() == most);
    let is_filled = |place: usize| rows.iter().filter(|(_, places)| places.contains(&place)).count() > 1;
    if apart && rows.len() > 1 && figures >= LEAST_OF_FIGURES && (is_named || (0..most).all(is_filled)) {
        columns
    } else {
        Vec::new()
    }
}

/// The columns of rows with equally many cells.
fn extents(rows: &[&Line]) -> Vec<Column> {
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let mut columns: Vec<Column> = first.cells.iter().map(extent).collect();
    for row in others {
        for (column, cell) in columns.iter_mut().zip(&row.cells) {
            *column = Column { left: column.left.min(cell.left), right: column.right.max(cell.right) };
        }
    }
    columns
}

fn are_apart(columns: &[Column]) -> bool {
    columns.iter().zip(columns.iter().skip(1)).all(|(one, next)| one.right < next.left)
}

/// Returns whether most cells of a column are figures or signs.
fn is_of_figures(column: usize, rows: &[(&Line, Vec<usize>)]) -> bool {
    let cells = || {
        rows.iter().filter_map(|(line, places)| {
            let at = places.iter().position(|place| *place == column)?;
            line.cells.get(at)?.lines.first()
        })
    };
    cells().filter(|line| is_sign_or_figure(&line.text)).count() * 2 > cells().count()
}

fn extent(cell: &Block) -> Column {
    Column { left: cell.left, right: cell.right }
}

/// The column of each cell of a row. `None` if one is in no column or two are in the same.
fn places(line: &Line, columns: &[Column]) -> Option<Vec<usize>> {
    if line.cells.len() < 2 {
        return None;
    }
    let places: Option<Vec<usize>> = line.cells.iter().map(|cell| place(cell, columns)).collect();
    places.filter(|places| places.is_sorted_by(|one, next| one < next))
}

/// The only column that a cell overlaps, if it is within it or aligned with it.
pub(super) fn place(cell: &Block, columns: &[Column]) -> Option<usize> {
    let slack = SLACK * cell.size();
    let mut overlapping =
        columns.iter().enumerate().filter(|(_, column)| cell.left < column.right && column.left < cell.right);
    let (place, column) = overlapping.next().filter(|_| overlapping.next().is_none())?;
    let within = cell.left >= column.left - slack && cell.right <= column.right + slack;
    let aligned = (cell.left - column.left).abs() <= slack
        || (cell.right - column.right).abs() <= slack
        || (cell.left + cell.right - column.left - column.right).abs() <= 2.0 * slack;
    (within || aligned).then_some(place)
}
