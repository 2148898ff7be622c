//! Groups of commands in the output of `cargo dev --help`.

use clap::{Command, CommandFactory, FromArgMatches};

use super::Cli;

/// A heading with the names of its commands.
type Group = (&'static str, &'static [&'static str]);

const GROUPS: [Group; 4] = [
    ("Daily", &["up", "check", "test", "sql", "ask", "status", "logs", "down"]),
    (
        "Stack",
        &[
            "env",
            "inbox",
            "seed",
            "redrive",
            "rotate",
            "backup",
            "backups",
            "drill",
            "restore",
            "model",
            "predictor",
            "reset",
        ],
    ),
    ("Evidence", &["prove", "evaluate", "verify", "bench", "costs"]),
    ("Release", &["package", "template", "dashboards"]),
];

/// Parses the command line. Prints help or an error and exits if there is no command to run.
pub(crate) fn parse() -> Cli {
    let matches = command().get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The command line with its commands in groups.
fn command() -> Command {
    let command = Cli::command();
    let groups: String = GROUPS.iter().map(|group| section(&command, group)).collect();
    command
        .help_template(format!("{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{groups}\nOptions:\n{{options}}"))
}

fn section(command: &Command, (heading, names): &Group) -> String {
    let lines = names.iter().filter_map(|name| command.find_subcommand(name)).map(|command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        format!("  {:<11} {about}\n", command.get_name())
    });
    format!("\n{heading}:\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_in_one_group() {
        let mut grouped: Vec<_> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let command = Cli::command();
        let mut names: Vec<_> =
            command.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name).collect();
        grouped.sort_unstable();
        names.sort_unstable();
        assert_eq!(grouped, names);
    }

    #[test]
    fn help_shows_groups_and_options() {
        let help = command().render_help().to_string();
        for text in ["Daily:", "Evidence:", "  test        Every check", "--detach", "Usage: cargo dev"] {
            assert!(help.contains(text), "{text}: {help}");
        }
    }
}
