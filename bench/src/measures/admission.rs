//! Latency that authentication, the session check and the rate limits add to a request.

use super::lists::succeeded;
use crate::{
    client::{Call, Load},
    context::Context,
    figures::{Column, Section, Table},
};
use anyhow::Result;

/// Measurements of each request; both requests alternate.
const TURNS: usize = 5;

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("admission", "Admission", notes());
    let server = context.server(&[]).await?;
    let token = context.token(server.address).await?;
    let calls = [
        ("not admitted", Call::get("/api/health/live")),
        ("admitted and counted", Call::get("/api/auth/verify").with_token(&token)),
    ];
    let mut table = Table::new("requests", Column::of_load());
    let mut added = Table::new("added", vec![Column::lower("p50 ms", 0.2)]);
    for clients in [1, 8] {
        let mut medians = [Vec::new(), Vec::new()];
        for turn in 1..=TURNS {
            for ((name, call), medians) in calls.iter().zip(&mut medians) {
                context.progress.say(format!("{name}, {clients} clients, turn {turn}"));
                let load = Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(1, 3) };
                let call = call.clone();
                let outcome = load.run(&[server.address], move |_, _| call.clone(), succeeded).await?;
                let figures = outcome.figures();
                medians.extend(figures.get(1));
                if turn == TURNS {
                    table.add(format!("{name}, {clients} clients"), figures);
                }
            }
        }
        let [without, with] = medians.map(median);
        added.add(format!("{clients} clients"), [with - without]);
    }
    server.end().await?;
    section.tables.extend([table, added]);
    Ok(section)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn notes() -> Vec<String> {
    [
        "One `server` process. `not admitted` is `GET /api/health/live`, which uses no store; `admitted and counted` \
         is `GET /api/auth/verify`, whose only work is admission: a signature and one statement, which finds the session and counts \
         the request against the quotas of the account and of its address.",
        "Both alternate; `added` is the difference between the medians of five turns each.",
    ]
    .map(str::to_owned)
    .to_vec()
}
