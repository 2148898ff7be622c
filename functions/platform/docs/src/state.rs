//! The state of the documentation handlers.

use std::sync::Arc;

use axum::extract::FromRef;
use sisuiq_identity::{Foundation, Identity};

use crate::kept::Kept;

/// Everything that these routes touch: no store at all.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) identity: Identity,
    pub(crate) texts: Arc<Texts>,
}

/// The compiled-in files.
pub(crate) struct Texts {
    pub(crate) openapi: Kept,
    pub(crate) page: Kept,
    pub(crate) style: Kept,
    pub(crate) program: Kept,
    pub(crate) start: Kept,
}

impl From<Foundation> for State {
    fn from(Foundation { identity, .. }: Foundation) -> Self {
        const STYLE: &str = "text/css; charset=utf-8";
        const SCRIPT: &str = "text/javascript; charset=utf-8";
        let swagger = include_str!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js"));
        let texts = Texts {
            openapi: Kept::new("application/json", include_str!("../../../../openapi.json")),
            page: Kept::new("text/html; charset=utf-8", include_str!("../page/docs.html")),
            style: Kept::new(STYLE, include_str!(concat!(env!("OUT_DIR"), "/swagger-ui.css"))),
            program: Kept::new(SCRIPT, swagger),
            start: Kept::new(SCRIPT, include_str!("../page/start.js")),
        };
        Self { identity, texts: Arc::new(texts) }
    }
}
