//! The API behaves as its description says. Schemathesis generates requests from the description and sends them in
//! every role.

mod report;

use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use report::Report;
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::{
    path::Path,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{process::Command, time::timeout};
use world::{Person, Server, World};

/// Every answer matches the description, and input that it forbids is rejected.
pub const SUITE: Suite = Suite {
    name: "schemathesis",
    promise: "whatever Schemathesis draws from the description, of every operation, as anonymous, user, administrator, \
              customer and staff (the full dose: all its boundary values, sequences of requests, and 1,000 examples of \
              each operation, a fifth by each of them): no 5xx, no status, type, header or form of an answer that is not described, no \
              forbidden input accepted, nobody let in without a credential",
    quick: 5,
    full: 25,
    run: |dose| run(dose).boxed(),
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/suites/schemathesis");
const AT_ONCE: usize = 2;
/// Number of deliveries before a message becomes a dead letter.
const DELIVERIES: u32 = 5;
/// Time limit of one run on a busy machine.
const TIMEOUT: Duration = Duration::from_mins(20);
/// Page that answers the example question.
const PAGE: &str = "The vision of UETCL is to be a leading strategic business partner in a single buyer model.\n\
    The mission of UETCL is to buy, transmit and sell quality and reliable electricity in a viable manner.";

/// Role of the client.
#[derive(Clone, Copy, Debug)]
enum Role {
    Anonymous,
    User,
    Administrator,
    Customer,
    Staff,
}

const ROLES: [Role; 5] = [Role::Anonymous, Role::User, Role::Administrator, Role::Customer, Role::Staff];

/// State that all cases share.
struct Setting {
    server: Server,
    user: Person,
    administrator: Person,
    staff: Person,
    asked: AtomicU64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let seed = dose.seed;
    let shared = Arc::clone(&setting);
    let failures = dose.run(AT_ONCE, move |number, _| case(Arc::clone(&shared), seed, number)).await;
    dose.outcome(failures, setting.worst())
}

impl Setting {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.gives_up_after(DELIVERIES).await;
        world.prepare_collection().await;
        let (user, administrator) = (world.user("alice").await, world.admin().await);
        let staff = world.staff("sam", "super_admin").await;
        administrator.uploads("vision.pdf", &PdfBuilder::of_texts(&[PAGE]).build()).await;
        let server = Server::start(&world, &[("HTTP_AT_ONCE", "64".to_owned())]).await;
        Self { server, user, administrator, staff, asked: AtomicU64::new(0) }
    }

    /// Environment variables with which the hooks log in.
    fn login(&self, role: Role) -> Vec<(&'static str, String)> {
        let (name, path, person) = match role {
            Role::Anonymous => ("anonymous", "", None),
            Role::User => ("user", "/api/auth/login", Some(&self.user)),
            Role::Administrator => ("administrator", "/api/auth/login", Some(&self.administrator)),
            Role::Customer => ("customer", "", None),
            Role::Staff => ("staff", "/api/v1/ops/auth/login", Some(&self.staff)),
        };
        let mut variables = vec![("ROLE", name.to_owned()), ("LOGIN_PATH", path.to_owned())];
        if let Some(person) = person {
            // requests change the addresses of staff, but not the employee id
            let login = if matches!(role, Role::Staff) { person.name.clone() } else { person.email() };
            variables.extend([("LOGIN_NAME", login), ("PASSWORD", person.password().to_owned())]);
        }
        variables
    }

    fn worst(&self) -> Worst {
        Worst(format!("none of {} requests", self.asked.load(Relaxed)))
    }
}

/// Options of one round of all roles: first a few examples, then all boundary values, then sequences of requests along
/// the links, and from then on a number of examples of each operation.
fn extent(round: u64) -> [&'static str; 4] {
    match round {
        0 => ["--phases", "examples,fuzzing", "--max-examples", "3"],
        1 => ["--phases", "examples,coverage", "--max-examples", "1"],
        2 => ["--phases", "fuzzing,stateful", "--max-examples", "50"],
        _ => ["--phases", "fuzzing", "--max-examples", "100"],
    }
}

/// Runs Schemathesis once in one role.
async fn case(setting: Arc<Setting>, seed: u64, number: u64) -> Result<(), String> {
    let place = usize::try_from(number).unwrap();
    let (role, round) = (ROLES[place % ROLES.len()], number / ROLES.len() as u64);
    let programs = Stack::from_process().parts.join("schemathesis/bin");
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("report.json");
    let address = format!("http://{}", setting.server.address());
    let mut command = Command::new(programs.join("python"));
    // it writes files into its working directory
    command.current_dir(folder.path()).env_clear().envs(setting.login(role)).env("BASE_URL", &address);
    command
        .env("SCHEMATHESIS_HOOKS", format!("{FOLDER}/hooks.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1");
    command
        .arg(programs.join("schemathesis"))
        .arg("--config-file")
        .arg(format!("{FOLDER}/schemathesis.toml"))
        .arg("run");
    command.arg(format!("{address}/api/openapi.json")).args(["--url", &address]).args(extent(round));
    command.args(["--seed", &seed.wrapping_mul(1_000).wrapping_add(number).to_string(), "--no-color"]);
    command.args(["--report", "json", "--report-json-path"]).arg(&path);
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = timeout(TIMEOUT, output).await.map_err(|_| format!("{role:?}: no end within {TIMEOUT:?}"))?;
    let output = output.map_err(|error| format!("{}: {error}", programs.display()))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let report = Report::read(Path::new(&path)).map_err(|fault| format!("{role:?}: {fault}: {said}"))?;
    setting.asked.fetch_add(report.requests(), Relaxed);
    let panics = setting.server.program.log().lines().filter(|line| line.contains("\"panicked\"")).count();
    if panics > 0 {
        return Err(format!("{role:?}: {panics} panics"));
    }
    match report.fault(output.status.success(), &said) {
        None => Ok(()),
        Some(fault) => Err(format!("{role:?}: {fault}")),
    }
}
