//! Random concurrent actions of several people.

use futures::future::join_all;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::HashMap;
use world::{Person, Reply};

/// Planned actions and their actors.
pub(super) struct Deeds<'a>(Vec<(&'a Person, Deed)>);

#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Creates a document and may delete it afterwards.
    Document { and_delete: bool },
    /// Creates an API key and ends it.
    Key,
    /// Deletes a document that does not exist.
    Nothing,
    /// Logs in with a wrong password.
    Guess,
}

/// Records that the log must contain, according to the answers.
#[derive(Default)]
pub(super) struct Done {
    /// Expected action and outcome by trace id.
    logged: HashMap<String, (&'static str, &'static str)>,
    /// Trace ids without a record.
    unlogged: Vec<String>,
    /// Number of failed requests whose effect is unknown.
    pub(super) cut_off: u64,
    odd: Vec<String>,
}

impl<'a> Deeds<'a> {
    pub(super) fn plan(people: &'a [Person], chance: &mut ChaCha8Rng) -> Self {
        let many = chance.random_range(5..=25);
        let deed = |chance: &mut ChaCha8Rng| match chance.random_range(0..8) {
            0..=3 => Deed::Document { and_delete: chance.random_bool(0.5) },
            4 | 5 => Deed::Key,
            6 => Deed::Nothing,
            _ => Deed::Guess,
        };
        Self((0..many).filter_map(|_| Some((people.choose(chance)?, deed(chance)))).collect())
    }

    pub(super) async fn run(&self) -> Done {
        let mut all = Done::default();
        for done in join_all(self.0.iter().map(|(person, deed)| deed.run(person))).await {
            all.logged.extend(done.logged);
            all.unlogged.extend(done.unlogged);
            all.odd.extend(done.odd);
            all.cut_off += done.cut_off;
        }
        all
    }
}

impl Deed {
    async fn run(self, person: &Person) -> Done {
        let mut done = Done::default();
        match self {
            Self::Document { and_delete } => {
                let made = person.creates(json!({ "name": "plan.pdf", "size": 7 })).await;
                if done.note(&made, 201, "create_document") && and_delete {
                    let deleted = person.delete(&format!("/api/documents/{}", made.text("id"))).await;
                    done.note(&deleted, 204, "delete_document");
                }
            }
            Self::Key => {
                let input =
                    json!({ "name": "key", "scopes": ["read"], "expires_in_days": 1, "password": person.password() });
                let made = person.post("/api/auth/api-keys", input).await;
                if done.note(&made, 201, "create_api_key") {
                    let ended = person.delete(&format!("/api/auth/api-keys/{}", made.text("id"))).await;
                    done.note(&ended, 204, "end_api_key");
                }
            }
            Self::Nothing => {
                let reply = person.delete("/api/documents/0190b5a0-0000-7000-8000-000000000000").await;
                done.note(&reply, 204, "delete_document");
            }
            Self::Guess => {
                let reply = person.world.stranger().logs_in_as(&person.email(), "wrong").await;
                match reply.status.as_u16() {
                    401 => done.expect_record(&reply, "log_in", "refused"),
                    _ => done.refuse(&reply),
                }
            }
        }
        done
    }
}

impl Done {
    /// Expects a record if the action succeeded. Returns true if it did.
    fn note(&mut self, reply: &Reply, status: u16, action: &'static str) -> bool {
        if reply.status == status {
            self.expect_record(reply, action, "done");
            return true;
        }
        self.refuse(reply);
        false
    }

    fn expect_record(&mut self, reply: &Reply, action: &'static str, outcome: &'static str) {
        self.logged.insert(reply.header("x-trace-id").to_owned(), (action, outcome));
    }

    /// Expects no record of a rejected request. The effect of a failed request is unknown.
    fn refuse(&mut self, reply: &Reply) {
        match reply.status.as_u16() {
            404 | 409 | 429 => self.unlogged.push(reply.header("x-trace-id").to_owned()),
            500 | 503 => self.cut_off += 1,
            status => self.odd.push(format!("{status} {}", reply.body)),
        }
    }

    /// Checks that the log contains each expected record exactly once, and no rejected request.
    pub(super) fn match_records(&self, copy: &[String]) -> Result<(), String> {
        if let Some(odd) = self.odd.first() {
            return Err(format!("an answer that nobody expects: {odd}"));
        }
        let mut records = HashMap::<String, Vec<Value>>::new();
        for line in copy {
            let record: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
            records.entry(record["trace_id"].as_str().unwrap_or_default().to_owned()).or_default().push(record);
        }
        for (trace, (action, outcome)) in &self.logged {
            match records.get(trace).map(Vec::as_slice) {
                Some([record]) if record["action"] == *action && record["outcome"] == *outcome => {}
                other => return Err(format!("{action} {outcome} {trace}: {other:?}")),
            }
        }
        let logged = self.unlogged.iter().find(|trace| records.contains_key(*trace));
        logged.map_or(Ok(()), |trace| Err(format!("{trace} was refused and is told: {:?}", records[trace])))
    }
}
