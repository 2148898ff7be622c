//! A month's bill, line by line: amounts and what one costs.

use std::collections::BTreeSet;

use anyhow::Result;

use super::inputs::{Machine, Price};
use super::measured::count;
use super::stores::Chosen;
use super::usage::{HOURS, Model, SECONDS, Used, never};

const GIGABYTE: f64 = 1_000_000_000.0;
/// SQS requests per message: send, receive, delete.
const CALLS_OF_A_MESSAGE: f64 = 3.0;
/// Messages per document: one for the upload, one for its pages. Each page without text has one more, and their range another.
const MESSAGES_OF_A_DOCUMENT: f64 = 2.0;
/// Long-polling time of an event source mapping.
const POLL_SECONDS: f64 = 20.0;

/// The capacity that costs money even without questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// As template.yaml deploys it: only storage, secrets, alarms and the stores cost money at rest.
    Default,
    /// Provisioned concurrency, stores in several availability zones, a private network.
    Steady,
}

/// A line of the bill: an amount and a price.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) what: String,
    pub(super) unit: String,
    /// Dollars per unit.
    pub(super) each: f64,
    pub(super) amount: f64,
}

impl Line {
    fn of(price: &Price, amount: f64) -> Self {
        Self { what: price.what.clone(), unit: price.unit.clone(), each: price.usd / price.per, amount }
    }

    fn named(what: &str, price: &Price, amount: f64) -> Self {
        Self { what: what.to_owned(), ..Self::of(price, amount) }
    }

    pub(super) fn usd(&self) -> f64 {
        self.amount * self.each
    }
}

/// The bill of a month with this many questions, all with quoted answers.
pub(super) fn bill(model: &Model, questions: f64, profile: Profile) -> Result<Vec<Line>> {
    let functions = model.functions(questions, false)?;
    let mut lines = compute(model, &functions, profile);
    lines.extend(edge(model, questions));
    lines.extend(storage(model, questions)?);
    lines.extend(secrets(model, &functions, profile));
    lines.extend(watching(model, questions, &functions));
    lines.extend(stores(model, questions, profile)?);
    Ok(lines)
}

fn compute(model: &Model, functions: &[Used], profile: Profile) -> Vec<Line> {
    let prices = &model.inputs.prices;
    let is_steady = profile == Profile::Steady;
    let sum = |of: &dyn Fn(&Used) -> f64| functions.iter().map(of).sum::<f64>();
    let is_ready = |used: &Used| is_steady && used.answers_people;
    let on_demand = sum(&|used| {
        if is_ready(used) { 0.0 } else { used.memory * (used.warm_seconds + used.cold_seconds) }
    });
    let mut lines = vec![
        Line::of(&prices.lambda_requests, sum(&|used| used.invocations)),
        Line::of(&prices.lambda_gb_seconds, on_demand),
    ];
    if is_steady {
        let least = model.inputs.assumed.always_ready.value;
        let ready = sum(&|used| if is_ready(used) { used.memory * used.at_once.max(least) } else { 0.0 });
        let busy = sum(&|used| if is_ready(used) { used.memory * used.warm_seconds } else { 0.0 });
        lines.push(Line::of(&prices.provisioned_gb_seconds, ready * SECONDS));
        lines.push(Line::of(&prices.provisioned_duration, busy));
    }
    lines
}

fn edge(model: &Model, questions: f64) -> Vec<Line> {
    let (prices, assumed) = (&model.inputs.prices, &model.inputs.assumed);
    let conversations = questions / assumed.questions_a_conversation.value;
    let requests = questions * model.requests_a_question();
    let documents = questions * model.a_question("GET /api/documents/{id}/file");
    let bytes = questions * assumed.bytes_of_an_answer.value
        + conversations * assumed.bytes_of_files.value
        + documents * assumed.bytes_of_a_document.value;
    vec![
        Line::of(&prices.gateway_requests, requests),
        Line::of(&prices.cdn_requests, requests + documents + conversations * assumed.files_a_conversation.value),
        Line::of(&prices.cdn_gigabytes, bytes / GIGABYTE),
    ]
}

fn storage(model: &Model, questions: f64) -> Result<Vec<Line>> {
    let (prices, assumed) = (&model.inputs.prices, &model.inputs.assumed);
    let uploads = questions * assumed.pages_a_question.value / assumed.pages_a_document.value;
    let opened = questions * model.a_question("GET /api/documents/{id}/file");
    let polls = count(model.template.queue_sources.len()) * assumed.pollers.value * SECONDS / POLL_SECONDS;
    let scanned = model.scanned_pages(questions);
    let recognitions = scanned + scanned / assumed.pages_a_document.value;
    let messages = (uploads * MESSAGES_OF_A_DOCUMENT + recognitions) * CALLS_OF_A_MESSAGE;
    let held = model.needs(questions, false)?.bucket_bytes / GIGABYTE;
    let runs = model.template.schedules.iter().map(|schedule| SECONDS / schedule.every.as_secs_f64()).sum();
    Ok(vec![
        Line::of(&prices.bucket_gigabytes, held),
        Line::of(&prices.bucket_writes, uploads),
        Line::of(&prices.bucket_reads, opened + uploads * MESSAGES_OF_A_DOCUMENT + recognitions),
        Line::named("SQS, empty receives of the mappings", &prices.queue_requests, polls),
        Line::named("SQS, messages", &prices.queue_requests, messages),
        Line::of(&prices.schedule_invocations, runs),
    ])
}

fn secrets(model: &Model, functions: &[Used], profile: Profile) -> Vec<Line> {
    let prices = &model.inputs.prices;
    let names: BTreeSet<_> = model.template.functions.iter().flat_map(|function| function.environment.keys()).collect();
    let number = names.iter().filter(|name| name.ends_with("_SECRET")).count();
    let calls: f64 = functions.iter().map(|used| model.secret_calls(used)).sum();
    let own_keys = if profile == Profile::Steady { 1.0 } else { 0.0 };
    vec![
        // one more for the key that the distribution sends to the gateway, which no function reads
        Line::of(&prices.secrets, count(number + 1)),
        Line::of(&prices.secret_calls, calls),
        Line::of(&prices.keys, own_keys),
        Line::of(&prices.key_calls, own_keys * calls),
    ]
}

fn watching(model: &Model, questions: f64, functions: &[Used]) -> Vec<Line> {
    let (prices, assumed) = (&model.inputs.prices, &model.inputs.assumed);
    let invocations = functions.iter().map(|used| used.invocations).sum::<f64>();
    let metric_bytes = invocations * assumed.metric_bytes.value;
    let told = (questions * model.log_bytes() + model.scheduled_log_bytes() + metric_bytes) / GIGABYTE;
    let alarms = model.template.alarms.iter().map(|alarm| count(alarm.metrics)).sum();
    let in_an_hour = |request: f64| 1.0 - never(questions * request, 60.0);
    let hours: f64 = model.requests.iter().map(|request| in_an_hour(request.a_question)).sum();
    let own = assumed.own_metrics_at_rest.value + in_an_hour(1.0) * assumed.own_metrics_asked.value;
    let rate = invocations / SECONDS;
    let at_once = rate.min(assumed.traced_at_once.value);
    let traced = at_once + (rate - at_once) * assumed.traced_beyond.value;
    vec![
        Line::of(&prices.log_gigabytes, told),
        Line::of(&prices.log_storage, told),
        Line::of(&prices.alarm_metrics, alarms),
        Line::named("CloudWatch, detailed metrics of routes", &prices.metrics, hours * assumed.method_metrics.value),
        Line::named("CloudWatch, custom metrics", &prices.metrics, own),
        Line::of(&prices.traces, traced * SECONDS),
    ]
}

fn stores(model: &Model, questions: f64, profile: Profile) -> Result<Vec<Line>> {
    let prices = &model.inputs.prices;
    let is_steady = profile == Profile::Steady;
    let needs = model.needs(questions, false)?;
    let (database, vectors) = (model.database(&needs, is_steady)?, model.vector_store(&needs, is_steady)?);
    let machine_hours = |chosen: &Chosen, store: &str| Line {
        what: format!("{store}, machines"),
        unit: "hours".to_owned(),
        each: chosen.machine.usd_an_hour,
        amount: chosen.number * HOURS,
    };
    let mut lines = vec![
        machine_hours(&database, "Postgres"),
        Line::of(&prices.database_gigabytes, database.number * database.disk_gigabytes),
        machine_hours(&vectors, "Qdrant"),
        Line::named("Qdrant, disks", &prices.disk_gigabytes, vectors.number * vectors.disk_gigabytes),
    ];
    if is_steady {
        lines.push(Line::of(&prices.way_out_hours, model.inputs.assumed.zones.value * HOURS));
    } else {
        lines.push(Line::named("public addresses of both stores", &prices.public_addresses, 2.0 * HOURS));
    }
    Ok(lines)
}

impl Model {
    /// Requests of a route per question.
    pub(super) fn a_question(&self, route: &str) -> f64 {
        self.requests.iter().filter(|request| request.route == route).map(|request| request.a_question).sum()
    }

    /// The number of times that a function's environments read their secrets: once per period for which they cache them.
    pub(super) fn secret_calls(&self, used: &Used) -> f64 {
        let minutes = self.inputs.assumed.secret_minutes.value;
        let spans = HOURS * 60.0 / minutes * (1.0 - never(used.invocations, minutes));
        used.secrets * spans * used.at_once.max(1.0)
    }
}

/// Dollars per month for a machine.
pub(super) fn monthly(machine: &Machine) -> f64 {
    machine.usd_an_hour * HOURS
}

pub(super) fn total(lines: &[Line]) -> f64 {
    lines.iter().map(Line::usd).sum()
}
