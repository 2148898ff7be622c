//! Questions while the first of two providers fails.

use super::{
    super::{
        ledger,
        plan::{QUESTION, reader},
    },
    stand_in::{Fault, Kind, StandIn},
};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_testing::{Mode, Proxy};
use std::{
    fs,
    time::{Duration, Instant},
};
use tempfile::NamedTempFile;
use uuid::Uuid;
use world::{Reply, World};

const LIMIT: Duration = Duration::from_secs(9);
const SECRET: &str = "PROVIDERS_SECRET";

pub(super) struct Place {
    world: World,
    first: StandIn,
    proxy: Proxy,
    second: StandIn,
    _registry: NamedTempFile,
}

/// Outcome of a question.
#[derive(Debug)]
enum Heard {
    /// An answer of this provider.
    Answer { provider: String, is_degraded: bool },
    /// An error for the caller.
    Regret,
}

impl Place {
    pub(super) async fn make(kind: Kind) -> Self {
        let key = Uuid::new_v4().to_string();
        let (first, second) = (StandIn::start(kind, &key).await, StandIn::start(Kind::OpenAi, &key).await);
        let proxy = Proxy::to(&first.url).await;
        let registry = NamedTempFile::new().unwrap();
        let entry = |id: &str, kind: Kind, url: &str| {
            format!(
                "  - {{ id: {id}, name: {id}, category: model, kind: {}, connection_uri: '{url}/', \
                 models: {{ standard: m }}, auth: {{ api_key_env_var: OPENAI_API_KEY }}, \
                 rate_limits: {{ requests_per_minute: 0, requests_per_day: 0 }}, \
                 retry_policy: {{ attempts: 2, backoff_factor: 0.05 }}, cost_rules: {{ param_multipliers: {{ m: \
                 {{ input_tokens: 0.000001, output_tokens: 0.000002 }} }} }} }}\n",
                kind.name()
            )
        };
        let entries = [entry("first", kind, &proxy.url()), entry("second", Kind::OpenAi, &second.url)].concat();
        fs::write(registry.path(), format!("providers:\n{entries}")).unwrap();
        let world = World::with(
            COPILOT,
            &[
                ("LLM_PROVIDER", "first,second"),
                ("PROVIDERS_FILE", registry.path().to_str().unwrap()),
                ("CHAT_TOKENS_PER_DAY", "0"),
                ("ACCESS_TOKEN_MINUTES", "60"),
                ("LLM_FIRST_BYTE_MILLISECONDS", "800"),
                ("LLM_NEXT_PIECE_MILLISECONDS", "800"),
                ("LLM_ANSWER_MILLISECONDS", "2000"),
            ],
        )
        .await;
        world.owns_secret(SECRET).await;
        world.puts_secret_of(SECRET, &json!({ "openai_api_key": key })).await;
        reader(&world).await;
        let place = Self { world, first, proxy, second, _registry: registry };
        place.is_whole().await.expect("without trouble the first provider answers");
        place
    }

    pub(super) async fn suffer(&self, fault: Fault, by_stream: bool) -> Result<Duration, String> {
        let took = match fault {
            Fault::Rotated => self.rotates(by_stream).await,
            Fault::Storm => self.storms(by_stream).await,
            fault => self.fails(fault, by_stream).await,
        }?;
        if took > LIMIT {
            return Err(format!("it took {took:?}"));
        }
        self.is_whole().await?;
        ledger::is_exact(&self.world).await?;
        Ok(took)
    }

    async fn fails(&self, fault: Fault, by_stream: bool) -> Result<Duration, String> {
        let (asked, kept) = (self.first.asked(), self.kept().await);
        match fault {
            Fault::Refused => self.proxy.set(Mode::Refuse).await,
            fault => self.first.set(Some(fault)),
        }
        let heard = self.ask(by_stream).await;
        let tries = self.first.asked() - asked;
        self.first.set(None);
        self.proxy.set(Mode::Pass).await;
        let (heard, took) = heard?;
        let is_answered = match heard {
            Heard::Answer { provider, is_degraded: true } if provider == "second" && !fault.comes_late() => true,
            Heard::Regret if fault.comes_late() => false,
            heard => return Err(format!("it was heard: {heard:?}")),
        };
        if tries > 2 {
            return Err(format!("it was asked {tries} times"));
        }
        let (expected, kept) = (kept + i64::from(is_answered), self.kept().await);
        if kept != expected {
            return Err(format!("{kept} conversations are kept instead of {expected}"));
        }
        Ok(took)
    }

    /// Rotates the key. The function must read the new key when the old one is rejected, and still answer.
    async fn rotates(&self, by_stream: bool) -> Result<Duration, String> {
        let (key, asked) = (Uuid::new_v4().to_string(), self.first.asked());
        self.first.takes_key(&key);
        self.second.takes_key(&key);
        self.world.puts_secret_of(SECRET, &json!({ "openai_api_key": key })).await;
        let (heard, took) = self.ask(by_stream).await?;
        match heard {
            Heard::Answer { provider, is_degraded: false } if provider == "first" => {}
            heard => return Err(format!("it was heard: {heard:?}")),
        }
        let tries = self.first.asked() - asked;
        if tries == 2 { Ok(took) } else { Err(format!("it was asked {tries} times")) }
    }

    /// Checks the circuit breaker: it opens for a minute after five failures, and three answers close it.
    async fn storms(&self, by_stream: bool) -> Result<Duration, String> {
        self.first.set(Some(Fault::Storm));
        for _ in 0..5 {
            self.is_answered_by("second", by_stream).await?;
        }
        let asked = self.first.asked();
        let took = self.is_answered_by("second", by_stream).await?;
        if self.first.asked() != asked {
            return Err("its circuit did not open".to_owned());
        }
        self.first.set(None);
        self.world.wait(SignedDuration::from_secs(60));
        for _ in 0..3 {
            self.is_answered_by("first", by_stream).await?;
        }
        let connection = self.world.database().connection().await.map_err(|error| error.to_string())?;
        let sql = "SELECT state FROM model_circuits WHERE provider = 'first'";
        let state: String = connection.query_one(sql, &[]).await.map_err(|error| error.to_string())?.get(0);
        if state == "closed" { Ok(took) } else { Err(format!("its circuit is {state}")) }
    }

    async fn is_whole(&self) -> Result<(), String> {
        self.is_answered_by("first", false).await.map_err(|heard| format!("afterwards: {heard}")).map(drop)
    }

    async fn is_answered_by(&self, expected: &str, by_stream: bool) -> Result<Duration, String> {
        match self.ask(by_stream).await? {
            (Heard::Answer { provider, is_degraded }, took)
                if provider == expected && is_degraded == (expected == "second") =>
            {
                Ok(took)
            }
            (heard, _) => Err(format!("it was heard: {heard:?}")),
        }
    }

    /// Asks, and returns the outcome and its time.
    async fn ask(&self, by_stream: bool) -> Result<(Heard, Duration), String> {
        // the clock moves while the circuit is open, so an earlier token may have expired
        let user = self.world.logs_in("alice").await;
        let began = Instant::now();
        let heard = if by_stream {
            let events = user.listens(QUESTION).await;
            if events.status == 200 {
                let last = events.all().await.pop().ok_or("the stream is empty")?;
                match last.name.as_str() {
                    "done" => answered(&last.data),
                    "error" if last.keys() == ["message"] => Heard::Regret,
                    _ => return Err(format!("it ends with {last:?}")),
                }
            } else {
                heard(&events.refusal().await)?
            }
        } else {
            heard(&user.asks(QUESTION).await)?
        };
        Ok((heard, began.elapsed()))
    }

    /// Number of stored conversations.
    async fn kept(&self) -> i64 {
        let connection = self.world.database().connection().await.unwrap();
        connection.query_one("SELECT count(*) FROM chat_sessions", &[]).await.unwrap().get(0)
    }
}

fn heard(reply: &Reply) -> Result<Heard, String> {
    let is_told_when = reply.header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 0);
    match reply.status.as_u16() {
        200 => Ok(answered(&reply.body)),
        503 if is_told_when && reply.fault().is_none() => Ok(Heard::Regret),
        status => Err(format!("{status}: {}", reply.body)),
    }
}

fn answered(body: &Value) -> Heard {
    let provider = body["provider"].as_str().unwrap_or_default().to_owned();
    Heard::Answer { provider, is_degraded: body["degraded"] == true }
}
