use std::fs;

use super::bill::{Profile, bill, total};
use super::bottlenecks::bottlenecks;
use super::*;

fn project() -> Project {
    Project::locate().unwrap()
}

#[test]
fn committed_pages_match_the_computation() {
    for Page { path, text } in pages(&project()).unwrap() {
        let committed = fs::read_to_string(&path).unwrap();
        assert!(committed == text, "cargo dev costs --write brings {} up to date", path.display());
    }
}

#[test]
fn functions_match_the_template() {
    let model = Model::new(&project()).unwrap();
    let used = model.functions(1e5, false).unwrap();
    let text = fs::read_to_string(project().template()).unwrap();
    for one in &used {
        // formatted as in the rendered page
        let head = format!("Binary: {}}}", one.name);
        let resource = text.split(&head).nth(1).unwrap().split("\n\n").next().unwrap();
        let own = resource.lines().find_map(|line| line.trim().strip_prefix("MemorySize: "));
        let memory: f64 = own.map_or(512.0, |size| size.parse().unwrap());
        assert!((one.memory * 1_024.0 - memory).abs() < 0.5, "{}: {memory}", one.name);
    }
    let names: Vec<_> = used.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "auth",
            "backup",
            "chat",
            "documents",
            "fetch",
            "health",
            "ingest",
            "maintenance",
            "messages",
            "ocr",
            "predict-batch",
            "screen-batch"
        ]
    );
}

#[test]
fn cost_per_question_decreases() {
    let model = Model::new(&project()).unwrap();
    for profile in [Profile::Default, Profile::Steady] {
        let sums: Vec<_> =
            [0.0, 1e3, 1e5, 1e7].map(|questions| total(&bill(&model, questions, profile).unwrap())).into();
        assert!(sums.is_sorted_by(|less, more| less < more), "{sums:?}");
        assert!(sums[1] / 1e3 > sums[2] / 1e5 && sums[2] / 1e5 > sums[3] / 1e7, "{sums:?}");
    }
}

#[test]
fn only_idle_capacity_costs_at_rest() {
    let model = Model::new(&project()).unwrap();
    let idle = bill(&model, 0.0, Profile::Default).unwrap();
    let of_requests = ["API Gateway", "CloudFront", "S3 Standard, GET", "S3 Standard, PUT", "SQS, messages"];
    for line in idle.iter().filter(|line| of_requests.iter().any(|name| line.what.starts_with(name))) {
        assert!(line.usd() < f64::EPSILON, "{line:?}");
    }
    // schedules and mappings invoke functions even without questions, for cents
    let asked: f64 = idle.iter().filter(|line| line.what.starts_with("Lambda")).map(super::bill::Line::usd).sum();
    assert!(asked > 0.0 && asked < 1.0, "{asked}");
}

#[test]
fn steady_profile_costs_more_at_rest() {
    let model = Model::new(&project()).unwrap();
    let sum = |profile| total(&bill(&model, 0.0, profile).unwrap());
    assert!(sum(Profile::Steady) > 3.0 * sum(Profile::Default));
}

#[test]
fn bottlenecks_are_sorted() {
    let model = Model::new(&project()).unwrap();
    let rates: Vec<_> = bottlenecks(&model).unwrap().iter().map(super::bottlenecks::Bottleneck::rate).collect();
    assert!(rates.is_sorted() && rates.iter().all(|rate| *rate > 1.0), "{rates:?}");
}

#[test]
fn scanned_pages_cost_both_functions() {
    let mut model = Model::new(&project()).unwrap();
    let seconds = |model: &Model, name: &str| {
        model.functions(1e5, false).unwrap().into_iter().find(|one| one.name == name).unwrap().warm_seconds
    };
    let (ocr, ingest) = (seconds(&model, "ocr"), seconds(&model, "ingest"));
    // 100 of 1,000 pages, 3.9 seconds each where it was measured and twice as long on Lambda
    assert!((ocr - 780.0).abs() < 0.5, "{ocr}");
    model.inputs.assumed.pages_without_text.value = 0.0;
    assert!(seconds(&model, "ocr") < f64::EPSILON);
    assert!(seconds(&model, "ingest") < ingest);
}

#[test]
fn missing_figure_is_named() {
    let baseline = measured::Baseline::read(&project()).unwrap();
    let error = baseline.figure(["question", "answers", "sung", "p50 ms"]).unwrap_err();
    assert!(error.to_string().contains("question / answers / sung / p50 ms"), "{error}");
}
