//! Functions that are frozen between two requests, as Lambda does, while their dependencies continue to run.

use super::{
    function::Function,
    plan::{QUESTION, reader},
    pool::Pool,
    timed::{Timed, run_timed},
};
use crate::Suite;
use copilot::COPILOT;
use futures::FutureExt;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_testing::{Mode, Proxy};
use std::time::{Duration, Instant};
use tokio::time::timeout;
use world::{DATABASE_WAITS_AS_DEPLOYED, Person, World};

/// A function that was frozen answers like any other.
pub const SUITE: Suite = Suite {
    name: "frozen",
    promise: "a function that is stopped while its connections are closed, reset, ended by the server or forgotten without \
              a word answers the next request: none fails and none is degraded",
    quick: 15,
    full: 500,
    run: |dose| run_timed(dose, AT_ONCE, Pool::default(), case).boxed(),
};

const AT_ONCE: usize = 2;
/// Time limit of an answer.
const LIMIT: Duration = Duration::from_secs(5);
/// Time limit of the first answer, which also loads the model on a busy machine.
const FIRST_LIMIT: Duration = Duration::from_mins(1);

/// The fate of the connections while the function is frozen.
#[derive(Clone, Copy, Debug)]
enum Sleep {
    Undisturbed,
    Closed,
    Reset,
    Ended,
    Forgotten,
}

const SLEEPS: [Sleep; 5] = [Sleep::Undisturbed, Sleep::Closed, Sleep::Reset, Sleep::Ended, Sleep::Forgotten];

/// A function and its stores.
struct Place {
    functions: Vec<(Function, Requests)>,
    database: Proxy,
    qdrant: Proxy,
    user: Person,
}

/// Methods and paths.
type Requests = &'static [(&'static str, &'static str)];

const READS: Requests = &[("GET", "/api/documents")];
const ACCOUNTS: Requests = &[("GET", "/api/auth/me")];
const CHATS: Requests = &[("POST", "/api/chat"), ("GET", "/api/chat/sessions")];

async fn case(places: Pool<Place>, number: u64, mut chance: ChaCha8Rng) -> Result<Timed, String> {
    let kind = usize::try_from(number).unwrap_or(0);
    let sleep = SLEEPS[kind % SLEEPS.len()];
    let place = places.take(Place::make).await;
    let (function, requests) = &place.functions[kind / SLEEPS.len() % place.functions.len()];
    let request = *requests.choose(&mut chance).ok_or("the function answers nothing")?;
    let woken = place.sleep_and_ask(function, sleep, request, chance.random_range(1..=2)).await;
    let took = woken.map_err(|detail| format!("{sleep:?}, {request:?}: {detail}"))?;
    places.give_back(place).await;
    Ok((took, format!("after waking, {sleep:?}")))
}

impl Place {
    async fn make() -> Self {
        let [connect, wait] = DATABASE_WAITS_AS_DEPLOYED;
        let world = World::with(COPILOT, &[connect, wait, ("DATABASE_IDLE_MILLISECONDS", "0")]).await;
        let (user, _) = reader(&world).await;
        let (database, qdrant) = (world.proxy_database().await, world.proxy_qdrant().await);
        let mut functions = Vec::new();
        for (name, requests) in [("auth", ACCOUNTS), ("documents", READS), ("chat", CHATS)] {
            functions.push((Function::start(&world, name).await, requests));
        }
        let place = Self { functions, database, qdrant, user };
        for (function, requests) in &place.functions {
            for request in *requests {
                let asked = timeout(FIRST_LIMIT, place.ask(function, *request)).await;
                asked.expect("the function answers").expect("without any sleep the answer is whole");
            }
        }
        place
    }

    /// Freezes and thaws the function and returns the time of its next answer.
    async fn sleep_and_ask(
        &self,
        function: &Function,
        how: Sleep,
        request: (&str, &str),
        requests_before: u32,
    ) -> Result<Duration, String> {
        for _ in 0..requests_before {
            self.ask(function, request).await?;
        }
        function.freeze().await;
        self.happens(how).await;
        function.thaw().await;
        let began = Instant::now();
        let asked = timeout(LIMIT, self.ask(function, request)).await;
        asked.map_err(|_| format!("no answer within {LIMIT:?}"))??;
        Ok(began.elapsed())
    }

    async fn happens(&self, how: Sleep) {
        match how {
            Sleep::Undisturbed => {}
            Sleep::Closed => [&self.database, &self.qdrant].iter().for_each(|proxy| proxy.cut()),
            Sleep::Forgotten => [&self.database, &self.qdrant].iter().for_each(|proxy| proxy.forget()),
            Sleep::Reset => {
                for proxy in [&self.database, &self.qdrant] {
                    proxy.set(Mode::Reset).await;
                    proxy.settles(0, LIMIT).await;
                    proxy.set(Mode::Pass).await;
                }
            }
            Sleep::Ended => self.user.world.end_connections().await,
        }
    }

    /// Sends a request as the gateway does. A degraded answer is an error.
    async fn ask(&self, function: &Function, (method, path): (&str, &str)) -> Result<(), String> {
        let body = (method == "POST").then(|| json!({ "message": QUESTION }).to_string());
        let answer = function.ask(&self.user, method, path, body.as_deref()).await?;
        let body: Value = serde_json::from_str(answer["body"].as_str().unwrap_or_default()).unwrap_or_default();
        if answer["statusCode"] == 200 && body["degraded"] != true { Ok(()) } else { Err(answer.to_string()) }
    }
}
