//! Metrics of functions that are frozen and killed between their requests.

use super::{
    function::Function,
    plan::{QUESTION, reader},
    pool::Pool,
};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_telemetry::metrics::Collected;
use sisuiq_testing::{Mode, Proxy};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use world::{Person, World};

/// Metrics count each operation exactly once.
pub const SUITE: Suite = Suite {
    name: "exact_metrics",
    promise: "what functions write of their metrics adds up to exactly what was done, while they are frozen between requests, and \
              killed while they wait and in the middle of a request; only what a function recorded in the request that it was \
              killed in, or right after its response, may be missing, and nothing else is, and nothing is there twice",
    quick: 2,
    full: 60,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const STEPS: u32 = 14;
const FUNCTIONS: usize = 2;
const MODES: [&str; 3] = ["strategy_qa", "actions", "regulatory"];
const SESSIONS: &str = "/api/chat/sessions";

/// The next step of a case.
#[derive(Clone, Copy)]
enum Step {
    Ask,
    List,
    Freeze,
    KillIdle,
    KillBusy,
    KillAnswered,
}

/// Weighted choice of steps, with more requests than kills.
const CHOICES: [Step; 9] = [
    Step::Ask,
    Step::Ask,
    Step::Ask,
    Step::Ask,
    Step::List,
    Step::Freeze,
    Step::KillIdle,
    Step::KillBusy,
    Step::KillAnswered,
];

/// Certain counts of each series, and further counts that are possible.
type Expected = BTreeMap<String, (u64, u64)>;

#[derive(Clone, Default)]
struct Setting {
    places: Pool<Place>,
    counted: Arc<AtomicU64>,
    missing: Arc<AtomicU64>,
}

struct Place {
    world: World,
    database: Proxy,
    user: Person,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let (counted, missing) = (Arc::clone(&setting.counted), Arc::clone(&setting.missing));
    let failures = dose.run(AT_ONCE, move |number, chance| case(setting.clone(), number, chance)).await;
    let (counted, missing) = (counted.load(Relaxed), missing.load(Relaxed));
    dose.outcome(failures, Worst(format!("{missing} of {counted} counts lost, each with its function")))
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let place = setting.places.take(Place::make).await;
    let mut run = Run { collected: Collected::new().unwrap(), expected: Expected::new(), place: &place, number };
    let mut functions = Vec::new();
    for _ in 0..FUNCTIONS {
        functions.push(Function::start(&place.world, "chat").await);
    }
    for step in 0..STEPS {
        let function = &mut functions[chance.random_range(0..FUNCTIONS)];
        let what = *CHOICES.choose(&mut chance).ok_or("nothing can be done")?;
        let mode = *MODES.choose(&mut chance).ok_or("there is no mode")?;
        run.does(what, function, mode, step).await?;
    }
    for function in &functions {
        function.api.idle().await;
        run.collect(function);
    }
    let (counted, missing) = run.compare()?;
    setting.counted.fetch_add(counted, Relaxed);
    setting.missing.fetch_add(missing, Relaxed);
    setting.places.give_back(place).await;
    Ok(())
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        let (user, _) = reader(&world).await;
        let database = world.proxy_database().await;
        Self { world, database, user }
    }
}

/// State of a running case.
struct Run<'place> {
    place: &'place Place,
    collected: Collected,
    expected: Expected,
    number: u64,
}

impl Run<'_> {
    async fn does(&mut self, what: Step, function: &mut Function, mode: &str, step: u32) -> Result<(), String> {
        match what {
            Step::Ask => {
                self.asks(function, mode, step).await?;
                self.counts(mode, (1, 0));
            }
            Step::List => {
                let listed = function.ask(&self.place.user, "GET", SESSIONS, None).await?;
                is_answered(&listed)?;
                self.expects(requests("GET", SESSIONS), (1, 0));
            }
            Step::Freeze => {
                function.api.idle().await;
                function.freeze().await;
                function.thaw().await;
            }
            Step::KillIdle => {
                function.api.idle().await;
                self.kill(function).await;
            }
            Step::KillBusy => {
                function.api.idle().await;
                self.place.database.set(Mode::HalfOpen).await;
                let unanswered = function.invoke(&self.place.user, "GET", SESSIONS, None);
                function.api.busy().await;
                self.kill(function).await;
                self.place.database.set(Mode::Pass).await;
                drop(unanswered);
            }
            Step::KillAnswered => {
                self.asks(function, mode, step).await?;
                self.kill(function).await;
                self.counts(mode, (0, 1));
            }
        }
        Ok(())
    }

    async fn asks(&self, function: &Function, mode: &str, step: u32) -> Result<(), String> {
        // the same question would be answered from the cache, without a search
        let message = format!("{QUESTION} ({}-{step})", self.number);
        let body = json!({ "message": message, "mode": mode }).to_string();
        is_answered(&function.ask(&self.place.user, "POST", "/api/chat", Some(&body)).await?)
    }

    /// Expects the metrics of an answered question in this mode.
    fn counts(&mut self, mode: &str, times: (u64, u64)) {
        self.expects(format!("chat_requests_total{{mode=\"{mode}\",status=\"success\",service=\"chat\"}}"), times);
        self.expects(format!("rag_duration_seconds_count{{mode=\"{mode}\",service=\"chat\"}}"), times);
        self.expects(requests("POST", "/api/chat"), times);
    }

    fn expects(&mut self, series: String, (certain, possible): (u64, u64)) {
        let known = self.expected.entry(series).or_default();
        *known = (known.0 + certain, known.1 + possible);
    }

    /// Ends the function with SIGKILL, collects its metrics and starts another instance.
    async fn kill(&self, function: &mut Function) {
        function.program.signal("KILL").await;
        function.program.ended().await;
        self.collect(function);
        *function = Function::start(&self.place.world, "chat").await;
    }

    fn collect(&self, function: &Function) {
        for line in function.program.log().lines() {
            self.collected.take(line);
        }
    }

    /// Compares the metrics with the expectation. Returns the total of all counts and the number of missing possible
    /// counts.
    fn compare(&self) -> Result<(u64, u64), String> {
        let text = self.collected.render();
        let (mut all, mut missing) = (0, 0);
        for (series, (certain, possible)) in &self.expected {
            let counted =
                text.lines().find_map(|line| line.strip_prefix(series)?.trim().parse::<u64>().ok()).unwrap_or(0);
            let most = certain + possible;
            if counted < *certain || counted > most {
                return Err(format!("{series} is {counted}, not {certain} to {most}:\n{text}"));
            }
            all += counted;
            missing += most - counted;
        }
        let others = text.lines().filter(|line| {
            line.starts_with("chat_requests_total{") && !self.expected.keys().any(|series| line.starts_with(series))
        });
        let others: Vec<&str> = others.collect();
        if others.is_empty() { Ok((all, missing)) } else { Err(format!("nobody did {others:?}")) }
    }
}

fn requests(method: &str, path: &str) -> String {
    format!("request_duration_seconds_count{{method=\"{method}\",path=\"{path}\",status=\"200\",service=\"chat\"}}")
}

fn is_answered(answer: &serde_json::Value) -> Result<(), String> {
    if answer["statusCode"] == 200 { Ok(()) } else { Err(answer.to_string()) }
}
