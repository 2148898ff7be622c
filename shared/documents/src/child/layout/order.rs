use super::block::Block;
use super::numeric::factor;
use super::region::{Gutter, bands, columns, font_size, is_prose, narrow, split};
use super::rules::Rules;
use super::tabular::{are_labels, is_sign_or_figure};

/// One line of the page's text: a block, or the cells of a table row.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) cells: Vec<Block>,
}

/// The depth of nested regions from which blocks are taken in content order.
const DEEPEST: usize = 24;
/// The most bands that are examined for one set of text columns.
const MOST_BANDS: usize = 200;

/// The most stretches that are tried, longest first.
const MOST_STRETCHES: usize = 5;
/// The most single gutters that are tried, widest first.
const MOST_GUTTERS: usize = 6;

/// Puts blocks in reading order.
pub(super) fn arrange(blocks: Vec<Block>, rules: &Rules) -> Vec<Line> {
    region(blocks, rules, DEEPEST)
}

fn region(blocks: Vec<Block>, rules: &Rules, depth: usize) -> Vec<Line> {
    if blocks.len() < 2 || depth == 0 {
        return in_content_order(blocks);
    }
    let mut rest = bands(blocks);
    let mut lines = Vec::new();
    while !rest.is_empty() {
        if let Some((count, gutters)) = text_columns(&rest, rules) {
            let below = rest.split_off(count);
            let group: Vec<Block> = rest.into_iter().flatten().collect();
            lines.extend(split(group, &gutters).into_iter().flat_map(|column| region(column, rules, depth - 1)));
            rest = below;
        } else {
            lines.extend(band(rest.remove(0), rules, depth));
        }
    }
    lines
}

fn in_content_order(mut blocks: Vec<Block>) -> Vec<Line> {
    blocks.sort_by_key(|block| block.order);
    blocks.into_iter().map(|block| Line { cells: vec![block] }).collect()
}

/// The number of leading bands with columns that are read one after the other, and the gutters between these columns.
fn text_columns(bands: &[Vec<Block>], rules: &Rules) -> Option<(usize, Vec<Gutter>)> {
    let first = bands.first()?;
    let least = 0.8 * font_size(first);
    if bands.get(1).is_some_and(|second| is_set_off(first, second)) {
        return None;
    }
    stretches(bands, least).into_iter().rev().take(MOST_STRETCHES).find_map(|(count, inner)| {
        let count = without_footer(bands, count);
        let group: Vec<Block> = bands.iter().take(count).flatten().cloned().collect();
        let mut single = inner.clone();
        single.sort_by(|a, b| b.width().total_cmp(&a.width()));
        let mut candidates =
            std::iter::once(inner).chain(single.into_iter().take(MOST_GUTTERS).map(|gutter| vec![gutter]));
        candidates.find(|gutters| are_text_columns(&group, gutters, rules)).map(|gutters| (count, gutters))
    })
}

/// The lengths of gutters from the first band downwards: numbers of bands, with the gutters that all these bands leave
/// free. Each number is the largest before a gutter ends.
fn stretches(bands: &[Vec<Block>], least: f32) -> Vec<(usize, Vec<Gutter>)> {
    let mut live = vec![Gutter::EVERYWHERE];
    let mut stretches: Vec<(usize, Vec<Gutter>)> = Vec::new();
    for (count, band) in (1..).zip(bands.iter().take(MOST_BANDS)) {
        live = narrow(&live, band, least);
        let inner: Vec<Gutter> = live.iter().copied().filter(|gutter| gutter.is_bounded()).collect();
        if inner.is_empty() && (live.is_empty() || !stretches.is_empty()) {
            break;
        }
        if stretches.last().is_some_and(|(_, last)| last.len() <= inner.len()) {
            stretches.pop();
        }
        if !inner.is_empty() {
            stretches.push((count, inner));
        }
    }
    stretches
}

/// Returns whether a band of one block is well above the next, like a page header.
fn is_set_off(band: &[Block], next: &[Block]) -> bool {
    let bottom = band.iter().map(|block| block.bottom).fold(f32::NEG_INFINITY, f32::max);
    let top = next.iter().map(|block| block.top).fold(f32::INFINITY, f32::min);
    band.len() == 1 && top - bottom > 2.0 * font_size(band)
}

fn without_footer(bands: &[Vec<Block>], mut count: usize) -> usize {
    while let Some([above, last]) = count.checked_sub(2).and_then(|start| bands.get(start..count)) {
        let bottom = above.iter().map(|block| block.bottom).fold(f32::NEG_INFINITY, f32::max);
        let top = last.iter().map(|block| block.top).fold(f32::INFINITY, f32::min);
        if last.len() > 1 || top - bottom <= 2.0 * font_size(last) {
            break;
        }
        count -= 1;
    }
    count
}

fn are_text_columns(group: &[Block], gutters: &[Gutter], rules: &Rules) -> bool {
    let columns = split(group.to_vec(), gutters);
    if columns.len() < 2 {
        return false;
    }
    let by_column = is_written_by_column(&columns);
    let long = columns.iter().all(|column| lines(column) >= 5);
    if by_column && long && shared_baselines(&columns) < 0.4 {
        return true;
    }
    if is_ruled(group, gutters, rules) || is_table(&columns) {
        return false;
    }
    let all_prose = columns.iter().all(|column| is_prose(column));
    let some_prose = long && columns.iter().any(|column| is_prose(column));
    let tables = columns.iter().all(|column| is_tabular(column));
    (all_prose && (by_column || !is_aligned(&columns))) || (by_column && (some_prose || tables))
}

/// Returns whether all columns after the first are figures on the baselines of other columns, or two columns are labels and
/// their values.
fn is_table(columns: &[Vec<Block>]) -> bool {
    let is_of_figures = |column: &Vec<Block>| {
        let figures = column.iter().flat_map(|block| &block.lines).filter(|line| is_sign_or_figure(&line.text)).count();
        figures * 10 >= lines(column) * 8
    };
    (columns.iter().skip(1).all(is_of_figures) || is_list(columns)) && shared_baselines(columns) >= 0.7
}

fn is_list(columns: &[Vec<Block>]) -> bool {
    let [labels, values] = columns else { return false };
    let texts = |column: &[Block]| -> Vec<String> {
        column.iter().flat_map(|block| &block.lines).map(|line| line.text.clone()).collect()
    };
    are_labels(&texts(labels), &texts(values))
}

fn lines(column: &[Block]) -> usize {
    column.iter().map(|block| block.lines.len()).sum()
}

/// The share of lines in the shortest column that have a line of another column on their baseline.
fn shared_baselines(columns: &[Vec<Block>]) -> f32 {
    let Some((place, shortest)) = columns.iter().enumerate().min_by_key(|(_, column)| lines(column)) else {
        return 0.0;
    };
    let others: Vec<f32> = columns
        .iter()
        .enumerate()
        .filter(|(beside, _)| *beside != place)
        .flat_map(|(_, column)| baselines(column))
        .collect();
    let level = baselines(shortest).filter(|one| others.iter().any(|other| (one - other).abs() < 1.5)).count();
    factor(level) / factor(lines(shortest).max(1))
}

fn baselines(column: &[Block]) -> impl Iterator<Item = f32> {
    column.iter().flat_map(|block| &block.lines).map(|line| line.baseline)
}

fn is_ruled(group: &[Block], gutters: &[Gutter], rules: &Rules) -> bool {
    let heights = || group.iter().flat_map(|block| &block.lines).map(|line| line.baseline - 0.3 * line.size);
    let bordered =
        heights().filter(|y| gutters.iter().any(|gutter| rules.is_cell_border(gutter.start, gutter.end, *y))).count();
    bordered * 3 > heights().count()
}

/// Returns whether the content stream stays within a column for long, unlike in the rows of a table.
fn is_written_by_column(columns: &[Vec<Block>]) -> bool {
    let places =
        columns.iter().enumerate().flat_map(|(place, column)| column.iter().map(move |block| (block.order, place)));
    let mut places: Vec<(usize, usize)> = places.collect();
    places.sort_unstable();
    let changes = places.iter().zip(places.iter().skip(1)).filter(|(one, next)| one.1 != next.1).count();
    // A row may have many cells on one side of a gutter, but it is one line there.
    let fewest = columns.iter().map(|column| lines(column)).min().unwrap_or_default();
    changes < columns.len() || changes * 5 <= places.len().min(fewest * columns.len())
}

/// Returns whether most bands of a column are rows of several cells.
fn is_tabular(column: &[Block]) -> bool {
    let bands = bands(column.to_vec());
    let rows = bands.iter().filter(|band| band.len() > 1).count();
    rows >= 4 && rows * 2 > bands.len()
}

/// Returns whether most blocks of the first column start at the height of a block in the next, as in the rows of a
/// table.
fn is_aligned(columns: &[Vec<Block>]) -> bool {
    let (Some(first), Some(next)) = (columns.first(), columns.get(1)) else { return false };
    let level = |one: &Block| next.iter().any(|other| (one.top - other.top).abs() < 0.3 * one.size());
    let aligned = first.iter().filter(|block| level(block)).count();
    aligned > 1 && aligned * 2 > first.len()
}

/// Arranges blocks that no horizontal gap separates: a table row, or a single block.
fn band(blocks: Vec<Block>, rules: &Rules, depth: usize) -> Vec<Line> {
    if blocks.len() < 2 {
        return in_content_order(blocks);
    }
    let mut columns = columns(blocks);
    if columns.len() == 1 {
        return in_content_order(columns.pop().unwrap_or_default());
    }
    if columns.iter().all(|column| column.len() == 1) {
        return vec![Line { cells: columns.into_iter().flatten().collect() }];
    }
    match apart(columns, rules) {
        Ok(parts) => parts.into_iter().flat_map(|part| region(part, rules, depth - 1)).collect(),
        Err(columns) => spanning_row(columns, rules, depth),
    }
}

/// Separates running text from adjacent table rows, unless borders make it a cell of that table.
fn apart(columns: Vec<Vec<Block>>, rules: &Rules) -> Result<Vec<Vec<Block>>, Vec<Vec<Block>>> {
    let mut parts: Vec<(bool, Vec<Block>)> = Vec::new();
    for column in &columns {
        let prose = is_prose(column);
        match parts.last_mut() {
            Some((last, part)) if *last == prose => part.extend(column.iter().cloned()),
            _ => parts.push((prose, column.clone())),
        }
    }
    let rows = parts.iter().any(|(prose, part)| !prose && bands(part.clone()).len() > 2);
    let between: Vec<Gutter> =
        parts.iter().zip(parts.iter().skip(1)).map(|(one, next)| Gutter::between(&one.1, &next.1)).collect();
    let all: Vec<Block> = columns.iter().flatten().cloned().collect();
    if parts.len() < 2 || !rows || is_ruled(&all, &between, rules) {
        return Err(columns);
    }
    Ok(parts.into_iter().map(|(_, part)| part).collect())
}

/// Arranges a row with cells of several blocks: cells of one block come first, the others follow line by line.
fn spanning_row(columns: Vec<Vec<Block>>, rules: &Rules, depth: usize) -> Vec<Line> {
    let several: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.len() > 1).map(|(place, _)| place).collect();
    let first = several.first().copied().unwrap_or(0);
    let last = several.last().copied().unwrap_or(0);
    let (mut before, mut inner, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for (place, column) in columns.into_iter().enumerate() {
        let side = if place < first {
            &mut before
        } else if place > last {
            &mut after
        } else {
            &mut inner
        };
        side.extend(column);
    }
    let unparted = before.is_empty() && after.is_empty() && bands(inner.clone()).len() == 1;
    let mut lines = if unparted { in_content_order(inner) } else { region(inner, rules, depth - 1) };
    if let Some(line) = lines.first_mut() {
        line.cells.splice(0..0, before);
        line.cells.extend(after);
    }
    lines
}
