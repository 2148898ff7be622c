//! Answers from the cache: the answer is looked up and the turn is stored, beside a Python service that does the same.

use super::{
    asking::Asking,
    peer::{Race, Request},
};
use crate::{
    client::Connection,
    context::{Context, POOL_SIZE},
    figures::Section,
};
use anyhow::Result;

const QUESTIONS: usize = 60;
/// Cache lifetime, longer than the measure.
const KEPT_SECONDS: &str = "3600";
/// Minimum similarity that no other question reaches, so that only the same question hits the cache.
const ONLY_THE_SAME: &str = "2";

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let mut section = Section::new("cached", "A cached answer", notes(&corpus.description()));
    let settings = [("ANSWER_CACHE_SECONDS", KEPT_SECONDS), ("ANSWER_CACHE_SIMILARITY", ONLY_THE_SAME)];
    let mut race = Race::prepare(context, &settings.map(|(name, value)| (name, value.to_owned()))).await?;
    let token = context.token(race.ours()).await?;
    let asked = corpus.questions(QUESTIONS);
    let first = Asking::new("/api/chat", &token, &asked)?;
    context.progress.say(format!("{} questions for the first time", first.count()));
    let mut connection = Connection::open(race.ours()).await?;
    for number in 0..first.count() {
        let reply = connection.send(&first.call(0, number)).await?;
        first.read(0, number, &reply)?;
    }
    let to_ours = Request::Question(first.again());
    let to_theirs = Request::Question(Asking::new("/api/chat/cached", &token, &asked)?.again());
    for clients in [1, 8, 32] {
        race.run(context, "cached answer", clients, [&to_ours, &to_theirs]).await?;
    }
    section.tables = race.end().await?.into();
    Ok(section)
}

fn notes(corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`POST /api/chat` with one of {QUESTIONS} questions that were answered before, over {corpus}; every answer reports a \
             cache hit. One `server` process, and the peer in one process and in two, in turns; a pool of {POOL_SIZE} connections \
             each."
        ),
        "Ours: admission, one statement that finds the answer, its citations and its record for callers with the \
         same visible documents, and one that stores the turn with its citations and its own signed record."
            .to_owned(),
        "Python: the token and its session, one statement that finds the same answer under the same digests, and the turn with its \
         citations in one transaction of four. It counts no quotas, signs no record and does not check whether the \
         answer was rated."
            .to_owned(),
    ]
}
