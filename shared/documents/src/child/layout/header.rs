use super::block::Block;
use super::empty::{Column, are_near, columns, place};
use super::order::Line;
use super::tabular::{is_figure, is_sign_or_figure};

/// The most lines of a header.
const MOST_LINES: usize = 5;
/// The most lines of a table that are compared with its header.
const MOST_ROWS: usize = 40;
/// The tolerance of the middle of a name over several columns, in font sizes.
const SLACK: f32 = 1.5;

/// Joins the lines of a table's header for each column, so that a name on several lines is one cell. A name over several
/// columns stays on a line above, followed by an empty cell for each of its other columns.
pub(super) fn join(lines: &mut Vec<Line>) {
    let mut start = 0;
    while start < lines.len() {
        let joined = header(lines.get(start..).unwrap_or_default());
        if let Some((count, header)) = joined {
            let length = header.len();
            lines.splice(start..start + count, header);
            start += length;
        } else {
            start += 1;
        }
    }
}

/// The joined lines of a header with which a table starts, and the number of lines before.
fn header(lines: &[Line]) -> Option<(usize, Vec<Line>)> {
    let named = lines.iter().take(MOST_LINES).take_while(|line| is_named(line)).count();
    let near = lines.iter().zip(lines.iter().skip(1)).take(MOST_ROWS).take_while(|(row, next)| are_near(row, next));
    let near = near.count() + 1;
    if named == 0 || near <= named {
        return None;
    }
    let rows: Vec<&Line> = lines.iter().take(near).filter(|line| line.cells.len() > 1).collect();
    let columns = columns(&rows);
    let mut header = Header::new(&columns)?;
    let mut count = 0;
    for line in lines.iter().take(named) {
        if header.ends_before(line) {
            break;
        }
        header.add(line)?;
        count += 1;
    }
    header.finish(count)
}

/// Returns whether the cells of a line may be names of columns.
fn is_named(line: &Line) -> bool {
    line.cells.iter().all(|cell| !is_value(cell))
}

fn is_value(cell: &Block) -> bool {
    let [line] = cell.lines.as_slice() else { return false };
    (is_figure(&line.text) && !is_year(&line.text)) || (is_sign_or_figure(&line.text) && !is_figure(&line.text))
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A header as far as its lines are known.
struct Header<'a> {
    columns: &'a [Column],
    /// The names of single columns.
    names: Vec<Option<Block>>,
    /// The lines with names over several columns.
    spanning: Vec<Line>,
    has_label: bool,
}

impl<'a> Header<'a> {
    fn new(columns: &'a [Column]) -> Option<Self> {
        let names = std::iter::repeat_with(|| None).take(columns.len()).collect();
        (!columns.is_empty()).then_some(Self { columns, names, spanning: Vec::new(), has_label: false })
    }

    /// Returns whether a line is the first row below the header: it is a label alone, or has one after the columns have
    /// names.
    fn ends_before(&self, line: &Line) -> bool {
        let is_labelled = line.cells.first().is_some_and(|cell| place(cell, self.columns) == Some(0));
        let is_complete = self.names.iter().skip(1).all(Option::is_some);
        let mut values = line.cells.iter().skip(1).flat_map(|cell| &cell.lines);
        let is_alone = line.cells.len() == 1;
        is_labelled && (is_alone || self.has_label || (is_complete && !values.all(|line| is_year(&line.text))))
    }

    /// Adds a line below the others. `None` if a name belongs to no column.
    fn add(&mut self, line: &Line) -> Option<()> {
        let mut spans: Vec<(usize, usize, Block)> = Vec::new();
        for cell in &line.cells {
            let (first, last) = self.extent(cell)?;
            if first < last {
                spans.push((first, last, cell.clone()));
                continue;
            }
            self.has_label |= first == 0;
            match self.names.get_mut(first)? {
                Some(name) => name.append(cell.clone()),
                name => *name = Some(cell.clone()),
            }
        }
        if !spans.is_empty() {
            let line = self.padded(spans)?;
            self.spanning.push(line);
        }
        Some(())
    }

    /// The first and the last column that a cell names.
    fn extent(&self, cell: &Block) -> Option<(usize, usize)> {
        let overlaps = |column: &Column| cell.left < column.right && column.left < cell.right;
        let first = self.columns.iter().position(overlaps)?;
        let last = self.columns.iter().rposition(overlaps)?;
        if first == last {
            return place(cell, self.columns).map(|place| (place, place));
        }
        let slack = SLACK * cell.size();
        let is_centred = |(first, last): &(usize, usize)| {
            let ends = self.columns.get(*first).zip(self.columns.get(*last));
            ends.is_some_and(|(one, other)| (cell.left + cell.right - one.left - other.right).abs() <= 2.0 * slack)
        };
        let wider = (1..=first).flat_map(|first| (last..self.columns.len()).map(move |last| (first, last)));
        wider.filter(is_centred).max_by_key(|(first, last)| last - first)
    }

    /// A line of names over several columns, each followed by empty cells. `None` if two overlap, a column among them has
    /// none, or a single name stands above one.
    fn padded(&self, spans: Vec<(usize, usize, Block)>) -> Option<Line> {
        let (start, ..) = spans.first()?;
        let mut next = *start;
        let mut cells = Vec::new();
        for (first, last, cell) in spans {
            if first != next || self.names.get(first..=last)?.iter().any(Option::is_some) {
                return None;
            }
            cells.push(cell);
            cells.extend(
                self.columns.get(first + 1..=last)?.iter().map(|column| Block::empty(column.left, column.right)),
            );
            next = last + 1;
        }
        (next == self.columns.len()).then_some(Line { cells })
    }

    fn finish(self, count: usize) -> Option<(usize, Vec<Line>)> {
        if count < 2 {
            return None;
        }
        let first = self.names.iter().position(Option::is_some)?;
        let named = self.names.into_iter().zip(self.columns).skip(first);
        let cells = named.map(|(name, column)| name.unwrap_or_else(|| Block::empty(column.left, column.right)));
        let last = Line { cells: cells.collect() };
        Some((count, self.spanning.into_iter().chain([last]).collect()))
    }
}
