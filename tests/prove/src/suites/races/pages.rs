//! Lists that change while a client reads them page by page.

use jiff::SignedDuration;
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use world::{Person, World};

/// Number of rows before the walk begins.
const ROWS: usize = 24;

/// A list with operations that add and remove rows.
#[derive(Clone, Copy, Debug)]
enum List {
    Documents,
    Staff,
}

pub(super) async fn walk(world: &World, number: u64, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let list = if chance.random_bool(0.5) { List::Documents } else { List::Staff };
    let reader = match list {
        List::Documents => world.user(&format!("reader-{number}")).await,
        List::Staff => world.staff(&format!("reader-{number}"), "super_admin").await,
    };
    let mut rows = Vec::new();
    for place in 0..ROWS {
        rows.push(list.add(world, &reader, &format!("row-{number}-{place}")).await?);
        // about half of the rows have the same time as the next one
        if chance.random_bool(0.5) {
            world.wait(SignedDuration::from_millis(1));
        }
    }
    rows.shuffle(chance);
    let goers = rows.split_off(ROWS / 2);
    let limit = chance.random_range(1..=7);
    let changing = change(list, world, &reader, goers, number);
    let reading = read(list, &reader, limit);
    let (changed, read) = tokio::join!(changing, reading);
    changed?;
    let times = read?;
    if matches!(list, List::Staff) {
        // all cases share the list of staff, so it must not grow for later walks
        world.execute("DELETE FROM users WHERE id IN (SELECT user_id FROM staff_profiles)", &[]).await;
    }
    let wrong = rows.iter().find(|id| times.get(*id) != Some(&1));
    if let Some(id) = wrong {
        return Err(format!("{list:?} by {limit}: {id} was seen {} times", times.get(id).copied().unwrap_or(0)));
    }
    let twice = times.iter().find(|(_, times)| **times > 1);
    twice.map_or(Ok(()), |(id, times)| Err(format!("{list:?} by {limit}: {id} was seen {times} times")))
}

/// Removes rows and adds others.
async fn change(list: List, world: &World, reader: &Person, goers: Vec<String>, number: u64) -> Result<(), String> {
    for (place, goer) in goers.iter().enumerate() {
        list.add(world, reader, &format!("late-{number}-{place}")).await?;
        list.remove(world, reader, goer).await?;
    }
    Ok(())
}

/// Follows the links and counts how often each row appears.
async fn read(list: List, reader: &Person, limit: usize) -> Result<BTreeMap<String, u32>, String> {
    let mut times = BTreeMap::<String, u32>::new();
    let mut next = Some(format!("{}?limit={limit}", list.path()));
    while let Some(path) = next {
        let reply = reader.get(&path).await;
        if reply.status != 200 {
            return Err(format!("{path}: {} {}", reply.status, reply.body));
        }
        let found = list.rows(&reply.body);
        for row in &found {
            *times.entry(row["id"].to_string().trim_matches('"').to_owned()).or_default() += 1;
        }
        next = reply
            .header("link")
            .strip_prefix('<')
            .and_then(|link| link.split_once('>'))
            .map(|(path, _)| path.to_owned());
        if next.is_none() && found.len() == limit {
            return Err(format!("{path}: a full page without a next one"));
        }
    }
    Ok(times)
}

impl List {
    const fn path(self) -> &'static str {
        match self {
            Self::Documents => "/api/documents",
            Self::Staff => "/api/v1/ops/users",
        }
    }

    fn rows(self, body: &Value) -> Vec<Value> {
        let list = match self {
            Self::Documents => &body["data"],
            Self::Staff => body,
        };
        list.as_array().cloned().unwrap_or_default()
    }

    async fn add(self, world: &World, reader: &Person, name: &str) -> Result<String, String> {
        match self {
            Self::Documents => {
                let reply = reader.creates(json!({ "name": format!("{name}.pdf"), "size": 1 })).await;
                if reply.status == 201 { Ok(reply.text("id").to_owned()) } else { Err(reply.body.to_string()) }
            }
            Self::Staff => Ok(world.employs(name, "support_staff").await.to_string()),
        }
    }

    async fn remove(self, world: &World, reader: &Person, id: &str) -> Result<(), String> {
        match self {
            Self::Documents => {
                let reply = reader.delete(&format!("/api/documents/{id}")).await;
                if reply.status == 204 { Ok(()) } else { Err(reply.body.to_string()) }
            }
            Self::Staff => {
                let delete = "DELETE FROM users WHERE id = (SELECT user_id FROM staff_profiles WHERE id::text = $1)";
                let gone = world.execute(delete, &[&id]).await;
                if gone == 1 { Ok(()) } else { Err(format!("{id} is not there")) }
            }
        }
    }
}
