//! Message bodies.
#![expect(clippy::unwrap_used, reason = "test code")]

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use proptest::prelude::*;
use serde_json::{Value, json};
use sisuiq_events::{
    Embed, Invocation, Message, MessageError, ObjectCreated, Pages, Readers, Removal, Sequencer, decode_key,
};
use uuid::Uuid;

const DOCUMENT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const RESERVED: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'+').add(b'"').add(b'&').add(b'?').add(b'#');

fn record(event: &str, key: &str) -> Value {
    json!({
        "eventVersion": "2.1", "eventSource": "aws:s3", "eventName": event,
        "s3": {
            "bucket": {"name": "originals"},
            "object": {"key": key, "size": 5, "eTag": "\"abc\"", "versionId": "v1", "sequencer": "0055AED6"},
        },
    })
}

fn notification(records: &[Value]) -> String {
    json!({"Records": records}).to_string()
}

fn created(key: &str) -> Message {
    Message::ObjectCreated(ObjectCreated {
        bucket: "originals".into(),
        key: key.into(),
        version_id: Some("v1".into()),
        etag: Some("abc".into()),
        size: 5,
        sequencer: Some(Sequencer::new("0055AED6")),
    })
}

fn error(body: &str) -> String {
    Message::parse(body).unwrap_err().to_string()
}

#[test]
fn invalid_json_is_a_syntax_error() {
    for body in ["", "hello", "{", "\u{0}"] {
        assert!(matches!(Message::parse(body), Err(MessageError::Syntax(_))), "{body:?}");
    }
}

#[test]
fn other_json_is_not_recognised() {
    for body in ["null", "[]", "7", "{}", r#"{"kind":"moon"}"#, r#"{"kind":7}"#, r#"{"Event":"s3:Other"}"#] {
        assert!(matches!(Message::parse(body), Err(MessageError::Unrecognised)), "{body}");
    }
}

#[test]
fn notification_without_its_parts_is_malformed() {
    for records in [json!(7), json!([{}]), json!([{"eventName": "ObjectCreated:Put", "s3": {}}])] {
        let body = json!({"Records": records}).to_string();
        assert!(error(&body).starts_with("the notification message is malformed"), "{body}");
    }
}

#[test]
fn unhandled_event_is_named() {
    assert_eq!(
        error(&notification(&[record("ObjectTagging:Put", "docs/a")])),
        r#"the S3 event "ObjectTagging:Put" is not handled"#
    );
}

#[test]
fn non_text_key_is_refused() {
    assert!(error(&notification(&[record("ObjectCreated:Put", "docs/%FF")])).contains("docs/%FF"));
}

#[test]
fn page_ranges_must_hold_pages() {
    for (first, last) in [(0, 3), (4, 3), (0, 0)] {
        let body =
            json!({"kind": "pages", "document_id": DOCUMENT, "version": 1, "first_page": first, "last_page": last});
        assert!(matches!(Message::parse(&body.to_string()), Err(MessageError::EmptyRange { .. })), "{body}");
    }
    for member in ["document_id", "version", "first_page", "last_page"] {
        let mut body = json!({"kind": "pages", "document_id": DOCUMENT, "version": 1, "first_page": 1, "last_page": 2});
        body[member] = json!("x");
        assert!(error(&body.to_string()).starts_with("the pages message is malformed"), "{member}");
    }
}

#[test]
fn orders_are_read_as_written() {
    let document_id = DOCUMENT.parse().unwrap();
    let pages = Pages { document_id, version: 2, first_page: 41, last_page: 80, trace_id: Some("abc".into()) };
    let embed = Embed { collection: "chunks_v2".into(), pages: pages.clone() };
    let readers = Readers { document_id, revision: 7 };
    for (body, message) in [
        (pages.to_body(), Message::Pages(pages.clone())),
        (pages.to_reindex_body(), Message::Reindex(pages)),
        (embed.to_body(), Message::Embed(embed)),
        (readers.to_body(), Message::Readers(readers)),
    ] {
        assert_eq!(Message::parse(&body).unwrap(), [message], "{body}");
    }
}

#[test]
fn orders_without_their_parts_are_malformed() {
    let whole = json!({
        "document_id": DOCUMENT, "version": 1, "first_page": 1, "last_page": 2, "collection": "chunks", "revision": 1,
    });
    for (kind, members) in [
        ("readers", &["document_id", "revision"][..]),
        ("reindex", &["version"]),
        ("embed", &["collection", "last_page"]),
    ] {
        for member in members {
            let mut body = whole.clone();
            body["kind"] = json!(kind);
            body[member] = json!({});
            assert!(error(&body.to_string()).starts_with(&format!("the {kind} message is malformed")), "{body}");
        }
    }
}

#[test]
fn s3_test_event_is_recognised() {
    let body =
        r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-20T07:31:41.000Z","Bucket":"originals"}"#;
    assert_eq!(Message::parse(body).unwrap(), [Message::TestEvent]);
}

#[test]
fn every_upload_event_creates_an_object() {
    for event in
        ["ObjectCreated:Put", "ObjectCreated:Post", "ObjectCreated:CompleteMultipartUpload", "s3:ObjectCreated:Copy"]
    {
        assert_eq!(
            Message::parse(&notification(&[record(event, "docs/a%20b")])).unwrap(),
            [created("docs/a b")],
            "{event}"
        );
    }
}

#[test]
fn removals_say_whether_versions_are_left() {
    for (event, expected) in [
        ("ObjectRemoved:Delete", Removal::Deleted),
        ("ObjectRemoved:DeleteMarkerCreated", Removal::Hidden),
        ("LifecycleExpiration:Delete", Removal::Deleted),
    ] {
        let parsed = Message::parse(&notification(&[record(event, "docs/a")])).unwrap();
        let [Message::ObjectRemoved(removed)] = parsed.as_slice() else { panic!("{event}: {parsed:?}") };
        assert_eq!((removed.key.as_str(), removed.removal), ("docs/a", expected), "{event}");
    }
}

#[test]
fn pages_read_back_what_was_written() {
    for trace_id in [None, Some("0123456789abcdef0123456789abcdef".to_owned())] {
        let document_id = Uuid::parse_str(DOCUMENT).unwrap();
        let pages = Pages { document_id, version: 2, first_page: 11, last_page: 20, trace_id };
        assert_eq!(Message::parse(&pages.to_body()).unwrap(), [Message::Pages(pages)]);
    }
}

#[test]
fn invocation_is_batch_or_sweep() {
    let batch = json!({"Records": [{"messageId": "m1", "body": "not json"}]});
    assert!(matches!(Invocation::try_from(batch).unwrap(), Invocation::Batch(event) if event.records.len() == 1));
    let sweep = |idle_seconds| Invocation::Sweep { idle_seconds };
    assert_eq!(Invocation::try_from(json!({"kind": "sweep"})).unwrap(), sweep(None));
    assert_eq!(Invocation::try_from(json!({"kind": "sweep", "idle_seconds": 0})).unwrap(), sweep(Some(0)));
    for other in [json!({}), json!(null), json!({"kind": "pages"}), json!({"Records": 7})] {
        assert!(Invocation::try_from(other.clone()).is_err(), "{other}");
    }
}

#[test]
fn sequencers_compare_from_the_left() {
    let ordered = ["0", "0055AED6", "0055AED6DCD90281E5", "0055AED6DCD90281e6", "0055AED7", "0A", "0b1", "1", "FF"];
    assert!(ordered.map(Sequencer::new).is_sorted_by(|earlier, later| earlier < later));
    assert_eq!(Sequencer::new("ff00"), Sequencer::new("FF"));
}

proptest! {
    #[test]
    fn any_key_survives_both_space_encodings(key in "\\PC{0,40}") {
        let percent = utf8_percent_encode(&key, RESERVED).to_string();
        let plus = percent.replace("%20", "+");
        prop_assert_eq!(decode_key(&percent).unwrap(), key.clone());
        prop_assert_eq!(decode_key(&plus).unwrap(), key);
    }

    #[test]
    fn no_text_makes_parsing_panic(body in "\\PC*") {
        let _outcome = Message::parse(&body);
    }

    #[test]
    fn records_keep_their_order(keys in prop::collection::vec("[a-z+ %]{1,8}", 0..8)) {
        let records: Vec<Value> = keys
            .iter()
            .map(|key| record("ObjectCreated:Put", &utf8_percent_encode(key, RESERVED).to_string()))
            .collect();
        let expected: Vec<Message> = keys.iter().map(|key| created(key)).collect();
        prop_assert_eq!(Message::parse(&notification(&records)).unwrap(), expected);
    }

    #[test]
    fn sequencers_ignore_padding_on_the_right(left: u64, right: u64, zeros in 0_usize..6) {
        let padded = Sequencer::new(format!("{left:016X}{}", "0".repeat(zeros)));
        prop_assert_eq!(padded.cmp(&Sequencer::new(format!("{right:016x}"))), left.cmp(&right));
    }
}
