//! Searches with everything up and with parts unavailable. Runs against the test stack.

#![expect(clippy::expect_used, reason = "test code")]

mod search_world;

use search_world::{SearchWorld, nobody};
use sisuiq_documents_db::{document_chunks, document_names, document_words};
use sisuiq_model::{DocumentFilter, DocumentId, DocumentSource, SearchScope};
use sisuiq_retrieval::{LEG_LIMIT, question::names};
use uuid::Uuid;

const QUESTION: &str = "How many km is the 220 kV line?";

#[tokio::test]
async fn search_fails_when_all_is_unavailable() {
    let world = SearchWorld::new().await;
    let retrieval = world.without_store_and_database();
    assert!(world.search(&retrieval, QUESTION, world.reader(), 8).await.unwrap_err().is_unavailable());
    world.close().await;
}

#[tokio::test]
async fn without_vector_store_postgres_answers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_store(), "Which line was energised?", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    let best = found.hits.first().expect("the words are in a chunk");
    assert_eq!(best.chunk, world.line);
    assert_eq!((best.semantic, best.keyword.map(|place| place.rank)), (None, Some(1)));
    assert!((best.rrf_score - 1.0 / 61.0).abs() < 1e-12);
    assert!(!found.timings.full_text_search.is_zero());
    world.close().await;
}

#[tokio::test]
async fn without_model_postgres_answers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_model(), "energised line", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits.first().map(|hit| hit.chunk), Some(world.line));
    world.close().await;
}

#[tokio::test]
async fn without_collection_postgres_answers() {
    let world = SearchWorld::new().await;
    world.store().delete_collection().await.unwrap();
    let found = world.search(&world.retrieval(), "energised line", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits.first().map(|hit| hit.chunk), Some(world.line));
}

/// Passages, and for each a question with other endings, particles, prefixes or marks than the passage.
const SCRIPTS: [(&str, &str); 12] = [
    ("임대차계약은 2031년에 종료된다.", "임대차계약이 언제 종료되나요?"),
    ("变压器的额定容量为六十三兆伏安。", "变压器容量是多少"),
    ("年間の売上高は四百億円でした。", "売上高はいくらですか"),
    ("สายส่งไฟฟ้าแรงสูงมีความยาวสองร้อยกิโลเมตร", "ความยาวของสายส่งคือเท่าไร"),
    ("ارتفعت أسعار الكهرباء في السنة الماضية.", "كم بلغت أسعارُ الكهرباء؟"),
    ("האסיפה הכללית אישרה את התקציב.", "מי אישר את הַתַּקְצִיב?"),
    ("Подстанции обслуживает отдельный цех.", "Кто обслуживает подстанцию?"),
    ("Ο διαχειριστής του συστήματος ορίζει τα τέλη.", "Ποιος είναι διαχειριστής συστήματος;"),
    ("የኤሌክትሪክ ኃይል ዋጋ በየዓመቱ ይከለሳል።", "ኤሌክትሪክ ዋጋ መቼ ይከለሳል?"),
    ("विद्युत शक्ति की दर प्रति वर्ष बदलती है।", "शक्ति की दर कब बदलती है?"),
    ("ထရန်စဖော်မာကို နှစ်စဉ်စစ်ဆေးသည်။", "ထရန်စဖော်မာ စစ်ဆေးမှု"),
    ("აბონენტი ტარიფს თვეში ერთხელ იხდის.", "რამდენ ტარიფს იხდის აბონენტი?"),
];

#[tokio::test]
async fn every_script_is_found_without_vectors() {
    let world = SearchWorld::of(&SCRIPTS.map(|(passage, _)| passage)).await;
    for are_many in [false, true] {
        if are_many {
            world.counts_many_passages().await;
        }
        for ((_, question), passage) in SCRIPTS.iter().zip(&world.passages) {
            let found = world.finds(question, &DocumentFilter::default()).await;
            assert_eq!(found.first(), Some(passage), "{question} {are_many}");
        }
    }
    world.close().await;
}

#[tokio::test]
async fn measures_find_the_lines_of_statements() {
    let passages = ["The board watches each ratio of the plan.", "Total current liabilities | 4,371", "Offices | 12"];
    let world = SearchWorld::of(&passages).await;
    let question = "What is the quick ratio?";
    for retrieval in [world.retrieval(), world.without_store()] {
        let found = world.search(&retrieval, question, world.reader(), 8).await.unwrap();
        assert_eq!(found.hits.first().map(|hit| hit.chunk), world.passages.get(1).copied(), "{}", found.degraded);
    }
    world.close().await;
}

#[tokio::test]
async fn fallback_finds_nothing_outside_filter() {
    let world = SearchWorld::of(&SCRIPTS.map(|(passage, _)| passage)).await;
    let only = |id| DocumentFilter { documents: vec![id], ..DocumentFilter::default() };
    for are_many in [false, true] {
        if are_many {
            world.counts_many_passages().await;
        }
        for (_, question) in SCRIPTS.iter().step_by(3) {
            assert_ne!(world.finds(question, &only(world.document)).await, [], "{question}");
            assert_eq!(world.finds(question, &only(DocumentId(Uuid::new_v4()))).await, [], "{question}");
            let others = DocumentFilter { sources: vec![DocumentSource::Era], ..DocumentFilter::default() };
            assert_eq!(world.finds(question, &others).await, [], "{question}");
        }
    }
    world.close().await;
}

#[tokio::test]
async fn fallback_finds_no_hidden_passage() {
    let question = "Which line was energised?";
    let statements = [
        "UPDATE documents SET current_version = 2 WHERE id = $1",
        "UPDATE document_versions SET status = 'processing' WHERE document_id = $1",
        "UPDATE documents SET deleted_at = now() WHERE id = $1",
        "DELETE FROM documents WHERE id = $1",
    ];
    for sql in statements {
        let world = SearchWorld::new().await;
        for are_many in [false, true] {
            if are_many {
                world.counts_many_passages().await;
            }
            assert_ne!(world.finds(question, &DocumentFilter::default()).await, []);
            let found = world.search(&world.without_store(), question, nobody(), 8).await.unwrap();
            assert_eq!(found.hits, [], "another account");
        }
        world.execute(sql, &[&world.document]).await;
        assert_eq!(world.finds(question, &DocumentFilter::default()).await, [], "{sql}");
        world.close().await;
    }
}

#[tokio::test]
async fn fallback_ranks_as_search_by_words() {
    let passages = [
        "The cable was energised. The cable has three circuits of one cable.",
        "A cable and a station.",
        "The station has cables, pylons, fences, roads, offices and a store of spare parts for each cable.",
        "Pylons stand in the hills.",
    ];
    let world = SearchWorld::of(&passages).await;
    let question = "Which cable and which pylons?";
    let (all, words) = (world.retrieval(), world.without_store());
    let fused = world.search(&all, question, world.reader(), 8).await.unwrap();
    let mut by_words: Vec<_> =
        fused.hits.iter().filter_map(|hit| hit.keyword.map(|place| (place.rank, hit.chunk, place.score))).collect();
    by_words.sort_by_key(|(rank, ..)| *rank);
    let alone = world.search(&words, question, world.reader(), 8).await.unwrap();
    assert_eq!(alone.hits.len(), 4);
    for (hit, (_, chunk, score)) in alone.hits.iter().zip(by_words) {
        assert_eq!(hit.chunk, chunk);
        assert!((hit.keyword.unwrap().score - score).abs() < 1e-4);
    }
    world.close().await;
}

#[tokio::test]
async fn passages_without_terms_are_found() {
    let world = SearchWorld::of(&["The pylon was energised.", "A pylon stands in the hills.", "Stations hum."]).await;
    let question = "Which pylon was energised?";
    assert_eq!(world.finds(question, &DocumentFilter::default()).await, world.passages[..2]);
    world.drop_terms(world.passages[1]).await;
    assert_eq!(world.finds(question, &DocumentFilter::default()).await, world.passages[..2], "beside others");
    world.drop_terms(world.passages[0]).await;
    assert_eq!(world.finds(question, &DocumentFilter::default()).await, world.passages[..2], "alone");
    world.execute("UPDATE documents SET deleted_at = now() WHERE id = $1", &[&world.document]).await;
    assert_eq!(world.finds(question, &DocumentFilter::default()).await, []);
    world.close().await;
}

#[tokio::test]
async fn names_are_found_cut_and_uncut() {
    let world = SearchWorld::new().await;
    let connection = world.database.connection().await.unwrap();
    let connection = &connection;
    let named = async |seen_by, name: &str| {
        let scope = SearchScope { seen_by, filter: &DocumentFilter::default() };
        document_words::subjects(connection, scope, &[], &[name.to_owned()]).await.unwrap().0.len()
    };
    let counts = async || {
        [named(world.reader(), "line").await, named(world.reader(), "pylon").await, named(nobody(), "line").await]
    };
    assert_eq!(counts().await, [1, 0, 0]);
    let uncut = document_names::list_uncut(connection, 10).await.unwrap();
    assert_eq!(uncut, [(world.document, "lines.pdf".to_owned())]);
    let terms = names::of_document("lines.pdf").into_iter().collect();
    assert_eq!(document_names::put_terms(connection, &[(world.document, terms)]).await.unwrap(), 1);
    assert_eq!(document_names::list_uncut(connection, 10).await.unwrap(), []);
    assert_eq!(counts().await, [1, 0, 0]);
    assert_eq!(named(world.reader(), "lin").await, 0, "a part of a name is none of its terms");
    world.close().await;
}

#[tokio::test]
async fn postgres_fallback_respects_visibility() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_store(), "energised line", nobody(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits, []);
    world.close().await;
}

#[tokio::test]
async fn passage_found_twice_comes_first() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.retrieval(), QUESTION, world.reader(), 8).await.unwrap();
    assert!(!found.degraded);
    let best = found.hits.first().expect("something is found");
    assert_eq!(best.chunk, world.line);
    assert_eq!(best.keyword.map(|place| place.rank), Some(1));
    assert!(best.semantic.is_some());
    assert!(found.timings.embedding.as_nanos() > 0 && found.timings.vector_search.as_nanos() > 0);
    assert!(found.timings.full_text_search.is_zero(), "Postgres was not asked");
    world.close().await;
}

#[tokio::test]
async fn hits_are_hidden_from_strangers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.retrieval(), QUESTION, nobody(), 8).await.unwrap();
    assert!(!found.degraded);
    assert_eq!(found.hits, []);
    world.close().await;
}

#[tokio::test]
async fn deleted_document_is_not_loaded() {
    let world = SearchWorld::new().await;
    world.delete_document_row().await;
    let found = world.search(&world.retrieval(), QUESTION, world.reader(), 8).await.unwrap();
    let ids = found.hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>();
    assert!(!ids.is_empty(), "its points are still there");
    let connection = world.database.connection().await.unwrap();
    let scope = SearchScope { seen_by: world.reader(), filter: &DocumentFilter::default() };
    let loaded = document_chunks::load_visible(&connection, scope, &ids, 100, "").await.unwrap();
    assert!(loaded.is_empty());
    world.close().await;
}

#[tokio::test]
async fn search_respects_its_limit() {
    let world = SearchWorld::new().await;
    assert_eq!(world.search(&world.retrieval(), QUESTION, world.reader(), 1).await.unwrap().hits.len(), 1);
    assert_eq!(world.search(&world.retrieval(), QUESTION, world.reader(), LEG_LIMIT).await.unwrap().hits.len(), 3);
    assert_eq!(world.search(&world.without_store(), "line station", world.reader(), 1).await.unwrap().hits.len(), 1);
    world.close().await;
}
