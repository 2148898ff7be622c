//! Predictions of severity through HTTP, one by one and in batches.

use super::lists::succeeded;
use crate::{
    client::{Call, Connection, Load},
    context::Context,
    corpus::{self, Delivery},
    figures::{Column, Section, Table},
};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// Accidents of a batch: as many as one takes.
const ACCIDENTS: usize = 100;
/// Time limit for all batches.
const TIMEOUT: Duration = Duration::from_mins(5);

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let server = context.server(&[]).await?;
    let token = context.token(server.address).await?;
    let mut table = Table::new("requests", Column::of_load());
    for clients in [1, 50] {
        context.progress.say(format!("predictions, {clients} clients"));
        let load = Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(2, 6) };
        let token = token.clone();
        let make = move |client: usize, number: usize| prediction(client, number).with_token(&token);
        let outcome = load.run(&[server.address], make, succeeded).await?;
        table.add(format!("{clients} clients"), outcome.figures());
    }
    let mut batches = Table::new("batches of 100", vec![Column::lower("s", 0.2), Column::higher("accidents/s")]);
    let delivery = Delivery::of_predictions(&context.settings).await?;
    corpus::drain(&delivery).await?;
    for count in context.dose([1, 5], [1, 100]) {
        context.progress.say(format!("{count} batches of {ACCIDENTS}"));
        let time = work_through(server.address, &token, &delivery, count).await?.as_secs_f64();
        let accidents = u32::try_from(count * ACCIDENTS)?;
        batches.add(format!("{count} batches"), [time, f64::from(accidents) / time]);
    }
    server.end().await?;
    let mut section = Section::new("predict", "Predictions through HTTP", notes());
    section.tables = vec![table, batches];
    Ok(section)
}

/// Submits batches, delivers their messages, and returns the time until the results of all are complete.
async fn work_through(server: SocketAddr, token: &str, delivery: &Delivery, count: usize) -> Result<Duration> {
    let mut connection = Connection::open(server).await?;
    let began = Instant::now();
    let mut waiting = Vec::with_capacity(count);
    for batch in 0..count {
        let accidents: Vec<Value> = (0..ACCIDENTS).map(|number| accident(batch, number)).collect();
        let call = Call::post_json("/api/predict/eclo/batch", &json!({ "accidents": accidents })).with_token(token);
        let accepted = connection.send(&call).await?.json()?;
        waiting.push(accepted["results_url"].as_str().context("a batch has an address of its results")?.to_owned());
    }
    while let Some(results) = waiting.last() {
        let reply = connection.send(&Call::get(results.as_str()).with_token(token)).await?.json()?;
        match reply["status"].as_str() {
            Some("success") => {
                let predicted = reply["results"].as_array().map_or(0, Vec::len);
                if predicted != ACCIDENTS {
                    bail!("{predicted} of {ACCIDENTS} accidents were predicted");
                }
                waiting.pop();
            }
            Some("failed") => bail!("a batch failed: {}", reply["error"]),
            _ if began.elapsed() > TIMEOUT => bail!("{} batches were not ready in time", waiting.len()),
            _ => {
                delivery.deliver().await?;
            }
        }
    }
    Ok(began.elapsed())
}

/// A request for an accident that differs from those before.
fn prediction(client: usize, number: usize) -> Call {
    Call::post_json("/api/predict/eclo", &accident(client, number))
}

fn accident(client: usize, number: usize) -> Value {
    json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "time_period": "일반시간대", "district": "대구광역시 중구 동성로1가", "day_of_week": "수요일",
        "accident_hour": (client + number) % 24, "accident_year": 2021, "accident_month": 12, "accident_day": 8,
    })
}

fn notes() -> Vec<String> {
    [
        "`POST /api/predict/eclo` of one `server` process with the demo model: admission, prediction with interval and contributions, \
         explanation, and the stored prediction.",
        "Batches: from the first `POST /api/predict/eclo/batch` until all results are complete. The batches are submitted one after \
         another, and one process of `predict-batch` on an emulated Runtime API works on five messages at a time.",
    ]
    .map(str::to_owned)
    .to_vec()
}
