//! The event that a function gets for messages of a queue.

use std::collections::HashMap;

use aws_sdk_sqs::types::{Message, MessageAttributeValue};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};

/// Messages as an event source mapping hands them over.
#[must_use]
pub fn batch<'message>(messages: impl Iterator<Item = &'message Message>, queue_arn: &str) -> Value {
    json!({"Records": messages.map(|message| record(message, queue_arn)).collect::<Vec<_>>()})
}

fn record(message: &Message, queue_arn: &str) -> Value {
    let attributes: Map<String, Value> = message
        .attributes()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_str().into()))
        .collect();
    let mut record = json!({
        "messageId": message.message_id(),
        "receiptHandle": message.receipt_handle(),
        "body": message.body(),
        "attributes": attributes,
        "messageAttributes": message_attributes(message.message_attributes()),
        "md5OfBody": message.md5_of_body(),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(':').nth(3),
    });
    if let (Some(digest), Some(record)) = (message.md5_of_message_attributes(), record.as_object_mut()) {
        record.insert("md5OfMessageAttributes".into(), digest.into());
    }
    record
}

fn message_attributes(attributes: Option<&HashMap<String, MessageAttributeValue>>) -> Map<String, Value> {
    let written = attributes.into_iter().flatten().map(|(name, value)| {
        let mut attribute = json!({
            "dataType": value.data_type(),
            "stringListValues": [],
            "binaryListValues": [],
        });
        if let Some(attribute) = attribute.as_object_mut() {
            let binary = value.binary_value().map(|binary| BASE64_STANDARD.encode(binary));
            attribute.extend(value.string_value().map(|text| ("stringValue".to_owned(), text.into())));
            attribute.extend(binary.map(|text| ("binaryValue".to_owned(), text.into())));
        }
        (name.clone(), attribute)
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use aws_lambda_events::sqs::SqsEvent;
    use aws_sdk_sqs::{primitives::Blob, types::MessageSystemAttributeName};

    use super::*;

    #[test]
    fn functions_parse_the_sqs_event() {
        let attribute = |kind: &str| MessageAttributeValue::builder().data_type(kind);
        let message = Message::builder()
            .message_id("m1")
            .receipt_handle("r1")
            .body("not json")
            .md5_of_body("d")
            .attributes(MessageSystemAttributeName::ApproximateReceiveCount, "3")
            .message_attributes("trace_id", attribute("String").string_value("cafe").build().unwrap())
            .message_attributes("raw", attribute("Binary").binary_value(Blob::new([0, 255])).build().unwrap())
            .build();
        let event = batch([&message].into_iter(), "arn:aws:sqs:eu-west-1:000000000000:work");
        let event: SqsEvent = serde_json::from_value(event).unwrap();
        let [record] = event.records.as_slice() else { panic!("{event:?}") };
        assert_eq!(record.message_id.as_deref(), Some("m1"));
        assert_eq!(record.receipt_handle.as_deref(), Some("r1"));
        assert_eq!(record.body.as_deref(), Some("not json"));
        assert_eq!(record.attributes["ApproximateReceiveCount"], "3");
        assert_eq!(record.message_attributes["trace_id"].string_value.as_deref(), Some("cafe"));
        assert_eq!(record.message_attributes["raw"].binary_value.as_ref().unwrap().0, [0, 255]);
        assert_eq!(record.event_source_arn.as_deref(), Some("arn:aws:sqs:eu-west-1:000000000000:work"));
        assert_eq!(record.aws_region.as_deref(), Some("eu-west-1"));
        assert_eq!(record.event_source.as_deref(), Some("aws:sqs"));
    }
}
