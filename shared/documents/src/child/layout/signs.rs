use std::rc::Rc;

use super::block::Block;
use super::fragment::Fragment;
use super::order::Line;
use super::print::Print;
use super::tabular::is_figure;

/// The widest gaps, in font sizes, between a figure and the sign before or after it.
const WIDEST_BEFORE: f32 = 25.0;
const WIDEST_AFTER: f32 = 1.5;

/// Joins currency signs, brackets and percent signs that are printed as cells of their own to the figure they belong to.
pub(super) fn join(lines: &mut [Line]) {
    for line in lines.iter_mut().filter(|line| line.cells.len() > 1) {
        let mut cells: Vec<Block> = Vec::with_capacity(line.cells.len());
        for cell in line.cells.drain(..).flat_map(split) {
            match cells.last_mut() {
                Some(last) if belong_together(last, &cell) => append(last, &cell),
                _ => cells.push(cell),
            }
        }
        line.cells = cells;
    }
}

/// The sign after one figure and the sign before the next as two cells.
fn split(cell: Block) -> Vec<Block> {
    let order = cell.order;
    if let [line] = cell.lines.as_slice()
        && let Some((closing, opening)) = line.text.split_once(' ')
        && is_closing(closing)
        && is_opening(opening)
        && let Some(parts) = line.split(closing, opening)
    {
        return parts.map(|part| Block::new(part, order)).into();
    }
    vec![cell]
}

fn belong_together(cell: &Block, next: &Block) -> bool {
    let (Some(last), Some(first)) = (cell.lines.last(), next.lines.first()) else { return false };
    let gap = (first.left - last.right) / last.size.max(first.size).max(0.1);
    let level = (first.baseline - last.baseline).abs() <= 0.25 * last.size.max(first.size);
    let opens = is_opening(&last.text) && gap <= WIDEST_BEFORE && starts_figure(&first.text);
    let closes = is_closing(&first.text) && gap <= WIDEST_AFTER && ends_figure(&last.text);
    level && cell.lines.len() == 1 && next.lines.len() == 1 && (opens || closes)
}

fn append(cell: &mut Block, next: &Block) {
    let order = cell.order;
    if let (Some(last), Some(first)) = (cell.lines.last(), next.lines.first()) {
        *cell = Block::new(last.joined(first), order);
    }
}

fn is_opening(text: &str) -> bool {
    let sign = text.trim_end_matches('(').trim_end();
    let sign = sign.strip_prefix("US").unwrap_or(sign);
    text == "(" || matches!(sign, "$" | "€" | "£" | "¥" | "₹" | "₩" | "₦" | "₵")
}

fn is_closing(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| matches!(character, '%' | ')'))
}

/// Returns whether a cell is a figure that a sign can precede. A sign before a year names a column.
fn starts_figure(text: &str) -> bool {
    let figure = text.trim_start_matches(['(', '-', '–', '—', '−', '.']);
    figure.is_empty() || (figure.starts_with(|first: char| first.is_ascii_digit()) && is_figure(text) && !is_year(text))
}

/// Returns whether a cell is a figure that a sign can follow. A percent sign beside a year names a column.
fn ends_figure(text: &str) -> bool {
    !is_year(text)
        && is_figure(text)
        && text.ends_with(|last: char| last.is_ascii_digit() || matches!(last, ')' | '—' | '–'))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with(['1', '2']) && text.chars().all(|digit| digit.is_ascii_digit())
}

impl Fragment {
    /// Two fragments of one line without white space between them.
    fn joined(&self, next: &Self) -> Self {
        let characters = self.print.characters.iter().chain(&next.print.characters).copied().collect();
        Self {
            text: format!("{}{}", self.text, next.text),
            left: self.left.min(next.left),
            right: self.right.max(next.right),
            print: Rc::new(Print { characters, ..*self.print }),
            strikes: self.strikes.iter().chain(&next.strikes).cloned().collect(),
            ..*self
        }
    }

    fn split(&self, first: &str, second: &str) -> Option<[Self; 2]> {
        let (one, other) = self.print.characters.split_at_checked(first.chars().count())?;
        let part = |text: &str, characters: &[super::print::Printed]| {
            Some(Self {
                text: text.to_owned(),
                left: characters.first()?.left,
                right: characters.last()?.right,
                print: Rc::new(Print { characters: characters.to_vec(), ..*self.print }),
                strikes: Vec::new(),
                ..*self
            })
        };
        Some([part(first, one)?, part(second, other)?])
    }
}
