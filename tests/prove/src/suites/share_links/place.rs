//! A world with datasets that are shared by links.

use copilot::COPILOT;
use http::Method;
use serde_json::{Value, json};
use std::fmt::Write;
use world::{Form, Person, Reply, World};

/// A token of the right form that no link has.
pub(super) const UNKNOWN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// A question that the planner answers.
pub(super) const QUESTION: &str = "n 합계는?";
/// A table with places.
const TABLE: &str = "kind,n,lat,lon\na,1,35.87,128.60\nb,2,35.88,128.61\na,3,35.86,128.59\n";

/// The operations of a link: the method, the address below the link, and the body.
pub(super) static OPERATIONS: [(Method, &str, Option<&str>); 6] = [
    (Method::GET, "", None),
    (Method::GET, "/rows?limit=2", None),
    (Method::GET, "/charts/bar?column=kind", None),
    (Method::GET, "/map", None),
    (Method::GET, "/districts", None),
    (Method::POST, "/message", Some(QUESTION)),
];

/// A world in which cases happen one after the other.
pub(super) struct Place {
    pub(super) world: World,
}

/// A dataset with a link.
pub(super) struct Shared {
    /// The path for its owner.
    pub(super) own: String,
    pub(super) id: String,
    pub(super) token: String,
}

/// What a reply says, without what differs from request to request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Said {
    pub(super) status: u16,
    body: Value,
    headers: Vec<(String, String)>,
}

impl Place {
    pub(super) async fn make(own: &[(&str, &str)]) -> Self {
        Self { world: World::with(COPILOT, own).await }
    }

    /// A dataset of this person, and its link.
    pub(super) async fn shares(&self, owner: &Person, settings: Value) -> Shared {
        let input = json!({ "file_name": "a.csv", "size": TABLE.len() });
        let form = Form::of(&owner.post("/api/datasets/uploads", input).await.is(201));
        assert!(form.post(TABLE.as_bytes()).await.is_success());
        let notice = self.world.landed(form.key()).await;
        assert!(self.world.deliver(&[notice]).await.batch_item_failures.is_empty());
        let own = format!("/api/datasets/{}", form.id);
        let share = owner.post(&format!("{own}/share"), settings).await.is(200);
        Shared { own, id: form.id, token: share.text("share_token").to_owned() }
    }

    /// Sends an operation with a token in the path, written as it is.
    pub(super) async fn asks(&self, token: &str, (method, below, message): &(Method, &str, Option<&str>)) -> Reply {
        let path = format!("/api/datasets/shared/{token}{below}");
        let stranger = self.world.stranger();
        match message {
            Some(message) => stranger.post(&path, json!({ "message": message })).await,
            None => stranger.send(method.clone(), &path).await,
        }
    }

    /// What is said about a token that no link has.
    pub(super) async fn of_unknown(&self, operation: &(Method, &str, Option<&str>)) -> Result<Said, String> {
        let said = Said::of(&self.asks(UNKNOWN, operation).await);
        if said.status == 404 { Ok(said) } else { Err(format!("an unknown token is answered {said:?}")) }
    }

    /// Checks that a token opens nothing and is answered as one that no link has.
    pub(super) async fn opens_nothing(&self, token: &str, what: &str) -> Result<(), String> {
        for operation in &OPERATIONS {
            let expected = self.of_unknown(operation).await?;
            let said = Said::of(&self.asks(token, operation).await);
            if said != expected {
                return Err(format!(
                    "{what}: {} {} is answered {said:?} instead of {expected:?}",
                    operation.0, operation.1
                ));
            }
        }
        Ok(())
    }

    /// Checks that a token opens its dataset in every way.
    pub(super) async fn opens(&self, shared: &Shared) -> Result<(), String> {
        for operation in &OPERATIONS {
            let reply = self.asks(&shared.token, operation).await;
            if reply.status != 200 {
                return Err(format!("{} {} is answered {}: {}", operation.0, operation.1, reply.status, reply.body));
            }
        }
        Ok(())
    }
}

impl Said {
    pub(super) fn of(reply: &Reply) -> Self {
        let mut body = reply.body.clone();
        if let Some(members) = body.as_object_mut() {
            // the path that was asked for, which the caller knows, and what names the request
            for differs in ["instance", "timestamp", "trace_id"] {
                members.remove(differs);
            }
        }
        // the length of the body depends on that of the path
        let told = reply.headers.iter().filter(|(name, _)| *name != "x-trace-id" && *name != "content-length");
        let headers = told.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        Self { status: reply.status.as_u16(), body, headers: headers.collect() }
    }
}

/// A text as a segment of a path, with every byte written as three characters.
pub(super) fn encoded(text: &[u8]) -> String {
    text.iter().fold(String::new(), |mut encoded, byte| {
        // writing into a text does not fail
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}
