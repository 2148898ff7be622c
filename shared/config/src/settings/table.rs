//! The settings as a table of Markdown.

use super::{ALL, Absent, Form, Program, Variable};

const HEAD: &str = "| variable | value | default | meaning | read by |\n|---|---|---|---|---|\n";

/// All settings, a line each.
#[must_use]
pub fn table() -> String {
    ALL.iter().fold(HEAD.to_owned(), |table, variable| table + &row(variable))
}

fn row(variable: &Variable) -> String {
    let Variable { name, meaning, form, absent, readers, .. } = variable;
    format!("| `{name}` | {} | {} | {meaning} | {} |\n", written(*form), otherwise(*absent), who(readers))
}

fn written(form: Form) -> String {
    match form {
        Form::Text => "text".to_owned(),
        Form::Whole(least, most) => format!("{} to {}", grouped(least), grouped(most)),
        Form::Milliseconds => "milliseconds".to_owned(),
        Form::OneOf(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" · "),
        Form::Said(words) => words.to_owned(),
    }
}

fn otherwise(absent: Absent) -> String {
    match absent {
        Absent::Needed => "required".to_owned(),
        Absent::NeededBy(programs) => format!("required by {}", who(programs)),
        Absent::Without => "none".to_owned(),
        Absent::Default(text) => text.parse().map_or_else(|_| format!("`{text}`"), grouped),
        Absent::Said(words) => words.to_owned(),
    }
}

/// The number with a comma before each three of its digits.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

fn who(readers: &[Program]) -> String {
    let every = |programs: &[Program]| programs.iter().all(|program| readers.contains(program));
    let functions: Vec<Program> = Program::ALL.iter().copied().filter(|program| *program != Program::Server).collect();
    if every(&functions) {
        return "all".to_owned();
    }
    let named = |skip: &[Program]| {
        readers.iter().filter(|reader| !skip.contains(reader)).map(|reader| format!("`{reader}`")).collect::<Vec<_>>()
    };
    if every(Program::HTTP) {
        return [vec!["HTTP functions".to_owned()], named(Program::HTTP)].concat().join(", ");
    }
    named(&[]).join(", ")
}
