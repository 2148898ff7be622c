//! `cargo dev bench`

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::prepare::prepare_building;
use super::{costs, down, supervise};
use crate::cli::{BenchArguments, CostsArguments};
use crate::console::Console;
use crate::process_environment::names_kept_from_parts;
use crate::project::Project;
use crate::stack::environment::{self, Variables};
use crate::stack::secrets::Secrets;
use crate::stack::state::State;
use crate::stack::{Kind, Stack};
use crate::{build, parts};

/// Fixed settings. Without them a developer's own settings would apply, and figures could not be compared.
const MEASURED_WITH: [(&str, &str); 5] = [
    ("ANSWER_CACHE_SECONDS", "0"),
    ("EMBEDDING_PRECISION", "int8"),
    ("LLM_PROVIDER", "extractive"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
    ("RUST_LOG", "info"),
];

/// The functions without which a measure cannot run. `server` contains those that HTTP calls.
const NEEDED: [&str; 4] = ["migrate", "seed", "ingest", "predict-batch"];

pub(super) fn run(project: &Project, arguments: &BenchArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Bench);
    let console = Console::new();
    let install_peer = || parts::install_for_comparing(project, &console);
    prepare_building(&stack, &console, install_peer, || {
        if measures_each_function(arguments) {
            return build::project(&stack, &console);
        }
        build::released(&stack, &console, &NEEDED)
    })?;
    if measures_libraries(arguments) {
        build::measuring(&stack, &console)?;
    }
    if measures_packages(arguments) {
        build::packages(&stack, &console)?;
    }
    let state = supervise::start_empty(&stack, false)?;
    let measured = measure(&stack, &state, arguments);
    down::end(&stack)?;
    measured?;
    // the costs depend on the measured figures
    if arguments.record { costs::run(project, &CostsArguments { write: true }) } else { Ok(()) }
}

/// Returns whether this run measures the program of each function. Optimising one takes more than a minute.
fn measures_each_function(arguments: &BenchArguments) -> bool {
    arguments.names.is_empty() || arguments.names.iter().any(|name| name == "init" || name == "sizes")
}

/// Returns whether this run measures libraries by their examples.
fn measures_libraries(arguments: &BenchArguments) -> bool {
    arguments.names.is_empty() || arguments.names.iter().any(|name| name == "trees" || name == "frames")
}

/// Returns whether this run measures packages. Building them takes too long for a quick run.
fn measures_packages(arguments: &BenchArguments) -> bool {
    arguments.names.iter().any(|name| name == "sizes") || arguments.names.is_empty() && !arguments.quick
}

fn measure(stack: &Stack, state: &State, arguments: &BenchArguments) -> Result<()> {
    let mut command = Command::new(stack.binaries().join("bench"));
    let switches = [("--quick", arguments.quick), ("--compare", arguments.compare), ("--record", arguments.record)];
    command.args(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag)).args(&arguments.names);
    if let Some(reader) = &arguments.reader {
        command.arg("--reader").arg(std::path::absolute(reader).context("the path of the reader is not valid")?);
    }
    for name in names_kept_from_parts() {
        command.env_remove(name);
    }
    command.envs(variables(stack, state)?).current_dir(stack.project.root());
    let status = command.status().context("cannot start the benchmarks")?;
    if !status.success() {
        bail!("the benchmarks ended with {status}");
    }
    Ok(())
}

/// The variables of the functions, and more for the benchmarks.
fn variables(stack: &Stack, state: &State) -> Result<Variables> {
    let secrets = Secrets::read(&stack.secrets_file())?;
    let resources = state.resources.as_ref().context("the bucket does not exist")?;
    let values = [
        ("DATABASE_URL", secrets.database_url(&state.ports)),
        ("EMAIL", secrets.demo_user.email.clone()),
        ("PASSWORD", secrets.demo_user.password.clone()),
        ("SIGNING_KEY", secrets.signing_key().context("the secrets hold no signing key")?.to_owned()),
        ("PROJECT", stack.project.root().display().to_string()),
        ("PARTS", stack.project.parts().display().to_string()),
        ("BINARIES", stack.binaries().display().to_string()),
        ("FOLDER", stack.folder().display().to_string()),
    ];
    let mut variables = environment::functions(stack, &state.ports, resources);
    variables.extend(values.map(|(name, value)| (format!("SISUIQ_BENCH_{name}"), value)));
    variables.extend(MEASURED_WITH.map(|(name, value)| (name.to_owned(), value.to_owned())));
    Ok(variables)
}
