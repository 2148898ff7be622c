//! Questions to a server that has one core, as a function with 1,769 MB of memory has.

use super::{
    asking::Asking,
    streaming::{self, PACED},
};
use crate::{
    client::Load,
    context::{Context, Corpus},
    figures::{Column, Section, Table},
    process::{Service, resident_megabytes},
    provider::Provider,
};
use anyhow::Result;

const QUESTIONS: usize = 60;
/// Streamed answers.
const ANSWERS: (usize, usize) = (10, 60);
/// The setting of a product with a reader.
const READER: &str = "ANSWER_READER_MODEL_PATH";

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let mut section = Section::new("one-core", "A question on one core", notes(&corpus.description()));
    let mut quoted = Table::new("quoted", quoted_columns());
    let plain = context.server_on_one_core(&[]).await?;
    quoted.add("plain", ask(context, &corpus, &plain).await?);
    plain.end().await?;
    if let Some(reader) = &context.reader {
        let server = context.server_on_one_core(&[(READER, reader.display().to_string())]).await?;
        quoted.add("with a reader", ask(context, &corpus, &server).await?);
        server.end().await?;
    }
    section.tables = vec![quoted, streamed(context, &corpus).await?];
    Ok(section)
}

fn notes(corpus: &str) -> Vec<String> {
    vec![
        format!(
            "The `server` process is bound to one core (`taskset`), the stores and the load generator are not. One client asks \
             {QUESTIONS} questions in turn over {corpus}. `server MB` is the process's resident memory afterwards; \
             it holds all functions, `chat` alone has less."
        ),
        "A function with 1,769 MB of memory has one core. Its processor and its network differ from this machine's."
            .to_owned(),
        "With a reader: if `--reader` names one. First word: as under *A streamed answer*, with one listener."
            .to_owned(),
    ]
}

fn quoted_columns() -> Vec<Column> {
    let mut columns = Column::of_load();
    columns.push(Column::said("server MB"));
    columns
}

async fn ask(context: &Context, corpus: &Corpus, server: &Service) -> Result<Vec<f64>> {
    let asking = Asking::new("/api/chat", &context.token(server.address).await?, &corpus.questions(QUESTIONS))?;
    context.progress.say("quoted answers on one core");
    let load = Load { clients: 1, warm_up: context.seconds(1, 2), measured: context.seconds(3, 12) };
    let (making, reading) = (asking.clone(), asking);
    let make = move |client, number| making.call(client, number);
    let outcome =
        load.run(&[server.address], make, move |client, number, reply| reading.read(client, number, reply)).await?;
    let mut figures = outcome.figures();
    figures.push(resident_megabytes(server.pid).unwrap_or_default());
    Ok(figures)
}

async fn streamed(context: &Context, corpus: &Corpus) -> Result<Table> {
    let provider = Provider::start(PACED).await?;
    let server = context.server_on_one_core(&provider.settings()).await?;
    let token = context.token(server.address).await?;
    let asking = Asking::new("/api/chat/stream", &token, &corpus.questions(QUESTIONS))?;
    context.progress.say("streamed answers on one core");
    let answers = context.dose(ANSWERS.0, ANSWERS.1);
    let heard = streaming::listen(&provider, &[server.address], &asking, (1, answers)).await?;
    server.end().await?;
    let mut table = Table::new("streamed", streaming::columns());
    table.add("1 listener", heard.figures());
    Ok(table)
}
