//! `cargo dev env`

use anyhow::{Context, Result};

use crate::console;
use crate::stack::environment::{self, Variables};
use crate::stack::secrets::Secrets;
use crate::stack::{Stack, state::State};

pub(super) fn run(stack: &Stack) -> Result<()> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let secrets = Secrets::read(&stack.secrets_file())?;
    for (name, value) in variables(&state, &secrets)? {
        console::line(format!("{name}={value}"));
    }
    Ok(())
}

fn variables(state: &State, secrets: &Secrets) -> Result<Variables> {
    let resources = state.resources.as_ref().context("the bucket does not exist yet")?;
    let mut variables = vec![
        ("SISUIQ_URL".to_owned(), state.base_url()),
        ("SISUIQ_EMAIL".to_owned(), secrets.demo_user.email.clone()),
        ("SISUIQ_PASSWORD".to_owned(), secrets.demo_user.password.clone()),
    ];
    variables.extend(environment::aws(&state.ports));
    variables.extend([
        ("DATABASE_URL".to_owned(), secrets.database_url(&state.ports)),
        ("QDRANT_URL".to_owned(), state.ports.qdrant_url()),
        ("DOCUMENTS_BUCKET".to_owned(), resources.bucket.clone()),
        ("INGEST_QUEUE_URL".to_owned(), resources.queue_url.clone()),
    ]);
    Ok(variables)
}
