//! One question at a time, while the provider or the client misbehaves.

use super::super::{
    ledger,
    plan::{QUESTION, reader},
    talker::{Ending, Script, Talker},
};
use copilot::COPILOT;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::{
    fs,
    time::{Duration, Instant},
};
use tempfile::NamedTempFile;
use tokio::time::{sleep, timeout};
use world::{Person, SseEvent, World};

const TIMEOUT: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(100);
/// Maximum length of an answer, in bytes.
const LONGEST: usize = 64 * 1_024;
/// Maximum length of a question, in characters.
const LONGEST_QUESTION: usize = 4_000;
const MEGABYTE: usize = 1_024 * 1_024;

/// Statements that record the reservation of each call, before the call is settled.
const WATCH: [&str; 3] = [
    "CREATE TABLE set_aside (id uuid PRIMARY KEY, tokens bigint, cost bigint)",
    "CREATE FUNCTION note_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        INSERT INTO set_aside VALUES (NEW.id, NEW.counted_tokens, NEW.counted_cost); RETURN NEW; END $$",
    "CREATE TRIGGER note_set_aside AFTER INSERT ON model_calls FOR EACH ROW EXECUTE FUNCTION note_set_aside()",
];
const PASSED: &str = "SELECT count(*) FROM model_calls JOIN set_aside USING (id) \
    WHERE counted_tokens > set_aside.tokens OR counted_cost > set_aside.cost OR counted_tokens < 0 OR counted_cost < 0";

/// A behaviour of the provider or the client.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Run {
    Endless,
    Drips,
    Silent,
    OnePiece,
    ManyPieces,
    Claims,
    LongQuestion,
    TooLongQuestion,
    Leaves,
    Honest,
}

/// Ending of an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Ends {
    /// The model wrote it.
    Written,
    /// It consists of quotations.
    Quoted,
    /// It failed and is not stored.
    Failed,
}

impl Run {
    pub(super) const ALL: [Self; 10] = [
        Self::Endless,
        Self::Drips,
        Self::Silent,
        Self::OnePiece,
        Self::ManyPieces,
        Self::Claims,
        Self::LongQuestion,
        Self::TooLongQuestion,
        Self::Leaves,
        Self::Honest,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Endless => "endless",
            Self::Drips => "drips",
            Self::Silent => "silent",
            Self::OnePiece => "10 MB in one piece",
            Self::ManyPieces => "10 MB in pieces",
            Self::Claims => "false claims",
            Self::LongQuestion => "long question",
            Self::TooLongQuestion => "too long question",
            Self::Leaves => "client left",
            Self::Honest => "honest",
        }
    }

    /// Answer of a provider with this behaviour.
    pub(super) fn script(self, chance: &mut ChaCha8Rng) -> Script {
        let ending = |script: Script, ending| Script { ending, ..script };
        let usual = || Script::of(["To be reliable, ".to_owned(), "électrique.".to_owned()], Duration::ZERO);
        match self {
            Self::Endless => {
                let piece = "and so on ⚡ ".repeat(chance.random_range(1..200));
                ending(Script::of([piece], Duration::from_micros(chance.random_range(0..500))), Ending::Again)
            }
            Self::Drips => ending(
                Script::of(["and ".to_owned()], Duration::from_millis(chance.random_range(50..300))),
                Ending::Again,
            ),
            Self::Silent => ending(usual(), Ending::Silence),
            Self::OnePiece => Script::of(["0123456789abcdef".repeat(10 * MEGABYTE / 16)], Duration::ZERO),
            Self::ManyPieces => {
                let size = 1_usize << chance.random_range(8_u32..16);
                Script::of((0..10 * MEGABYTE / size).map(|_| "x".repeat(size)), Duration::ZERO)
            }
            Self::Claims => {
                let claims = [0, -1, 1, 9_999, 1_000_000, i64::from(i32::MAX), i64::MAX];
                let claims = (*claims.choose(chance).unwrap(), *claims.choose(chance).unwrap());
                Script { claims: Some(claims), ..usual() }
            }
            Self::LongQuestion | Self::TooLongQuestion => Script { claims: Some((10_000, 8)), ..usual() },
            Self::Leaves => {
                let pieces = (0..20).map(|number| format!("piece {number} "));
                let ends = [Ending::Proper, Ending::Cut, Ending::Again, Ending::Silence];
                ending(Script::of(pieces, Duration::from_millis(20)), *ends.choose(chance).unwrap())
            }
            Self::Honest => Script { claims: Some((900, 8)), ..usual() },
        }
    }

    const fn ends(self) -> Ends {
        match self {
            Self::Endless | Self::Drips | Self::Silent | Self::ManyPieces => Ends::Failed,
            // nothing of the piece is shown
            Self::OnePiece => Ends::Quoted,
            Self::Claims | Self::LongQuestion | Self::TooLongQuestion | Self::Leaves | Self::Honest => Ends::Written,
        }
    }
}

pub(super) struct Place {
    world: World,
    talker: Talker,
    person: Person,
    _registry: NamedTempFile,
}

impl Place {
    pub(super) async fn make() -> Self {
        let talker = Talker::start(Script::of(["To be reliable.".to_owned()], Duration::ZERO)).await;
        let registry = NamedTempFile::new().unwrap();
        let members = "rate_limits: { requests_per_minute: 0, requests_per_day: 0 }, retry_policy: { attempts: 1 }, \
             cost_rules: { default_cost_per_request: 0.001, \
             param_multipliers: { m: { input_tokens: 0.00001, output_tokens: 0.00003 } } }";
        fs::write(registry.path(), talker.registry(members)).unwrap();
        let world = World::with(
            COPILOT,
            &[
                ("LLM_PROVIDER", "it"),
                ("PROVIDERS_FILE", registry.path().to_str().unwrap()),
                ("CHAT_TOKENS_PER_DAY", "0"),
                ("ACCESS_TOKEN_MINUTES", "60"),
                ("LLM_FIRST_BYTE_MILLISECONDS", "3000"),
                ("LLM_NEXT_PIECE_MILLISECONDS", "1000"),
                ("LLM_ANSWER_MILLISECONDS", "4000"),
                ("DATABASE_POOL_SIZE", "4"),
            ],
        )
        .await;
        let (person, _document) = reader(&world).await;
        for statement in WATCH {
            world.execute(statement, &[]).await;
        }
        Self { world, talker, person, _registry: registry }
    }

    /// Asks once, and returns the time from the answer to the end of the provider's call.
    pub(super) async fn suffers(&self, run: Run, by_stream: bool, chance: &mut ChaCha8Rng) -> Result<Duration, String> {
        let script = run.script(chance);
        let ends_properly = script.ending == Ending::Proper;
        self.talker.says(script);
        let (kept, asked) = (self.kept().await, self.talker.calls().made);
        match run {
            Run::Leaves => self.leaves(by_stream, asked, chance).await,
            Run::TooLongQuestion => {
                // a token is about four characters
                let question = format!("{QUESTION} {}", "electricity ".repeat(3_400));
                let reply = self.person.asks(&question).await;
                if reply.status != 422 || self.talker.calls().made != asked {
                    return Err(format!("{}: {}", reply.status, reply.body));
                }
            }
            _ => {
                let question = if run == Run::LongQuestion { long() } else { QUESTION.to_owned() };
                let (ends, length) = self.ask(&question, by_stream).await?;
                if ends != run.ends() || length > LONGEST {
                    return Err(format!("it is {ends:?} after {length} bytes of text"));
                }
                let stored = self.kept().await - kept;
                if stored != i64::from(ends != Ends::Failed) {
                    return Err(format!("{stored} conversations are stored of an answer that is {ends:?}"));
                }
            }
        }
        let began = Instant::now();
        let closed = timeout(TIMEOUT, self.talker.is_left_alone()).await;
        let closed = closed.map_err(|_elapsed| "the provider's call goes on".to_owned())?;
        self.is_settled().await?;
        if run == Run::Leaves && ends_properly {
            self.is_kept_after(kept).await?;
        }
        ledger::is_exact(&self.world).await?;
        let passed = self.number(PASSED).await;
        if passed != 0 {
            return Err(format!("{passed} calls are counted with more than was set aside"));
        }
        // otherwise five failures would open the provider's circuit breaker
        self.world.execute("DELETE FROM model_circuits", &[]).await;
        Ok(closed.map_or(Duration::ZERO, |closed| closed.saturating_duration_since(began)))
    }

    /// Asks, and returns the ending and the length of the text in bytes.
    async fn ask(&self, question: &str, by_stream: bool) -> Result<(Ends, usize), String> {
        if by_stream {
            let events = self.person.listens(question).await;
            if events.status != 200 {
                return Err(format!("{:?}", events.refusal().await));
            }
            return heard(&events.all().await);
        }
        let reply = self.person.asks(question).await;
        let text = reply["answer"].as_str().unwrap_or_default().len();
        match reply.status.as_u16() {
            200 if reply["provider"] == "it" && reply["degraded"] == false => Ok((Ends::Written, text)),
            200 if reply["provider"] == "extractive" && reply["degraded"] == true => Ok((Ends::Quoted, text)),
            503 if reply.fault().is_none() => Ok((Ends::Failed, 0)),
            status => Err(format!("{status}: {}", reply.body)),
        }
    }

    /// Asks, and disconnects some time after the provider was called.
    async fn leaves(&self, by_stream: bool, asked: u64, chance: &mut ChaCha8Rng) {
        let time = Duration::from_millis(chance.random_range(0..500));
        let stays = async {
            if by_stream {
                self.person.listens(QUESTION).await.all().await;
            } else {
                self.person.asks(QUESTION).await;
            }
        };
        let enough = async {
            self.talker.is_asked_beyond(asked).await;
            sleep(time).await;
        };
        tokio::select! {
            () = stays => {}
            () = enough => {}
        }
    }

    /// Number of stored conversations.
    async fn kept(&self) -> i64 {
        self.number("SELECT count(*) FROM chat_sessions").await
    }

    /// Waits until one more conversation is stored, because a disconnect does not end an answer.
    async fn is_kept_after(&self, kept: i64) -> Result<(), String> {
        let stored = async {
            while self.kept().await == kept {
                sleep(GLANCE).await;
            }
        };
        timeout(TIMEOUT, stored).await.map_err(|_elapsed| "what nobody waits for is not stored".to_owned())
    }

    /// Waits until no reservation is left, because answers continue without their client.
    async fn is_settled(&self) -> Result<(), String> {
        is_settled(&self.world).await
    }

    async fn number(&self, sql: &str) -> i64 {
        let connection = self.world.database().connection().await.unwrap();
        connection.query_one(sql, &[]).await.unwrap().get(0)
    }
}

/// Waits until a world has no reservation left.
pub(super) async fn is_settled(world: &World) -> Result<(), String> {
    let settled = async {
        loop {
            let connection = world.database().connection().await.unwrap();
            let held = "SELECT count(*) FROM model_calls WHERE state <> 'settled'";
            if connection.query_one(held, &[]).await.unwrap().get::<_, i64>(0) == 0 {
                return;
            }
            sleep(GLANCE).await;
        }
    };
    timeout(TIMEOUT, settled).await.map_err(|_elapsed| "something stays set aside".to_owned())
}

/// Returns the ending of a stream and the length of its text in bytes.
fn heard(events: &[SseEvent]) -> Result<(Ends, usize), String> {
    let tokens = events.iter().filter(|event| event.name == "token");
    let length: usize = tokens.filter_map(|event| event.data["content"].as_str()).map(str::len).sum();
    let last = events.last().ok_or("the stream is empty")?;
    match (last.name.as_str(), last.data["provider"].as_str()) {
        ("done", Some("it")) => Ok((Ends::Written, length)),
        ("done", Some("extractive")) if last.data["degraded"] == true => Ok((Ends::Quoted, length)),
        ("error", _) if last.data == json!({ "message": last.data["message"] }) => Ok((Ends::Failed, length)),
        _ => Err(format!("it ends with {last:?}")),
    }
}

/// Builds a question of the maximum length.
fn long() -> String {
    let times = LONGEST_QUESTION / (QUESTION.len() + 1);
    vec![QUESTION; times].join(" ")
}
