//! Questions while the language model fails.

use super::{
    super::plan::{QUESTION, reader},
    Fault,
    provider::{Manner, Provider},
    within,
};
use copilot::COPILOT;
use rand_chacha::ChaCha8Rng;
use sisuiq_db::Database;
use sisuiq_testing::{Mode, Proxy};
use std::time::Duration;
use world::{Person, Reply, World};

const LIMIT: Duration = Duration::from_secs(7);

pub(super) struct ModelPlace {
    provider: Provider,
    proxy: Proxy,
    user: Person,
    database: Database,
}

/// Faults of the connection to the model, and of the model itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum ModelFault {
    Way(Fault),
    Manner(Manner),
}

/// Outcome of a question.
enum Heard {
    /// An answer, complete or degraded.
    Answer { is_degraded: bool },
    /// An error for the caller.
    Regret,
}

impl ModelFault {
    pub(super) fn of(kind: u64, chance: &mut ChaCha8Rng) -> Self {
        let turn = kind / 2;
        if kind.is_multiple_of(2) {
            return Self::Way(Fault::of(turn, chance));
        }
        let manner = usize::try_from(turn).unwrap() % Manner::ALL.len();
        Self::Manner(Manner::ALL[manner])
    }
}

impl ModelPlace {
    pub(super) async fn make() -> Self {
        let provider = Provider::start().await;
        let proxy = Proxy::to(&provider.url).await;
        let world = World::with(
            COPILOT,
            &[
                ("LLM_PROVIDER", "openai"),
                ("OPENAI_BASE_URL", &format!("{}/v1/", proxy.url())),
                ("OPENAI_CHAT_MODEL", "test-model"),
                ("LLM_FIRST_BYTE_MILLISECONDS", "800"),
                ("LLM_NEXT_PIECE_MILLISECONDS", "800"),
                ("LLM_ANSWER_MILLISECONDS", "2000"),
            ],
        )
        .await;
        let (user, _) = reader(&world).await;
        let place = Self { provider, proxy, user, database: world.database() };
        place.is_whole().await.expect("without trouble the answer is whole");
        place
    }

    pub(super) async fn suffer(&self, fault: ModelFault, by_stream: bool) -> Result<Duration, String> {
        let (asked, connected, stored) = (self.provider.asked(), self.proxy.connections(), self.stored().await?);
        match fault {
            ModelFault::Way(fault) => self.proxy.set(fault.mode).await,
            ModelFault::Manner(manner) => self.provider.set(manner),
        }
        let heard = within(LIMIT, self.ask(by_stream)).await;
        let tries = (self.provider.asked() - asked).max(self.proxy.connections() - connected);
        self.provider.set(Manner::Good);
        self.proxy.set(Mode::Pass).await;
        let (heard, took) = heard?;
        let is_answered = match (heard?, fault) {
            // unknown events are ignored, so the answer may be whole
            (Heard::Answer { is_degraded: false }, ModelFault::Manner(manner)) if manner != Manner::Foreign => {
                return Err("nonsense is told as a whole answer".to_owned());
            }
            (Heard::Answer { .. }, _) => true,
            (Heard::Regret, _) => false,
        };
        if tries > 2 {
            return Err(format!("it was asked {tries} times"));
        }
        let (expected, stored) = (stored + i64::from(is_answered), self.stored().await?);
        if stored != expected {
            return Err(format!("{stored} conversations are kept instead of {expected}"));
        }
        self.is_whole().await.map(|()| took)
    }

    async fn ask(&self, by_stream: bool) -> Result<Heard, String> {
        if !by_stream {
            return heard(&self.user.asks(QUESTION).await);
        }
        let events = self.user.listens(QUESTION).await;
        if events.status != 200 {
            return heard(&events.refusal().await);
        }
        let last = events.all().await.pop().ok_or("the stream is empty")?;
        match last.name.as_str() {
            "done" => Ok(Heard::Answer { is_degraded: last.data["degraded"] == true }),
            "error" if last.keys() == ["message"] => Ok(Heard::Regret),
            _ => Err(format!("it ends with {last:?}")),
        }
    }

    /// Number of stored conversations.
    async fn stored(&self) -> Result<i64, String> {
        let connection = self.database.connection().await.map_err(|error| error.to_string())?;
        let counted = connection.query_one("SELECT count(*) FROM chat_sessions", &[]).await;
        counted.and_then(|row| Ok(row.try_get(0)?)).map_err(|error| error.to_string())
    }

    async fn is_whole(&self) -> Result<(), String> {
        match within(LIMIT, self.ask(false)).await?.0? {
            Heard::Answer { is_degraded: false } => Ok(()),
            _ => Err("afterwards the answer is not whole".to_owned()),
        }
    }
}

fn heard(reply: &Reply) -> Result<Heard, String> {
    let is_told_when = reply.header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 0);
    match reply.status.as_u16() {
        200 => Ok(Heard::Answer { is_degraded: reply["degraded"] == true }),
        503 if is_told_when && reply.fault().is_none() => Ok(Heard::Regret),
        status => Err(format!("{status}: {}", reply.body)),
    }
}
