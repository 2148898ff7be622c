//! The server of all HTTP functions, a model and a user.

use super::{
    super::{
        plan::{QUESTION, reader},
        talker::{Ending, Script, Talker},
    },
    heard::{self, Heard},
};
use copilot::COPILOT;
use futures::future::join_all;
use http::Method;
use rand::{Rng, SeedableRng, seq::IteratorRandom};
use rand_chacha::ChaCha8Rng;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::{
    fs,
    time::{Duration, Instant},
};
use tempfile::NamedTempFile;
use tokio::time::{sleep, timeout};
use uuid::Uuid;
use world::{Server, World};

/// Time after which missing text counts as held back until more text follows.
const HELD_BACK: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_mins(1);
/// Maximum number of connections for one interrupted stream.
const MOST_CUTS: u64 = 6;
const GLANCE: Duration = Duration::from_millis(20);

pub(super) struct Place {
    _world: World,
    pub(super) server: Server,
    pub(super) talker: Talker,
    token: String,
    client: Client,
    _registry: NamedTempFile,
}

/// Times from the stop of an answer to the end of the provider's call and of the stream.
pub(super) struct Stopped {
    pub(super) call: Duration,
    pub(super) stream: Duration,
}

impl Place {
    pub(super) async fn make() -> Self {
        let talker = Talker::start(Script::of(["To be reliable.".to_owned()], Duration::ZERO)).await;
        let registry = NamedTempFile::new().unwrap();
        fs::write(registry.path(), talker.registry("rate_limits: { requests_per_minute: 0, requests_per_day: 0 }"))
            .unwrap();
        let world = World::with(
            COPILOT,
            &[
                ("LLM_PROVIDER", "it"),
                ("PROVIDERS_FILE", registry.path().to_str().unwrap()),
                ("CHAT_TOKENS_PER_DAY", "0"),
                ("ACCESS_TOKEN_MINUTES", "60"),
                ("DATABASE_POOL_SIZE", "6"),
                ("DATABASE_WAIT_MILLISECONDS", "20000"),
            ],
        )
        .await;
        let (person, _document) = reader(&world).await;
        let server = Server::start(&world, &[]).await;
        // connections that were cut must not be reused
        let client = Client::builder().pool_max_idle_per_host(0).build().unwrap();
        Self { _world: world, server, talker, token: person.token.unwrap(), client, _registry: registry }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.server.address()));
        request.header("authorization", format!("Bearer {}", self.token))
    }

    fn asking(&self, key: &str) -> RequestBuilder {
        let request = self.request(Method::POST, "/api/chat/stream").header("idempotency-key", key);
        request.header("content-type", "application/json").body(json!({ "message": QUESTION }).to_string())
    }

    fn reading_on(&self, answer: &str, after: u32, by_header: bool) -> RequestBuilder {
        let path = format!("/api/chat/answers/{answer}/events");
        if by_header {
            self.request(Method::GET, &path).header("last-event-id", after.to_string())
        } else {
            self.request(Method::GET, &format!("{path}?after={after}"))
        }
    }

    async fn json(&self, request: RequestBuilder) -> Result<(u16, Value), String> {
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let (status, body) = (answer.status().as_u16(), answer.bytes().await.map_err(|error| error.to_string())?);
        Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
    }

    /// Reads all events of an answer to its end.
    pub(super) async fn whole(&self, answer: &str) -> Result<Vec<u8>, String> {
        listen(self.reading_on(answer, 0, true), None).await
    }

    /// Cuts streams at these bytes and resumes them until they end. Returns the numbers of streams and of connections.
    pub(super) async fn is_cut(
        &self,
        script: &Script,
        positions: impl Iterator<Item = u64>,
        chance: &mut ChaCha8Rng,
    ) -> Result<(u64, u64), String> {
        let streams = positions.map(|position| {
            let chance = ChaCha8Rng::seed_from_u64(chance.random());
            async move {
                let cuts = self.is_cut_at(script, usize::try_from(position).unwrap(), chance).await;
                cuts.map_err(|error| format!("at byte {position}: {error}"))
            }
        });
        let cuts = join_all(streams).await.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok((cuts.len() as u64, cuts.iter().sum()))
    }

    async fn is_cut_at(&self, script: &Script, position: usize, mut chance: ChaCha8Rng) -> Result<u64, String> {
        let key = Uuid::new_v4().to_string();
        let mut connections = vec![(0, listen(self.asking(&key), Some(position)).await?)];
        let mut events = heard::events(&connections[0].1)?;
        let Some(answer) = events.first().map(named).transpose()? else {
            return self.asks_again(script, &key).await.map(|()| 1);
        };
        while !events.last().is_some_and(Heard::is_last) {
            let after = events.last().and_then(|event| event.id).ok_or("an event has no number")?;
            let is_cut = (connections.len() as u64) < MOST_CUTS && chance.random();
            let most = is_cut.then(|| chance.random_range(0..300));
            let more = listen(self.reading_on(&answer, after, chance.random()), most).await?;
            events.extend(heard::events(&more)?);
            connections.push((after, more));
        }
        let whole = self.whole(&answer).await?;
        for (after, bytes) in &connections {
            heard::is_beginning(bytes, &whole, *after)?;
        }
        if events != heard::events(&whole)? {
            return Err(format!("altogether these events were heard: {events:?}"));
        }
        self.is_right(&events, &script.text()).await?;
        Ok(connections.len() as u64)
    }

    /// Asks twice more with the same key after a cut before the first event. Both requests must get one answer.
    async fn asks_again(&self, script: &Script, key: &str) -> Result<(), String> {
        let mut answers = Vec::new();
        for _ in 0..2 {
            let events = heard::events(&listen(self.asking(key), None).await?)?;
            let start = events.iter().rposition(|event| event.name == "start").ok_or("no answer begins")?;
            self.is_right(&events[start..], &script.text()).await?;
            answers.push(named(&events[start])?);
        }
        if answers[0] == answers[1] { Ok(()) } else { Err("one key has two answers".to_owned()) }
    }

    /// Checks that the events contain this text and that it is the stored answer.
    pub(super) async fn is_right(&self, events: &[Heard], text: &str) -> Result<(), String> {
        let [start, tokens @ .., done] = events else { return Err(format!("these are all events: {events:?}")) };
        if start.name != "start" || done.name != "done" || tokens.iter().any(|event| event.name != "token") {
            return Err(format!("not a start, pieces and an end: {events:?}"));
        }
        let numbers: Vec<_> = events.iter().filter_map(|event| event.id).collect();
        if numbers.windows(2).any(|two| two[0] + 1 != two[1]) {
            return Err(format!("the events are numbered {numbers:?}"));
        }
        let told: String = tokens.iter().filter_map(|event| event.data["content"].as_str()).collect();
        let stored = self.stored(&named(start)?).await?.ok_or("it is not stored")?;
        if words(&told) == words(text) && done.data["content"] == told && stored["answer"] == told {
            return Ok(());
        }
        Err(format!("{text:?} was said, {told:?} was told, {:?} is stored", stored["answer"]))
    }

    /// The stored answer, or none if it is not stored yet.
    pub(super) async fn stored(&self, answer: &str) -> Result<Option<Value>, String> {
        match self.json(self.request(Method::GET, &format!("/api/chat/answers/{answer}"))).await? {
            (200, stored) => Ok(Some(stored)),
            (404, _) => Ok(None),
            (status, body) => Err(format!("the answer cannot be read: {status}: {body}")),
        }
    }

    /// Waits until an answer is stored.
    pub(super) async fn is_stored(&self, answer: &str) -> Result<Value, String> {
        let stored = async {
            loop {
                match self.stored(answer).await {
                    Ok(None) => sleep(GLANCE).await,
                    Ok(Some(stored)) => return Ok(stored),
                    Err(error) => return Err(error),
                }
            }
        };
        timeout(TIMEOUT, stored).await.map_err(|_elapsed| "it is never stored".to_owned())?
    }

    /// Reads an answer with three clients at once, one of which is cut off and resumes.
    pub(super) async fn is_read_twice(&self, script: &Script, chance: &mut ChaCha8Rng) -> Result<(), String> {
        let mut asked = Listening::begin(self.asking(&Uuid::new_v4().to_string())).await?;
        let answer = loop {
            asked.more().await?;
            if let Some(start) = heard::events(&asked.bytes)?.first() {
                break named(start)?;
            }
        };
        let cut = chance.random_range(0..600);
        let comes_back = async {
            let first = listen(self.reading_on(&answer, 0, false), Some(cut)).await?;
            let after = heard::events(&first)?.last().and_then(|event| event.id).unwrap_or(0);
            let rest = listen(self.reading_on(&answer, after, true), None).await?;
            Ok::<_, String>((first, after, rest))
        };
        let (asked, reader, returned) =
            tokio::join!(asked.hear_out(), listen(self.reading_on(&answer, 0, true), None), comes_back);
        let (asked, reader, (first, after, rest)) = (asked?, reader?, returned?);
        let whole = self.whole(&answer).await?;
        for bytes in [&asked, &reader] {
            if heard::blocks(bytes).0 != heard::blocks(&whole).0 {
                return Err(format!("{:?} instead of {whole:?}", String::from_utf8_lossy(bytes)));
            }
        }
        heard::is_beginning(&first, &whole, 0)?;
        let (expected, heard) = (heard::blocks(&whole).0, heard::blocks(&rest).0);
        if expected[after as usize..] != heard[..] {
            return Err(format!("after {after} came {:?}", String::from_utf8_lossy(&rest)));
        }
        self.is_right(&heard::events(&whole)?, &script.text()).await
    }

    /// Disconnects the only client. The answer must still be completed.
    pub(super) async fn is_left(&self, script: &Script, chance: &mut ChaCha8Rng) -> Result<(), String> {
        let told = self.talker.calls().completed;
        let mut asked = Listening::begin(self.asking(&Uuid::new_v4().to_string())).await?;
        let pieces = chance.random_range(1..4);
        while heard::events(&asked.bytes)?.len() < pieces {
            asked.more().await?;
        }
        let answer = named(&heard::events(&asked.bytes)?[0])?;
        drop(asked);
        let stored = self.is_stored(&answer).await?;
        self.is_right(&heard::events(&self.whole(&answer).await?)?, &script.text()).await?;
        if stored["stopped"] != false || self.talker.calls().completed != told + 1 {
            return Err(format!("it was not told to its end: {stored}"));
        }
        Ok(())
    }

    /// Stops an answer after some pieces or before the first.
    pub(super) async fn is_stopped(&self, script: &Script, chance: &mut ChaCha8Rng) -> Result<Stopped, String> {
        let said = (0..=script.pieces.len()).choose(chance).unwrap();
        self.talker.says(Script {
            pieces: script.pieces[..said].into(),
            ending: if said > 0 && chance.random() { Ending::Again } else { Ending::Silence },
            pause: script.pause.max(Duration::from_millis(2)),
            claims: None,
        });
        let made = self.talker.calls().made;
        let mut asked = Listening::begin(self.asking(&Uuid::new_v4().to_string())).await?;
        let heard_first = chance.random_range(0..=said) + 1;
        while heard::events(&asked.bytes)?.len() < heard_first {
            // text that may begin a citation or Markdown is held back until more follows, and here nothing follows
            match timeout(HELD_BACK, asked.more()).await {
                Ok(more) => more?,
                Err(_elapsed) => break,
            }
        }
        let answer = named(&heard::events(&asked.bytes)?[0])?;
        let is_asked = timeout(TIMEOUT, self.talker.is_asked_beyond(made)).await;
        is_asked.map_err(|_elapsed| "the provider is not asked".to_owned())?;
        let began = Instant::now();
        let path = format!("/api/chat/answers/{answer}/stop");
        let stop = async {
            match self.json(self.request(Method::POST, &path)).await? {
                (202, stop) if stop["ended"] == false => Ok(()),
                (status, body) => Err(format!("{status}: {body}")),
            }
        };
        let call = async {
            let closed = timeout(TIMEOUT, self.talker.is_left_alone()).await;
            closed.map_err(|_elapsed| "the provider's call goes on".to_owned())
        };
        let stream = async {
            let heard = asked.hear_out().await?;
            Ok::<_, String>((heard, began.elapsed()))
        };
        let (stop, closed, ended) = tokio::join!(stop, call, stream);
        stop?;
        let (heard, stream) = ended?;
        let closed = closed?;
        let events = heard::events(&heard)?;
        let told: String = events.iter().filter(|event| event.name == "token").map(content).collect();
        self.is_right(&events, &told).await?;
        if events.last().unwrap().data["stopped"] != true {
            return Err(format!("it ends otherwise: {:?}", events.last()));
        }
        let whole = self.whole(&answer).await?;
        heard::is_beginning(&heard, &whole, 0)?;
        if !words(&script.pieces[..said].concat()).repeat(1_000).starts_with(&words(&told)) {
            return Err(format!("nobody said {told:?}"));
        }
        let call = closed.map_or(Duration::ZERO, |closed| closed.saturating_duration_since(began));
        Ok(Stopped { call, stream })
    }
}

/// Removes white space and the marker of unsupported statements.
fn words(text: &str) -> String {
    text.replace("[unsupported]", "").split_whitespace().collect()
}

fn content(event: &Heard) -> &str {
    event.data["content"].as_str().unwrap_or_default()
}

/// Id of the answer in a start event.
pub(super) fn named(start: &Heard) -> Result<String, String> {
    let answer = start.data["answer_id"].as_str().map(str::to_owned);
    answer.ok_or_else(|| format!("the first event is {start:?}"))
}

/// A stream that is being read.
struct Listening {
    answer: reqwest::Response,
    bytes: Vec<u8>,
}

impl Listening {
    async fn begin(request: RequestBuilder) -> Result<Self, String> {
        let answer = request.send().await.map_err(|error| error.to_string())?;
        if answer.status() != 200 {
            let status = answer.status();
            return Err(format!("{status}: {}", answer.text().await.unwrap_or_default()));
        }
        Ok(Self { answer, bytes: Vec::new() })
    }

    /// Reads more bytes, and returns false at the end of the stream.
    async fn may_have_more(&mut self) -> Result<bool, String> {
        let heard = timeout(TIMEOUT, self.answer.chunk()).await.map_err(|_elapsed| "nothing more comes".to_owned())?;
        let heard = heard.map_err(|error| format!("the stream breaks off: {error}"))?;
        self.bytes.extend_from_slice(heard.as_deref().unwrap_or_default());
        Ok(heard.is_some())
    }

    async fn more(&mut self) -> Result<(), String> {
        if self.may_have_more().await? { Ok(()) } else { Err("the stream is over".to_owned()) }
    }

    async fn hear_out(mut self) -> Result<Vec<u8>, String> {
        while self.may_have_more().await? {}
        Ok(self.bytes)
    }
}

/// Reads a stream to its end, or reads this number of bytes and then cuts the connection.
async fn listen(request: RequestBuilder, most: Option<usize>) -> Result<Vec<u8>, String> {
    let mut listening = Listening::begin(request).await?;
    let Some(most) = most else { return listening.hear_out().await };
    while listening.bytes.len() < most && listening.may_have_more().await? {}
    listening.bytes.truncate(most);
    Ok(listening.bytes)
}
