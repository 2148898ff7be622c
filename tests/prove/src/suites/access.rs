//! Random graphs of document owners and shares. A search must return the same results as in a corpus of only the
//! visible documents.

use super::{
    library::{QUESTIONS, Searched, TEXTS, file, searches},
    pool::Pool,
};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_model::{UserId, UserRole, Visibility};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use world::{Document, Person, World};

/// Search results equal those of a corpus without the documents that the caller may not see.
pub const SUITE: Suite = Suite {
    name: "access",
    promise: "on random graphs of owners, shares with people, roles, groups and e-mail addresses, what a search finds, with ranks, scores and \
              counts of words, and what answers say and cite, are those of a corpus that never held what the caller may not \
              see; what is taken back is in no answer from that moment, whatever the vector store still knows",
    quick: 2,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const ROLES: [UserRole; 4] = [UserRole::Analyst, UserRole::Compliance, UserRole::Auditor, UserRole::User];
/// Roles that may ask questions.
const ASKING: [UserRole; 3] = [UserRole::Analyst, UserRole::Compliance, UserRole::User];
const VIEWER: &str = "viewer";
const GROUPS: [&str; 2] = ["planning", "metering"];
const OWNERS: [&str; 2] = ["olive", "oscar"];

/// A world with all documents and their owners.
struct Whole {
    world: World,
    viewer: Person,
    viewer_id: UserId,
    owners: Vec<Person>,
    documents: Vec<(Document, Owner)>,
    admin: Person,
    /// Ids of groups.
    groups: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Owner {
    Everybody,
    Viewer,
    Other(usize),
}

/// Search results and answers of one caller.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    /// Search results for each question.
    searches: Vec<Searched>,
    /// Answer to each question.
    answers: Vec<Value>,
}

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Whole>::default();
    let compared = Arc::<AtomicU64>::default();
    let counted = Arc::clone(&compared);
    let failures = dose.run(AT_ONCE, move |_, chance| case(pool.clone(), Arc::clone(&counted), chance).boxed()).await;
    let compared = compared.load(Relaxed);
    dose.outcome(failures, Worst(format!("{compared} searches equal those without what may not be seen")))
}

async fn case(pool: Pool<Whole>, compared: Arc<AtomicU64>, mut chance: ChaCha8Rng) -> Result<(), String> {
    let whole = Box::pin(pool.take(Whole::make)).await;
    let role = *ASKING.choose(&mut chance).unwrap();
    whole.world.execute("UPDATE users SET role = $1 WHERE id = $2", &[&role, &whole.viewer_id]).await;
    let visible = whole.draw(role, &mut chance).await;
    // at this point the vector store does not yet know about the changed shares
    for question in QUESTIONS {
        let cited = whole.cited(question).await?;
        if !cited.is_subset(&visible) {
            return Err(format!("{cited:?} are cited, and {visible:?} may be seen"));
        }
    }
    whole.world.deliver_all().await;
    // the sweep tells it about a confirmed address
    whole.world.sweeps().await;
    whole.world.deliver_all().await;
    let seen_by = Visibility::of(whole.viewer_id, role);
    let found = look(&whole.world, &whole.viewer, seen_by).await;
    let alone = without_the_rest(&visible, role).await;
    compared.fetch_add(QUESTIONS.len() as u64, Relaxed);
    if found != alone {
        return Err(format!("{role} who may see {visible:?}: {found:#?} instead of {alone:#?}"));
    }
    pool.give_back(whole).await;
    Ok(())
}

impl Whole {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        let viewer_id = world.admits(VIEWER, UserRole::User).await;
        let viewer = world.logs_in(VIEWER).await;
        let admin = world.admin().await;
        let mut owners = Vec::new();
        for name in OWNERS {
            owners.push(world.user(name).await);
        }
        let mut groups = Vec::new();
        for name in GROUPS {
            let group = admin.post("/api/admin/groups", json!({ "name": name })).await.is(201);
            groups.push(group.text("id").to_owned());
        }
        let mut documents = Vec::new();
        for place in 0..TEXTS.len() {
            let owner = match place {
                0 => Owner::Everybody,
                1 => Owner::Viewer,
                other => Owner::Other(other % owners.len()),
            };
            let person = match owner {
                Owner::Everybody => &admin,
                Owner::Viewer => &viewer,
                Owner::Other(number) => &owners[number],
            };
            let (name, bytes) = file(place);
            documents.push((person.uploads(&name, &bytes).await, owner));
        }
        Self { world, viewer, viewer_id, owners, documents, admin, groups }
    }

    /// Draws random shares, applies them, and returns the indices of the documents that the viewer may see.
    async fn draw(&self, role: UserRole, chance: &mut ChaCha8Rng) -> BTreeSet<usize> {
        let mut visible = BTreeSet::new();
        let mut own_groups = BTreeSet::new();
        for group in &self.groups {
            let is_member = chance.random_bool(0.5);
            set(&self.admin, &format!("/api/admin/groups/{group}/members/{}", self.viewer_id), is_member).await;
            if is_member {
                own_groups.insert(group);
            }
        }
        let is_confirmed = chance.random_bool(0.7);
        let confirms = "UPDATE users SET email_verified_at = CASE WHEN $2 THEN now() END WHERE id = $1";
        self.world.execute(confirms, &[&self.viewer_id, &is_confirmed]).await;
        for (place, (document, owner)) in self.documents.iter().enumerate() {
            let Owner::Other(number) = owner else {
                visible.insert(place);
                continue;
            };
            let owner = &self.owners[*number];
            let path = format!("{}/shares", document.path());
            let with_viewer = chance.random_bool(0.3);
            set(owner, &format!("{path}/users/{}", self.viewer_id), with_viewer).await;
            let mut by_role = false;
            for shared in ROLES {
                let is_shared = chance.random_bool(0.2);
                set(owner, &format!("{path}/roles/{shared}"), is_shared).await;
                by_role |= is_shared && shared == role;
            }
            let mut by_group = false;
            for group in &self.groups {
                let is_shared = chance.random_bool(0.2);
                set(owner, &format!("{path}/groups/{group}"), is_shared).await;
                by_group |= is_shared && own_groups.contains(group);
            }
            let with_address = chance.random_bool(0.2);
            set_address(owner, &path, with_address).await;
            if with_viewer || by_role || by_group || (with_address && is_confirmed) {
                visible.insert(place);
            }
        }
        visible
    }

    /// Indices of the documents that the viewer's answer cites.
    async fn cited(&self, question: &str) -> Result<BTreeSet<usize>, String> {
        let answer = self.viewer.asks(question).await.is(200);
        let mut cited = BTreeSet::new();
        for citation in answer["citations"].as_array().into_iter().flatten() {
            let place = self.documents.iter().position(|(document, _)| citation["document_id"] == *document.id);
            cited.insert(place.ok_or("a citation of an unknown document")?);
        }
        Ok(cited)
    }
}

async fn set(owner: &Person, path: &str, is_shared: bool) {
    let reply = if is_shared { owner.put(path, json!({})).await } else { owner.delete(path).await };
    let expected: &[u16] = if is_shared { &[204] } else { &[204, 404] };
    assert!(expected.contains(&reply.status.as_u16()), "{path}: {} {}", reply.status, reply.body);
}

/// Shares with the viewer's address or with another one, and no longer with the other of the two.
async fn set_address(owner: &Person, path: &str, is_viewers: bool) {
    let shares = owner.get(path).await.is(200);
    for share in shares["emails"].as_array().into_iter().flatten() {
        owner.delete(&format!("{path}/emails/{}", share["id"].as_str().unwrap())).await.is(204);
    }
    let name = if is_viewers { VIEWER } else { "somebody.else" };
    owner.post(&format!("{path}/emails"), json!({ "email": format!("{name}@example.com") })).await.is(201);
}

/// Results in a new world that contains only the visible documents.
async fn without_the_rest(visible: &BTreeSet<usize>, role: UserRole) -> Found {
    let world = Box::pin(World::new(COPILOT)).await;
    let viewer_id = world.admits(VIEWER, role).await;
    let (viewer, admin) = (world.logs_in(VIEWER).await, world.admin().await);
    for place in visible {
        let (name, bytes) = file(*place);
        admin.uploads(&name, &bytes).await;
    }
    look(&world, &viewer, Visibility::of(viewer_id, role)).await
}

async fn look(world: &World, viewer: &Person, seen_by: Visibility) -> Found {
    let mut found = Found { searches: searches(world, seen_by).await, answers: Vec::new() };
    for question in QUESTIONS {
        let answer = viewer.asks(question).await.is(200);
        found.answers.push(comparable(&answer.body));
    }
    found
}

/// The parts of an answer that are comparable between worlds: everything except ids and times.
fn comparable(answer: &Value) -> Value {
    let citation = |citation: &Value| {
        json!({
            "name": citation["document_name"], "page": citation["page"], "quote": citation["quote"],
            "start": citation["start"], "score": citation["score"],
        })
    };
    let citations: Vec<Value> = answer["citations"].as_array().into_iter().flatten().map(citation).collect();
    json!({ "answer": answer["answer"], "support": answer["support"], "sources": answer["sources"], "citations": citations })
}
