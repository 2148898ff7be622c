//! `PATCH /api/datasets/{id}`: changes the words on a dataset, and how its file is read.

use crate::{
    State,
    corrections::{self, Corrections},
    details::DatasetDetailsOut,
    problems::no_dataset,
};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_analytics::Kind;
use sisuiq_datasets_db::datasets::{self, DatasetChange};
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PayloadTooLarge, PreferredLanguage, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{AuditAction, Capability, DatasetId, DocumentStatus};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// The members to change. `null` removes a text.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct DatasetChangeIn {
    /// The name; 1 to 255 characters.
    #[garde(inner(length(chars, min = 1, max = 255), custom(|name: &str, (): &()| printable(name))))]
    #[schema(min_length = 1, max_length = 255, example = "대구 교통사고 2021")]
    name: Option<String>,
    /// The description; at most 500 characters.
    #[garde(custom(|change: &TextChange, (): &()| change.check(500)))]
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500, example = "2021년 대구광역시 교통사고 목록")]
    description: TextChange,
    /// Where the data come from; at most 500 characters.
    #[garde(custom(|change: &TextChange, (): &()| change.check(500)))]
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500, example = "https://www.data.go.kr")]
    source: TextChange,
    /// The licence of the data; at most 200 characters.
    #[garde(custom(|change: &TextChange, (): &()| change.check(200)))]
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, example = "공공누리 제1유형")]
    licence: TextChange,
    /// All corrections of how the file is read. Other ones than before let the file be read again.
    #[schema(value_type = Option<Corrections>)]
    mapping: Option<Value>,
}

/// Change a dataset
///
/// Members that are not given stay. With other corrections the dataset is `processing` until its file was read again. Owners change their
/// own datasets, administrators also those for everyone. Corrections that do not suit the kind of file, such as a sheet of a CSV file, get 400.
#[utoipa::path(
    patch,
    path = "/api/datasets/{id}",
    tag = "datasets",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = DatasetId, Path, description = "The dataset")),
    request_body = DatasetChangeIn,
    responses(
        (status = 200, body = DatasetDetailsOut),
        BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: User<capabilities::TablesWrite, Uploads>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
    Json(input): Json<DatasetChangeIn>,
) -> Result<Json<DatasetDetailsOut>> {
    let mapping = input.mapping.as_ref().map(|mapping| corrections::read(mapping, language)).transpose()?;
    let change = DatasetChange {
        dataset_name: input.name.as_deref().map(str::trim),
        description: input.description.change(),
        source: input.source.change(),
        licence: input.licence.change(),
        mapping: input.mapping.as_ref(),
    };
    let by = (caller.id, caller.administers(Capability::TablesManage));
    let mut connection = state.datasets.database.connection().await?;
    let transaction = connection.transaction().await?;
    let changed = datasets::update(&transaction, id, by, &change, state.datasets.clock.now()).await?;
    let dataset = changed.ok_or_else(no_dataset)?;
    let kind = dataset.file_path.as_deref().and_then(Kind::of_name);
    if let Some((mapping, kind)) = mapping.zip(kind) {
        corrections::check_kind(&mapping, kind, language)?;
    }
    let event = AuditEvent::done(AuditAction::UpdateSnapshot).to(id);
    state.datasets.identity.record(&transaction, &caller.actor, &event).await?;
    let reading = datasets::find_reading(&transaction, caller.visibility(), id).await?;
    transaction.commit().await?;
    drop(connection);
    if input.mapping.is_some() && dataset.status == DocumentStatus::Processing {
        announce("read_dataset", id, state.datasets.queue.send_read_dataset(id.0)).await;
    }
    Ok(Json(DatasetDetailsOut::new(dataset, reading, language)))
}

/// A text that may be changed or removed.
#[derive(Debug, Default)]
enum TextChange {
    #[default]
    Unchanged,
    Removed,
    Changed(String),
}

impl TextChange {
    /// Checks the number of characters.
    fn check(&self, most: usize) -> garde::Result {
        match self {
            Self::Changed(text) if text.chars().count() > most => {
                Err(garde::Error::new(format!("must have at most {most} characters")))
            }
            _ => Ok(()),
        }
    }

    #[expect(clippy::option_option, reason = "the query tells a text that is removed from one that stays")]
    fn change(&self) -> Option<Option<&str>> {
        match self {
            Self::Unchanged => None,
            Self::Removed => Some(None),
            Self::Changed(text) => Some(Some(text)),
        }
    }
}

impl<'de> Deserialize<'de> for TextChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.map_or(Self::Removed, Self::Changed))
    }
}
