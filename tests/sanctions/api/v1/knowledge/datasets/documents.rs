//! `GET` and `POST /api/v1/knowledge/datasets/{name}/documents`

use super::PATH;
use crate::library::adds_file;
use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use uuid::Uuid;
use world::{Person, World};

fn path(name: &str) -> String {
    format!("{PATH}/{name}/documents")
}

fn file(name: &str) -> Value {
    json!({ "name": name, "type": "regulatory", "size": 1_000 })
}

async fn count(person: &Person, name: &str) -> Value {
    let listed = person.get(PATH).await.is(200);
    let found = listed["data"].as_array().unwrap().iter().find(|dataset| dataset["name"] == json!(name)).unwrap();
    found["document_count"].clone()
}

#[tokio::test]
async fn owners_and_administrators_add_documents() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    alice.post(PATH, json!({ "name": "Swiss-SECO" })).await.is(201);
    let (hers, default) = (path("Swiss-SECO"), path("EU-Sanctions"));
    world.stranger().get(&default).await.is_problem(401, "unauthorized");
    world.stranger().post(&default, file("a.pdf")).await.is_problem(401, "unauthorized");
    let auditor = world.of_role(UserRole::Auditor).await;
    auditor.get(&default).await.is(200);
    auditor.post(&default, file("a.pdf")).await.is_problem(403, "forbidden");
    for person in [&bob, &admin] {
        person.get(&hers).await.is_problem(404, "not_found");
        person.post(&hers, file("a.pdf")).await.is_problem(404, "not_found");
    }
    alice.post(&default, file("a.pdf")).await.is_problem(403, "forbidden");
    alice.post(&path("nothing"), file("a.pdf")).await.is_problem(404, "not_found");
    admin.post(&default, file("a.pdf")).await.is(201);
    alice.post(&hers, file("b.pdf")).await.is(201);
}

#[tokio::test]
async fn invalid_input_is_named() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let refused = admin.post(&path("EU-Sanctions"), json!({ "name": "a\u{7}b", "size": 0 })).await;
    assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["name", "size"]);
    let blank = json!({ "name": "act.xml", "size": 9, "act": " " });
    let refused = admin.post(&path("EU-Sanctions"), blank).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["act"]);
    let declared = json!({ "name": "act.xml", "size": 10_485_761, "format": "docx", "language": "EN",
        "valid_from": "yesterday", "valid_to": "2015-01-01T00:00:00Z" });
    let refused = admin.post(&path("EU-Sanctions"), declared).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["format", "size", "language", "valid_from", "valid_to"]);
    let reversed = json!({ "name": "a.txt", "size": 9, "valid_from": "2015-01-01", "valid_to": "2015-01-01" });
    let refused = admin.post(&path("EU-Sanctions"), reversed).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["valid_to"]);
    for query in ["limit=0", "limit=101", "offset=-1"] {
        admin.get(&format!("{}?{query}", path("EU-Sanctions"))).await.is_problem(422, "unprocessable");
    }
}

#[tokio::test]
async fn documents_belong_to_their_dataset() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let made = admin.post(&path("eu-sanctions"), file("regulation.pdf")).await.is(201);
    let made = made.matches_snapshot("post_v1_knowledge_datasets_name_documents");
    admin.post("/api/documents", file("elsewhere.pdf")).await.is(201);
    let listed = alice.get(&path("EU-Sanctions")).await.is(200);
    let listed = listed.matches_snapshot("get_v1_knowledge_datasets_name_documents");
    assert_eq!((&listed["count"], &listed["data"][0]["id"]), (&json!(1), &made["id"]));
    assert_eq!(listed["data"][0]["may_be_managed"], json!(false));
    assert_eq!((count(&alice, "EU-Sanctions").await, count(&alice, "US-Sanctions").await), (json!(1), json!(0)));
    admin.delete(&format!("/api/documents/{}", made.text("id"))).await;
    assert_eq!(count(&alice, "EU-Sanctions").await, 0);
}

#[tokio::test]
async fn documents_stay_when_their_dataset_goes() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.post(PATH, json!({ "name": "Swiss-SECO" })).await.is(201);
    let document = alice.post(&path("Swiss-SECO"), file("a.pdf")).await.is(201).text("id").to_owned();
    alice.delete(&format!("{PATH}/Swiss-SECO")).await.is(200);
    alice.get(&path("Swiss-SECO")).await.is_problem(404, "not_found");
    alice.get(&format!("/api/documents/{document}")).await.is(200);
}

/// The provisions of a document's chunks, in the order of its text.
async fn provisions(world: &World, document: &str) -> Vec<Value> {
    let connection = world.database().connection().await.unwrap();
    let sql = "SELECT provision FROM document_chunks AS chunks \
        JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = chunks.id \
        WHERE chunks.document_id = $1 ORDER BY chunks.page, chunks.ordinal";
    let rows = connection.query(sql, &[&document.parse::<Uuid>().unwrap()]).await.unwrap();
    rows.iter().map(|row| row.get("provision")).collect()
}

#[tokio::test]
async fn files_of_all_formats_keep_their_provisions() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let html = b"<html><head><meta charset='iso-8859-1'></head><body><h1>Council Regulation (EU) No 7/2031</h1>\
        <p>Article 1</p><p>\x22broker\x22 means any person who arranges sales.</p>\
        <p>Article 2</p><p>1. It is prohibited to sell caf\xe9 machines to Borduria.</p>\
        <p>2. Paragraph 1 does not apply to the goods listed in Annex I.</p></body></html>";
    let xml = "<act><section><num>\u{a7} 501.603</num><heading>Reports on blocked property.</heading>\
        <p>(a) Any holder of blocked property must file a report.</p></section></act>";
    let text = "Article 3\n1. All funds of the persons listed in Annex II shall be frozen.\nArticle 4\nReports are due each year.";
    let form =
        json!({ "name": "regulation.html", "act": "Regulation 7/2031", "language": "en", "valid_from": "2031-02-01" });
    let by_html = adds_file(&admin, "EU-Sanctions", form, html).await;
    let by_xml =
        adds_file(&admin, "US-Sanctions", json!({ "name": "part 501", "format": "XML" }), xml.as_bytes()).await;
    let by_text = adds_file(&admin, "UN-Sanctions", json!({ "name": "resolution.txt" }), text.as_bytes()).await;
    let of_html = provisions(&world, &by_html).await;
    let prohibition = of_html.iter().find(|provision| provision["article"] == json!("Article 2")).unwrap();
    assert_eq!(prohibition["act"], json!("Regulation 7/2031"));
    assert_eq!((&prohibition["applies_from"], &prohibition["language"]), (&json!("2031-02-01"), &json!("en")));
    assert!(of_html.iter().any(|provision| provision["defines"] == json!(["broker"])), "{of_html:?}");
    let sections: Vec<_> = provisions(&world, &by_xml).await.iter().map(|found| found["section"].clone()).collect();
    assert!(sections.contains(&json!("\u{a7} 501.603")), "{sections:?}");
    let articles: Vec<_> = provisions(&world, &by_text).await.iter().map(|found| found["article"].clone()).collect();
    assert_eq!(articles, [json!("Article 3"), json!("Article 4")]);
    let page = admin.get(&format!("/api/documents/{by_html}/pages/1")).await.is(200);
    assert!(page.text("text").contains("caf\u{e9} machines"), "{}", page.text("text"));
}

#[tokio::test]
async fn documents_say_which_act_they_are() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let stated = "<html><body><h1>Council Regulation (EU) No 7/2031</h1><p>Article 1</p>\
        <p>It is prohibited to sell, supply, transfer or export the goods that are listed in the Annex to any person in Borduria.</p>\
        <p>Article 2</p><p>This Regulation shall apply from 1 March 2031.</p>\
        <p>This Regulation shall expire on 31 December 2032.</p></body></html>";
    let declared = json!({ "name": "declared.html", "act": "Regulation 7/2031", "language": "de",
        "valid_from": "2031-02-01", "valid_to": "2031-06-01" });
    let law = async |id: &str| {
        let found = alice.get(&format!("/api/documents/{id}")).await.is(200)["law"].clone();
        for path in [path("EU-Sanctions"), "/api/documents".to_owned()] {
            let listed = alice.get(&path).await.is(200);
            let listed =
                listed["data"].as_array().unwrap().iter().find(|document| document["id"] == json!(id)).cloned();
            assert_eq!(listed.unwrap()["law"], found, "{path}");
        }
        found
    };
    let waiting = admin.post(&path("EU-Sanctions"), file("waiting.pdf")).await.is(201).text("id").to_owned();
    let unknown = json!({ "act": null, "language": null, "valid_from": null, "valid_to": null });
    assert_eq!(law(&waiting).await, unknown, "nothing is read yet");
    let by_form = adds_file(&admin, "EU-Sanctions", declared, stated.as_bytes()).await;
    let form =
        json!({ "act": "Regulation 7/2031", "language": "de", "valid_from": "2031-02-01", "valid_to": "2031-06-01" });
    assert_eq!(law(&by_form).await, form, "what is declared counts more than the text");
    let by_text = adds_file(&admin, "EU-Sanctions", json!({ "name": "stated.html" }), stated.as_bytes()).await;
    let text = json!({ "act": "Regulation (EU) No 7/2031", "language": "en", "valid_from": "2031-03-01", "valid_to": "2033-01-01" });
    assert_eq!(law(&by_text).await, text);
    let other = admin.uploads("other.pdf", &PdfBuilder::of_texts(&["Article 1. Nothing."]).build()).await;
    assert_eq!(admin.get(&other.path()).await.is(200)["law"], json!(null));
}

#[tokio::test]
async fn unreadable_files_fail_with_reasons() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let cases: [(&str, &[u8], &str); 4] = [
        ("cut.xml", b"<act><p>Article 1</p>", "malformed"),
        ("latin.txt", b"Stra\xdfe", "undecodable"),
        ("blank.html", b"<html><body> </body></html>", "no_text"),
        ("regulation.pdf", b"Article 1", "not_a_pdf"),
    ];
    for (name, bytes, code) in cases {
        let document = adds_file(&admin, "EU-Sanctions", json!({ "name": name }), bytes).await;
        let found = admin.get(&format!("/api/documents/{document}")).await.is(200);
        assert_eq!((&found["status"], &found["error"]["code"]), (&json!("failed"), &json!(code)), "{name}");
    }
}

#[tokio::test]
async fn only_documents_of_datasets_have_provisions() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let page = PageBuilder::default().bold(72.0, 740.0, 14.0, "Article 1");
    let page = page.text(72.0, 700.0, 11.0, "It is prohibited to sell turbines.").bold(72.0, 640.0, 14.0, "Article 2");
    let law = PdfBuilder::default().page(page.text(72.0, 600.0, 11.0, "Reports are due.")).build();
    let act = adds_file(&admin, "EU-Sanctions", json!({ "name": "act.pdf" }), &law).await;
    let copy = admin.uploads("copy.pdf", &law).await;
    assert!(provisions(&world, &copy.id).await.is_empty());
    let found: Vec<_> = provisions(&world, &act).await.iter().map(|found| found["article"].clone()).collect();
    assert_eq!(found, [json!("Article 1"), json!("Article 2")]);
}
