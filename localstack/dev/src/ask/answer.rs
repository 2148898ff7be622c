//! A question and its streamed answer.

use std::io::BufReader;

use anyhow::{Result, bail};
use serde_json::json;

use super::api::Api;
use super::events::{ChatEvent, ChatEvents, Done};
use crate::console;

/// Asks a question, prints the answer as it is streamed, then its citations.
pub(crate) fn stream_answer(api: &Api, question: &str, mode: &str) -> Result<()> {
    let body = api.post_for_stream("/api/chat/stream", &json!({ "message": question, "mode": mode }))?;
    let mut printed = false;
    for event in ChatEvents::new(BufReader::new(body.into_reader())) {
        match event? {
            ChatEvent::Start => {}
            ChatEvent::Token(text) => {
                console::fragment(&text);
                printed = true;
            }
            ChatEvent::Error(message) => bail!("the copilot could not answer: {message}"),
            ChatEvent::Done(done) => {
                if !printed {
                    console::fragment(&done.content);
                }
                console::line(closing(&done));
                return Ok(());
            }
        }
    }
    bail!("the answer broke off before its end")
}

/// The text below an answer: the source of each citation, and remarks on its quality.
fn closing(done: &Done) -> String {
    let numbered = done.citations.iter().enumerate();
    let mut lines: Vec<String> = vec![String::new(), String::new()];
    lines.extend(numbered.map(|(place, citation)| {
        let quote = citation.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("[{}] {}, page {}: \"{quote}\"", place + 1, citation.document_name, citation.page)
    }));
    if done.abstained {
        lines.push("(no answer: the documents do not support one)".to_owned());
    }
    if done.degraded {
        lines.push("(degraded: found by words alone, or quoted instead of written by the language model)".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::events::Citation;
    use super::*;

    #[test]
    fn a_declined_question_says_so() {
        let done = Done { abstained: true, ..Done::default() };
        assert!(closing(&done).contains("no answer"));
    }

    #[test]
    fn degraded_answer_has_a_neutral_remark() {
        let done = Done { degraded: true, ..Done::default() };
        assert!(closing(&done).contains("(degraded: found by words alone, or quoted"));
        assert!(!closing(&Done::default()).contains("degraded"));
    }

    #[test]
    fn citations_are_numbered_lines() {
        let citation = |page| Citation { document_name: "plan.pdf".to_owned(), page, quote: "a\nvision".to_owned() };
        let done = Done { citations: vec![citation(3), citation(9)], ..Done::default() };
        assert_eq!(closing(&done), "\n\n[1] plan.pdf, page 3: \"a vision\"\n[2] plan.pdf, page 9: \"a vision\"");
    }
}
