use super::runtime;
use crate::InferenceError;
use ort::session::{Session, builder::GraphOptimizationLevel};
use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// The path of a graph and its runtime.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    /// The graph.
    pub(crate) file: PathBuf,
    /// Its weights, where they are a file of their own that is known by name.
    pub(crate) weights: Option<PathBuf>,
    /// The setting that leads to both.
    pub(crate) setting: &'static str,
    /// ONNX Runtime's shared library.
    pub(crate) runtime: PathBuf,
}

/// Sessions not in use: each computes one input at a time on one thread. More are opened only when as many inputs are computed at
/// once, as each takes memory.
#[derive(Debug)]
pub(crate) struct Sessions {
    graph: Graph,
    idle: Mutex<Vec<Session>>,
}

impl Sessions {
    pub(super) const fn new(graph: Graph) -> Self {
        Self { graph, idle: Mutex::new(Vec::new()) }
    }

    /// Opens a session, unless one is idle.
    pub(crate) fn warm(&self) -> Result<(), InferenceError> {
        self.with_session(|_| Ok(()))
    }

    /// Computes with a session. Blocks as long as that takes.
    pub(crate) fn with_session<T>(
        &self,
        compute: impl FnOnce(&mut Session) -> ort::Result<T>,
    ) -> Result<T, InferenceError> {
        let mut session = self.take()?;
        let computed = compute(&mut session).map_err(InferenceError::Model);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        computed
    }

    fn take(&self) -> Result<Session, InferenceError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> Result<Session, InferenceError> {
        let Graph { file, weights, setting, runtime } = &self.graph;
        for path in [Some(file), weights.as_ref()].into_iter().flatten() {
            runtime::require_file(path, setting)?;
        }
        let environment = runtime::environment(runtime)?;
        Session::builder(&environment)
            .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            .and_then(|mut builder| builder.commit_from_file(file))
            .map_err(InferenceError::Model)
    }
}
