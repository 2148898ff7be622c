//! Parser of the bytes that a client receives from a stream.

use serde_json::Value;

/// A parsed event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    pub(super) id: Option<u32>,
    pub(super) name: String,
    pub(super) data: Value,
}

impl Heard {
    pub(super) fn is_last(&self) -> bool {
        self.name == "done" || self.name == "error"
    }
}

/// Splits the bytes into complete events and the rest. Comments are left out.
pub(super) fn blocks(bytes: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let (mut blocks, mut rest) = (Vec::new(), bytes);
    while let Some(end) = rest.windows(2).position(|two| two == b"\n\n") {
        let (block, others) = rest.split_at(end + 2);
        if !block.starts_with(b":") {
            blocks.push(block);
        }
        rest = others;
    }
    (blocks, if rest.starts_with(b":") { &[] } else { rest })
}

/// Parses the complete events.
pub(super) fn events(bytes: &[u8]) -> Result<Vec<Heard>, String> {
    blocks(bytes).0.into_iter().map(event).collect()
}

fn event(block: &[u8]) -> Result<Heard, String> {
    let block = std::str::from_utf8(block).map_err(|error| format!("an event is no text: {error}"))?;
    let fields = |name: &str| {
        let values = block.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.collect::<Vec<_>>()
    };
    let [data] = fields("data")[..] else { return Err(format!("an event has no data or more than one: {block:?}")) };
    let [name] = fields("event")[..] else { return Err(format!("an event has no name or more than one: {block:?}")) };
    let data = serde_json::from_str(data).map_err(|error| format!("{block:?}: {error}"))?;
    let id = fields("id").first().and_then(|id| id.parse().ok());
    Ok(Heard { id, name: name.to_owned(), data })
}

/// Checks that the received bytes are the beginning of the events after a given one.
pub(super) fn is_beginning(heard: &[u8], whole: &[u8], after: u32) -> Result<(), String> {
    let (expected, _) = blocks(whole);
    let expected = expected.get(after as usize..).unwrap_or_default().concat();
    let (events, rest) = blocks(heard);
    let heard = [events.concat().as_slice(), rest].concat();
    if expected.starts_with(&heard) {
        return Ok(());
    }
    let (heard, expected) = (String::from_utf8_lossy(&heard), String::from_utf8_lossy(&expected));
    Err(format!("after event {after} came {heard:?}, which is not how this begins: {expected:?}"))
}
