//! Deletion of a document.

use super::{
    moments::Moment,
    place::{Given, Place, word},
};
use copilot::ingestion::{Kill, scenario::Uploaded};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use std::time::Duration;
use world::World;

/// Maximum number of retries of a deletion.
const TRIES: usize = 2;
/// Longest time that a process continues after it was held, in milliseconds.
const LATER_MS: u64 = 1_500;
/// Tables that may contain answers from before the deletion.
const EARLIER_ANSWERS: [&str; 7] = [
    "chat_messages",
    "citations",
    "answer_records",
    "answer_events",
    "audit_records",
    "pending_audit_records",
    "erasures",
];
/// Tables that keep a permanent record of deletions.
const AUDIT: [&str; 3] = ["audit_records", "pending_audit_records", "erasures"];

/// A document with a unique name and a unique word in its text.
struct Case<'a> {
    place: &'a Place,
    document: Uploaded,
    name: String,
    secret: String,
}

/// Deletes a document at a moment and checks that no store contains it.
pub(super) async fn is_deleted(place: &Place, moment: Moment, mut chance: ChaCha8Rng) -> Result<(), String> {
    let (name, secret) = (word(), word());
    let file = file(&name, &secret, 3);
    let document = match moment {
        Moment::Promised => place.scenario.promise(&file).await,
        _ => place.scenario.upload(&file).await,
    };
    let case = Case { place, document, name, secret };
    let mut messages = place.waiting().await;
    if !matches!(moment, Moment::Promised | Moment::Landed | Moment::Read(_)) {
        place.scenario.drain_queue().await;
    }
    case.prepare(moment).await?;
    messages.extend(place.waiting().await);
    let given = case.asks().await?;
    let is_held = chance.random();
    let time = Duration::from_millis(chance.random_range(0..LATER_MS));
    match moment {
        Moment::Read(step)
        | Moment::ReadAgain(step)
        | Moment::Replaced(step)
        | Moment::Shared(step)
        | Moment::Embedded(step) => {
            if is_held {
                let meanwhile = async {
                    messages.extend(place.waiting().await);
                    case.delete().await.expect("it can be deleted");
                };
                Box::pin(place.scenario.hold(step, meanwhile, time)).await;
            } else {
                place.scenario.kill(Kill::At(step)).await;
                messages.extend(place.waiting().await);
                case.delete().await?;
            }
        }
        Moment::CleanedUp(step) => {
            case.delete().await?;
            messages.extend(place.waiting().await);
            place.scenario.kill(Kill::At(step)).await;
        }
        _ => case.delete().await?,
    }
    case.is_hidden(&given).await.map_err(|found| format!("before all is cleaned up: {found}"))?;
    messages.extend(place.waiting().await);
    place.comes_again(&messages, &mut chance).await?;
    case.is_hidden(&given).await?;
    case.is_gone(&given).await
}

impl Case<'_> {
    /// Starts the process in which the moment occurs.
    async fn prepare(&self, moment: Moment) -> Result<(), String> {
        let (scenario, id) = (&self.place.scenario, self.document.id);
        let owner = scenario.owner().await;
        match moment {
            Moment::ReadAgain(_) => {
                owner.post(&format!("/api/documents/{id}/reindex"), json!({})).await.is(202);
            }
            Moment::VersionPromised => {
                owner.post(&format!("/api/documents/{id}/versions"), json!({ "size": 1_000 })).await.is(201);
            }
            Moment::VersionLanded | Moment::Replaced(_) => {
                scenario.upload_version(&self.document, 2, &file(&self.name, &self.secret, 5)).await;
            }
            Moment::Shared(_) => {
                owner.put(&format!("/api/documents/{id}/shares/roles/auditor"), json!({})).await.is(204);
            }
            Moment::Embedded(_) => {
                deploys_next(scenario.world()).await;
                scenario.sweep().await.map_err(|error| format!("{error:?}"))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn question(&self) -> String {
        format!("What is the vision of the {} Grid Company?", self.name)
    }

    /// Asks about the document and returns the answers that cite it.
    async fn asks(&self) -> Result<Vec<Given>, String> {
        let mut given = Vec::new();
        for asker in Place::PEOPLE {
            let person = self.place.logs_in(asker).await;
            let reply = person.asks(&self.question()).await.is(200);
            if reply["citations"].to_string().contains(&self.document.id.to_string()) {
                given.push(Given::of(asker, &reply));
                // streamed answers are stored in a different way
                person.streams(&format!("What is the vision of {}?", self.name)).await;
            }
        }
        Ok(given)
    }

    /// Deletes the document. The database stops waiting for a lock of a held process and the request fails with 503.
    /// It is then retried.
    async fn delete(&self) -> Result<(), String> {
        let owner = self.place.scenario.owner().await;
        let mut reply = owner.delete(&self.path()).await;
        for _ in 0..TRIES {
            if reply.status != 503 {
                break;
            }
            reply = owner.delete(&self.path()).await;
        }
        if reply.status == 204 { Ok(()) } else { Err(format!("{}: {}", reply.status, reply.body)) }
    }

    fn path(&self) -> String {
        format!("/api/documents/{}", self.document.id)
    }

    /// Checks that nobody can access the document. Earlier answers show only withdrawn citations.
    async fn is_hidden(&self, given: &[Given]) -> Result<(), String> {
        let (id, path) = (self.document.id.to_string(), self.path());
        for name in Place::PEOPLE {
            let person = self.place.logs_in(name).await;
            let gone = [
                path.clone(),
                format!("{path}/pages/1"),
                format!("{path}/file"),
                format!("{path}/versions"),
                format!("/api/v1/documents/{id}"),
            ];
            for path in gone {
                let reply = person.get(&path).await;
                if reply.status != 404 {
                    return Err(format!("GET {path}: {}: {}", reply.status, reply.body));
                }
            }
            let lists = ["/api/documents?limit=100", "/api/v1/documents?limit=100", "/api/v1/documents/sources"];
            for list in lists {
                let reply = person.get(list).await;
                if reply.status != 200 || reply.body.to_string().contains(&id) {
                    return Err(format!("GET {list}: {}: {}", reply.status, reply.body));
                }
            }
            let alike = format!("Tell me the vision of the {} Grid Company", self.name);
            for question in [self.question(), alike] {
                let reply = person.asks(&question).await;
                let told = reply.body.to_string();
                if reply.status != 200 || told.contains(&self.secret) || told.contains(&id) {
                    return Err(format!("{question}: {}: {told}", reply.status));
                }
            }
        }
        for given in given {
            let asker = self.place.logs_in(given.asker).await;
            if given.citations.is_empty() {
                return Err(format!("the answer {} has no citation", given.answer));
            }
            for citation in &given.citations {
                let reply = asker.get(&format!("/api/citations/{citation}")).await;
                let shows = !reply["highlight"].is_null() || !reply["found"].is_null();
                if reply.status != 200 || reply["label"] != "withdrawn" || shows {
                    return Err(format!("a citation of it: {}: {}", reply.status, reply.body));
                }
            }
        }
        Ok(())
    }

    /// Checks that no store contains the document, except in earlier answers.
    async fn is_gone(&self, given: &[Given]) -> Result<(), String> {
        let id = self.document.id.to_string();
        let may_hold: &[&str] = if given.is_empty() { &AUDIT } else { &EARLIER_ANSWERS };
        self.place.holds_nothing(&[&id, &self.secret], may_hold).await?;
        let points = self.place.points_of(&id).await;
        if points != 0 {
            return Err(format!("{points} points are left"));
        }
        self.place.has_no_object(&format!("docs/{id}/")).await
    }
}

/// Builds a file whose pages contain the secret word. The first page also contains the name.
fn file(name: &str, secret: &str, pages: usize) -> Vec<u8> {
    let vision =
        format!("The vision of the {name} Grid Company is to be a reliable {secret} transmission company everywhere.");
    let others =
        (1..pages).map(|page| format!("In year {page} of the plan {secret} is connected to a line of the company."));
    let texts: Vec<_> = [vision].into_iter().chain(others).collect();
    PdfBuilder::of_texts(&texts.iter().map(String::as_str).collect::<Vec<_>>()).build()
}

/// Creates the collection of the next model, as a deployment does.
async fn deploys_next(world: &World) {
    world.set("NEXT_EMBEDDING_PRECISION", "f32");
    let state = migrate::State::from_environment(&world.environment(), world.clock()).unwrap();
    migrate::migrate(&state).await.unwrap();
}
