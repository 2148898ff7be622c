use std::collections::HashMap;

use super::alphabet::{Alphabet, Next, START};

/// The readings that are followed at once.
const BEAMS: usize = 8;
/// The codes that are tried at a step, and the least probability of one.
const TRIED: usize = 5;
const LEAST_PROBABILITY: f32 = 0.001;

/// A character, white space included, with the steps at which it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Symbol {
    pub(crate) text: String,
    /// The steps of its first and its last code.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The least probability of its codes, from 0 to 1.
    pub(crate) confidence: f32,
}

/// The most probable characters: a beam search over readings, whose probability is the sum over their alignments.
pub(crate) fn decode<'a>(steps: impl Iterator<Item = &'a [f32]>, alphabet: &Alphabet) -> Vec<Symbol> {
    let mut search = Search { alphabet, nodes: Vec::new(), children: HashMap::new() };
    let mut beams = vec![Beam::default()];
    for (step, probabilities) in steps.enumerate() {
        let tried = likely(probabilities, alphabet.blank);
        let mut next: HashMap<Key, Beam> = HashMap::new();
        for beam in &beams {
            for (code, probability) in &tried {
                if let Some(longer) = search.extend(beam, step, *code, *probability) {
                    let merged = next.entry(longer.key).or_insert(Beam { probability: 0.0, ..longer });
                    merged.probability += longer.probability;
                }
            }
        }
        if !next.is_empty() {
            beams = best(next.into_values().collect());
        }
    }
    // a reading that ends within a character is worth less than any whole one
    let whole = |beam: &&Beam| beam.key.state == START;
    let winner = beams.iter().find(whole).or_else(|| beams.first());
    winner.map(|beam| search.symbols(beam.key.node)).unwrap_or_default()
}

/// What tells readings apart: equal ones are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Key {
    /// The last character read.
    node: Option<usize>,
    /// The codes of the next character read so far.
    state: usize,
    /// The code of the last step, unless it was blank: it does not count again.
    code: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Beam {
    key: Key,
    probability: f32,
    /// The step of the unfinished character's first code, and its least probability.
    start: usize,
    least: f32,
}

impl Default for Beam {
    fn default() -> Self {
        Self { key: Key::default(), probability: 1.0, start: 0, least: 1.0 }
    }
}

/// The characters of all readings, as a tree.
struct Search<'a> {
    alphabet: &'a Alphabet,
    nodes: Vec<Node>,
    children: HashMap<(Option<usize>, usize), usize>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    before: Option<usize>,
    character: usize,
    first: usize,
    last: usize,
    confidence: f32,
}

impl Search<'_> {
    fn extend(&mut self, beam: &Beam, step: usize, code: usize, probability: f32) -> Option<Beam> {
        let mut longer = *beam;
        longer.probability *= probability;
        if code == self.alphabet.blank {
            longer.key.code = None;
            return Some(longer);
        }
        if beam.key.code == Some(code) {
            return Some(longer);
        }
        longer.key.code = Some(code);
        if beam.key.state == START {
            (longer.start, longer.least) = (step, probability);
        } else {
            longer.least = longer.least.min(probability);
        }
        match self.alphabet.next(beam.key.state, code)? {
            Next::State(state) => longer.key.state = state,
            Next::Character(character) => {
                let node = Node {
                    before: beam.key.node,
                    character,
                    first: longer.start,
                    last: step,
                    confidence: longer.least,
                };
                longer.key.node = Some(self.node(node));
                longer.key.state = START;
            }
        }
        Some(longer)
    }

    /// The place of a character after the one before it. Of several places on the page the surest counts.
    fn node(&mut self, node: Node) -> usize {
        let nodes = &mut self.nodes;
        let place = *self.children.entry((node.before, node.character)).or_insert_with(|| {
            nodes.push(node);
            nodes.len() - 1
        });
        if let Some(known) = nodes.get_mut(place)
            && known.confidence < node.confidence
        {
            *known = node;
        }
        place
    }

    fn symbols(&self, last: Option<usize>) -> Vec<Symbol> {
        let mut symbols = Vec::new();
        let mut place = last;
        while let Some(node) = place.and_then(|place| self.nodes.get(place)) {
            let text = self.alphabet.characters.get(node.character).cloned().unwrap_or_default();
            symbols.push(Symbol { text, first: node.first, last: node.last, confidence: node.confidence });
            place = node.before;
        }
        symbols.reverse();
        symbols
    }
}

/// The most probable codes of a step; the blank is always among them.
fn likely(probabilities: &[f32], blank: usize) -> Vec<(usize, f32)> {
    let mut likely: Vec<(usize, f32)> = Vec::with_capacity(TRIED + 1);
    for (code, probability) in probabilities.iter().copied().enumerate() {
        let last = likely.get(TRIED - 1).map_or(LEAST_PROBABILITY, |(_, least)| *least);
        if probability > last {
            let place = likely.partition_point(|(_, other)| *other >= probability);
            likely.insert(place, (code, probability));
            likely.truncate(TRIED);
        }
    }
    if likely.iter().all(|(code, _)| *code != blank) {
        let probability = probabilities.get(blank).copied().unwrap_or_default().max(f32::MIN_POSITIVE);
        likely.push((blank, probability));
    }
    likely
}

/// The most probable readings, best first, with probabilities that add up to 1.
fn best(mut beams: Vec<Beam>) -> Vec<Beam> {
    beams.sort_by(|one, other| {
        let order = other.probability.total_cmp(&one.probability);
        order.then_with(|| {
            (one.key.node, one.key.state, one.key.code).cmp(&(other.key.node, other.key.state, other.key.code))
        })
    });
    beams.truncate(BEAMS);
    let sum: f32 = beams.iter().map(|beam| beam.probability).sum();
    if sum > 0.0 {
        for beam in &mut beams {
            beam.probability /= sum;
        }
    } else {
        for beam in &mut beams {
            beam.probability = 1.0;
        }
    }
    beams
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::tests::alphabet;
    use super::*;

    /// One step for each code, which has this probability; the blank has the rest.
    fn read(codes: &[(usize, f32)]) -> Vec<Symbol> {
        let steps: Vec<[f32; 6]> = codes
            .iter()
            .map(|(code, probability)| {
                let mut step = [0.0; 6];
                step[0] = 1.0 - probability;
                step[*code] = *probability;
                step
            })
            .collect();
        decode(steps.iter().map(<[f32; 6]>::as_slice), &alphabet())
    }

    fn text(symbols: &[Symbol]) -> String {
        symbols.iter().map(|symbol| symbol.text.as_str()).collect()
    }

    #[test]
    fn blanks_say_nothing() {
        assert!(read(&[]).is_empty());
        assert!(read(&[(0, 1.0), (0, 1.0)]).is_empty());
        assert!(decode([[f32::NAN; 6]].iter().map(<[f32; 6]>::as_slice), &alphabet()).is_empty());
    }

    #[test]
    fn unfinished_characters_are_left_out() {
        assert_eq!(text(&read(&[(1, 0.9), (3, 0.9)])), "a");
        assert_eq!(text(&read(&[(3, 0.9), (1, 0.9)])), "a");
    }

    #[test]
    fn repeated_codes_count_once() {
        assert_eq!(text(&read(&[(1, 0.9), (1, 0.8), (0, 1.0), (1, 0.9)])), "aa");
    }

    #[test]
    fn syllables_are_several_codes() {
        let symbols = read(&[(3, 0.9), (0, 0.9), (4, 0.7), (2, 0.9), (3, 0.9), (5, 0.9)]);
        assert_eq!(text(&symbols), "가 각");
        let first = symbols.first().unwrap();
        assert_eq!((first.first, first.last), (0, 2));
        assert!((first.confidence - 0.7).abs() < 1e-6);
    }
}
