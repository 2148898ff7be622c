//! The settings that programs read, their documentation, and their values in the template.

use sisuiq_clock::Clock;
use sisuiq_config::settings::{self, Program};
use sisuiq_config::{Aws, ConfigError, Environment};
use sisuiq_http::Service;
use sisuiq_identity::Foundation;
use sisuiq_template::Template;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Variables that libraries of the functions read themselves.
const OF_LIBRARIES: [&str; 1] = ["AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH"];

/// Sufficient settings for every program.
const ENOUGH: [(&str, &str); 31] = [
    ("SISUIQ_STAGE", "prod"),
    ("SISUIQ_BASE_URL", "https://copilot.example"),
    ("AWS_REGION", "eu-west-1"),
    ("DATABASE_SECRET", "database"),
    ("SIGNING_KEYS_SECRET", "keys"),
    ("SEALING_KEYS_SECRET", "keys"),
    ("BACKUP_KEYS_SECRET", "keys"),
    ("OUTBOX_QUEUE_URL", "https://queue.example"),
    ("OCR_QUEUE_URL", "https://queue.example"),
    ("OCR_DEAD_LETTERS_URL", "https://queue.example"),
    ("OCR_MODELS_PATH", "/opt/ocr"),
    ("PREDICTOR_PATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/accident_model")),
    ("SCREEN_BATCH_QUEUE_URL", "https://queue.example"),
    ("SCREEN_BATCH_DEAD_LETTERS_URL", "https://queue.example"),
    ("PREDICT_BATCH_QUEUE_URL", "https://queue.example"),
    ("PREDICT_BATCH_DEAD_LETTERS_URL", "https://queue.example"),
    ("FETCH_QUEUE_URL", "https://queue.example"),
    ("FETCH_DEAD_LETTERS_URL", "https://queue.example"),
    ("PROCESS_QUEUE_URL", "https://queue.example"),
    ("PROCESS_DEAD_LETTERS_URL", "https://queue.example"),
    ("MAIL_SENDER", "copilot@example.com"),
    ("QDRANT_URL", "https://qdrant.example:6334"),
    ("EMBEDDING_MODEL_PATH", "/model"),
    ("ONNXRUNTIME_PATH", "/library.so"),
    ("PDFIUM_PATH", "/library.so"),
    ("DOCUMENTS_BUCKET", "bucket"),
    ("INGEST_QUEUE_URL", "https://queue.example"),
    ("INGEST_DEAD_LETTERS_URL", "https://queue.example"),
    ("LLM_PROVIDER", "openai"),
    ("OPENAI_BASE_URL", "https://model.example"),
    ("OPENAI_CHAT_MODEL", "model"),
];

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Starts a program up to the point where it would connect to something.
async fn start(program: Program, environment: &Environment) -> Result<(), ConfigError> {
    let clock = Clock::system();
    let make = async |environment: &Environment| {
        let foundation = || Foundation::from_environment(environment, &clock);
        if program == Program::Server || Program::HTTP.contains(&program) {
            Service::from_environment(environment, clock.clone())?;
        }
        sisuiq_telemetry::build(program.name(), environment, std::io::sink)
            .map(drop)
            .map_err(|error| ConfigError::unusable("RUST_LOG", &error))?;
        // last: a model that cannot be loaded ends the start
        match program {
            Program::Admin => drop(admin::State::new(environment, foundation()?).await?),
            Program::Auth => drop(auth::State::new(environment, foundation()?).await?),
            Program::Backup => drop(backup::State::from_environment(environment, &clock).await?),
            Program::Chat => drop(chat::State::new(environment, foundation()?)?),
            Program::Datasets => drop(datasets::State::new(environment, foundation()?).await?),
            Program::Documents => drop(documents::State::new(environment, foundation()?).await?),
            Program::Docs => drop(docs::State::from(foundation()?)),
            Program::Health => drop(health::State::new(environment, foundation()?).await?),
            Program::Ocr => drop(ocr::State::from_environment(environment, &clock).await?),
            Program::Ops => drop(ops::State::new(environment, foundation()?).await?),
            Program::Predict => drop(predict::State::new(environment, foundation()?).await?),
            Program::ScreenBatch => drop(screen_batch::State::from_environment(environment, &clock).await?),
            Program::PredictBatch => drop(predict_batch::State::from_environment(environment, &clock).await?),
            Program::Fetch => drop(fetch::State::from_environment(environment, &clock).await?),
            Program::Ingest => drop(ingest::State::from_environment(environment, &clock).await?),
            Program::Maintenance => drop(maintenance::State::from_environment(environment, &clock)?),
            Program::Messages => drop(messages::State::from_environment(environment, &clock).await?),
            Program::Migrate => drop(migrate::State::from_environment(environment, &clock)?),
            Program::Process => drop(process::State::from_environment(environment, &clock).await?),
            Program::Rotate => drop(rotate::State::from_environment(environment, &clock)?),
            Program::Seed => drop(seed::State::from_environment(environment, &clock).await?),
            Program::Knowledge => drop(knowledge::State::new(foundation()?)),
            Program::Screening => drop(screening::State::new(environment, foundation()?).await?),
            Program::Sources => drop(sources::State::new(environment, foundation()?).await?),
            Program::Tables => drop(tables::State::new(environment, foundation()?).await?),
            Program::Server => drop(server::routers(environment, &clock, None).await?),
        }
        Ok(())
    };
    environment.gather(make).await
}

fn needed_by(program: Program) -> BTreeSet<&'static str> {
    let needed = settings::ALL.iter().filter(|variable| variable.is_needed_by(program));
    needed.map(|variable| variable.name).collect()
}

/// The settings that a program requires outside of dev.
fn needed_outside_dev_by(program: Program) -> BTreeSet<&'static str> {
    let ruled = settings::ALL.iter().filter(|variable| variable.is_read_by(program));
    let ruled = ruled.filter(|variable| variable.outside_dev.is_some_and(|rule| rule(None).is_some()));
    needed_by(program).into_iter().chain(ruled.map(|variable| variable.name)).collect()
}

#[tokio::test]
async fn missing_settings_are_named_together() {
    for program in Program::ALL {
        let error = start(*program, &Environment::from_pairs([("", "")])).await.unwrap_err();
        let named = error.problems().iter().filter_map(|problem| problem.split_once(" is missing"));
        let named: BTreeSet<_> = named.map(|(name, _)| name).collect();
        assert_eq!(named, needed_outside_dev_by(*program), "{program}: {error}");
    }
}

#[tokio::test]
async fn invalid_settings_are_named_together() {
    let wrong = |name: &str| match name {
        // valid, because they decide which other settings are required
        "SISUIQ_STAGE" => "prod",
        name if name.ends_with("_ENDPOINT") || name == "LLM_PROVIDER" => "openai",
        "RUST_LOG" => "chat=loud",
        "SISUIQ_BASE_URL" | "AWS_ENDPOINT_URL" => "http://plain.example",
        "DATABASE_CA_PATH" => "/nowhere.pem",
        _ => "-1 / 0",
    };
    let pairs = settings::ALL.iter().map(|variable| (variable.name, wrong(variable.name)));
    let environment = Environment::from_pairs(pairs.filter(|(name, _)| !name.starts_with("OTEL_")));
    for program in Program::ALL {
        let error = start(*program, &environment).await.unwrap_err().to_string();
        let held = settings::ALL.iter().filter(|variable| variable.is_read_by(*program)).filter(|variable| {
            let is_formed = !matches!(variable.form, settings::Form::Text | settings::Form::Said(_));
            let is_known = ["SISUIQ_STAGE", "LLM_PROVIDER"].contains(&variable.name);
            let is_said = ["RUST_LOG", "SISUIQ_BASE_URL", "DATABASE_CA_PATH", "QDRANT_URL"].contains(&variable.name)
                || variable.name.starts_with("RATE_LIMIT_");
            !is_known && (is_formed || is_said || variable.outside_dev.is_some())
        });
        for variable in held {
            assert!(
                error.contains(&format!("{} ", variable.name)),
                "{program} does not name {}: {error}",
                variable.name
            );
        }
    }
}

#[tokio::test]
async fn programs_read_exactly_declared_settings() {
    for program in Program::ALL {
        let environment = Environment::from_pairs(ENOUGH.into_iter().chain([("DEMO_USER_SECRET", "demo")]));
        start(*program, &environment).await.unwrap();
        let declared = settings::ALL.iter().filter(|variable| variable.is_read_by(*program));
        let declared: BTreeSet<String> = declared.map(|variable| variable.name.to_owned()).collect();
        let mut asked = environment.asked();
        if *program == Program::Server {
            // the command line reads this one
            asked.insert("SISUIQ_LISTEN".to_owned());
        }
        let (missing, stale): (Vec<_>, Vec<_>) =
            (asked.difference(&declared).collect(), declared.difference(&asked).collect());
        assert!(missing.is_empty() && stale.is_empty(), "{program} reads {missing:?}, and not {stale:?}");
    }
}

#[test]
fn documentation_lists_declared_settings() {
    let written = fs::read_to_string(project().join("docs/OPERATIONS.md")).unwrap();
    let table = settings::table();
    for line in table.lines() {
        assert!(written.lines().any(|row| row == line), "docs/OPERATIONS.md lacks this row:\n{line}");
    }
    assert!(
        written.contains(&table),
        "docs/OPERATIONS.md has rows that are not declared: `server --settings` writes all"
    );
}

#[test]
fn template_provides_exactly_needed_settings() {
    let template = Template::load(&project().join("template.yaml"), "dev").unwrap();
    let shared = shared_variables();
    for function in &template.functions {
        let program = *Program::ALL.iter().find(|program| program.name() == function.name).unwrap();
        let set: BTreeSet<&str> = function.environment.keys().map(String::as_str).collect();
        for name in set.iter().filter(|name| !OF_LIBRARIES.contains(name)) {
            let declared = settings::ALL.iter().find(|variable| variable.name == *name);
            let declared = declared.unwrap_or_else(|| panic!("{program} is given {name}, which is no setting"));
            assert!(
                shared.contains(*name) || declared.is_read_by(program),
                "{program} is given {name} and does not read it"
            );
        }
        let missing: Vec<_> = needed_by(program).into_iter().filter(|name| !set.contains(name)).collect();
        assert!(missing.is_empty(), "{program} is not given {missing:?}");
    }
}

/// The variables that the template sets for all functions.
fn shared_variables() -> BTreeSet<String> {
    let template = Template::load(&project().join("template.yaml"), "dev").unwrap();
    let mut environments = template.functions.iter().map(|function| {
        function.environment.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<BTreeSet<_>>()
    });
    let first = environments.next().unwrap();
    let shared = environments.fold(first, |shared, own| shared.intersection(&own).cloned().collect());
    shared.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn aws_endpoints_need_https_outside_dev() {
    let pairs = |stage| [("SISUIQ_STAGE", stage), ("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")];
    assert!(Aws::from_environment(&Environment::from_pairs(pairs("dev"))).is_ok());
    assert!(Aws::from_environment(&Environment::from_pairs(pairs("prod"))).is_err());
}
