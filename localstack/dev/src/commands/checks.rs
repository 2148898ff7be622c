//! Steps of the checks, each with its name and its time.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::budget::{Budget, minutes};
use crate::build;
use crate::console::{self, Console};
use crate::disk_space;
use crate::parts;
use crate::process_environment::names_kept_from_parts;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// The checks of one run.
#[derive(Debug)]
pub(super) struct Checks {
    project: Project,
    stack: Stack,
    console: Console,
    times: Vec<StepTime>,
}

/// The duration of a step and those of its inner steps, which may have run in parallel.
#[derive(Debug)]
struct StepTime {
    name: String,
    time: Duration,
    inner: Vec<(String, Duration)>,
}

/// The packages of the tests, whose documentation is not built.
const TESTS: [&str; 6] = ["copilot", "evaluation", "platform", "prove", "whole", "world"];

/// Steps that are shorter have no line of their own.
const SHORT: Duration = Duration::from_secs(3);

impl Checks {
    pub(super) fn new(stack: &Stack) -> Self {
        Self { project: stack.project.clone(), stack: stack.clone(), console: Console::new(), times: Vec::new() }
    }

    /// Shows the steps within a step.
    pub(super) fn console(&self) -> &Console {
        &self.console
    }

    /// Runs a step under its name.
    pub(super) fn step<T>(&mut self, name: &str, action: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        console::note(format!("\n── {name}"));
        let begun = Instant::now();
        let result = action(self).with_context(|| format!("{name}: failed"));
        let mut inner = self.console.take_finished();
        inner.retain(|(_, time)| *time >= SHORT);
        self.times.push(StepTime { name: name.to_owned(), time: begun.elapsed(), inner });
        result
    }

    /// Prints the duration of each step in minutes.
    pub(super) fn print_times(&self) {
        self.print_steps();
        console::line(format!("{:>7}  all", minutes(self.total())));
    }

    fn print_steps(&self) {
        console::line("\nminutes  step");
        for step in &self.times {
            console::line(format!("{:>7}  {}", minutes(step.time), step.name));
            for (name, time) in &step.inner {
                console::line(format!("{:>7}    {} {name}", "", minutes(*time)));
            }
        }
    }

    /// Prints the durations and compares the total with the budget.
    pub(super) fn print_times_beside(&self, budget: Budget) {
        self.print_steps();
        for line in budget.lines(self.total(), disk_space::used(self.project.root())) {
            console::line(line);
        }
    }

    fn total(&self) -> Duration {
        self.times.iter().map(|step| step.time).sum()
    }

    pub(super) fn format(&mut self) -> Result<()> {
        self.step("Format", |checks| {
            run(checks.cargo(&["fmt", "--all", "--check"]))?;
            run(checks.qdrant_cargo(&["fmt", "--all", "--check"]))
        })
    }

    pub(super) fn lint(&mut self) -> Result<()> {
        self.step("Lints", |checks| {
            run(checks.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
        })
    }

    /// Builds the documentation of the libraries, in which every link must resolve, without those of the tests.
    pub(super) fn documentation(&mut self) -> Result<()> {
        self.step("Documentation", |checks| {
            let mut command = checks.cargo(&["doc", "--workspace", "--lib", "--no-deps"]);
            command.args(TESTS.iter().flat_map(|name| ["--exclude", name]));
            command.env("RUSTDOCFLAGS", "-Dwarnings");
            run(command)
        })
    }

    /// Runs the examples of the libraries' documentation. They need the packages that are built in the same run, without `excluded`,
    /// or cargo compiles with other features.
    pub(super) fn examples(&mut self, excluded: &[&str]) -> Result<()> {
        self.step("Examples of the documentation", |checks| {
            let mut command = checks.cargo(&["test", "--quiet", "--workspace", "--doc"]);
            command.args(excluded.iter().flat_map(|name| ["--exclude", name]));
            run(command)
        })
    }

    pub(super) fn dependencies(&mut self) -> Result<()> {
        self.step("Dependencies: licences, sources and use", |checks| {
            for folder in [checks.project.root().to_owned(), checks.project.qdrant()] {
                let mut deny = command(&parts::rust_tool(&checks.project, "cargo-deny"), &folder);
                deny.args(["--log-level", "error", "--config"]).arg(checks.project.root().join("deny.toml"));
                deny.args(["check", "bans", "licenses", "sources"]);
                run(deny)?;
                run(command(&parts::rust_tool(&checks.project, "cargo-shear"), &folder))?;
            }
            Ok(())
        })
    }

    pub(super) fn template(&mut self) -> Result<()> {
        self.step("Template", |checks| {
            let programs = parts::linters(&checks.project).join("bin");
            let python = programs.join("python");
            // as it is deployed: with the included API definition
            let template = checks.project.local().join("template.yaml");
            std::fs::create_dir_all(checks.project.local())?;
            std::fs::write(&template, sisuiq_template::with_definition(&checks.project.template())?)?;
            let mut lint = command(&python, checks.project.root());
            lint.arg(programs.join("cfn-lint")).arg("--").arg(&template);
            run(lint)?;
            let mut sam = command(&python, checks.project.root());
            sam.env("SAM_CLI_TELEMETRY", "0").env("AWS_DEFAULT_REGION", "eu-west-1");
            sam.args(["-m", "samcli", "validate", "--lint", "--template"]).arg(&template);
            run(sam)
        })
    }

    /// Checks the workflows: valid syntax, a time limit for each job, and no injection by outsiders.
    pub(super) fn workflows(&mut self) -> Result<()> {
        self.step("Workflows", |checks| {
            let programs = parts::workflow_linters(&checks.project).join("bin");
            let workflows = checks.project.workflows()?;
            for schema in ["vendor.github-workflows", "custom.github-workflows-require-timeout"] {
                let mut check = checks.program(&programs.join("python"));
                check.arg(programs.join("check-jsonschema")).args(["--builtin-schema", schema]).args(&workflows);
                run(check)?;
            }
            let mut audit = checks.program(&programs.join("zizmor"));
            audit.args(["--offline", "--no-progress", "--strict-collection", "--pedantic"]).args(&workflows);
            run(audit)
        })
    }

    /// Checks the shell scripts.
    pub(super) fn scripts(&mut self) -> Result<()> {
        self.step("Shell scripts", |checks| {
            let mut lint = checks.program(&parts::workflow_linters(&checks.project).join("bin/shellcheck"));
            lint.args(["--severity", "style"]).args(checks.project.scripts()?);
            run(lint)
        })
    }

    /// Checks that Prometheus accepts its configuration and rules, and that alerts fire when they should.
    pub(super) fn rules(&mut self) -> Result<()> {
        self.step("Rules of Prometheus", |checks| {
            let promtool = parts::prometheus(&checks.project).join("promtool");
            let mut config = checks.program(&promtool);
            // only the syntax: the file of the scraper's key is not in the repository
            config.args(["check", "config", "--syntax-only"]).arg(checks.project.observability("prometheus.yml"));
            run(config)?;
            let mut check = checks.program(&promtool);
            let rules = ["recording.rules.yml", "alerts.rules.yml"].map(|name| checks.project.observability(name));
            check.args(["check", "rules"]).args(rules);
            run(check)?;
            let mut test = checks.program(&promtool);
            let tests = ["resources", "requests", "objectives"]
                .map(|name| checks.project.observability(&format!("tests/{name}.test.yml")));
            test.args(["test", "rules"]).args(tests);
            run(test)
        })
    }

    /// Checks the web client: its types match the committed description, and it compiles and passes its lints and tests.
    pub(super) fn client(&mut self) -> Result<()> {
        self.step("Web client", |checks| {
            let folder = checks.project.client();
            ["current", "types", "lint", "test"].iter().try_for_each(|script| npm(&folder, script))
        })
    }

    /// Checks that the web application compiles and passes its lints and unit tests. The stack builds it.
    pub(super) fn app(&mut self) -> Result<()> {
        self.step("Web application", |checks| {
            let folder = checks.project.app();
            ["types", "lint", "test"].iter().try_for_each(|script| npm(&folder, script))
        })
    }

    /// Checks that the browser tests compile and pass their lints.
    pub(super) fn browser_types(&mut self) -> Result<()> {
        self.step("Types and lints of the browser tests", |checks| {
            ["types", "lint"].iter().try_for_each(|script| run(checks.browser(script)))
        })
    }

    /// A script of the browser tests.
    pub(super) fn browser(&self, script: &str) -> Command {
        let mut npm = command(Path::new("npm"), &self.project.browser());
        npm.args(["run", "--silent", script]);
        npm
    }

    /// cargo in the workspace.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = command(Path::new("cargo"), self.project.root());
        command.args(arguments);
        self.set_target_folder(&mut command);
        command
    }

    /// cargo-nextest in the workspace.
    pub(super) fn nextest(&self) -> Command {
        let mut command = self.program(&parts::rust_tool(&self.project, "cargo-nextest"));
        command.arg("nextest");
        self.set_target_folder(&mut command);
        command
    }

    /// Sets the stack's target folder and the variables of all builds in it.
    fn set_target_folder(&self, command: &mut Command) {
        command.env("CARGO_TARGET_DIR", self.stack.target_folder());
        if self.stack.kind == Kind::Test {
            build::lint(command);
        }
    }

    /// A program, started in the project folder.
    pub(super) fn program(&self, path: &Path) -> Command {
        command(path, self.project.root())
    }

    /// cargo in the Qdrant server's own workspace, with its own target folder.
    pub(super) fn qdrant_cargo(&self, arguments: &[&str]) -> Command {
        let folder = self.project.qdrant();
        let mut command = command(Path::new("cargo"), &folder);
        command.args(arguments).env("CARGO_TARGET_DIR", folder.join("target"));
        build::lint(&mut command);
        command
    }
}

/// Runs a script of a web package.
fn npm(folder: &Path, script: &str) -> Result<()> {
    let mut npm = command(Path::new("npm"), folder);
    npm.args(["run", "--silent", script]);
    run(npm)
}

/// A command without the variables that `cargo run` set for this program, and without the developer's own cloud account,
/// because tests run parts.
fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for name in names_kept_from_parts() {
        command.env_remove(name);
    }
    command
}

/// Runs a command whose output the developer sees.
pub(super) fn run(mut command: Command) -> Result<()> {
    let program = command.get_program().display().to_string();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    if !status.success() {
        let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
        bail!("{program} {} ended with {status}", arguments.join(" "));
    }
    Ok(())
}
