//! Reuse of refresh tokens.

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::{FutureExt, future::join_all};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_model::UserRole;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::SeqCst},
};
use world::{Browser, World};

/// A session has only one holder.
pub const SUITE: Suite = Suite {
    name: "refresh_tokens",
    promise: "a refresh token that comes back after its successor was used ends the session, whoever of thief and owner was \
              first; one whose answer was lost is good again; of any number that refresh at once never two live on",
    quick: 24,
    full: 1_000,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Maximum number of concurrent refreshes.
const CROWD: usize = 6;
/// Maximum number of refreshes before an old token is reused.
const CHAIN: usize = 5;

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<World>,
    /// Number of sessions that ended because a token was reused.
    replays: Arc<AtomicU64>,
}

/// A scenario of a session.
#[derive(Clone, Copy, Debug)]
enum Story {
    /// The thief refreshes first, then the owner.
    StolenAndUsed,
    /// The owner refreshes first, then the thief.
    UsedAndStolen,
    /// The answer to the owner is lost.
    Lost,
    /// Many windows of one browser refresh concurrently.
    Crowd(usize),
    /// A token is reused after several refreshes.
    LongAgo(usize),
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let replays = Arc::clone(&setting.replays);
    let failures = dose.run(AT_ONCE, move |_, chance| case(setting.clone(), chance)).await;
    let replays = replays.load(SeqCst);
    dose.outcome(failures, Worst(format!("{replays} sessions ended by a token that came back")))
}

async fn case(setting: Setting, mut chance: ChaCha8Rng) -> Result<(), String> {
    let world = setting.worlds.take(async || with_alice().await).await;
    let story = Story::of(&mut chance);
    let is_ended = story.happen(&world, &mut chance).await.map_err(|fault| format!("{story:?}: {fault}"))?;
    setting.replays.fetch_add(is_ended.into(), SeqCst);
    let heads = "SELECT count(*) FROM (SELECT FROM auth_token_pairs WHERE replaced_at IS NULL \
        GROUP BY session_id HAVING count(*) <> 1) AS wrong";
    let connection = world.database().connection().await.unwrap();
    let wrong: i64 = connection.query_one(heads, &[]).await.unwrap().get(0);
    if wrong > 0 {
        return Err(format!("{story:?}: {wrong} sessions have not one head"));
    }
    setting.worlds.give_back(world).await;
    Ok(())
}

async fn with_alice() -> World {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world
}

impl Story {
    fn of(chance: &mut ChaCha8Rng) -> Self {
        match chance.random_range(0..5) {
            0 => Self::StolenAndUsed,
            1 => Self::UsedAndStolen,
            2 => Self::Lost,
            3 => Self::Crowd(chance.random_range(2..=CROWD)),
            _ => Self::LongAgo(chance.random_range(2..=CHAIN)),
        }
    }

    /// Plays the scenario, and returns true if the session had to end.
    async fn happen(self, world: &World, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let mut owner = world.browser();
        owner.logs_in("alice").await.is(200);
        for _ in 0..chance.random_range(0..3) {
            expect("a refresh", owner.refreshes().await.status, 200)?;
        }
        let mut other = owner.clone();
        match self {
            Self::StolenAndUsed | Self::UsedAndStolen => {
                let (first, second) = if matches!(self, Self::StolenAndUsed) {
                    (&mut other, &mut owner)
                } else {
                    (&mut owner, &mut other)
                };
                expect("the first", first.refreshes().await.status, 200)?;
                expect("its token", first.asks_who_it_is().await.status, 200)?;
                expect("the second", second.refreshes().await.status, 401)?;
                is_dead(first).await?;
                Ok(true)
            }
            Self::Lost => {
                expect("the lost answer", other.refreshes().await.status, 200)?;
                expect("the same again", owner.refreshes().await.status, 200)?;
                expect("the token that was lost", other.asks_who_it_is().await.status, 401)?;
                expect("the new token", owner.asks_who_it_is().await.status, 200)?;
                expect("another refresh", owner.refreshes().await.status, 200)?;
                Ok(false)
            }
            Self::Crowd(number) => crowd(&owner, number).await.map(|()| false),
            Self::LongAgo(number) => {
                for _ in 0..number {
                    expect("a refresh", owner.refreshes().await.status, 200)?;
                }
                if chance.random_bool(0.5) {
                    expect("its token", owner.asks_who_it_is().await.status, 200)?;
                }
                expect("one of long ago", other.refreshes().await.status, 401)?;
                is_dead(&mut owner).await?;
                Ok(true)
            }
        }
    }
}

/// Refreshes concurrently with the same token. All requests are answered, and exactly one of the new tokens is valid.
async fn crowd(owner: &Browser, number: usize) -> Result<(), String> {
    let mut windows: Vec<Browser> = vec![owner.clone(); number];
    for reply in join_all(windows.iter_mut().map(Browser::refreshes)).await {
        expect("one of many", reply.status, 200)?;
    }
    let mut alive = 0;
    for window in &mut windows {
        alive += u32::from(window.asks_who_it_is().await.status == 200);
    }
    if alive == 1 { Ok(()) } else { Err(format!("{alive} of {number} live on")) }
}

/// Checks that neither token of the browser is valid.
async fn is_dead(browser: &mut Browser) -> Result<(), String> {
    expect("a token of an ended session", browser.asks_who_it_is().await.status, 401)?;
    expect("a refresh of an ended session", browser.refreshes().await.status, 401)
}

fn expect(what: &str, status: http::StatusCode, expected: u16) -> Result<(), String> {
    if status == expected { Ok(()) } else { Err(format!("{what}: {status} instead of {expected}")) }
}
