//! Promises for any accident.

use proptest::prelude::*;
use serde_json::Value;
use sisuiq_accidents::{Accident, Domain, Feature, Language, Reading};

use crate::DEMO;

/// Any accident, as JSON. The day is one of every month.
fn any_accident() -> impl Strategy<Value = Value> {
    let fields = DEMO.fields();
    let members: Vec<_> = Feature::ALL
        .into_iter()
        .map(|feature| {
            let field = fields.get(feature);
            match field.domain() {
                Domain::Categories(values) => proptest::sample::select(values.clone()).prop_map(Value::from).boxed(),
                Domain::Integers { least, greatest } => {
                    let greatest = if feature == Feature::Day { 28 } else { *greatest };
                    (*least..=greatest).prop_map(Value::from).boxed()
                }
            }
        })
        .collect();
    members.prop_map(move |values| {
        let names = fields.iter().map(|field| field.key().to_owned());
        Value::Object(names.zip(values).collect())
    })
}

fn reading(value: &Value) -> Reading {
    DEMO.parse(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_round_trips(value in any_accident()) {
        let read = reading(&value);
        for names in [Language::Korean, Language::English] {
            let written = Value::Object(read.accident.to_json(names, DEMO.fields()));
            prop_assert_eq!(&reading(&written), &read);
        }
        prop_assert_eq!(Value::Object(read.accident.to_json(Language::English, DEMO.fields())), value);
    }

    #[test]
    fn contributions_add_up_to_raw(value in any_accident()) {
        let prediction = DEMO.predict(&reading(&value)).unwrap();
        let sum: f64 = prediction.contributions.iter().map(|own| own.raw).sum();
        prop_assert!((sum + prediction.expected - prediction.estimate.raw).abs() < 1e-9);
        // the factors of ECLO + 1 multiply to it
        let product: f64 = prediction.contributions.iter().map(sisuiq_accidents::Contribution::factor).product();
        prop_assert!((product * prediction.expected.exp() - 1.0 - prediction.estimate.eclo).abs() < 1e-8);
    }

    #[test]
    fn intervals_contain_predictions(value in any_accident()) {
        let estimate = DEMO.estimate(&reading(&value).accident).unwrap();
        let interval = estimate.interval.unwrap();
        prop_assert!(0.0 <= interval.lower && interval.lower <= estimate.eclo && estimate.eclo <= interval.upper);
        prop_assert_eq!(estimate.eclo.to_bits(), estimate.raw.exp_m1().max(0.0).to_bits());
        prop_assert_eq!(estimate.severity, DEMO.cut_offs().severity(estimate.eclo));
    }

    #[test]
    fn batches_equal_single_predictions(values in proptest::collection::vec(any_accident(), 0..40)) {
        let readings: Vec<Reading> = values.iter().map(reading).collect();
        let accidents: Vec<Accident> = readings.iter().map(|own| own.accident).collect();
        let estimates: Vec<_> = accidents.iter().map(|own| DEMO.estimate(own).unwrap()).collect();
        prop_assert_eq!(DEMO.estimate_all(&accidents).unwrap(), estimates);
        // explanations are slow without optimisation
        let explained = readings.get(..2).unwrap_or(&readings);
        let predictions: Vec<_> = explained.iter().map(|own| DEMO.predict(own).unwrap()).collect();
        prop_assert_eq!(DEMO.predict_all(explained).unwrap(), predictions);
    }

    #[test]
    fn any_json_is_read_or_refused(text in "\\PC{0,40}", number in any::<f64>(), key in "[a-z_]{0,14}|기상상태|요일") {
        let mut value = serde_json::json!({"weather": text, "accident_hour": number, "district": {"a": text}});
        value[key] = Value::from(number);
        let faults = DEMO.parse(&value).unwrap_err();
        for language in [Language::Korean, Language::English] {
            prop_assert!(faults.iter().all(|fault| fault.message(language).chars().count() < 400));
        }
    }
}

#[test]
fn predictors_are_shared_by_threads() {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<sisuiq_accidents::Predictor>();
}
