//! `cargo dev bench`

use std::path;
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
/// Those that lists of sanctions need too.
const NEEDED_BY_LISTS: [&str; 3] = ["fetch", "process", "screen-batch"];
/// The measures that run examples of libraries.
const MEASURE_LIBRARIES: [&str; 3] = ["trees", "frames", "names"];

pub(super) fn run(project: &Project, arguments: &BenchArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Bench);
    let console = Console::new();
    let install_peer = || parts::install_for_comparing(project, &console);
    prepare_building(&stack, &console, install_peer, || {
        if measures_each_function(arguments) {
            return build::project(&stack, &console);
        }
        build::released(&stack, &console, &needed(arguments))
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

/// The functions that the named measures need.
fn needed(arguments: &BenchArguments) -> Vec<&'static str> {
    let measures_lists = arguments.names.iter().any(|name| name == "lists-end-to-end");
    let lists = NEEDED_BY_LISTS.into_iter().filter(|_| measures_lists);
    NEEDED.into_iter().chain(lists).collect()
}

/// Returns whether this run measures libraries by their examples.
fn measures_libraries(arguments: &BenchArguments) -> bool {
    arguments.names.is_empty() || arguments.names.iter().any(|name| MEASURE_LIBRARIES.contains(&name.as_str()))
}

/// Returns whether this run measures packages. Building them takes too long for a quick run.
fn measures_packages(arguments: &BenchArguments) -> bool {
    arguments.names.iter().any(|name| name == "sizes") || arguments.names.is_empty() && !arguments.quick
}

fn measure(stack: &Stack, state: &State, arguments: &BenchArguments) -> Result<()> {
    let mut command = Command::new(stack.binaries().join("bench"));
    let switches = [("--quick", arguments.quick), ("--compare", arguments.compare), ("--record", arguments.record)];
    command.args(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag)).args(&arguments.names);
    for (option, folder) in [("--reader", &arguments.reader), ("--documents", &arguments.documents)] {
        let Some(folder) = folder else { continue };
        let folder = path::absolute(folder).with_context(|| format!("{option}: the path is not valid"))?;
        command.arg(option).arg(folder);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> BenchArguments {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        BenchArguments { quick: false, compare: false, record: false, reader: None, documents: None, names }
    }

    #[test]
    fn only_lists_of_sanctions_need_their_functions() {
        assert_eq!(needed(&of(&["names"])), NEEDED);
        assert!(NEEDED_BY_LISTS.iter().all(|name| needed(&of(&["lists-end-to-end"])).contains(name)));
    }

    #[test]
    fn examples_are_built_for_their_measures() {
        assert!(measures_libraries(&of(&[])) && measures_libraries(&of(&["lists", "names"])));
        assert!(!measures_libraries(&of(&["lists", "lists-end-to-end"])));
    }
}
