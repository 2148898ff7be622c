//! Bodies of figures, whose size is not known beforehand.

use crate::problems::{invalid, wrong};
use axum::{
    body::Bytes,
    response::{IntoResponse, Response},
};
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{Language, Text};

/// The largest body, in bytes of JSON. Lambda admits responses of 6 MB.
const LARGEST: usize = 5 * 1024 * 1024;

/// A body of JSON of at most 5 MiB.
pub(crate) struct Body(Bytes);

impl Body {
    /// Writes a body. One that is too large is refused with 400, which names the parameter that makes it smaller.
    pub(crate) fn of(language: Language, field: &str, value: &impl Serialize) -> Result<Self> {
        let bytes = serde_json::to_vec(value).map_err(Problem::internal)?;
        if bytes.len() > LARGEST {
            let text = Text::new(
                "응답이 5 MiB를 넘습니다. 행이나 열을 줄여 주세요",
                "makes a response of more than 5 MiB: choose fewer rows or columns",
            );
            return Err(invalid(vec![wrong(language, field, &text)]));
        }
        Ok(Self(bytes.into()))
    }
}

impl IntoResponse for Body {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], self.0).into_response()
    }
}
