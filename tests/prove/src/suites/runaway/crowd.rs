//! 200 concurrent chats, to which the provider responds in different ways.

use super::{
    super::{
        budgets::{Limits, place},
        ledger,
        plan::QUESTION,
        talker::{Script, Talker},
    },
    place::{Run, is_settled},
};
use futures::future::join_all;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use world::Person;

const CHATS: usize = 200;
const TIMEOUT: Duration = Duration::from_mins(1);
/// Behaviours that need little memory, so that two hundred of them fit.
const RUNS: [Run; 8] =
    [Run::Honest, Run::Endless, Run::Drips, Run::Silent, Run::ManyPieces, Run::Claims, Run::Honest, Run::Leaves];

/// Way of asking.
#[derive(Clone, Copy)]
enum Asks {
    Whole,
    ByStream,
    /// By stream, with a disconnect after this time.
    AndLeaves(Duration),
}

/// Asks under budgets that are too small for all chats, and returns the number of answers that the model wrote.
pub(super) async fn chats(chance: &mut ChaCha8Rng) -> Result<usize, String> {
    let limits = Limits::draw(chance);
    let talker = Talker::start(Script::of(["To be reliable.".to_owned()], Duration::ZERO)).await;
    let seed: u64 = chance.random();
    talker.says_each(move |number| {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ number);
        RUNS[usize::try_from(number).unwrap() % RUNS.len()].script(&mut chance)
    });
    let patience = [
        ("LLM_FIRST_BYTE_MILLISECONDS", "10000"),
        ("LLM_NEXT_PIECE_MILLISECONDS", "2000"),
        ("LLM_ANSWER_MILLISECONDS", "12000"),
        // two hundred searches at once on two cores take longer than a healthy store ever does
        ("QDRANT_SEARCH_MILLISECONDS", "30000"),
        ("QDRANT_CALL_MILLISECONDS", "30000"),
    ];
    let (world, _registry, people) = place(&limits, &talker.url, &patience).await;
    let chats = (0..CHATS).map(|number| {
        let asks = match chance.random_range(0..4) {
            0 => Asks::AndLeaves(Duration::from_millis(chance.random_range(0..2_000))),
            1 | 2 => Asks::ByStream,
            _ => Asks::Whole,
        };
        let person = people[number % people.len()].clone();
        tokio::spawn(async move { chat(&person, asks).await })
    });
    let mut written = 0;
    for chat in join_all(chats).await {
        written += usize::from(chat.map_err(|error| error.to_string())??);
    }
    timeout(TIMEOUT, talker.is_left_alone()).await.map_err(|_elapsed| "calls go on".to_owned())?;
    // the reservation of a client that left early may not exist yet
    sleep(Duration::from_millis(500)).await;
    is_settled(&world).await?;
    limits.were_kept(&world).await?;
    ledger::is_exact(&world).await?;
    Ok(written)
}

/// Asks, and returns true if the model wrote the answer.
async fn chat(person: &Person, asks: Asks) -> Result<bool, String> {
    match asks {
        Asks::AndLeaves(time) => {
            drop(timeout(time, person.streams(QUESTION)).await);
            Ok(false)
        }
        Asks::ByStream => {
            let events = person.listens(QUESTION).await;
            if events.status != 200 {
                let refusal = events.refusal().await;
                return is_regret(refusal.status.as_u16(), refusal.fault().as_deref(), &refusal.body.to_string());
            }
            let last = events.all().await.pop().ok_or("the stream is empty")?;
            match last.name.as_str() {
                "done" => is_written(&last.data),
                "error" => Ok(false),
                _ => Err(format!("it ends with {last:?}")),
            }
        }
        Asks::Whole => {
            let reply = person.asks(QUESTION).await;
            if reply.status == 200 {
                return is_written(&reply.body);
            }
            is_regret(reply.status.as_u16(), reply.fault().as_deref(), &reply.body.to_string())
        }
    }
}

fn is_regret(status: u16, fault: Option<&str>, body: &str) -> Result<bool, String> {
    if status == 503 && fault.is_none() { Ok(false) } else { Err(format!("{status}: {body}")) }
}

fn is_written(answer: &serde_json::Value) -> Result<bool, String> {
    match (answer["provider"].as_str(), answer["degraded"].as_bool()) {
        (Some("it"), Some(false)) => Ok(true),
        (Some("extractive"), Some(true)) => Ok(false),
        _ => Err(format!("this was answered: {answer}")),
    }
}
