//! Uploads and questions through the whole local cloud.

use super::client::{Client, json_of};
use serde_json::{Value, json};
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{io::Read, time::Duration};
use uuid::Uuid;

/// On a busy machine this reader may receive a short answer in one piece, but not every time.
const MOST_TRIES: usize = 30;

/// A PDF about a unique subject.
fn letter(subject: &str) -> Vec<u8> {
    let text = format!(
        "Annual report of the {subject} station\n\nThe {subject} station delivered 417 gigawatt hours last year.\n\
         Its two turbines were overhauled in March."
    );
    PdfBuilder::of_texts(&[&text]).build()
}

/// A unique name.
fn subject() -> String {
    let letters = Uuid::new_v4().into_bytes().map(|byte| char::from(b'a' + byte % 26));
    format!("Z{}", letters[..9].iter().collect::<String>())
}

#[test]
fn upload_that_is_no_pdf_fails() {
    let client = Client::logged_in(&Stack::from_process());
    let id = client.upload("letter.pdf", b"Dear Sir or Madam, this is no PDF.");
    let document = client.when_done(&id);
    assert_eq!(document["status"], "failed");
    assert_eq!(document["error"]["code"], "not_a_pdf");
    assert_eq!(document["error"]["detail"], "This file is not a PDF.");
    assert_eq!(client.delete(&format!("/api/documents/{id}")).status(), 204);
}

#[test]
fn uploaded_document_answers_as_stream() {
    let client = Client::logged_in(&Stack::from_process());
    let subject = subject();
    let id = client.upload("annual report.pdf", &letter(&subject));
    let document = client.when_done(&id);
    assert_eq!((&document["status"], &document["pages"]), (&json!("ready"), &json!(1)), "{document}");
    let question = format!("How much did the {subject} station deliver last year?");
    let stream = ask(&client, &question);
    let names: Vec<&str> = stream.events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names.first(), names.last()), (Some(&"start"), Some(&"done")), "{names:?}");
    assert!(names.len() > 2 && names[1..names.len() - 1].iter().all(|name| *name == "token"), "{names:?}");
    let comes_early = |stream: Stream| stream.start_came_before_done;
    let is_streamed = stream.start_came_before_done || (0..MOST_TRIES).any(|_| comes_early(ask(&client, &question)));
    assert!(is_streamed, "the first event never comes before the answer is complete");
    let (_, done) = stream.events.last().unwrap();
    let tokens: Vec<&str> = stream.events.iter().filter_map(|(_, data)| data["content"].as_str()).collect();
    assert_eq!(tokens[..tokens.len() - 1].concat(), done["content"].as_str().unwrap());
    let citation = &done["citations"][0];
    assert_eq!((&citation["document_id"], &citation["page"]), (&json!(id), &json!(1)), "{done}");
    assert_cited(&client, &id, citation);
    assert_eq!(client.delete(&format!("/api/documents/{id}")).status(), 204);
    assert_eq!(client.get(&format!("/api/documents/{id}"), &[]).status(), 404);
}

#[test]
fn streamed_answer_is_counted() {
    let client = Client::logged_in(&Stack::from_process());
    let counted = || {
        let metrics = client.get("/metrics", &[]).into_body().read_to_string().unwrap();
        let counts = metrics.lines().filter(|line| line.starts_with("chat_requests_total{mode=\"regulatory\""));
        counts.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum::<u64>()
    };
    let before = counted();
    let question = format!("What may the {} authority do?", subject());
    let asked = client.post("/api/chat/stream", &json!({ "message": question, "mode": "regulatory" }));
    assert_eq!(asked.status(), 200);
    let stream = read_as_it_comes(asked.into_body().into_reader());
    assert_eq!(stream.events.last().unwrap().0, "done");
    // metrics of a function appear after a delay, because they go through its log
    let is_counted = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        counted() > before
    });
    assert!(is_counted, "{before} before and after");
}

/// Checks that a citation's quote is in the text of the stored page at the given place.
fn assert_cited(client: &Client, id: &str, citation: &Value) {
    let page = json_of(client.get(&format!("/api/documents/{id}/pages/1"), &[]));
    let place = |name: &str| usize::try_from(citation[name].as_u64().unwrap()).unwrap();
    let (start, end) = (place("start"), place("end"));
    let quoted: String = page["text"].as_str().unwrap().chars().skip(start).take(end - start).collect();
    assert_eq!(citation["quote"], json!(quoted));
    assert!(quoted.contains("417"), "{quoted:?}");
}

fn ask(client: &Client, question: &str) -> Stream {
    let answer = client.post("/api/chat/stream", &json!({ "message": question }));
    assert_eq!(answer.status(), 200);
    read_as_it_comes(answer.into_body().into_reader())
}

struct Stream {
    events: Vec<(String, Value)>,
    start_came_before_done: bool,
}

/// Reads the stream piece by piece until it ends.
fn read_as_it_comes(mut stream: impl Read) -> Stream {
    let (mut text, mut buffer) = (String::new(), vec![0; 65_536]);
    let mut start_came_before_done = false;
    loop {
        let count = stream.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        start_came_before_done |= text.contains("event: start") && !text.contains("event: done");
    }
    let events = text.split("\n\n").filter(|event| !event.trim().is_empty()).map(event).collect();
    Stream { events, start_came_before_done }
}

fn event(text: &str) -> (String, Value) {
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    (field("event:").to_owned(), serde_json::from_str(field("data:")).unwrap())
}
