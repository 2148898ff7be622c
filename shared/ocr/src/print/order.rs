use crate::{Line, RuledLine};

/// The largest distance of the baselines of a paragraph's lines, in font sizes.
const MOST_LEADING: f32 = 2.2;
/// The least share of the narrower of two lines that is above or below the other one.
const LEAST_OVERLAP: f32 = 0.5;

/// Puts the lines of a column or cell after each other, as a file with text has them: each line is followed by the next
/// one below it, unless that is far away or a ruled line is between them. `lines` are sorted from top to bottom.
pub(crate) fn order(lines: Vec<Line>, rules: &[RuledLine]) -> Vec<Line> {
    let mut left: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut ordered: Vec<Line> = Vec::with_capacity(left.len());
    let mut start = 0;
    while start < left.len() {
        let mut place = start;
        while let Some(line) = left.get_mut(place).and_then(Option::take) {
            let next = below(&line, place, &left, rules);
            ordered.push(line);
            place = next.unwrap_or(left.len());
        }
        start += 1;
    }
    ordered
}

/// The place of the nearest line below one.
fn below(line: &Line, place: usize, left: &[Option<Line>], rules: &[RuledLine]) -> Option<usize> {
    let (start, end) = line.ends();
    let near = line.baseline + MOST_LEADING * line.size;
    for (distance, other) in left.iter().enumerate().skip(place + 1) {
        let Some(other) = other else { continue };
        if other.baseline > near {
            return None;
        }
        let (other_start, other_end) = other.ends();
        let overlap = end.min(other_end) - start.max(other_start);
        let narrower = (end - start).min(other_end - other_start).max(1.0);
        if other.baseline > line.baseline + 0.3 * line.size && overlap >= LEAST_OVERLAP * narrower {
            return (!is_ruled(line, other, rules)).then_some(distance);
        }
    }
    None
}

fn is_ruled(upper: &Line, lower: &Line, rules: &[RuledLine]) -> bool {
    let (start, end) = upper.ends();
    let middle = f32::midpoint(start, end);
    rules.iter().any(|rule| {
        let is_level = rule.to.0 - rule.from.0 > rule.to.1 - rule.from.1;
        let y = f32::midpoint(rule.from.1, rule.to.1);
        let is_between = upper.baseline - 0.2 * upper.size < y && y < lower.baseline - 0.4 * lower.size;
        is_level && is_between && rule.from.0 <= middle && middle <= rule.to.0
    })
}

impl Line {
    /// Its left and its right end.
    pub(crate) fn ends(&self) -> (f32, f32) {
        let left = self.words.iter().map(|word| word.area.left).fold(f32::INFINITY, f32::min);
        let right = self.words.iter().map(|word| word.area.right).fold(f32::NEG_INFINITY, f32::max);
        (left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Area, Script, Word};

    fn line(left: f32, right: f32, baseline: f32) -> Line {
        let area = Area { left, top: baseline - 8.0, right, bottom: baseline };
        Line { words: vec![Word { characters: Vec::new(), area }], baseline, size: 10.0, script: Script::Latin }
    }

    fn places(lines: &[Line]) -> Vec<(f32, f32)> {
        lines.iter().map(|line| (line.ends().0, line.baseline)).collect()
    }

    #[test]
    fn columns_are_read_one_by_one() {
        let lines = [(0.0, 10.0), (100.0, 10.0), (0.0, 22.0), (100.0, 22.0), (0.0, 80.0)];
        let lines = lines.map(|(left, baseline)| line(left, left + 90.0, baseline));
        let ordered = places(&order(lines.to_vec(), &[]));
        assert_eq!(ordered, [(0.0, 10.0), (0.0, 22.0), (100.0, 10.0), (100.0, 22.0), (0.0, 80.0)]);
    }

    #[test]
    fn ruled_rows_are_read_across() {
        let lines = [(0.0, 10.0), (100.0, 10.0), (0.0, 26.0), (100.0, 26.0)];
        let lines = lines.map(|(left, baseline)| line(left, left + 90.0, baseline));
        let rule = RuledLine { from: (0.0, 14.0), to: (200.0, 14.0) };
        assert_eq!(places(&order(lines.to_vec(), &[rule])), places(&lines));
    }
}
