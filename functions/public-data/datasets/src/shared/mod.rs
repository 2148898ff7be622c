//! `/api/datasets/shared/{token}`: a dataset for the holders of its link. Nothing of its owner is shown.

pub(crate) mod charts;
pub(crate) mod districts;
pub(crate) mod map;
pub(crate) mod read;
pub(crate) mod rows;

use crate::{
    State,
    problems::{invalid, wrong},
};
use sisuiq_datasets_db::{
    dataset_shares,
    datasets::{self, Dataset},
};
use sisuiq_http::{Problem, Result};
use sisuiq_identity::LinkToken;
use sisuiq_model::{Language, Text};

/// The dataset that a link opens, without counting a use.
///
/// # Errors
/// The same 404 for a link that is unknown, has ended, or was revoked, and for one of a deleted dataset.
async fn opened(state: &State, token: &str) -> Result<Dataset> {
    let hash = LinkToken::recognise(token).ok_or_else(no_link)?;
    let connection = state.datasets.database.connection().await?;
    let found = dataset_shares::find_valid(&connection, &hash, state.datasets.clock.now()).await?;
    let share = found.ok_or_else(no_link)?;
    let dataset = datasets::find(&connection, share.dataset_id).await?;
    dataset.filter(|dataset| !dataset.is_deleted).ok_or_else(no_link)
}

/// 404 for a link that opens nothing, whatever the reason.
fn no_link() -> Problem {
    Problem::not_found("link").in_korean("링크를 찾을 수 없거나 기간이 지났습니다")
}

/// 400 for a parameter that names another dataset, which the link does not open.
fn only_this(language: Language, field: &str) -> Problem {
    let text = Text::new(
        "링크로는 이 데이터셋만 볼 수 있습니다. 다른 데이터셋과 비교하려면 로그인하세요",
        "is not possible: the link opens this dataset only. Log in to compare it with others",
    );
    invalid(vec![wrong(language, field, &text)])
}
