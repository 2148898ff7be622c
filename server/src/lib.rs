//! All HTTP functions in one process.

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_identity::Foundation;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The routes of all HTTP functions over one foundation, and what answers questions, to be warmed.
pub async fn routers(environment: &Environment, clock: &Clock) -> Result<(chat::State, OpenApiRouter), ConfigError> {
    let foundation = Foundation::from_environment(environment, clock)?;
    let chat = chat::State::new(environment, foundation.clone())?;
    let router = sisuiq_http::router()
        .merge(auth::router(auth::State::new(environment, foundation.clone()).await?))
        .merge(chat::router(chat.clone()))
        .merge(ops::router(ops::State::new(environment, foundation.clone()).await?))
        .merge(documents::router(documents::State::new(environment, foundation.clone()).await?))
        .merge(health::router(health::State::new(environment, foundation).await?));
    Ok((chat, router))
}

/// The description of all routes.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut description = sisuiq_http::openapi();
    for part in [
        auth::routes().to_openapi(),
        chat::routes().to_openapi(),
        documents::routes().to_openapi(),
        health::routes().to_openapi(),
        ops::routes().to_openapi(),
    ] {
        description.merge(part);
    }
    name_operations(&mut description);
    description
}

/// Gives each operation a name that no other has, made of its method and path: `get_documents_id_file`.
fn name_operations(description: &mut OpenApi) {
    for (path, item) in &mut description.paths.paths {
        let parts: Vec<&str> =
            path.split(['/', '{', '}', '-', '.']).filter(|part| !["", "api"].contains(part)).collect();
        let methods = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{}", parts.join("_")));
            }
        }
    }
}
