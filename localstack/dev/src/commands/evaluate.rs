//! `cargo dev evaluate`

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use super::prepare::prepare_with;
use super::test_stack::on_test_stack;
use crate::cli::EvaluateArguments;
use crate::parts;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// Asks the product the questions and reports whether the answers are as good as the baseline.
pub(super) fn run(project: &Project, arguments: &EvaluateArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(&stack);
    if arguments.url.is_some() {
        // the product at this address is already running
        let mut command = checks.cargo(&["run", "--quiet", "--package", "evaluation", "--bin", "evaluate", "--"]);
        command.args(options(arguments));
        return run_command(command);
    }
    let console = checks.console().clone();
    checks.step("Parts and programs", |_| {
        prepare_with(&stack, &console, || parts::install_for_testing(project, &console))
    })?;
    on_test_stack(&mut checks, &stack, arguments.keep, |checks, variables| {
        checks.step("Questions", |checks| {
            let mut command = checks.program(&stack.binaries().join("evaluate"));
            command.args(options(arguments)).envs(variables);
            run_command(command)
        })
    })
}

fn options(arguments: &EvaluateArguments) -> Vec<String> {
    let EvaluateArguments { documents, questions, url, output, category, concurrency, record, publish, keep: _ } =
        arguments;
    let mut options = vec![format!("--output={}", output.display()), format!("--concurrency={concurrency}")];
    options.extend(documents.iter().map(|folder| format!("--documents={}", folder.display())));
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

    #[test]
    fn arguments_are_passed_on() {
        let arguments = EvaluateArguments {
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
}
