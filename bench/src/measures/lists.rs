//! Log-in and lists.

use crate::{
    client::{Call, Load, Reply},
    context::Context,
    corpus,
    figures::{Column, Section, Table},
};
use anyhow::{Context as _, Result, bail};
use std::net::SocketAddr;

/// Number of documents without a file that fill the list.
const WAITING: usize = 100;

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("lists", "Logging in and lists", notes());
    let server = context.server(&[]).await?;
    let token = context.token(server.address).await?;
    fill(server.address, &token).await?;
    let calls = [
        ("login", context.login()),
        ("100 documents", documents(&token)),
        ("50 conversations", Call::get("/api/chat/sessions").with_token(&token)),
    ];
    let mut table = Table::new("requests", Column::of_load());
    for (name, call) in calls {
        // with more concurrent log-ins the server rejects some
        let clients_at_once: &[usize] = if name == "login" { &[1, 8, 16] } else { &[1, 8, 32, 64] };
        for &clients in clients_at_once {
            context.progress.say(format!("{name}, {clients} clients"));
            let load = Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(2, 6) };
            let call = call.clone();
            let outcome = load.run(&[server.address], move |_, _| call.clone(), succeeded).await?;
            table.add(format!("{name}, {clients} clients"), outcome.figures());
        }
    }
    server.end().await?;
    section.tables.push(table);
    Ok(section)
}

fn notes() -> Vec<String> {
    [
        "One `server` process. Each request but `login` is admitted with a signature and one statement.",
        "`login` hashes a password with Argon2id (19 MiB, two passes), which is slow on purpose and limits it: one \
         at a time for each two cores; with 16 waiting, further logins are refused.",
        "`100 documents` is `GET /api/documents?limit=100` with that many to list; `50 conversations` is `GET \
         /api/chat/sessions` with the conversations of the previous questions, at most 50.",
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn documents(token: &str) -> Call {
    Call::get("/api/documents?limit=100").with_token(token)
}

pub(super) fn succeeded(_client: usize, _number: usize, reply: &Reply) -> Result<()> {
    if !reply.status.is_success() {
        bail!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body));
    }
    Ok(())
}

/// Creates documents until the list is full.
pub(super) async fn fill(server: SocketAddr, token: &str) -> Result<()> {
    let listed = crate::client::Connection::open(server).await?.send(&documents(token)).await?.json()?;
    let count = listed["count"].as_u64().context("a list has a count")?;
    for number in usize::try_from(count)?..WAITING {
        corpus::promise(server, token, &format!("waiting-{number}.pdf"), 1_000).await?;
    }
    Ok(())
}
