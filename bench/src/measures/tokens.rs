//! Latency that the product adds to each token of a model's stream, beside a Python service that forwards the same
//! stream.

use super::{
    asking::Asking,
    peer::{contenders, end},
    streaming::{self, Heard},
};
use crate::{
    context::Context,
    figures::{Column, Section, Table},
    provider::{Provider, Script},
};
use anyhow::Result;
use std::time::Duration;

const QUESTIONS: usize = 60;
/// All words at once: faster than any model.
const BURST: Script = Script { words: 200, pace: Duration::ZERO };

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let asked = corpus.questions(QUESTIONS);
    let mut section = Section::new("tokens", "A streamed token", notes(&corpus.description()));
    let mut table = Table::new("tokens", columns());
    for script in [BURST, streaming::PACED] {
        let provider = Provider::start(script).await?;
        let contenders = contenders(context, &provider.settings()).await?;
        let token = context.token(contenders[0].addresses()[0]).await?;
        let asking = Asking::new("/api/chat/stream", &token, &asked)?;
        for clients in [1, 8] {
            let apart = format!("{} ms apart, {clients} listeners", script.pace.as_millis());
            context.progress.say(apart.clone());
            let mut all = contenders.iter().map(|_| Heard::new()).collect::<Result<Vec<_>>>()?;
            for _ in 0..context.dose(1, 3) {
                for (contender, heard) in contenders.iter().zip(&mut all) {
                    let dose = (clients, context.dose(3, 8));
                    heard.add(&streaming::listen(&provider, &contender.addresses(), &asking, dose).await?)?;
                }
            }
            for (contender, heard) in contenders.iter().zip(&all) {
                table.add(format!("{apart}, {}", contender.name), figures(heard));
            }
        }
        end(contenders).await?;
    }
    section.tables.push(table);
    Ok(section)
}

fn notes(corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`POST /api/chat/stream` over {corpus}, one `server` process and the peer in one process and in two, in turns. The scripted \
             provider sends {} words one every {} ms, or {} at once; each contains its sending time.",
            streaming::PACED.words,
            streaming::PACED.pace.as_millis(),
            BURST.words
        ),
        "`added` is from the provider's socket to the client's, for each word; for words sent at once it includes \
         the wait behind all previous ones. `added each` is the delay of an answer's last word, divided by its \
         number of words."
            .to_owned(),
        "Ours numbers each event, looks for citation marks, and stores events in Postgres every 200 ms, so that a \
         client can resume; the peer forwards words."
            .to_owned(),
    ]
}

fn columns() -> Vec<Column> {
    vec![
        Column::lower("added p50 ms", 0.2),
        Column::said("added p95 ms"),
        Column::said("added p99 ms"),
        Column::said("added max ms"),
        Column::lower("added each p50 ms", 0.05),
    ]
}

fn figures(heard: &Heard) -> Vec<f64> {
    let mut figures = heard.hop.figures().to_vec();
    figures.push(heard.each.quantile(0.5));
    figures
}
