//! `cargo dev redrive`

use anyhow::{Context, Result};

use crate::console;
use crate::stack::{Stack, environment, state::State};
use crate::supervisor::scripts::Script;

pub(super) fn run(stack: &Stack) -> Result<()> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let resources = state.resources.context("the queues do not exist yet")?;
    let queues = [
        ("ingest queue", resources.dead_letter_queue_url, resources.queue_url),
        ("queue of text recognition", resources.ocr_dead_letter_queue_url, resources.ocr_queue_url),
        (
            "queue of batches of predictions",
            resources.predict_batch_dead_letter_queue_url,
            resources.predict_batch_queue_url,
        ),
        ("queue of runs of sources", resources.fetch_dead_letter_queue_url, resources.fetch_queue_url),
        ("queue of fetched runs", resources.process_dead_letter_queue_url, resources.process_queue_url),
        (
            "queue of batches of screenings",
            resources.screen_batch_dead_letter_queue_url,
            resources.screen_batch_queue_url,
        ),
    ];
    for (name, dead_letters, queue) in queues {
        let (arguments, variables) = (vec![dead_letters, queue], environment::aws(&state.ports));
        let moved = Script { name: "redrive.py", arguments, variables, input: String::new() }.run(&stack.project)?;
        console::line(format!("messages moved back to the {name}: {}", moved.trim()));
    }
    Ok(())
}
