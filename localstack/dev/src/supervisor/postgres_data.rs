//! Postgres's data folder, which is created once with the application's role and database.

use std::fs;
use std::io::Write;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::identity::ProcessIdentity;
use super::{POSTGRES, stop};
use crate::stack::Stack;
use crate::stack::passwd::User;
use crate::stack::secrets::{DATABASE_NAME, Secrets};
use crate::stack::state::PartRecord;

/// A data folder and the Postgres installation.
#[derive(Debug)]
pub(crate) struct Cluster {
    folder: PathBuf,
    installation: PathBuf,
    user: Option<User>,
}

impl Cluster {
    /// Creates the cluster if it is missing. For an existing one, stops a leftover server and removes its pid file.
    pub(crate) fn prepare(stack: &Stack, user: Option<User>, secrets: &Secrets) -> Result<Self> {
        let (folder, installation) = stack.postgres_folders();
        let cluster = Self { folder, installation, user };
        cluster.bring_installation(&stack.project.parts().join("postgres"))?;
        if cluster.data().join("PG_VERSION").is_file() {
            cluster.end_leftover_server()?;
        } else {
            cluster.create(secrets)?;
        }
        Ok(cluster)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.installation.join("bin").join(name)
    }

    /// Copies the installation next to the data if the server's user cannot access the project.
    fn bring_installation(&self, source: &Path) -> Result<()> {
        if self.installation == source || self.program("postgres").is_file() {
            return Ok(());
        }
        let draft = self.installation.with_extension("new");
        remove(&draft)?;
        if let Some(parent) = draft.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        run(Command::new("cp").arg("-a").arg(source).arg(&draft), "")?;
        fs::rename(&draft, &self.installation).with_context(|| format!("cannot make {}", self.installation.display()))
    }

    /// Creates the cluster in a draft folder and renames it, so that an interrupted attempt leaves no incomplete cluster.
    fn create(&self, secrets: &Secrets) -> Result<()> {
        let draft = self.folder.join("data.new");
        remove(&draft)?;
        remove(&self.data())?;
        fs::create_dir_all(&self.folder).with_context(|| format!("cannot make {}", self.folder.display()))?;
        let password_file = self.folder.join("password");
        fs::write(&password_file, &secrets.superuser_password)?;
        self.give_to_user(&[&self.folder, &password_file])?;
        let created = self.initialise(&draft, &password_file).and_then(|()| self.add_database(&draft, secrets));
        fs::remove_file(&password_file)?;
        created?;
        fs::rename(&draft, self.data()).context("cannot put the new Postgres data in place")
    }

    fn initialise(&self, draft: &Path, password_file: &Path) -> Result<()> {
        let mut command = self.command("initdb");
        command.arg("-D").arg(draft).arg("--pwfile").arg(password_file);
        command.args(["-U", "postgres", "--auth=scram-sha-256", "--encoding=UTF8"]);
        // the built-in locale has the same order and case folding on every machine
        command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]);
        run(&mut command, "").context("cannot create the Postgres data folder")
    }

    /// Creates the role and the database in single-user mode, which needs neither a port nor a client program.
    fn add_database(&self, draft: &Path, secrets: &Secrets) -> Result<()> {
        let password = &secrets.database_password;
        let statements = format!(
            "CREATE ROLE {DATABASE_NAME} LOGIN PASSWORD '{password}'\nCREATE DATABASE {DATABASE_NAME} OWNER {DATABASE_NAME}\n"
        );
        let mut command = self.command("postgres");
        command.args(["--single", "-D"]).arg(draft).arg("postgres");
        run(&mut command, &statements).context("cannot create the application's database")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.program(name));
        command.current_dir(&self.folder).env_remove("LD_LIBRARY_PATH").env("LC_ALL", "C");
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }

    fn give_to_user(&self, paths: &[&Path]) -> Result<()> {
        let Some(user) = self.user else { return Ok(()) };
        for path in paths {
            chown(path, Some(user.uid), Some(user.gid))
                .with_context(|| format!("cannot give {} to the user that Postgres runs as", path.display()))?;
        }
        Ok(())
    }

    /// Stops a server that still uses this folder and removes its pid file. After a crash the id in the file may belong to
    /// another process, and Postgres would refuse to start because of the file.
    fn end_leftover_server(&self) -> Result<()> {
        let path = self.data().join("postmaster.pid");
        let Ok(text) = fs::read_to_string(&path) else { return Ok(()) };
        let pid = text.lines().next().and_then(|line| line.trim().parse().ok());
        if let Some(process) = pid.filter(|pid| self.serves_this_folder(*pid)).and_then(ProcessIdentity::of) {
            stop::end(&[&PartRecord { name: POSTGRES.to_owned(), process, port: None, log: POSTGRES.to_owned() }]);
        }
        remove(&path)
    }

    fn serves_this_folder(&self, pid: u32) -> bool {
        let Ok(line) = fs::read(format!("/proc/{pid}/cmdline")) else { return false };
        let data = self.data();
        line.split(|byte| *byte == 0).any(|argument| argument == data.as_os_str().as_encoded_bytes())
    }
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn run(command: &mut Command, input: &str) -> Result<()> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    // single-user mode exits with 0 even if a statement failed, and reports the error on stderr only
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || said.contains("ERROR:") {
        bail!("{} failed ({}):\n{}", command.get_program().display(), output.status, said.trim_end());
    }
    Ok(())
}
