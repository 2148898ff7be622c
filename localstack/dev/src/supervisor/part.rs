//! A process of the stack: its specification and its running instance.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};

use super::identity::ProcessIdentity;
use crate::process_environment::names_kept_from_parts;
use crate::stack::Stack;
use crate::stack::environment::Variables;
use crate::stack::passwd::User;
use crate::stack::state::PartRecord;

/// Specification of a part's process.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    pub(crate) name: String,
    /// Name of the log. Processes of one function share it.
    pub(crate) log: String,
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) variables: Variables,
    pub(crate) folder: PathBuf,
    pub(crate) port: Option<u16>,
    pub(crate) user: Option<User>,
    /// The supervisor replaces the process if it ends. Its interrupted work is retried, or was not guaranteed.
    pub(crate) replaceable: bool,
    /// The process is a function, so that it is rebuilt when sources change.
    pub(crate) is_function: bool,
}

impl Spec {
    pub(crate) fn new(name: &str, program: impl Into<PathBuf>, folder: impl Into<PathBuf>) -> Self {
        Self {
            name: name.to_owned(),
            log: name.to_owned(),
            program: program.into(),
            arguments: Vec::new(),
            variables: Vec::new(),
            folder: folder.into(),
            port: None,
            user: None,
            replaceable: true,
            is_function: false,
        }
    }

    pub(crate) fn arguments<T: Into<OsString>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    pub(crate) fn variables(mut self, variables: Variables) -> Self {
        self.variables.extend(variables);
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Starts the process as the leader of a new process group, with its output going to its log.
    pub(crate) fn spawn(self, stack: &Stack) -> Result<Running> {
        let path = stack.log_of(&self.log);
        let log = OpenOptions::new().create(true).append(true).open(&path);
        let log = log.with_context(|| format!("cannot write {}", path.display()))?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder).process_group(0);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        for name in names_kept_from_parts() {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        let child =
            command.spawn().with_context(|| format!("cannot start {} ({})", self.name, self.program.display()))?;
        let identity = ProcessIdentity::of(child.id())
            .ok_or_else(|| anyhow!("{} ended at once; its log is {}", self.name, path.display()))?;
        Ok(Running { spec: self, child, identity, begun: Instant::now() })
    }
}

/// A part that was started.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) spec: Spec,
    pub(crate) child: Child,
    pub(crate) identity: ProcessIdentity,
    pub(crate) begun: Instant,
}

impl Running {
    pub(crate) fn record(&self) -> PartRecord {
        PartRecord {
            name: self.spec.name.clone(),
            process: self.identity,
            port: self.spec.port,
            log: self.spec.log.clone(),
        }
    }
}
