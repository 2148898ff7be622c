//! The link of a request.

use crate::{
    State,
    data::{answerer::HEADER, problems::invalid},
};
use axum::extract::FromRequestParts;
use http::request::Parts;
use sisuiq_datasets::{OpenedLink, open_link};
use sisuiq_http::{FieldError, Path, PreferredLanguage, Problem};
use sisuiq_identity::{Client, admission::Class};
use sisuiq_model::{Language, Text};

/// A valid link whose holder may ask now.
pub(crate) struct Link {
    /// Its token.
    pub(crate) token: String,
    /// What it opens.
    pub(crate) opened: OpenedLink,
    /// The language of errors.
    pub(crate) shown_in: Language,
}

/// What a request says of a link. It is opened after the body is read, as everything that a path names is looked up.
pub(crate) struct SentLink {
    token: String,
    client: Client,
    has_key: bool,
    shown_in: Language,
}

impl FromRequestParts<State> for SentLink {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let Path(token) = Path::<String>::from_request_parts(parts, state).await?;
        let Ok(client) = Client::from_request_parts(parts, state).await;
        let Ok(PreferredLanguage(shown_in)) = PreferredLanguage::from_request_parts(parts, state).await;
        Ok(Self { token, client, has_key: parts.headers.contains_key(HEADER), shown_in })
    }
}

impl SentLink {
    /// Opens the link. A token that opens nothing is 404, and of a link that is asked too much 429.
    pub(crate) async fn open(self, state: &State) -> Result<Link, Problem> {
        let Self { token, client, has_key, shown_in } = self;
        let opened = open_link(&state.database, &token, state.clock.now(), false).await?;
        state.identity.count_link(&client, Class::Chat, &opened.token_hash).await?;
        // a key that was ignored would look as if it was used
        if has_key {
            let text = Text::new(
                "링크로 질문할 때는 보낼 수 없습니다. 자신의 키를 쓰려면 로그인하세요",
                "is not accepted with a link: log in to use a key of your own",
            );
            return Err(invalid(vec![FieldError::new(HEADER.as_str(), text.get(shown_in))]));
        }
        Ok(Link { token, opened, shown_in })
    }
}
