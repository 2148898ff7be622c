//! The demo model equals LightGBM, which computed `golden.csv` in the training script.

use serde_json::{Map, Value};
use sisuiq_accidents::{Domain, Feature, Language};

use crate::{DEMO, FOLDER};

#[test]
fn predictions_equal_lightgbm() {
    let text = std::fs::read_to_string(format!("{FOLDER}/golden.csv")).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(header[..11], DEMO.metadata().features);
    let mut rows = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let numbers: Vec<f64> = cells[11..].iter().map(|cell| cell.parse().unwrap()).collect();
        let [raw, eclo, lower, upper, contributions @ .., expected] = numbers.as_slice() else { panic!("{line}") };
        let prediction = DEMO.predict(&DEMO.parse(&Value::Object(named(&header, &cells))).unwrap()).unwrap();
        let estimate = prediction.estimate;
        let interval = estimate.interval.unwrap();
        close([estimate.raw, estimate.eclo], [*raw, *eclo], 1e-12);
        close([interval.lower, interval.upper], [*lower, *upper], 1e-12);
        assert!((interval.level - 0.9).abs() < 1e-15);
        close(prediction.contributions.iter().map(|own| own.raw), contributions.iter().copied(), 1e-9);
        close([prediction.expected], [*expected], 1e-9);
        rows += 1;
    }
    assert_eq!(rows, 96);
}

#[test]
fn feature_names_are_those_of_the_model() {
    let names: Vec<&str> = Feature::ALL.map(|feature| DEMO.fields().get(feature).name(Language::Korean)).to_vec();
    assert_eq!(names, DEMO.metadata().features);
}

/// An accident in Korean names, from codes.
fn named(header: &[&str], cells: &[&str]) -> Map<String, Value> {
    let member = |(name, cell): (&&str, &&str)| {
        let number: i32 = cell.parse().unwrap();
        let field = DEMO.fields().find(name).unwrap();
        let value = match field.domain() {
            Domain::Categories(_) => Value::from(field.category(number).unwrap()),
            Domain::Integers { .. } => Value::from(number),
        };
        ((*name).to_owned(), value)
    };
    header.iter().zip(cells).take(11).map(member).collect()
}

fn close(found: impl IntoIterator<Item = f64>, expected: impl IntoIterator<Item = f64>, tolerance: f64) {
    let (found, expected): (Vec<f64>, Vec<f64>) = (found.into_iter().collect(), expected.into_iter().collect());
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{found} instead of {expected}");
    }
}
