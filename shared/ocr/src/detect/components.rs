use crate::numbers::length;

/// Connected pixels of a map, as runs.
#[derive(Debug, Default)]
pub(crate) struct Component {
    pub(crate) runs: Vec<Run>,
    sum: f32,
    pixels: usize,
}

/// Neighbouring pixels of a row: from `start` to before `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) y: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    sum: f32,
}

impl Component {
    /// The mean value of its pixels.
    pub(crate) fn mean(&self) -> f32 {
        self.sum / length(self.pixels.max(1))
    }

    fn add(&mut self, run: Run) {
        self.sum += run.sum;
        self.pixels += run.end - run.start;
        self.runs.push(run);
    }
}

/// The groups of pixels of at least `least` that touch each other, diagonally too.
pub(crate) fn components(width: usize, values: &[f32], least: f32) -> Vec<Component> {
    let mut labels = Labels::default();
    let mut labelled: Vec<(Run, usize)> = Vec::new();
    let mut above = 0..0;
    for (y, row) in values.chunks_exact(width.max(1)).enumerate() {
        let first = labelled.len();
        for run in runs(y, row, least) {
            let label = labels.next();
            for (other, upper) in labelled.get(above.clone()).unwrap_or_default() {
                if other.start <= run.end && run.start <= other.end {
                    labels.join(*upper, label);
                }
            }
            labelled.push((run, label));
        }
        above = first..labelled.len();
    }
    let mut found: Vec<Component> = (0..labels.0.len()).map(|_| Component::default()).collect();
    for (run, label) in labelled {
        if let Some(component) = found.get_mut(labels.root(label)) {
            component.add(run);
        }
    }
    found.retain(|component| !component.runs.is_empty());
    found
}

fn runs(y: usize, row: &[f32], least: f32) -> impl Iterator<Item = Run> {
    let groups = row.chunk_by(move |one, next| (*one >= least) == (*next >= least));
    groups
        .scan(0, |place, group| {
            let start = *place;
            *place += group.len();
            Some((start, group))
        })
        .filter(move |(_, group)| group.first().is_some_and(|value| *value >= least))
        .map(move |(start, group)| Run { y, start, end: start + group.len(), sum: group.iter().sum() })
}

/// Labels that stand for the same component point to each other: a union-find structure.
#[derive(Debug, Default)]
struct Labels(Vec<usize>);

impl Labels {
    fn next(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&self, label: usize) -> usize {
        let mut label = label;
        while let Some(parent) = self.0.get(label).filter(|parent| **parent != label) {
            label = *parent;
        }
        label
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.0.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_components() {
        assert!(components(0, &[], 0.5).is_empty());
        assert!(components(3, &[0.0; 9], 0.5).is_empty());
    }

    #[test]
    fn touching_runs_are_one_component() {
        #[rustfmt::skip]
        let values = [
            1.0, 0.0, 1.0, 0.0, 1.0,
            1.0, 1.0, 1.0, 0.0, 0.0,
            0.0, 0.0, 0.0, 0.0, 1.0,
            0.0, 0.0, 0.0, 1.0, 0.0,
        ];
        let mut sizes: Vec<usize> = components(5, &values, 0.5).iter().map(|found| found.pixels).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2, 5]);
    }
}
