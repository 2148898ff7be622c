//! `cargo dev evaluate`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::checks::{Checks, run as run_command};
use super::prepare::prepare_with;
use super::test_stack::on_test_stack;
use crate::cli::{EvaluateArguments, EvaluationSuite, PagesArguments};
use crate::parts;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// Asks the product the questions and reports whether the answers are as good as the baseline.
pub(super) fn run(project: &Project, arguments: &EvaluateArguments) -> Result<()> {
    ensure!(
        arguments.documents.is_none() || arguments.pages.suite.is_some() || arguments.questions.is_some(),
        "--documents needs --questions FILE, or --suite public"
    );
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(&stack);
    if let Some(program) = program(arguments)? {
        let profile = if program.is_optimised { "release" } else { "dev" };
        let named = ["--package", program.package, "--example", program.example];
        let mut command = checks.cargo(&[&["run", "--quiet", "--profile", profile], &named[..], &["--"]].concat());
        command.args(program.options);
        return run_command(command);
    }
    if arguments.url.is_some() {
        // the product at this address is already running
        let mut command = checks.cargo(&["run", "--quiet", "--package", "evaluation", "--bin", "evaluate", "--"]);
        command.args(options(arguments));
        return run_command(command);
    }
    let console = checks.console().clone();
    let folder = pages_folder(arguments)?;
    checks.step("Parts and programs", |_| {
        prepare_with(&stack, &console, || {
            parts::install_for_testing(project, &console)?;
            if folder.is_some() && !is_written(arguments) {
                parts::install_for_comparing(project, &console)
            } else {
                Ok(())
            }
        })
    })?;
    let pages = match folder {
        None if arguments.pages.suite == Some(EvaluationSuite::Law) => law_options(arguments)?,
        Some(folder) if is_written(arguments) => pages_options(arguments, &folder, None),
        Some(folder) => {
            let ranks = checks.step("Prototype", |checks| rank_with_prototype(checks, &stack, &folder))?;
            pages_options(arguments, &folder, Some(&ranks))
        }
        None => Vec::new(),
    };
    on_test_stack(&mut checks, &stack, arguments.keep, |checks, variables| {
        checks.step("Questions", |checks| {
            let mut command = checks.program(&stack.binaries().join("evaluate"));
            command.args(options(arguments)).args(&pages).envs(variables);
            run_command(command)
        })
    })
}

/// The tables with their expected reading.
const TABLES: &str = "tests/evaluation/tables";

/// Small lists, names and acts.
const SANCTIONS: &str = "tests/evaluation/sanctions";

/// A program that evaluates a suite without a stack.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    package: &'static str,
    example: &'static str,
    options: Vec<PathBuf>,
    /// Whether it measures times, or searches more than a build without optimisation does in minutes.
    is_optimised: bool,
}

/// The program of a suite that needs no stack. Such a suite has only a report.
fn program(arguments: &EvaluateArguments) -> Result<Option<Program>> {
    let output = arguments.output.clone();
    let suite = arguments.pages.suite;
    let documents = arguments.documents.clone().filter(|_| suite == Some(EvaluationSuite::Sanctions));
    let (package, example, options) = match suite {
        Some(EvaluationSuite::Tables) => ("sisuiq-analytics", "evaluate_tables", vec![TABLES.into(), output]),
        Some(EvaluationSuite::Planner) => ("sisuiq-planner", "evaluate_planner", vec![output]),
        Some(EvaluationSuite::Sanctions) => {
            let folder = documents.clone().unwrap_or_else(|| SANCTIONS.into());
            ("sisuiq-screening", "evaluate_sanctions", vec![folder, output])
        }
        _ => return Ok(None),
    };
    let usual = EvaluateArguments {
        pages: PagesArguments { suite: arguments.pages.suite, ..PagesArguments::default() },
        documents: documents.clone(),
        output: arguments.output.clone(),
        concurrency: arguments.concurrency,
        ..EvaluateArguments::default()
    };
    ensure!(*arguments == usual, "this suite has no such option");
    Ok(Some(Program { package, example, options, is_optimised: documents.is_some() }))
}

/// The questions of the strangers' suite.
const STRANGERS: &str = "tests/evaluation/strangers";

/// The folder of questions with pages, if a suite is asked for.
fn pages_folder(arguments: &EvaluateArguments) -> Result<Option<PathBuf>> {
    match arguments.pages.suite {
        None
        | Some(
            EvaluationSuite::Tables | EvaluationSuite::Planner | EvaluationSuite::Sanctions | EvaluationSuite::Law,
        ) => Ok(None),
        Some(EvaluationSuite::Strangers) => Ok(Some(STRANGERS.into())),
        Some(EvaluationSuite::Public) => {
            arguments.documents.clone().map(Some).context("--suite public needs --documents DIR")
        }
    }
}

/// The questions about the demo law.
const LAW: &str = "tests/evaluation/law";

/// The options for questions about law: the demo law, or the published sets in a folder.
fn law_options(arguments: &EvaluateArguments) -> Result<Vec<String>> {
    let PagesArguments { suite, setting, .. } = &arguments.pages;
    let usual = EvaluateArguments {
        pages: PagesArguments { suite: *suite, setting: setting.clone(), ..PagesArguments::default() },
        documents: arguments.documents.clone(),
        output: arguments.output.clone(),
        concurrency: arguments.concurrency,
        keep: arguments.keep,
        ..EvaluateArguments::default()
    };
    ensure!(*arguments == usual, "this suite has no such option");
    let published = arguments.documents.iter().map(|folder| format!("--published={}", folder.display()));
    let settings = setting.iter().map(|setting| format!("--setting={setting}"));
    Ok([format!("--law={LAW}")].into_iter().chain(published).chain(settings).collect())
}

/// `true` if a model writes the answers.
const fn is_written(arguments: &EvaluateArguments) -> bool {
    arguments.pages.oracle || arguments.pages.model_url.is_some()
}

/// Ranks the pages with the prototype. Returns the file of its ranks.
fn rank_with_prototype(checks: &Checks, stack: &Stack, folder: &Path) -> Result<PathBuf> {
    // not in the stack's folder, which is emptied when the stack starts
    let (parts, ranks) = (stack.project.parts(), stack.project.local().join("prototype.json"));
    let mut command = checks.program(&parts.join("peer/bin/python"));
    command.arg("bench/peer/find_pages.py").arg(folder).arg(&ranks);
    command.env("EMBEDDING_MODEL_PATH", parts.join("model")).env("EMBEDDING_PRECISION", "int8");
    run_command(command)?;
    Ok(ranks)
}

/// The options for questions with pages: with the ranks of a prototype, or with a model that writes.
fn pages_options(arguments: &EvaluateArguments, folder: &Path, ranks: Option<&Path>) -> Vec<String> {
    let mut options = vec![format!("--pages={}", folder.display())];
    options.extend(ranks.map(|ranks| format!("--prototype={}", ranks.display())));
    options.extend(arguments.pages.oracle.then(|| "--oracle".to_owned()));
    options.extend(arguments.pages.model_url.iter().map(|url| format!("--model-url={url}")));
    options.extend(arguments.pages.sample.map(|count| format!("--sample={count}")));
    options.extend(arguments.pages.only.iter().map(|file| format!("--only={}", file.display())));
    options.extend(arguments.pages.unread.then(|| "--unread".to_owned()));
    options.extend(arguments.pages.setting.iter().map(|setting| format!("--setting={setting}")));
    let is_whole = arguments.pages.only.is_none() && arguments.pages.sample.is_none();
    let is_as_delivered = ranks.is_some() && arguments.pages.setting.is_empty() && is_whole;
    if arguments.pages.suite == Some(EvaluationSuite::Strangers) && is_as_delivered {
        options.push(format!("--baseline={STRANGERS}/baseline.json"));
    }
    options
}

fn options(arguments: &EvaluateArguments) -> Vec<String> {
    let EvaluateArguments { pages, documents, questions, url, output, category, concurrency, record, publish, .. } =
        arguments;
    let mut options = vec![format!("--output={}", output.display()), format!("--concurrency={concurrency}")];
    let documents = documents.iter().filter(|_| pages.suite.is_none());
    options.extend(documents.map(|folder| format!("--documents={}", folder.display())));
    options.extend(questions.iter().map(|file| format!("--questions={}", file.display())));
    options.extend(url.iter().map(|url| format!("--url={url}")));
    options.extend(category.iter().map(|name| format!("--category={name}")));
    options.extend(record.then(|| "--record".to_owned()));
    options.extend(publish.then(|| "--publish".to_owned()));
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroUsize;

    #[test]
    fn arguments_are_passed_on() {
        let arguments = EvaluateArguments {
            pages: PagesArguments::default(),
            documents: Some("published".into()),
            questions: Some("questions.json".into()),
            url: Some("http://127.0.0.1:8787".to_owned()),
            output: "report.json".into(),
            category: vec!["strategy".to_owned(), "edge".to_owned()],
            concurrency: 3,
            record: true,
            publish: true,
            keep: true,
        };
        let expected = [
            "--output=report.json",
            "--concurrency=3",
            "--documents=published",
            "--questions=questions.json",
            "--url=http://127.0.0.1:8787",
            "--category=strategy",
            "--category=edge",
            "--record",
            "--publish",
        ];
        assert_eq!(options(&arguments), expected);
    }

    #[test]
    fn suites_without_stack_have_no_options() {
        for (suite, package, options) in [
            (EvaluationSuite::Tables, "sisuiq-analytics", vec![PathBuf::from(TABLES), "report.json".into()]),
            (EvaluationSuite::Planner, "sisuiq-planner", vec!["report.json".into()]),
        ] {
            let pages = PagesArguments { suite: Some(suite), ..PagesArguments::default() };
            let usual = EvaluateArguments { pages, output: "report.json".into(), ..EvaluateArguments::default() };
            let found = program(&usual).unwrap().unwrap();
            assert_eq!((found.package, found.options), (package, options));
            assert!(program(&EvaluateArguments { record: true, ..usual.clone() }).is_err());
            assert!(program(&EvaluateArguments { documents: Some("x".into()), ..usual }).is_err());
        }
        let pages = PagesArguments { suite: Some(EvaluationSuite::Sanctions), ..PagesArguments::default() };
        let usual = EvaluateArguments { pages, output: "report.json".into(), ..EvaluateArguments::default() };
        let found = |documents: Option<&str>| {
            let arguments = EvaluateArguments { documents: documents.map(Into::into), ..usual.clone() };
            program(&arguments).unwrap().map(|program| (program.options, program.is_optimised))
        };
        assert_eq!(found(None), Some((vec![PathBuf::from(SANCTIONS), "report.json".into()], false)));
        assert_eq!(found(Some("data")), Some((vec!["data".into(), "report.json".into()], true)));
        assert_eq!(program(&EvaluateArguments::default()).unwrap(), None, "questions about documents need a stack");
    }

    #[test]
    fn law_is_that_of_the_demo_or_published() {
        let pages = PagesArguments { suite: Some(EvaluationSuite::Law), ..PagesArguments::default() };
        let of = |documents: Option<&str>| EvaluateArguments {
            pages: pages.clone(),
            documents: documents.map(Into::into),
            ..EvaluateArguments::default()
        };
        assert_eq!(law_options(&of(None)).unwrap(), [format!("--law={LAW}")]);
        assert_eq!(law_options(&of(Some("data"))).unwrap(), [format!("--law={LAW}"), "--published=data".to_owned()]);
        assert_eq!((program(&of(None)).unwrap(), pages_folder(&of(None)).unwrap()), (None, None), "it needs a stack");
        assert!(law_options(&EvaluateArguments { record: true, ..of(None) }).is_err());
        let oracle = PagesArguments { oracle: true, ..pages.clone() };
        assert!(law_options(&EvaluateArguments { pages: oracle, ..of(None) }).is_err());
    }

    #[test]
    fn suites_have_folder_and_baseline() {
        let of = |suite, documents: Option<&str>| EvaluateArguments {
            pages: PagesArguments { suite: Some(suite), ..PagesArguments::default() },
            documents: documents.map(Into::into),
            ..EvaluateArguments::default()
        };
        let public = of(EvaluationSuite::Public, Some("qa"));
        assert_eq!(pages_folder(&public).unwrap(), Some("qa".into()));
        assert_eq!(pages_options(&public, "qa".as_ref(), Some("p".as_ref())), ["--pages=qa", "--prototype=p"]);
        assert!(!options(&public).iter().any(|option| option.starts_with("--documents")));
        let strangers = of(EvaluationSuite::Strangers, None);
        assert_eq!(pages_folder(&strangers).unwrap(), Some(STRANGERS.into()));
        assert_eq!(
            pages_options(&strangers, STRANGERS.as_ref(), Some("p".as_ref())).last().unwrap(),
            "--baseline=tests/evaluation/strangers/baseline.json"
        );
        let written = |pages| EvaluateArguments {
            pages: PagesArguments { suite: strangers.pages.suite, ..pages },
            ..EvaluateArguments::default()
        };
        let oracle = written(PagesArguments { oracle: true, ..PagesArguments::default() });
        assert_eq!(pages_options(&oracle, STRANGERS.as_ref(), None)[1..], ["--oracle"]);
        let model = written(PagesArguments {
            model_url: Some("http://127.0.0.1:8797/v1".to_owned()),
            sample: NonZeroUsize::new(20),
            ..PagesArguments::default()
        });
        assert!(is_written(&oracle) && is_written(&model) && !is_written(&strangers));
        assert_eq!(
            pages_options(&model, STRANGERS.as_ref(), None)[1..],
            ["--model-url=http://127.0.0.1:8797/v1", "--sample=20"]
        );
        let other = EvaluateArguments {
            pages: PagesArguments { setting: vec!["A=b".to_owned()], ..strangers.pages.clone() },
            ..EvaluateArguments::default()
        };
        let options = pages_options(&other, STRANGERS.as_ref(), Some("p".as_ref()));
        assert_eq!(options.last().unwrap(), "--setting=A=b", "another product than the baseline's is not compared");
        let some = written(PagesArguments { sample: NonZeroUsize::new(9), ..PagesArguments::default() });
        let options = pages_options(&some, STRANGERS.as_ref(), Some("p".as_ref()));
        assert_eq!(options.last().unwrap(), "--sample=9", "some questions are not compared with all");
        assert!(pages_folder(&of(EvaluationSuite::Public, None)).is_err());
    }
}
