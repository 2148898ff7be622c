//! Questions while the language model is in trouble.

use super::{
    Fault,
    provider::{Manner, Provider},
    vectors::{PAGE, QUESTION},
    within,
};
use crate::world::{Person, Reply, World};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_db::Database;
use sisuiq_testing::{Mode, Proxy, pdf::PdfBuilder};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(7);

pub(super) struct ModelPlace {
    provider: Provider,
    proxy: Proxy,
    user: Person,
    database: Database,
}

/// What became of a question.
enum Heard {
    /// It was answered.
    Answer { is_degraded: bool },
    /// The caller was told that it was not.
    Regret,
}

impl ModelPlace {
    pub(super) async fn make() -> Self {
        let provider = Provider::start().await;
        let proxy = Proxy::to(&provider.url).await;
        let world = World::with(&[
            ("LLM_PROVIDER", "openai"),
            ("OPENAI_BASE_URL", &format!("{}/v1/", proxy.url())),
            ("OPENAI_CHAT_MODEL", "test-model"),
            ("LLM_FIRST_BYTE_MILLISECONDS", "800"),
            ("LLM_NEXT_PIECE_MILLISECONDS", "800"),
            ("LLM_ANSWER_MILLISECONDS", "2000"),
        ])
        .await;
        let user = world.user("alice").await;
        user.uploads("plan.pdf", &PdfBuilder::of_texts(&[PAGE]).build()).await;
        let place = Self { provider, proxy, user, database: world.database() };
        place.is_whole().await.expect("without trouble the answer is whole");
        place
    }

    /// Every second time the model itself is to blame, not the way to it.
    pub(super) async fn suffer(&self, kind: u64, fault: Fault, chance: &mut ChaCha8Rng) -> Result<Duration, String> {
        let manners = Manner::ALL.len() as u64;
        let manner = (kind % 2 == 1).then(|| Manner::ALL[usize::try_from(kind / 2 % manners).unwrap_or(0)]);
        let (asked, connected, kept) = (self.provider.asked(), self.proxy.connections(), self.kept().await?);
        match manner {
            Some(manner) => self.provider.set(manner),
            None => self.proxy.set(fault.mode).await,
        }
        let heard = within(LIMIT, self.ask(chance.random())).await;
        let tries = (self.provider.asked() - asked).max(self.proxy.connections() - connected);
        self.provider.set(Manner::Good);
        self.proxy.set(Mode::Pass).await;
        let told = |detail: String| format!("{manner:?}: {detail}");
        let (heard, took) = heard.map_err(told)?;
        let expected = kept + i64::from(matches!(heard.map_err(told)?, Heard::Answer { .. }));
        if tries > 2 {
            return Err(told(format!("it was asked {tries} times")));
        }
        let kept = self.kept().await?;
        if kept != expected {
            return Err(told(format!("{kept} conversations are kept instead of {expected}")));
        }
        self.is_whole().await.map(|()| took).map_err(told)
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

    /// How many conversations are kept.
    async fn kept(&self) -> Result<i64, String> {
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
