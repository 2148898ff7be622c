//! The datasets that a chart or map may show beside its own.

use crate::{
    State,
    problems::{invalid, no_dataset, wrong},
};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_http::{Problem, Result};
use sisuiq_model::{DatasetId, Language, Text, Visibility};

/// The datasets that a request may see beside the one that it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Others {
    /// Those that an account may see.
    SeenBy(Visibility),
    /// None: a link opens one dataset.
    Nothing,
}

impl Others {
    /// One of these datasets, which a parameter names.
    ///
    /// # Errors
    /// 404 for a dataset that is missing or hidden from the account, and for a link 400 that names the parameter.
    pub(crate) async fn find(
        self,
        state: &State,
        id: DatasetId,
        (language, field): (Language, &str),
    ) -> Result<Dataset> {
        let Self::SeenBy(seen_by) = self else { return Err(only_this(language, field)) };
        let connection = state.datasets.database.connection().await?;
        datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)
    }
}

/// 400 for a parameter that needs another dataset, which a link does not open.
pub(crate) fn only_this(language: Language, field: &str) -> Problem {
    let text = Text::new(
        "링크로는 이 데이터셋만 볼 수 있습니다. 다른 데이터셋과 비교하려면 로그인하세요",
        "is not possible: the link opens this dataset only. Log in to compare it with others",
    );
    invalid(vec![wrong(language, field, &text)])
}
