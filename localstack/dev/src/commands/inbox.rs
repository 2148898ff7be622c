//! `cargo dev inbox`

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use ureq::Agent;

use crate::cli::InboxArguments;
use crate::console;
use crate::stack::{Stack, state::State};

const TIMEOUT: Duration = Duration::from_secs(5);

/// A message that the local cloud stored instead of delivering it.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Message {
    sent_at: String,
    to: String,
    subject: Option<String>,
    text: String,
}

pub(super) fn run(stack: &Stack, arguments: &InboxArguments) -> Result<()> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let endpoint = state.ports.aws_endpoint_url();
    let mut messages = mail(&get(&format!("{endpoint}/_aws/ses"))?);
    messages.extend(text_messages(&get(&format!("{endpoint}/_aws/sns/sms-messages?region=eu-west-1"))?));
    messages.retain(|message| arguments.recipient.as_ref().is_none_or(|wanted| message.to.contains(wanted)));
    messages.sort();
    if messages.is_empty() {
        console::line("no messages; they are lost when the stack ends");
    }
    for message in messages {
        console::line(shown(&message));
    }
    Ok(())
}

fn get(url: &str) -> Result<Value> {
    let agent: Agent = Agent::config_builder().timeout_global(Some(TIMEOUT)).proxy(None).build().into();
    let text = agent.get(url).call().and_then(|mut answer| answer.body_mut().read_to_string());
    let text = text.with_context(|| format!("{url} does not answer"))?;
    serde_json::from_str(&text).with_context(|| format!("{url} does not answer in JSON"))
}

fn mail(kept: &Value) -> Vec<Message> {
    let messages = kept.get("messages").and_then(Value::as_array).into_iter().flatten();
    let messages = messages.map(|message| {
        let addresses = message.pointer("/Destination/ToAddresses").and_then(Value::as_array);
        Message {
            sent_at: text(message, "/Timestamp"),
            to: addresses.into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            subject: Some(text(message, "/Subject")),
            text: text(message, "/Body/text_part"),
        }
    });
    messages.collect()
}

/// Returns the text messages. They have no time, so they sort before all e-mails, by number and text.
fn text_messages(kept: &Value) -> Vec<Message> {
    let numbers = kept.get("sms_messages").and_then(Value::as_object).into_iter().flatten();
    let messages = numbers.flat_map(|(number, messages)| {
        messages.as_array().into_iter().flatten().map(|message| Message {
            sent_at: String::new(),
            to: number.clone(),
            subject: None,
            text: text(message, "/Message"),
        })
    });
    messages.collect()
}

fn text(message: &Value, place: &str) -> String {
    message.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn shown(message: &Message) -> String {
    let head = match &message.subject {
        Some(subject) => format!("To {} at {}: {subject}", message.to, message.sent_at),
        None => format!("To {}", message.to),
    };
    let lines = std::iter::once(head).chain(message.text.lines().map(|line| format!("    {line}")));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn messages_show_their_recipients() {
        let mail = mail(&json!({ "messages": [{
            "Timestamp": "2026-01-02T03:04:05", "Subject": "Welcome", "Body": { "text_part": "Hello,\nyou" },
            "Destination": { "ToAddresses": ["alice@example.com"] },
        }] }));
        assert_eq!(shown(&mail[0]), "To alice@example.com at 2026-01-02T03:04:05: Welcome\n    Hello,\n    you\n");
        let texts =
            text_messages(&json!({ "sms_messages": { "+256700000001": [{ "Message": "042317 is your code" }] } }));
        assert_eq!(shown(&texts[0]), "To +256700000001\n    042317 is your code\n");
        assert!(self::mail(&json!({})).is_empty() && text_messages(&json!({})).is_empty());
    }
}
