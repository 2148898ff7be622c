//! One streamed answer and the checks of its claims.

use serde_json::Value;
use sisuiq_provenance::{KeySet, Record, SignedRecord, verify};
use std::time::{Duration, Instant};
use uuid::Uuid;
use world::{Events, Person, World};

/// Marker after a statement that no citation supports.
const MARK: &str = "[unsupported]";
/// An answer of at least this many tokens takes at least this time to write.
const MOMENT: (u64, Duration) = (16, Duration::from_millis(20));
/// Largest number in brackets that counts as a citation; larger ones are years and similar figures.
const LARGEST_NUMBER: u64 = 99;
const CALLS: &str = "SELECT state = 'settled' AND outcome = 'completed', input_tokens, output_tokens FROM model_calls \
    WHERE answer_id = $1";

/// The events of one answer.
pub(super) struct Heard {
    pub(super) done: Value,
    text: String,
    began: Instant,
    /// Arrival time of each piece.
    pieces: Vec<Instant>,
}

impl Heard {
    /// Reads the stream to its end.
    pub(super) async fn of(mut events: Events, began: Instant) -> Result<Self, String> {
        let (mut text, mut pieces) = (String::new(), Vec::new());
        while let Some(event) = events.next().await {
            match event.name.as_str() {
                "token" => {
                    pieces.push(Instant::now());
                    text.push_str(event.data["content"].as_str().unwrap_or_default());
                }
                "done" => return Ok(Self { done: event.data, text, began, pieces }),
                "error" => return Err(format!("it broke off: {}", event.data)),
                _ => {}
            }
        }
        Err("the stream ended without an end".to_owned())
    }

    pub(super) fn is_written(&self) -> bool {
        self.done["provider"] == "openai"
    }

    /// Number of statements that are marked as unsupported.
    pub(super) fn marked(&self) -> u64 {
        self.text.matches(MARK).count() as u64
    }

    pub(super) fn citations(&self) -> &[Value] {
        self.done["citations"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// Time from the question to the first words.
    pub(super) fn first(&self) -> Duration {
        self.pieces.first().map_or(Duration::ZERO, |first| *first - self.began)
    }

    /// Time from the first words to the last.
    pub(super) fn writing(&self) -> Duration {
        self.pieces.first().zip(self.pieces.last()).map_or(Duration::ZERO, |(first, last)| *last - *first)
    }

    /// Checks that the answer is stored and signed as streamed and that its citations match their pages. Returns the
    /// number of generated tokens.
    pub(super) async fn check(&self, person: &Person) -> Result<u64, String> {
        let id = self.done["answer_id"].as_str().ok_or("the answer has no id")?;
        let stored = person.get(&format!("/api/chat/answers/{id}")).await;
        if stored["answer"] != self.text.as_str() || self.done["content"] != self.text.as_str() {
            return Err(format!("told was {:?} and stored is {}", self.text, stored.body));
        }
        self.is_on_its_pages(person).await?;
        self.has_its_numbers()?;
        let record = signed(person, id).await?;
        if record.output.text != self.text || record.output.grounding != stored["grounding"].as_f64() {
            return Err("the record is of another answer".to_owned());
        }
        let is_lacking = record.output.grounding.is_some_and(|share| share < 1.0);
        if self.marked() != u64::from(record.output.unsupported) || is_lacking != (self.marked() > 0) {
            return Err(format!("{} are marked: {:?}", self.marked(), record.output));
        }
        Ok(record.generation.output_tokens.unwrap_or_default())
    }

    async fn is_on_its_pages(&self, person: &Person) -> Result<(), String> {
        for citation in self.citations() {
            let document = citation["document_id"].as_str().unwrap_or_default();
            let page = person.get(&format!("/api/documents/{document}/pages/{}", citation["page"])).await;
            let place = |name: &str| citation[name].as_u64().and_then(|place| usize::try_from(place).ok()).unwrap_or(0);
            let (start, end) = (place("start"), place("end"));
            let text = page["text"].as_str().unwrap_or_default();
            let stands: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
            if stands.trim().is_empty() || citation["quote"] != stands.as_str() {
                return Err(format!("{citation} cites {stands:?}"));
            }
        }
        Ok(())
    }

    /// Checks that each citation has a number in the text and each number a citation.
    fn has_its_numbers(&self) -> Result<(), String> {
        let count = self.citations().len() as u64;
        let inside = self.text.split('[').skip(1).filter_map(|rest| rest.split_once(']')?.0.parse::<u64>().ok());
        let numbers: Vec<u64> = inside.filter(|number| *number <= LARGEST_NUMBER).collect();
        let strange = numbers.iter().find(|number| !(1..=count).contains(*number));
        let missing = (1..=count).find(|number| !numbers.contains(number));
        if strange.is_some() || missing.is_some() {
            return Err(format!(
                "of {count} citations {missing:?} is missing and {strange:?} too many: {:?}",
                self.text
            ));
        }
        Ok(())
    }

    /// Checks that the answer was streamed while it was generated, and that its tokens are counted.
    pub(super) async fn is_counted(&self, world: &World, tokens: u64) -> Result<(), String> {
        if tokens >= MOMENT.0 && (self.pieces.len() < 2 || self.writing() < MOMENT.1) {
            return Err(format!("{tokens} tokens came in {} pieces within {:?}", self.pieces.len(), self.writing()));
        }
        let id: Uuid = self.done["answer_id"].as_str().and_then(|id| id.parse().ok()).ok_or("the id is none")?;
        let connection = world.database().connection().await.map_err(|error| error.to_string())?;
        let calls = connection.query(CALLS, &[&id]).await.map_err(|error| error.to_string())?;
        let [call] = calls.as_slice() else { return Err(format!("it was written in {} calls", calls.len())) };
        let (is_settled, asked, written): (bool, i64, i64) = (call.get(0), call.get(1), call.get(2));
        if !is_settled || asked <= 0 || u64::try_from(written) != Ok(tokens) || tokens == 0 {
            return Err(format!("{asked} and {written} tokens are counted, the record names {tokens}"));
        }
        Ok(())
    }
}

async fn signed(person: &Person, id: &str) -> Result<Record, String> {
    let record = person.get(&format!("/api/chat/answers/{id}/provenance")).await;
    let keys = person.get("/api/provenance/keys").await;
    let record: SignedRecord = serde_json::from_value(record.body).map_err(|error| error.to_string())?;
    let keys: KeySet = serde_json::from_value(keys.body).map_err(|error| error.to_string())?;
    verify(&record, &keys).map_err(|error| error.to_string())
}
