//! Random graphs of who owns and shares what. What somebody finds is what they would find if there were nothing else.

use super::pool::Pool;
use crate::{
    prove::{Dose, Outcome, Suite, Worst},
    world::{Document, Person, World},
};
use futures::FutureExt;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_config::Secrets;
use sisuiq_db::{DocumentFilter, UserId, UserRole, Visibility};
use sisuiq_retrieval::{
    Embedder, EmbeddingSettings, Hit, LEG_LIMIT, QdrantStore, Retrieval, Search, StoreSettings, fusion::Place,
};
use sisuiq_testing::pdf::PdfBuilder;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use uuid::Uuid;

/// Search over a corpus equals search over the corpus without what the caller may not see.
pub const SUITE: Suite = Suite {
    name: "access",
    promise: "on random graphs of owners, shares with people and shares with roles, what a search finds, with ranks, scores and \
              counts of words, and what answers say and cite, are those of a corpus that never held what the caller may not \
              see; what is taken back is in no answer from that moment, whatever the vector store still knows",
    quick: 2,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const ROLES: [UserRole; 4] = [UserRole::Analyst, UserRole::Compliance, UserRole::Auditor, UserRole::User];
const VIEWER: &str = "viewer";
const OWNERS: [&str; 2] = ["olive", "oscar"];

/// What documents are about; each names things that others name too, so that they are found beside each other.
const TEXTS: [&str; 9] = [
    "The vision of the Kivu Grid Company is a reliable transmission company for every region by 2031.",
    "The mission of the Kivu Grid Company is to buy and transmit electricity at low cost in every region.",
    "Transmission losses of the Kivu Grid Company fell to 3.4 percent in 2029, and are to fall to 3.1 percent by 2031.",
    "The regulator fines a transmission company 40 million shillings when losses exceed 5 percent in a year.",
    "Substations of the northern region are inspected every 90 days, and after each fault within 24 hours.",
    "The licence of the Kivu Grid Company ends in 2044 and may be renewed once, on application two years before.",
    "Staff trained in live-line work number 160 in 2031, of whom 60 work in the northern region.",
    "The grid code obliges operators to report faults within 24 hours to the regulator of the region.",
    "The budget for new substations is 220 million dollars until 2031, most of it in the eastern region.",
];

const QUESTIONS: [&str; 4] = [
    "What is the vision of the Kivu Grid Company?",
    "How far are transmission losses to fall by 2031?",
    "How often are substations of the northern region inspected?",
    "Within how many hours are faults to be reported?",
];

/// A world with all documents, and who they belong to.
struct Whole {
    world: World,
    viewer: Person,
    viewer_id: UserId,
    owners: Vec<Person>,
    /// Whose the documents are: everybody's, the viewer's, or an owner's.
    documents: Vec<(Document, Owner)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Owner {
    Everybody,
    Viewer,
    Other(usize),
}

/// What somebody finds and is told.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    /// Of each question: what is found, best first.
    hits: Vec<Vec<Entry>>,
    /// Of each question: how many chunks there are, and in how many each of its words occurs.
    words: Vec<String>,
    /// Of each question: what is answered.
    answers: Vec<Value>,
}

/// A chunk that was found: its place, then ranks and scores by meaning and words, and their fusion.
type Entry = (String, Option<(u32, String)>, Option<(u32, String)>, String);

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
    let role = *ROLES.choose(&mut chance).unwrap();
    whole.world.execute("UPDATE users SET role = $1 WHERE id = $2", &[&role, &whole.viewer_id]).await;
    let visible = whole.draw(role, &mut chance).await;
    // before the vector store is told
    for question in QUESTIONS {
        let cited = whole.cited(question).await?;
        if !cited.is_subset(&visible) {
            return Err(format!("{cited:?} are cited, and {visible:?} may be seen"));
        }
    }
    whole.world.pump().await;
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

fn file(place: usize) -> (String, Vec<u8>) {
    (format!("{place}.pdf"), PdfBuilder::of_texts(&[TEXTS[place]]).build())
}

impl Whole {
    async fn make() -> Self {
        let world = World::new().await;
        let viewer_id = world.admits(VIEWER, UserRole::User).await;
        let viewer = world.logs_in(VIEWER).await;
        let admin = world.admin().await;
        let mut owners = Vec::new();
        for name in OWNERS {
            owners.push(world.user(name).await);
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
        Self { world, viewer, viewer_id, owners, documents }
    }

    /// Draws who may see what, changes what has to be changed for that, and gives what the viewer may see.
    async fn draw(&self, role: UserRole, chance: &mut ChaCha8Rng) -> BTreeSet<usize> {
        let mut visible = BTreeSet::new();
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
            if with_viewer || by_role {
                visible.insert(place);
            }
        }
        visible
    }

    /// Which documents the viewer is answered from.
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

/// What is found in a world that never held anything else.
async fn without_the_rest(visible: &BTreeSet<usize>, role: UserRole) -> Found {
    let world = Box::pin(World::new()).await;
    let viewer_id = world.admits(VIEWER, role).await;
    let (viewer, admin) = (world.logs_in(VIEWER).await, world.admin().await);
    for place in visible {
        let (name, bytes) = file(*place);
        admin.uploads(&name, &bytes).await;
    }
    look(&world, &viewer, Visibility::of(viewer_id, role)).await
}

async fn look(world: &World, viewer: &Person, seen_by: Visibility) -> Found {
    let environment = world.environment();
    let secrets = Secrets::from_environment(&environment, world.clock()).unwrap();
    let embedder = Embedder::new(EmbeddingSettings::from_environment(&environment).unwrap());
    let settings = StoreSettings::from_environment(&environment, &secrets).unwrap();
    let store = QdrantStore::new(settings, embedder.model()).unwrap();
    let retrieval = Retrieval::new(embedder, store, world.database());
    let names = names(world).await;
    let mut found = Found { hits: Vec::new(), words: Vec::new(), answers: Vec::new() };
    for question in QUESTIONS {
        let prepared = retrieval.prepare(question, &["Kivu", "region", "percent"], seen_by).await.unwrap();
        let filter = DocumentFilter::default();
        let search = Search { question, seen_by, filter: &filter, limit: 2 * LEG_LIMIT };
        let retrieved = retrieval.search(search, &prepared).await.unwrap();
        assert!(!retrieved.degraded, "the vector store answers");
        found.hits.push(retrieved.hits.iter().map(|hit| entry(&names, hit)).collect());
        let counts = ["Kivu", "region", "percent"].map(|word| prepared.chunks_with(word));
        found.words.push(format!("{counts:?} of {}", prepared.frequencies.all_chunks()));
        let answer = viewer.asks(question).await.is(200);
        found.answers.push(told(&answer.body));
    }
    found
}

/// What is told, without ids and times.
fn told(answer: &Value) -> Value {
    let citation = |citation: &Value| {
        json!({
            "name": citation["document_name"], "page": citation["page"], "quote": citation["quote"],
            "start": citation["start"], "score": citation["score"],
        })
    };
    let citations: Vec<Value> = answer["citations"].as_array().into_iter().flatten().map(citation).collect();
    json!({ "answer": answer["answer"], "support": answer["support"], "sources": answer["sources"], "citations": citations })
}

/// Scores are those of the same vectors, whatever stands beside them.
fn entry(names: &BTreeMap<Uuid, String>, hit: &Hit) -> Entry {
    let place = |place: Option<Place>| place.map(|place| (place.rank, format!("{:.5}", place.score)));
    let name = names.get(&hit.chunk.0).cloned().unwrap_or_else(|| format!("an unknown chunk {}", hit.chunk.0));
    (name, place(hit.semantic), place(hit.keyword), format!("{:.12}", hit.rrf_score))
}

async fn names(world: &World) -> BTreeMap<Uuid, String> {
    let connection = world.database().connection().await.unwrap();
    let places = "SELECT chunks.id, documents.name || ' p. ' || chunks.page || ' no. ' || chunks.ordinal \
         FROM document_chunks AS chunks JOIN documents ON documents.id = chunks.document_id";
    let rows = connection.query(places, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}
