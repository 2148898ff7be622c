//! Verification of signed records.

use crate::{Record, SignedRecord, TYPE, VERSION};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode};
use serde::Deserialize;
use std::collections::HashSet;

/// Public keys, as `GET /api/provenance/keys` gives them.
#[derive(Clone, Debug, Deserialize)]
pub struct KeySet {
    keys: Vec<PublicKey>,
}

#[derive(Clone, Debug, Deserialize)]
struct PublicKey {
    kid: String,
    crv: String,
    x: String,
}

/// The reason why a record is invalid.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub enum Fault {
    /// It is no signed record.
    #[error("this is not a signed provenance record")]
    Form,
    /// None of the keys has that name.
    #[error("it is signed with the key `{0}`, which is not among the public keys")]
    UnknownKey(String),
    /// The signature is not one of this key for these bytes.
    #[error("the signature is invalid: the record was changed, or signed with another key")]
    Signature,
    /// It holds, but says something that this program does not understand.
    #[error("it is signed, but has the unknown form {0}")]
    Version(u32),
    /// It holds, but contradicts itself.
    #[error("it is signed, but contradicts itself: {0}")]
    Contradiction(&'static str),
}

/// The record, if its signature holds and it does not contradict itself.
pub fn verify(signed: &SignedRecord, keys: &KeySet) -> Result<Record, Fault> {
    let header: Header = part(&signed.protected)?;
    if header.typ.as_deref() != Some(TYPE) || header.alg != Algorithm::EdDSA {
        return Err(Fault::Form);
    }
    let kid = header.kid.ok_or(Fault::Form)?;
    let key = keys.keys.iter().find(|key| key.kid == kid && key.crv == "Ed25519");
    let key = key.ok_or(Fault::UnknownKey(kid))?;
    let key = DecodingKey::from_ed_components(&key.x).map_err(|_| Fault::Form)?;
    let compact = [signed.protected.as_str(), &signed.payload, &signed.signature].join(".");
    decode::<serde_json::Value>(&compact, &key, &signature_alone()).map_err(|_| Fault::Signature)?;
    let version: Version = part(&signed.payload)?;
    if version.version != VERSION {
        return Err(Fault::Version(version.version));
    }
    let record: Record = part(&signed.payload)?;
    contradiction(&record).map_or(Ok(record), |what| Err(Fault::Contradiction(what)))
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn part<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Fault> {
    let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| Fault::Form)?;
    serde_json::from_slice(&json).map_err(|_| Fault::Form)
}

/// A record has no audience and never expires.
fn signature_alone() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims = HashSet::new();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

fn contradiction(record: &Record) -> Option<&'static str> {
    let chunks = &record.retrieval.chunks;
    let is_found = |document, version, page| {
        chunks.iter().any(|chunk| (chunk.document_id, chunk.version, chunk.page) == (document, version, page))
    };
    let citations = &record.output.citations;
    if record.answered_at < record.asked_at {
        Some("it was answered before it was asked")
    } else if citations.iter().any(|cited| !is_found(cited.document_id, cited.version, cited.page)) {
        Some("it cites a page that was not found")
    } else if record.output.abstained && !citations.is_empty() {
        Some("it declines but has citations")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Citation, Filters, FoundChunk, Generation, Output, Question, Retrieval, Timings};
    use crate::{protected_header, signing_input};
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    const DOCUMENT: Uuid = Uuid::from_u128(4);

    fn chunk() -> FoundChunk {
        FoundChunk {
            chunk_id: Uuid::from_u128(6),
            document_id: DOCUMENT,
            document_name: "plan.pdf".to_owned(),
            version: 1,
            document_sha256: "5ha".to_owned(),
            page: 2,
            semantic_rank: Some(1),
            keyword_rank: None,
            rrf_score: 1.0 / 61.0,
            fused_rank: Some(1),
            reranker_rank: None,
            reranker_score: None,
            answer_reader_share: None,
            evidence_rank: Some(1),
            prompted: false,
        }
    }

    fn citation() -> Citation {
        Citation {
            id: Uuid::from_u128(5),
            document_id: DOCUMENT,
            version: 1,
            document_sha256: "5ha".to_owned(),
            page: 2,
            start: 0,
            end: 11,
            quote: "Our vision.".to_owned(),
            matched: "exact".to_owned(),
            score: 1.0,
        }
    }

    fn record() -> Record {
        let [answer_id, session_id, user_id] = [1, 2, 3].map(Uuid::from_u128);
        Record {
            version: VERSION,
            answer_id,
            session_id,
            user_id,
            asked_at: "2026-11-20T10:00:00Z".parse().unwrap(),
            answered_at: "2026-11-20T10:00:01Z".parse().unwrap(),
            question: Question {
                message: "What is the vision?".to_owned(),
                standalone: None,
                mode: "strategy_qa".to_owned(),
                filters: Filters::default(),
            },
            retrieval: Retrieval {
                embedding_model: "minilm".to_owned(),
                preferred_source: Some("uetcl".to_owned()),
                fell_back: false,
                degraded: false,
                reranker: None,
                answer_reader: None,
                confidence: Some(1.2),
                chunks: vec![chunk()],
                dataset: None,
                table: None,
                tool_calls: Vec::new(),
            },
            generation: Generation {
                provider: "extractive".to_owned(),
                model: "extractive".to_owned(),
                prompt_versions: Vec::new(),
                temperature: None,
                max_tokens: None,
                input_tokens: None,
                output_tokens: None,
                cost_usd: None,
                cached_from: None,
            },
            output: Output {
                text: "Our vision. [1]".to_owned(),
                support: "full".to_owned(),
                abstained: false,
                stopped: false,
                grounding: Some(1.0),
                unsupported: 0,
                withheld: 0,
                dropped_citations: 0,
                citations: vec![citation()],
            },
            timings: Timings { rag_ms: 7, llm_ms: 0, total_ms: 9 },
        }
    }

    fn sign(pair: &Ed25519KeyPair, kid: &str, record: &Record) -> SignedRecord {
        let (protected, payload) = (protected_header(kid), serde_json::to_string(record).unwrap());
        let signature = pair.sign(signing_input(&protected, &payload).as_bytes());
        SignedRecord::new(protected, &payload, URL_SAFE_NO_PAD.encode(signature))
    }

    fn keys(pairs: &[(&str, &Ed25519KeyPair)]) -> KeySet {
        let key = |(kid, pair): &(&str, &Ed25519KeyPair)| json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": URL_SAFE_NO_PAD.encode(pair.public_key()) });
        serde_json::from_value(json!({ "keys": pairs.iter().map(key).collect::<Vec<_>>() })).unwrap()
    }

    #[test]
    fn record_of_another_key_is_rejected() {
        let [ours, theirs] = [(); 2].map(|()| Ed25519KeyPair::generate().unwrap());
        let signed = sign(&theirs, "a", &record());
        assert_eq!(verify(&signed, &keys(&[("a", &ours)])), Err(Fault::Signature));
        assert_eq!(verify(&signed, &keys(&[("b", &theirs)])), Err(Fault::UnknownKey("a".to_owned())));
    }

    #[test]
    fn foreign_token_types_are_rejected() {
        let pair = Ed25519KeyPair::generate().unwrap();
        let payload = serde_json::to_string(&record()).unwrap();
        let protected = URL_SAFE_NO_PAD.encode(json!({ "alg": "EdDSA", "kid": "a", "typ": "JWT" }).to_string());
        let signature = URL_SAFE_NO_PAD.encode(pair.sign(signing_input(&protected, &payload).as_bytes()));
        let token = SignedRecord::new(protected, &payload, signature);
        assert_eq!(verify(&token, &keys(&[("a", &pair)])), Err(Fault::Form));
    }

    #[test]
    fn signed_contradictions_are_rejected() {
        let pair = Ed25519KeyPair::generate().unwrap();
        let verified = |change: fn(&mut Record)| {
            let mut record = record();
            change(&mut record);
            verify(&sign(&pair, "a", &record), &keys(&[("a", &pair)]))
        };
        assert_eq!(verified(|record| record.version = 2), Err(Fault::Version(2)));
        let contradictions: [fn(&mut Record); 3] = [
            |record| record.output.abstained = true,
            |record| record.output.citations[0].page = 9,
            |record| record.answered_at = "2020-01-01T00:00:00Z".parse().unwrap(),
        ];
        for change in contradictions {
            assert!(matches!(verified(change), Err(Fault::Contradiction(_))));
        }
    }

    #[test]
    fn rotated_key_still_verifies_records() {
        let [old, new] = [(); 2].map(|()| Ed25519KeyPair::generate().unwrap());
        let signed = sign(&old, "2026", &record());
        assert_eq!(verify(&signed, &keys(&[("2026", &old), ("2031", &new)])), Ok(record()));
    }

    proptest! {
        #[test]
        fn every_changed_letter_is_detected(place in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
            let pair = Ed25519KeyPair::generate().unwrap();
            let keys = keys(&[("a", &pair)]);
            let signed = sign(&pair, "a", &record());
            let mut text = signed.payload.clone();
            let at = place.index(text.len());
            text.replace_range(at..=at, &letter);
            let changed = SignedRecord { payload: text, ..signed.clone() };
            // the last letter of base64 may hold bits that mean nothing; decoders refuse other spellings of them
            prop_assert_eq!(verify(&changed, &keys).is_ok(), changed == signed);
        }
    }
}
