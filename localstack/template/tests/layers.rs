//! Checks of the layers under every combination of the parameters that decide them.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{collections::BTreeSet, path::PathBuf};

use sisuiq_template::{Function, Template, with_definition};

/// Lambda's limit of layers of a function.
const MOST_LAYERS: usize = 5;
const CERTIFICATES: &str = "arn:aws:lambda:eu-west-1:000000000000:layer:database-ca:1";

/// The values of `EmbeddingPrecision` and `NextEmbeddingPrecision`.
fn combinations() -> impl Iterator<Item = (&'static str, &'static str)> {
    ["f32", "int8"].into_iter().flat_map(|precision| ["", "f32", "int8"].map(|next| (precision, next)))
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml")
}

fn template((precision, next): (&str, &str)) -> Template {
    let parameters = [
        ("Stage", "dev"),
        ("EmbeddingPrecision", precision),
        ("NextEmbeddingPrecision", next),
        ("DatabaseCaLayerArn", CERTIFICATES),
    ];
    Template::parse(&with_definition(&path()).unwrap(), &parameters).unwrap()
}

/// The functions that have a layer.
fn functions_with<'a>(template: &'a Template, layer: &str) -> Vec<&'a str> {
    let has = |function: &&Function| function.layers.iter().any(|one| one == layer);
    template.functions.iter().filter(has).map(|function| function.name.as_str()).collect()
}

#[test]
fn functions_have_existing_layers_within_the_limit() {
    for combination in combinations() {
        let template = template(combination);
        let mut existing: BTreeSet<_> = template.layers.iter().map(|layer| layer.logical_id.as_str()).collect();
        existing.insert(CERTIFICATES);
        let mut used = BTreeSet::new();
        for Function { name, layers, .. } in &template.functions {
            let distinct: BTreeSet<_> = layers.iter().map(String::as_str).collect();
            assert_eq!(distinct.len(), layers.len(), "{name} names a layer twice: {layers:?}");
            assert!(layers.len() <= MOST_LAYERS, "{name} has {layers:?}");
            used.extend(distinct);
        }
        assert_eq!(used, existing, "{combination:?}");
    }
}

#[test]
fn weights_come_only_for_precisions_in_use() {
    for (precision, next) in combinations() {
        let template = template((precision, next));
        for (layer, of) in [("EmbeddingF32Layer", "f32"), ("EmbeddingInt8Layer", "int8")] {
            let expected: &[&str] = match (precision == of, next == of) {
                // health checks the files of the current precision only
                (true, _) => &["chat", "health", "ingest"],
                (false, true) => &["chat", "ingest"],
                (false, false) => &[],
            };
            assert_eq!(functions_with(&template, layer), expected, "{layer} with {precision} and {next:?}");
        }
    }
}

#[test]
fn default_parameters_bring_no_f32_weights() {
    let template = Template::load(&path(), "prod").unwrap();
    assert!(template.layers.iter().all(|layer| layer.logical_id != "EmbeddingF32Layer"));
    assert!(functions_with(&template, "EmbeddingF32Layer").is_empty());
    assert_eq!(functions_with(&template, "OnnxRuntimeLayer"), ["chat", "health", "ingest", "ocr"]);
    assert_eq!(functions_with(&template, "PdfiumLayer"), ["ingest", "ocr"]);
    assert_eq!(functions_with(&template, "OcrModelsLayer"), ["ocr"]);
    assert_eq!(functions_with(&template, "PredictorLayer"), ["chat", "datasets", "predict-batch", "predict"]);
}
