//! The tables that questions are about, and the predictor of accidents. Each is loaded by the first question that needs it.

use quick_cache::sync::Cache;
use sisuiq_accidents::{BundleError, CutOffs, Predictor};
use sisuiq_config::{Aws, ConfigError, Environment, settings};
use sisuiq_datasets::{Copies, OpenError, TableCopy};
use sisuiq_frames::{Frame, FrameError};
use sisuiq_model::FrameKey;
use sisuiq_planner::Vocabulary;
use sisuiq_telemetry::TaskEnded;
use std::{path::PathBuf, sync::Arc};
use tokio::{sync::OnceCell, task::spawn_blocking};

/// The number of tables whose words stay in memory.
const VOCABULARIES: usize = 8;

/// Tables, their words, and the predictor. Clones share what is loaded.
#[derive(Clone)]
pub(crate) struct Tables(Arc<Inner>);

struct Inner {
    aws: Aws,
    bucket: String,
    copies: OnceCell<Copies>,
    /// By the copy and the name of the dataset, whose nouns belong to the words.
    vocabularies: Cache<(FrameKey, String), Arc<Vocabulary>>,
    without_table: OnceCell<Arc<Vocabulary>>,
    predictor_folder: PathBuf,
    cut_offs: Option<CutOffs>,
    predictor: OnceCell<Arc<Predictor>>,
}

/// The reason why something is not loaded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    /// The columns cannot be read.
    #[error("the columns of the table cannot be read")]
    Columns(#[from] FrameError),
    /// The model of accident severity cannot be read.
    #[error("the model of accident severity cannot be read")]
    Predictor(#[from] BundleError),
    /// The thread ended.
    #[error("loading ended early")]
    Ended(#[from] TaskEnded),
}

impl Tables {
    /// Reads `DOCUMENTS_BUCKET`, `PREDICTOR_PATH` and `PREDICTOR_CUT_OFFS`. Nothing is loaded.
    pub(crate) fn from_environment(environment: &Environment, aws: Aws) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            Self(Arc::new(Inner {
                aws,
                bucket: reader.get(&settings::DOCUMENTS_BUCKET),
                copies: OnceCell::new(),
                vocabularies: Cache::new(VOCABULARIES),
                without_table: OnceCell::new(),
                predictor_folder: reader.get(&settings::PREDICTOR_PATH),
                cut_offs: reader.optional(&settings::PREDICTOR_CUT_OFFS),
                predictor: OnceCell::new(),
            }))
        })
    }

    /// Opens the columnar copy of a dataset.
    pub(crate) async fn open(&self, key: FrameKey) -> Result<Arc<TableCopy>, OpenError> {
        let Inner { aws, bucket, copies, .. } = &*self.0;
        let copies = copies.get_or_init(async || Copies::in_bucket(aws.s3().await, bucket.clone())).await;
        copies.open(key).await
    }

    /// The words of a table.
    pub(crate) async fn vocabulary(
        &self,
        key: FrameKey,
        name: &str,
        table: &Arc<TableCopy>,
    ) -> Result<Arc<Vocabulary>, LoadError> {
        let wanted = (key, name.to_owned());
        let (table, name) = (Arc::clone(table), name.to_owned());
        let build = async {
            let built = spawn_blocking(move || Vocabulary::of(&*table, &name)).await.map_err(TaskEnded::from)??;
            Ok::<_, LoadError>(Arc::new(built))
        };
        self.0.vocabularies.get_or_insert_async(&wanted, build).await
    }

    /// The words of questions that are about no table.
    pub(crate) async fn without_table(&self) -> Result<Arc<Vocabulary>, LoadError> {
        let build = async || {
            let empty = Frame::new(Vec::new()).ok_or(FrameError::Damaged("it has no columns"))?;
            Ok::<_, LoadError>(Arc::new(Vocabulary::of(&empty, "")?))
        };
        self.0.without_table.get_or_try_init(build).await.cloned()
    }

    /// The predictor of accidents.
    pub(crate) async fn predictor(&self) -> Result<Arc<Predictor>, LoadError> {
        let Inner { predictor_folder, cut_offs, predictor, .. } = &*self.0;
        let load = async || {
            let folder = predictor_folder.clone();
            let loaded = spawn_blocking(move || Predictor::load(&folder)).await.map_err(TaskEnded::from)??;
            let loaded = match cut_offs {
                Some(cut_offs) => loaded.with_cut_offs(*cut_offs),
                None => loaded,
            };
            Ok::<_, LoadError>(Arc::new(loaded))
        };
        predictor.get_or_try_init(load).await.cloned()
    }
}
