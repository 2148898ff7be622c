//! A real language model behind an endpoint with `OpenAI`'s chat completions, if one is available.

mod heard;

use super::ledger;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use evaluation::{Case, Dataset, load};
use futures::FutureExt;
use heard::Heard;
use serde_json::{Value, json};
use sisuiq_config::Environment;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use uuid::Uuid;
use world::{Person, World};

/// The environment variable with the model's URL, such as `http://127.0.0.1:8797/v1`.
pub const ADDRESS: &str = "SISUIQ_TEST_MODEL_URL";

/// A model's answer is streamed while it is written, and its citations match their pages.
pub const SUITE: Suite = Suite {
    name: "language_model",
    promise: "a real model answers the questions of the evaluation: its words arrive while it writes, the quote of every citation stands \
              on its page and its number in the text, a statement that nothing it cites says is marked, what was told is what is stored and \
              signed, and the ledger counts the tokens that the record names",
    quick: 12,
    full: 60,
    run: |dose| run(dose).boxed(),
};

/// Distance between the questions of two cases, so that a few cases cover every kind. It is coprime to their number.
const STRIDE: u64 = 11;
/// Long time limits: a small model on a small machine takes minutes to read ten passages.
const TIMEOUTS: [(&str, &str); 4] = [
    ("LLM_FIRST_BYTE_MILLISECONDS", "600000"),
    ("LLM_NEXT_PIECE_MILLISECONDS", "120000"),
    ("LLM_ANSWER_MILLISECONDS", "600000"),
    ("CHAT_TOKENS_PER_DAY", "0"),
];

struct Setting {
    world: World,
    person: Person,
    dataset: Dataset,
    all: Mutex<Tally>,
}

/// Results of the questions so far.
#[derive(Default)]
struct Tally {
    declined: u64,
    quoted: u64,
    written: u64,
    /// Written answers with citations and without an unsupported statement.
    whole: u64,
    /// Written answers without citations.
    empty: u64,
    marked: u64,
    cited: u64,
    tokens: u64,
    first: Vec<Duration>,
    writing: Duration,
}

async fn run(dose: Dose) -> Outcome {
    let setting = match Setting::make().await {
        Ok(setting) => Arc::new(setting),
        Err(error) => return dose.outcome(vec![dose.fails(dose.first, format!("{error:#}"))], Worst::default()),
    };
    let shared = Arc::clone(&setting);
    let mut failures = dose.run(1, move |number, _| case(Arc::clone(&shared), number)).await;
    let tally = setting.all.lock().unwrap().summary();
    if let Err(error) = ledger::is_exact(&setting.world).await {
        failures.push(dose.fails(dose.first, error));
    }
    if dose.cases > 1 && setting.all.lock().unwrap().written == 0 {
        failures.push(dose.fails(dose.first, "the model wrote no answer"));
    }
    dose.outcome(failures, Worst(tally))
}

impl Setting {
    async fn make() -> anyhow::Result<Self> {
        let url: String = Environment::from_process().read(|reader| reader.named(ADDRESS))?;
        let models: Value = serde_json::from_str(
            &reqwest::get(format!("{}/models", url.trim_end_matches('/'))).await?.error_for_status()?.text().await?,
        )?;
        let model = models["data"][0]["id"].as_str().unwrap_or("model").to_owned();
        let own =
            [("LLM_PROVIDER", "openai"), ("OPENAI_BASE_URL", url.as_str()), ("OPENAI_CHAT_MODEL", model.as_str())];
        let world = World::with(COPILOT, &[&own[..], &TIMEOUTS[..]].concat()).await;
        load(&world.admin().await).await;
        let person = world.user("reader").await;
        let dataset = Dataset::parse(include_str!("../../../../evaluation/dataset.json"))?;
        Ok(Self { world, person, dataset, all: Mutex::default() })
    }

    fn question(&self, number: u64) -> &Case {
        let count = self.dataset.cases.len() as u64;
        &self.dataset.cases[usize::try_from(number * STRIDE % count).unwrap()]
    }
}

async fn case(setting: Arc<Setting>, number: u64) -> Result<(), String> {
    let question = setting.question(number);
    let input = json!({ "message": question.query, "mode": question.mode });
    let began = Instant::now();
    let events = setting.person.listens_once(&Uuid::new_v4().to_string(), &input).await;
    let heard = Heard::of(events, began).await.map_err(|fault| format!("{}: {fault}", question.id))?;
    let told = heard.check(&setting.person).await.map_err(|fault| format!("{}: {fault}", question.id))?;
    if heard.is_written() {
        heard.is_counted(&setting.world, told).await.map_err(|fault| format!("{}: {fault}", question.id))?;
    }
    let mut all = setting.all.lock().unwrap();
    all.cited += heard.citations().len() as u64;
    if !heard.is_written() {
        *(if heard.done["abstained"] == true { &mut all.declined } else { &mut all.quoted }) += 1;
        return Ok(());
    }
    all.written += 1;
    all.whole += u64::from(heard.marked() == 0 && !heard.citations().is_empty());
    all.empty += u64::from(heard.citations().is_empty());
    all.marked += heard.marked();
    all.tokens += told;
    all.first.push(heard.first());
    all.writing += heard.writing();
    Ok(())
}

impl Tally {
    fn summary(&self) -> String {
        let Self { declined, quoted, written, whole, empty, marked, cited, tokens, writing, .. } = self;
        let mut first = self.first.clone();
        first.sort_unstable();
        let [middle, longest] =
            [first.get(first.len() / 2), first.last()].map(|time| time.map_or(0.0, Duration::as_secs_f64));
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let speed = *tokens as f64 / writing.as_secs_f64().max(f64::MIN_POSITIVE);
        format!(
            "{written} written, {whole} of them supported throughout and {empty} by nothing, {marked} statements marked; {quoted} \
             quoted, {declined} declined; {cited} citations on their pages; first words after {middle:.1} s usually and {longest:.1} s at most, {speed:.0} tokens/s"
        )
    }
}
