//! Bundles that are damaged, contradictory, or of other models.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sisuiq_accidents::{BundleError, Language, METADATA_FILE, MODEL_FILE, Predictor};
use std::error::Error;
use std::fs;
use std::path::Path;

use crate::{FOLDER, accident};

fn metadata() -> Value {
    serde_json::from_slice(&fs::read(format!("{FOLDER}/{METADATA_FILE}")).unwrap()).unwrap()
}

fn model() -> String {
    fs::read_to_string(format!("{FOLDER}/{MODEL_FILE}")).unwrap()
}

fn load(metadata: &Value, model: &str) -> Result<Predictor, BundleError> {
    Predictor::from_bytes(metadata.to_string().as_bytes(), model.as_bytes())
}

/// The error with its causes.
fn message(result: Result<Predictor, BundleError>) -> String {
    let error = result.unwrap_err();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(own) = cause {
        text = format!("{text}: {own}");
        cause = own.source();
    }
    text
}

/// The description of a changed model.
fn described(model: &str) -> Value {
    let mut metadata = metadata();
    metadata["model"]["bytes"] = model.len().into();
    metadata["model"]["sha256"] = hex::encode(Sha256::digest(model)).into();
    metadata
}

#[test]
fn damaged_descriptions_are_refused() {
    let changes = [
        ("/format", json!(2), "format is \"2\", and only \"1\" is supported"),
        ("/target", json!("ECLO"), "target is \"ECLO\""),
        ("/categories/name", json!("seoul"), "categories.name is \"seoul\""),
        ("/categories/sha256", json!("00"), "categories.sha256 is \"00\""),
        ("/version", json!(""), "version must have"),
        ("/version", json!("a b"), "version must have"),
        ("/model/file", json!("../model.txt"), "model.file is"),
        ("/features/0", json!("요일"), "features is"),
        ("/years/last", json!(2018), "years end before they begin"),
        ("/years/last", json!(2022), "learned from the years 2019–2021, but 2019–2022 are described"),
        ("/interval/level", json!(90), "interval.level is not between 0 and 1"),
        ("/interval/groups", json!("시군구"), "has no groups"),
        ("/interval/all/lower", json!(0.1), "the bounds of \"all\" are not around 0"),
        ("/interval/by_group/차대차/upper", json!(-1), "the bounds of \"차대차\""),
        ("/quality/coverage", json!(90), "coverage that is not a share"),
        ("/quality/rmsle", json!(-1), "not a number from 0"),
        ("/rows/test", json!(0), "quality needs rows"),
        ("/rows", json!(null), "quality needs rows"),
        ("/cut_offs", json!([5, 3, 10]), "cut-offs are three ascending numbers"),
        ("/demo", json!("yes"), "invalid type"),
    ];
    let model = model();
    for (place, value, expected) in changes {
        let mut metadata = metadata();
        *metadata.pointer_mut(place).unwrap() = value;
        let found = message(load(&metadata, &model));
        assert!(found.contains(expected), "{place}: {found}");
    }
    let mut unknown = metadata();
    unknown["interval"]["by_group"]["자전거"] = json!({"lower": -1, "upper": 1, "rows": 900});
    assert!(message(load(&unknown, &model)).contains("the unknown value \"자전거\""));
    let mut additional = metadata();
    additional["scale"] = json!(2);
    assert!(message(load(&additional, &model)).contains("unknown field `scale`"));
}

#[test]
fn another_model_is_refused() {
    let changed = model().replacen("shrinkage=0.05", "shrinkage=0.06", 1);
    assert!(message(load(&metadata(), &changed)).starts_with("the model is not the described one"));
    assert!(message(load(&metadata(), "")).starts_with("the model is not the described one"));
    let cut: String = model().chars().take(100_000).collect();
    assert!(message(load(&described(&cut), &cut)).contains("the model cannot be read: line"));
}

#[test]
fn unsuitable_models_are_refused() {
    let table = [
        ("feature_names=기상상태 노면상태", "feature_names=노면상태 기상상태", "has the features 노면상태, 기상상태"),
        ("[0:198]", "[0:nan]", "has the unreadable range \"[0:nan]\""),
        ("[0:198]", "[0:249]", "learned from values of 시군구 from 0 to 249, but they range from 0 to 198"),
        ("[1:12]", "[0:11]", "learned from values of 사고월 from 0 to 11, but they range from 1 to 12"),
        ("feature_names=기상상태", "feature_names=Column_0", "has the features Column_0"),
        ("objective=regression", "objective=poisson", "has the objective \"poisson\""),
        ("objective=regression", "objective=regression sqrt", "has the objective \"regression sqrt\""),
        ("objective=regression", "average_output\nobjective=regression", "is a random forest"),
        (
            "num_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx=10\nobjective=regression",
            "num_class=2\nnum_tree_per_iteration=2\nlabel_index=0\nmax_feature_idx=10\nobjective=multiclass num_class:2",
            "has 2 outputs",
        ),
    ];
    for (old, new, expected) in table {
        let changed = model().replacen(old, new, 1);
        assert_ne!(changed, model());
        let found = message(load(&described(&changed), &changed));
        assert!(found.contains(expected), "{new}: {found}");
    }
}

#[test]
fn other_targets_are_refused() {
    let with_first_leaf = |value: &str| {
        let text = model();
        let (head, rest) = text.split_once("\nleaf_value=").unwrap();
        let (leaves, rest) = rest.split_once('\n').unwrap();
        // of all leaves, or of the first one
        let replaced: Vec<&str> = match value.strip_prefix("one ") {
            Some(one) => [one].into_iter().chain(leaves.split(' ').skip(1)).collect(),
            None => leaves.split(' ').map(|_| value).collect(),
        };
        let replaced = replaced.join(" ");
        // the length of the first tree
        let size = head.split_once("tree_sizes=").unwrap().1.split(' ').next().unwrap().to_owned();
        let new = (size.parse::<usize>().unwrap() + replaced.len() - leaves.len()).to_string();
        format!("{head}\nleaf_value={replaced}\n{rest}").replacen(
            &format!("tree_sizes={size} "),
            &format!("tree_sizes={new} "),
            1,
        )
    };
    // the mean of ECLO itself
    let changed = with_first_leaf("4.73");
    let found = message(load(&described(&changed), &changed));
    assert!(found.contains("on average, which accidents do not have: was it trained on another target"), "{found}");
    let changed = with_first_leaf("one 800");
    let found = message(load(&described(&changed), &changed));
    assert!(found.contains("can predict a logarithm of 8") || found.contains("on average"), "{found}");
}

#[test]
fn missing_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Predictor::load(folder.path()).unwrap_err().to_string().contains(METADATA_FILE));
    fs::copy(Path::new(FOLDER).join(METADATA_FILE), folder.path().join(METADATA_FILE)).unwrap();
    assert!(Predictor::load(folder.path()).unwrap_err().to_string().contains(MODEL_FILE));
    fs::write(folder.path().join(METADATA_FILE), "{").unwrap();
    fs::write(folder.path().join(MODEL_FILE), "").unwrap();
    assert!(message(Predictor::load(folder.path())).starts_with("the description of the model cannot be read: EOF"));
}

#[test]
fn unmeasured_models_say_so() {
    let mut metadata = metadata();
    for name in ["interval", "quality", "rows"] {
        metadata[name] = Value::Null;
    }
    metadata["demo"] = false.into();
    let predictor = load(&metadata, &model()).unwrap();
    let prediction = predictor.predict(&predictor.parse(&accident()).unwrap()).unwrap();
    assert_eq!(prediction.estimate.interval, None);
    assert!(prediction.explanation.korean.starts_with(&format!("예측 ECLO는 {:.2}입니다. ", prediction.estimate.eclo)));
    assert_eq!(
        predictor.quality(Language::English),
        "The accuracy of this model has not been measured. Do not base decisions on its predictions."
    );
}

#[test]
fn small_groups_have_the_common_interval() {
    let mut metadata = metadata();
    metadata["interval"]["by_group"].as_object_mut().unwrap().remove("차대차");
    let predictor = load(&metadata, &model()).unwrap();
    let estimate = predictor.estimate(&predictor.parse(&accident()).unwrap().accident).unwrap();
    let all = predictor.metadata().interval.as_ref().unwrap().all;
    assert_eq!(estimate.interval.unwrap().upper.to_bits(), (estimate.raw + all.upper).exp_m1().to_bits());
}

#[test]
fn useless_models_say_so() {
    let mut metadata = metadata();
    metadata["demo"] = false.into();
    metadata["quality"]["rmsle"] = json!(0.45);
    let text = |metadata: &Value| load(metadata, &model()).unwrap().quality(Language::English).to_owned();
    assert!(text(&metadata).contains("That is no better than the average: do not use its predictions."));
    metadata["quality"]["rmsle"] = json!(0.3);
    assert!(!text(&metadata).contains("the average:"), "{}", text(&metadata));
}
