//! Resource usage of questions.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use sisuiq_template::{Function, QueueSource, RouteTable, Template};

use super::inputs::{Asked, Inputs};
use super::measured::{Baseline, Lines, Provider, count, providers, recognition, template};
use crate::project::Project;

pub(super) const HOURS: f64 = 730.0;
pub(super) const SECONDS: f64 = HOURS * 3_600.0;
/// The route of questions.
pub(super) const QUESTION: &str = "POST /api/chat/stream";
/// Path prefix of health probes, which are not logged.
const PROBES: &str = "/api/health";
const MEGABYTES: f64 = 1_024.0;

/// All inputs of the computed figures.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) inputs: Inputs,
    pub(super) baseline: Baseline,
    pub(super) template: Template,
    pub(super) lines: Lines,
    /// Measured milliseconds of `ocr` for a page.
    pub(super) recognition: f64,
    pub(super) providers: Vec<Provider>,
    pub(super) requests: Vec<Request>,
}

/// A route that people use when they ask questions.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) route: String,
    pub(super) function: String,
    /// Requests per question.
    pub(super) a_question: f64,
    /// Duration in a warm environment of the function.
    pub(super) milliseconds: f64,
    pub(super) measured: f64,
    pub(super) round_trips: f64,
    pub(super) source: String,
    log_bytes: f64,
}

/// Monthly usage of a function.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub(super) name: String,
    /// In GB.
    pub(super) memory: f64,
    pub(super) invocations: f64,
    /// Billed seconds of warm invocations.
    pub(super) warm_seconds: f64,
    /// Billed seconds that new environments add.
    pub(super) cold_seconds: f64,
    /// Concurrent environments at the peak.
    pub(super) at_once: f64,
    /// Number of secrets that it reads.
    pub(super) secrets: f64,
    /// The function serves requests of people, not only background work.
    pub(super) answers_people: bool,
}

impl Model {
    /// The queue of the ingestion.
    pub(super) fn ingestion(&self) -> Result<&QueueSource> {
        let mut sources = self.template.queue_sources.iter();
        sources.find(|source| source.function == "ingest").context("ingest reads no queue")
    }

    pub(super) fn new(project: &Project) -> Result<Self> {
        let (inputs, baseline, template) = (Inputs::read()?, Baseline::read(project)?, template(project)?);
        let (lines, recognition) = (Lines::read(project)?, recognition(project)?);
        let providers = providers(project)?;
        let mut model = Self { inputs, baseline, template, lines, recognition, providers, requests: Vec::new() };
        let asked = model.inputs.assumed.requests.clone();
        model.requests = asked.into_iter().map(|asked| model.request(asked)).collect::<Result<_>>()?;
        Ok(model)
    }

    fn request(&self, asked: Asked) -> Result<Request> {
        let assumed = &self.inputs.assumed;
        let operation = asked.route.split_once(' ');
        let (method, path) = operation.with_context(|| format!("{:?} is no method with a path", asked.route))?;
        let routes = RouteTable::new(&self.template.routes);
        let route = routes.find(method, path);
        let route = route.with_context(|| format!("template.yaml has no route {}", asked.route))?;
        let function = self.function(&route.function)?;
        let measured = self.baseline.figure(asked.measured.each_ref().map(String::as_str))?;
        let milliseconds = self.on_function(measured, function) + asked.round_trips * assumed.round_trip.value;
        let lines = if path.starts_with(PROBES) { 0.0 } else { 2.0 * self.line(self.lines.request) };
        let answer = if asked.route == QUESTION { self.line(self.lines.answer) } else { 0.0 };
        Ok(Request {
            a_question: asked.a_question + asked.a_conversation / assumed.questions_a_conversation.value,
            milliseconds: milliseconds.ceil(),
            measured,
            round_trips: asked.round_trips,
            function: function.name.clone(),
            log_bytes: lines + answer + assumed.platform_lines.value,
            route: asked.route,
            source: asked.source,
        })
    }

    pub(super) fn function(&self, name: &str) -> Result<&Function> {
        self.template.function(name).with_context(|| format!("template.yaml has no function {name}"))
    }

    /// Converts a measured duration to a function's, which is longer if its memory gives it less than a whole processor.
    pub(super) fn on_function(&self, milliseconds: f64, function: &Function) -> f64 {
        let assumed = &self.inputs.assumed;
        let share = (assumed.full_processor.value / f64::from(function.memory)).max(1.0);
        milliseconds * assumed.slower.value * share
    }

    fn line(&self, bytes: f64) -> f64 {
        bytes + self.inputs.assumed.line_overhead.value
    }

    /// Requests of the API per question.
    pub(super) fn requests_a_question(&self) -> f64 {
        self.requests.iter().map(|request| request.a_question).sum()
    }

    /// Questions a second at the peak.
    pub(super) fn at_peak(&self, questions: f64) -> f64 {
        questions / SECONDS * self.inputs.assumed.peak.value
    }

    /// Seconds that functions are busy for one question. A written answer includes the wait for the language model.
    pub(super) fn busy(&self, is_written: bool) -> f64 {
        let waiting = if is_written { self.waiting() } else { 0.0 };
        self.requests.iter().map(|request| request.a_question * request.milliseconds / 1_000.0).sum::<f64>() + waiting
    }

    /// Seconds that a language model takes for an answer.
    pub(super) fn waiting(&self) -> f64 {
        let assumed = &self.inputs.assumed;
        assumed.first_word.value / 1_000.0 + assumed.output_tokens.value / assumed.tokens_a_second.value
    }

    /// Milliseconds of `ingest` for a page.
    pub(super) fn page(&self) -> Result<f64> {
        let rate = self.baseline.figure(["ingestion", "document", "100 pages, ours", "pages/s"])?;
        Ok(self.on_function(1_000.0 / rate, self.function("ingest")?))
    }

    /// Milliseconds of `ocr` for a page without text.
    pub(super) fn scanned_page(&self) -> Result<f64> {
        Ok(self.on_function(self.recognition, self.function("ocr")?))
    }

    /// Pages without text in a month with this many questions.
    pub(super) fn scanned_pages(&self, questions: f64) -> f64 {
        questions * self.inputs.assumed.pages_a_question.value * self.inputs.assumed.pages_without_text.value
    }

    /// Passages of a page.
    pub(super) fn passages_a_page(&self) -> Result<f64> {
        let rate = |column| self.baseline.figure(["ingestion", "document", "100 pages, ours", column]);
        Ok(rate("passages/s")? / rate("pages/s")?)
    }

    /// Upper bound of the milliseconds of one core that Postgres uses per question.
    pub(super) fn database_milliseconds(&self) -> Result<f64> {
        let rate = self.baseline.figure(["question", "answers", "quoted, 32 clients", "requests/s"])?;
        Ok(self.baseline.machine("question")?.cores * 1_000.0 / rate * self.inputs.assumed.database_part.value)
    }

    /// Connections to Postgres at the peak, if each environment opens its whole pool.
    pub(super) fn connections(&self, questions: f64, is_written: bool) -> Result<f64> {
        let mut connections = 0.0;
        for used in self.functions(questions, is_written)? {
            connections += used.at_once * self.pool(&used.name)?;
        }
        for source in &self.template.queue_sources {
            connections += f64::from(source.maximum_concurrency.unwrap_or(1)) * self.pool(&source.function)?;
        }
        Ok(connections)
    }

    /// Maximum number of connections of a function's environment.
    pub(super) fn pool(&self, function: &str) -> Result<f64> {
        let size = self.function(function)?.environment.get("DATABASE_POOL_SIZE");
        let size = size.with_context(|| format!("{function} has no DATABASE_POOL_SIZE"))?;
        size.parse().with_context(|| format!("DATABASE_POOL_SIZE of {function} is no number"))
    }

    /// Log bytes per question.
    pub(super) fn log_bytes(&self) -> f64 {
        self.requests.iter().map(|request| request.a_question * request.log_bytes).sum()
    }

    /// Log bytes in a month without questions.
    pub(super) fn scheduled_log_bytes(&self) -> f64 {
        let runs: f64 = self.template.schedules.iter().map(|schedule| SECONDS / schedule.every.as_secs_f64()).sum();
        runs * (self.inputs.assumed.platform_lines.value + self.line(self.lines.request))
    }

    /// The usage of functions in a month with this many questions.
    pub(super) fn functions(&self, questions: f64, is_written: bool) -> Result<Vec<Used>> {
        let mut used: BTreeMap<String, Used> = BTreeMap::new();
        for request in &self.requests {
            let waiting = if is_written && request.route == QUESTION { self.waiting() } else { 0.0 };
            let seconds = request.milliseconds / 1_000.0 + waiting;
            let one = entry(&mut used, self.function(&request.function)?);
            one.answers_people = true;
            one.invocations += questions * request.a_question;
            one.warm_seconds += questions * request.a_question * seconds;
            one.at_once += self.at_peak(questions) * request.a_question * seconds;
        }
        for one in used.values_mut() {
            let function = self.function(&one.name)?;
            one.at_once = one.at_once.ceil();
            one.cold_seconds = one.invocations * self.is_cold(one.invocations) * self.begins(function)? / 1_000.0;
        }
        self.add_background(questions, &mut used)?;
        Ok(used.into_values().collect())
    }

    /// Adds the invocations of schedules and documents.
    fn add_background(&self, questions: f64, used: &mut BTreeMap<String, Used>) -> Result<()> {
        let assumed = &self.inputs.assumed;
        for schedule in &self.template.schedules {
            let run = match schedule.function.as_str() {
                "ingest" => assumed.sweep_run.value,
                "maintenance" => assumed.maintenance_run.value,
                // one statement without work, too
                "fetch" | "messages" | "predict-batch" | "screen-batch" => assumed.relay_run.value,
                "backup" if schedule.input.get("kind").is_some_and(|kind| kind == "backup") => assumed.backup_run.value,
                "backup" if schedule.input.get("kind").is_some_and(|kind| kind == "drill_if_due") => {
                    assumed.drill_run.value
                }
                "backup" => assumed.noting_run.value,
                other => bail!("nobody has said how long {other} takes on its schedule"),
            };
            let runs = SECONDS / schedule.every.as_secs_f64();
            let one = entry(used, self.function(&schedule.function)?);
            one.invocations += runs;
            one.warm_seconds += runs * run / 1_000.0;
            one.at_once = 1.0;
        }
        let pages = questions * assumed.pages_a_question.value;
        let ingest = entry(used, self.function("ingest")?);
        ingest.invocations += 2.0 * pages / assumed.pages_a_document.value;
        ingest.warm_seconds += pages * self.page()? / 1_000.0;
        let scanned = self.scanned_pages(questions);
        let ocr = entry(used, self.function("ocr")?);
        ocr.invocations += scanned;
        ocr.warm_seconds += scanned * self.scanned_page()? / 1_000.0;
        // afterwards their ranges are read again
        let ingest = entry(used, self.function("ingest")?);
        ingest.invocations += scanned / assumed.pages_a_document.value;
        ingest.warm_seconds += scanned * self.page()? / 1_000.0;
        Ok(())
    }

    /// Milliseconds of a cold start.
    fn begins(&self, function: &Function) -> Result<f64> {
        Ok(self.on_function(self.baseline.init(&function.name)?, function) + self.inputs.assumed.connecting.value)
    }

    /// The share of cold starts if invocations arrive at random with a constant rate.
    pub(super) fn is_cold(&self, invocations: f64) -> f64 {
        never(invocations, self.inputs.assumed.kept_warm.value)
    }
}

/// The probability that none of this many random events a month falls into a period of this many minutes (Poisson).
pub(super) fn never(events: f64, minutes: f64) -> f64 {
    (-events / (HOURS * 60.0) * minutes).exp()
}

fn entry<'used>(used: &'used mut BTreeMap<String, Used>, function: &Function) -> &'used mut Used {
    let secrets: BTreeSet<_> = function.environment.keys().filter(|name| name.ends_with("_SECRET")).collect();
    used.entry(function.name.clone()).or_insert_with(|| Used {
        name: function.name.clone(),
        memory: f64::from(function.memory) / MEGABYTES,
        invocations: 0.0,
        warm_seconds: 0.0,
        cold_seconds: 0.0,
        at_once: 0.0,
        secrets: count(secrets.len()),
        answers_people: false,
    })
}
