//! Questions with the calls that answer them, over several tables.
//!
//! `questions.jsonl` was read while the planner was written; `unread.jsonl` was written before it and run once it was done. A plan is right if
//! its calls have the expected tools and arguments, and the expected figures where they are given. A question that should be refused
//! is right if it is refused for one of the expected reasons. A plan with other calls, and any plan for a question that should be
//! refused, is wrong: it answers another question.
#![expect(clippy::unwrap_used, clippy::print_stdout, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod answers;
mod injections;
mod outcome;
mod tables;

use outcome::{Outcome, Question, judge};
use std::collections::BTreeMap;

/// The results of a file of questions.
struct Figures {
    right: usize,
    wrong: usize,
    all: usize,
}

fn figures(name: &str) -> Figures {
    let tables = tables::Tables::default();
    let mut counts: BTreeMap<(Outcome, String), usize> = BTreeMap::new();
    for line in std::fs::read_to_string(tables::folder().join(name)).unwrap().lines() {
        let question: Question = serde_json::from_str(line).unwrap();
        let (outcome, detail) = judge(&question, tables.vocabulary(&question.file));
        if outcome != Outcome::Right {
            println!("{outcome:?}: [{}] {} -> {detail}", question.file, question.text);
        }
        *counts.entry((outcome, question.language)).or_default() += 1;
    }
    let of =
        |wanted: Outcome| counts.iter().filter(|((own, _), _)| *own == wanted).map(|(_, count)| count).sum::<usize>();
    println!("{name}: {counts:?}");
    Figures { right: of(Outcome::Right), wrong: of(Outcome::Wrong), all: counts.values().sum() }
}

#[test]
fn read_questions_are_planned() {
    let found = figures("questions.jsonl");
    println!("{} of {} right, {} wrong", found.right, found.all, found.wrong);
    assert_eq!(found.wrong, 0, "a plan answers another question");
    assert!(found.right >= 135 && found.all == 136, "{} right", found.right);
}

#[test]
fn unread_questions_are_planned() {
    let found = figures("unread.jsonl");
    println!("{} of {} right, {} wrong", found.right, found.all, found.wrong);
    assert_eq!(found.wrong, 0, "a plan answers another question");
    assert!(found.right >= 58 && found.all == 58, "{} right", found.right);
}
