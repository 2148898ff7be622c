//! Damaged models are refused or evaluated: nothing panics, and no evaluation goes on for ever.

use proptest::prelude::*;
use sisuiq_trees::{Limits, Model};

use crate::written::text;

const MODELS: [&str; 5] = ["zero_missing", "categorical", "multiclass", "v3_mixed_categorical", "constant"];
const VALUES: [f64; 9] = [0.0, -0.5, 1.0, 33.0, -1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE];

/// One change of a text. Positions are fractions of its length.
#[derive(Debug, Clone)]
enum Change {
    Byte(f64, u8),
    Number(f64, String),
    CutOut(f64, usize),
    Twice(f64, usize),
    Lines(f64, f64),
}

fn change() -> impl Strategy<Value = Change> {
    let number = prop_oneof![
        "-?[0-9]{1,3}",
        "-?[0-9]\\.[0-9]{1,3}e-?[0-9]{1,3}",
        Just("nan".to_owned()),
        Just("-2147483648".to_owned()),
        Just("4294967295".to_owned()),
        Just("18446744073709551615".to_owned()),
        Just(String::new()),
    ];
    prop_oneof![
        (0.0..1.0, any::<u8>()).prop_map(|(place, byte)| Change::Byte(place, byte)),
        (0.0..1.0, number).prop_map(|(place, number)| Change::Number(place, number)),
        (0.0..1.0, 1_usize..200).prop_map(|(place, length)| Change::CutOut(place, length)),
        (0.0..1.0, 1_usize..200).prop_map(|(place, length)| Change::Twice(place, length)),
        (0.0..1.0, 0.0..1.0).prop_map(|(one, other)| Change::Lines(one, other)),
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a fraction of a length"
)]
fn place(fraction: f64, length: usize) -> usize {
    (fraction * length as f64) as usize
}

fn apply(text: &str, change: &Change) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let length = bytes.len();
    match change {
        Change::Byte(at, byte) => bytes[place(*at, length)] = *byte,
        Change::Number(at, number) => {
            // the number at or after the position
            let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
            let start = place(*at, length);
            let start = bytes[start..].iter().position(is_part).map_or(length, |ahead| start + ahead);
            let end = bytes[start..].iter().position(|byte| !is_part(byte)).map_or(length, |ahead| start + ahead);
            bytes.splice(start..end, number.bytes());
        }
        Change::CutOut(at, cut) => {
            let start = place(*at, length);
            bytes.drain(start..(start + cut).min(length));
        }
        Change::Twice(at, cut) => {
            let start = place(*at, length);
            let piece = bytes[start..(start + cut).min(length)].to_vec();
            bytes.splice(start..start, piece);
        }
        Change::Lines(one, other) => {
            let mut lines: Vec<_> = text.split('\n').collect();
            let count = lines.len();
            lines.swap(place(*one, count), place(*other, count));
            bytes = lines.join("\n").into_bytes();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes the sizes of the trees as they are, so that damage inside trees is found by their own checks.
fn with_sizes(text: &str) -> String {
    let (Some(start), Some(end)) = (text.find("\nTree="), text.find("end of trees")) else { return text.to_owned() };
    let Some(trees) = text.get(start + 1..end) else { return text.to_owned() };
    let mut starts: Vec<_> = trees.match_indices("Tree=").map(|(position, _)| position).collect();
    starts.push(trees.len());
    let sizes: Vec<_> = starts.windows(2).map(|pair| (pair[1] - pair[0]).to_string()).collect();
    let sizes = format!("tree_sizes={}", sizes.join(" "));
    let lines = text.split('\n').map(|line| if line.starts_with("tree_sizes=") { &sizes } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Replaces two lists of the first tree.
fn with_lists<T: ToString>(text: &str, lists: [(&str, &[T]); 2]) -> String {
    lists.iter().fold(text.to_owned(), |text, (key, numbers)| {
        let start = text.find(key).unwrap() + key.len();
        let end = start + text[start..].find('\n').unwrap();
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        format!("{}{}{}", &text[..start], numbers.join(" "), &text[end..])
    })
}

/// Counts of rows: usual, small or extreme ones.
fn counts() -> impl Strategy<Value = u32> {
    prop_oneof![0..4_u32, 1..400_u32, Just(u32::MAX)]
}

fn evaluate(model: &Model) {
    let mut predictions = vec![0.0; model.outputs()];
    let mut leaves = vec![0; model.trees()];
    for value in VALUES {
        let row = vec![value; model.features()];
        model.predict(&row, &mut predictions).unwrap();
        model.leaves(&row, &mut leaves).unwrap();
    }
    explain(model);
    evaluate_batch(model);
}

/// A batch that is large enough for tables: they give what walks give.
fn evaluate_batch(model: &Model) {
    const ROWS: usize = 1_000;
    let values = VALUES.iter().cycle().take(ROWS);
    let rows: Vec<f64> = values.flat_map(|value| vec![*value; model.features()]).collect();
    let (mut batch, mut single) = (vec![0.0; ROWS * model.outputs()], vec![0.0; model.outputs()]);
    model.raw_batch(&rows, &mut batch).unwrap();
    for (row, batch) in rows.chunks(model.features()).zip(batch.chunks(model.outputs())).take(VALUES.len()) {
        model.raw(row, &mut single).unwrap();
        let is_same = |(one, other): (&f64, &f64)| one.to_bits() == other.to_bits() || one.is_nan() && other.is_nan();
        assert!(single.iter().zip(batch).all(is_same), "{single:?} instead of {batch:?}");
    }
}

/// Contributions of every row, which add up to its raw scores unless numbers overflow.
fn explain(model: &Model) {
    let Ok(mut explainer) = model.explainer() else { return };
    let mut scores = vec![0.0; model.outputs()];
    let columns = model.features() + 1;
    let mut contributions = vec![0.0; columns * model.outputs()];
    let leaves = (0..model.trees()).flat_map(|tree| model.statistics(tree)).filter(|node| node.leaf.is_some());
    let scale: f64 = leaves.map(|leaf| leaf.value.abs()).sum();
    for value in VALUES {
        let row = vec![value; model.features()];
        explainer.contributions(&row, &mut contributions).unwrap();
        model.raw(&row, &mut scores).unwrap();
        for (output, score) in contributions.chunks_exact(columns).zip(&scores) {
            let difference = (output.iter().sum::<f64>() - score).abs();
            assert!(difference <= 1e-9 * scale || scale > 1e300, "{difference} at {score}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_models_never_panic(
        name in proptest::sample::select(&MODELS[..]),
        changes in proptest::collection::vec(change(), 1..4),
        corrects_sizes in any::<bool>(),
    ) {
        let damaged = changes.iter().fold(text(name), |text, change| apply(&text, change));
        let damaged = if corrects_sizes { with_sizes(&damaged) } else { damaged };
        // a damaged number of features is a row of that length here
        let limits = Limits { features: 1_000, ..Limits::default() };
        match Model::parse(&damaged, &limits) {
            Ok(model) => evaluate(&model),
            Err(error) => prop_assert!(error.to_string().starts_with("line "), "{}", error),
        }
    }

    /// Any counts of rows: contributions or an error.
    #[test]
    fn any_counts_give_contributions_or_errors(
        leaves in proptest::collection::vec(counts(), 6),
        inner in proptest::collection::vec(counts(), 5),
    ) {
        let replaced = with_lists(&text("regression"), [("leaf_count=", &leaves), ("internal_count=", &inner)]);
        let model = with_sizes(&replaced).parse::<Model>().unwrap();
        explain(&model);
        let nodes = model.statistics(0);
        let is_complete = nodes.iter().all(|node| node.count > 0 && node.count <= nodes[0].count);
        prop_assert!(is_complete || model.explainer().is_err());
    }

    /// Any children: a tree or an error, and every accepted tree ends.
    #[test]
    fn any_children_give_trees_or_errors(
        left in proptest::collection::vec(-7..6_i32, 5),
        right in proptest::collection::vec(-7..6_i32, 5),
    ) {
        let replaced = with_lists(&text("regression"), [("left_child=", &left), ("right_child=", &right)]);
        if let Ok(model) = with_sizes(&replaced).parse::<Model>() {
            evaluate(&model);
            prop_assert_eq!(model.statistics(0).len(), 11);
        }
    }
}
