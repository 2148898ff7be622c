//! The commands, one per file.

mod ask;
mod backup;
mod bench;
mod budget;
mod check;
mod checks;
mod costs;
mod dashboards;
mod down;
mod env;
mod evaluate;
mod inbox;
mod logs;
mod model;
mod package;
mod predictor;
mod prepare;
mod prove;
mod redrive;
mod reset;
mod rotate;
mod seed;
mod sql;
mod status;
mod supervise;
mod template;
mod test;
mod test_stack;
mod up;
mod verify;

use anyhow::Result;

use crate::cli::{Cli, Command};
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// Runs the command.
pub(crate) fn run(cli: Cli) -> Result<()> {
    let project = Project::locate()?;
    let stack = Stack::new(project.clone(), Kind::Development);
    match cli.command.unwrap_or(Command::Up(cli.up)) {
        Command::Up(arguments) => up::run(&stack, &arguments),
        Command::Down => down::run(&stack),
        Command::Status => status::run(&stack),
        Command::Logs(arguments) => logs::run(&stack, &arguments),
        Command::Reset { yes } => reset::run(&stack, yes),
        Command::Redrive => redrive::run(&stack),
        Command::Seed => seed::run(&stack),
        Command::Backup => backup::take(&stack),
        Command::Backups => backup::list(&stack),
        Command::Drill(arguments) => backup::drill(&stack, &arguments),
        Command::Restore(arguments) => backup::restore(&stack, &arguments),
        Command::Rotate(arguments) => rotate::run(&stack, &arguments),
        Command::Env => env::run(&stack),
        Command::Inbox(arguments) => inbox::run(&stack, &arguments),
        Command::Ask(arguments) => ask::run(&stack, &arguments),
        Command::Check => check::run(&stack),
        Command::Sql => sql::run(&project),
        Command::Test(arguments) => test::run(&project, &arguments),
        Command::Prove(arguments) => prove::run(&project, &arguments),
        Command::Evaluate(arguments) => evaluate::run(&project, &arguments),
        Command::Verify(arguments) => verify::run(&project, &arguments),
        Command::Model(arguments) => model::run(&project, &arguments),
        Command::Predictor(arguments) => predictor::run(&project, &arguments),
        Command::Bench(arguments) => bench::run(&project, &arguments),
        Command::Package(arguments) => package::run(&project, &arguments),
        Command::Costs(arguments) => costs::run(&project, &arguments),
        Command::Dashboards(arguments) => dashboards::run(&project, &arguments),
        Command::Template(arguments) => template::run(&project, &arguments),
        Command::Supervise(arguments) => supervise::run(&project, &arguments),
    }
}
