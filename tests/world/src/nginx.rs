//! The containers' nginx before the functions of a world, so that what is tested of them can be tested behind it.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use futures::StreamExt;
use http::header::DATE;
use reqwest::redirect::Policy;
use sisuiq_config::Environment;
use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener as Listener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::AbortHandle, time::sleep};

const PATIENCE: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(10);
const CONFIGURATION: &str = include_str!("../../../containers/nginx.conf");

/// Tests say in a header where they ask from; as behind a load balancer, its last entry is believed.
const BEHIND_A_PROXY: &str = "set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;";

/// The nginx that functions are asked through; `None` unless the run wants one.
pub(super) fn program() -> Option<PathBuf> {
    let named = Environment::from_process().read(|reader| reader.named::<String>("SISUIQ_TEST_THROUGH_NGINX"));
    named.ok().map(PathBuf::from)
}

/// What an address is called when a request does not say any.
#[must_use]
pub fn unstated_address() -> &'static str {
    if program().is_some() { "127.0.0.1" } else { "unknown" }
}

/// A running nginx; it ends when this is dropped.
struct Nginx {
    child: Child,
    folder: TempDir,
    address: SocketAddr,
    client: reqwest::Client,
}

/// Functions and the nginx before them; with it they end, and their connections to the database.
struct Served {
    nginx: Nginx,
    functions: AbortHandle,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.functions.abort();
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // one that has ended by itself needs no end
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the functions behind nginx, and asks it for them.
pub(super) async fn before(app: Router, program: &Path) -> Router {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let upstream = listener.local_addr().expect("the listener has an address");
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let functions = tokio::spawn(async move { axum::serve(listener, service).await }).abort_handle();
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut nginx = Nginx::start(program, upstream);
        if nginx.listens(deadline).await {
            return Router::new().fallback(pass).with_state(Arc::new(Served { nginx, functions }));
        }
        let errors = fs::read_to_string(nginx.folder.path().join("errors.log")).expect("the log can be read");
        assert!(Instant::now() < deadline && errors.contains("Address already in use"), "{errors}");
    }
}

impl Nginx {
    /// Starts one at a port that is free now, and may not be any more when it listens.
    fn start(program: &Path, upstream: SocketAddr) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let address = Listener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
        let path = folder.path().join("nginx.conf");
        fs::write(&path, configuration(folder.path(), address, upstream)).expect("a file can be written");
        let added = folder.path().join("server.d");
        fs::create_dir_all(&added).expect("a folder can be made");
        fs::write(added.join("proxy.conf"), BEHIND_A_PROXY).expect("a file can be written");
        let child = Command::new(program)
            // one process, which ends when it is killed
            .args(["-g", "master_process off;", "-c"])
            .arg(path)
            .stdin(Stdio::null())
            .stderr(File::create(folder.path().join("errors.log")).expect("a file can be made"))
            .spawn()
            .expect("nginx starts");
        Self { child, folder, address, client: client() }
    }

    /// Whether it listens before it ends.
    async fn listens(&mut self, deadline: Instant) -> bool {
        // it is written when all sockets are open
        while !self.folder.path().join("nginx.pid").is_file() {
            if self.child.try_wait().expect("the process can be asked").is_some() || Instant::now() > deadline {
                return false;
            }
            sleep(GLANCE).await;
        }
        true
    }
}

/// Hands on whatever nginx answers as it is.
fn client() -> reqwest::Client {
    let plain = reqwest::Client::builder().no_gzip().no_brotli().no_zstd().no_deflate();
    plain.redirect(Policy::none()).build().expect("a client can be made")
}

/// The committed configuration at these addresses. How much one client may ask is left to the functions' own limits: here all tests
/// of a world are one client.
fn configuration(folder: &Path, address: SocketAddr, upstream: SocketAddr) -> String {
    let own = folder.display().to_string();
    let placed = [
        (" /tmp/", format!(" {own}/")),
        ("/srv/web;", format!("{own}/web;")),
        ("/dev/stdout", format!("{own}/access.log")),
        ("listen 8080;", format!("listen {address};")),
        ("http://server:8080", format!("http://{upstream}")),
        ("rate=10r/s;", "rate=10000r/s;".to_owned()),
        ("rate=2r/s;", "rate=10000r/s;".to_owned()),
        ("burst=20 ", "burst=10000 ".to_owned()),
        ("burst=5 ", "burst=10000 ".to_owned()),
    ];
    placed.into_iter().fold(CONFIGURATION.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the configuration does not say {old}");
        text.replace(old, &new)
    })
}

async fn pass(State(served): State<Arc<Served>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let address = format!("http://{}{path}", served.nginx.address);
    let body = to_bytes(body, usize::MAX).await.expect("a test's body can be read");
    let asked = served.nginx.client.request(parts.method, address).headers(parts.headers).body(body);
    let answer = asked.send().await.expect("nginx answers");
    let mut response = Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        headers.extend(answer.headers().clone());
        // the time of the machine; worlds have their own
        headers.remove(DATE);
    }
    // a world may have other functions by then; what these began to say they say to the end
    let body = answer.bytes_stream().inspect(move |_| _ = &served);
    response.body(Body::from_stream(body)).expect("the answer is well formed")
}
