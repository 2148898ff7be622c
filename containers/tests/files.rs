//! Checks of the container files. No test builds or starts a container.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::fs;
use std::path::{Path, PathBuf};

use containers::{Compose, Service, Stage, stages};
use sisuiq_config::settings::{self, Program};

/// The services that run the product's code, each with its programs.
const PROGRAMS: [(&str, &[Program]); 11] = [
    ("server", Program::HTTP),
    ("fetch", &[Program::Fetch]),
    ("ingest", &[Program::Ingest]),
    ("maintenance", &[Program::Maintenance]),
    ("messages", &[Program::Messages]),
    ("ocr", &[Program::Ocr]),
    ("predict-batch", &[Program::PredictBatch]),
    ("process", &[Program::Process]),
    ("screen-batch", &[Program::ScreenBatch]),
    ("backup", &[Program::Backup]),
    ("migrate", &[Program::Migrate]),
];
/// Prefix of the variables that the Lambda runtime reads, which are not settings of the product.
const OF_THE_RUNTIME: &str = "AWS_LAMBDA_";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn compose(name: &str) -> Compose {
    Compose::parse(&read(name)).unwrap()
}

fn dockerfile() -> Vec<Stage> {
    stages(&read("Dockerfile"))
}

#[test]
fn nginx_alone_is_reached_from_outside() {
    for name in ["compose.yaml", "compose.https.yaml"] {
        for (service, Service { ports, network_mode, .. }) in compose(name).services {
            assert_eq!(!ports.is_empty(), service == "nginx", "{name}: {service} at {ports:?}");
            assert_eq!(network_mode, None, "{name}: {service}");
        }
    }
}

#[test]
fn stores_are_in_an_internal_network() {
    let compose = compose("compose.yaml");
    let stores = compose.networks["stores"].as_ref().unwrap();
    assert!(stores.internal);
    for store in ["postgres", "qdrant"] {
        assert_eq!(compose.services[store].networks, ["stores"], "{store}");
    }
    assert_eq!(compose.services["nginx"].networks, ["outside"]);
}

#[test]
fn containers_are_read_only_and_unprivileged() {
    for (name, service) in compose("compose.yaml").services {
        let user = service.user.as_deref().and_then(|user| user.split(':').next()?.parse::<u32>().ok());
        assert!(user.is_some_and(|user| user > 0), "{name} runs as {:?}", service.user);
        assert!(service.read_only, "{name} can be changed");
        assert_eq!((service.cap_drop.as_slice(), service.cap_add.len()), (["ALL".to_owned()].as_slice(), 0), "{name}");
        assert_eq!(service.security_opt, ["no-new-privileges:true"], "{name}");
        assert!(!service.privileged && service.mem_limit.is_some(), "{name}");
        let is_socket = |volume: &String| volume.contains("docker.sock");
        assert!(!service.volumes.iter().any(is_socket), "{name}");
    }
}

#[test]
fn external_images_have_a_version() {
    let ours: Vec<String> = dockerfile().into_iter().map(|stage| stage.name).collect();
    let bases = dockerfile().into_iter().map(|stage| stage.base).filter(|base| !ours.contains(base));
    let images = compose("compose.yaml").services.into_values().filter_map(|service| service.image);
    for image in bases.chain(images.filter(|image| !image.starts_with("sisuiq-"))) {
        let version = image.split_once(':').map(|(_, version)| version.to_owned());
        assert!(version.is_some_and(|version| version.contains(|letter: char| letter.is_ascii_digit())), "{image}");
    }
}

#[test]
fn own_images_run_as_unprivileged_user() {
    let stages = dockerfile();
    let compose = compose("compose.yaml");
    let mut targets: Vec<&str> = Vec::new();
    for service in compose.services.values() {
        let Some(build) = &service.build else { continue };
        let target = build["target"].as_deref().unwrap();
        let stage = stages.iter().find(|stage| stage.name == target).unwrap();
        let users: Vec<&str> =
            stage.instructions.iter().filter(|each| each.verb == "USER").map(|each| each.rest.as_str()).collect();
        assert_eq!(users.last().copied(), service.user.as_deref(), "{target}");
        assert_eq!(service.image, Some(format!("sisuiq-{target}")));
        targets.push(target);
    }
    let image =
        |service: &Service| service.image.as_deref().and_then(|image| image.strip_prefix("sisuiq-").map(str::to_owned));
    for used in compose.services.values().filter_map(image) {
        assert!(targets.contains(&used.as_str()), "nothing builds {used}");
    }
}

#[test]
fn dependencies_compile_before_sources() {
    let stages = dockerfile();
    let programs = stages.iter().find(|stage| stage.name == "programs").unwrap();
    let place = |verb: &str, text: &str| {
        programs.instructions.iter().position(|each| each.verb == verb && each.rest.contains(text)).unwrap()
    };
    assert!(place("COPY", "--from=manifests") < place("RUN", "cargo build"));
    assert!(place("RUN", "cargo build") < place("COPY", ". ."));
}

#[test]
fn no_secret_gets_into_an_image() {
    let ignored = fs::read_to_string(folder().join("../.dockerignore")).unwrap();
    for left_out in
        [".git", ".local", "**/.env", "**/*.pem", "**/*.key", "containers/secrets", "containers/certificates"]
    {
        assert!(ignored.lines().any(|line| line == left_out), "{left_out}");
    }
    assert!(!ignored.lines().any(|line| line.starts_with('!')));
    for stage in dockerfile() {
        for each in stage.instructions.iter().filter(|each| ["ARG", "ENV"].contains(&each.verb.as_str())) {
            let named = each.rest.to_ascii_uppercase();
            assert!(!["SECRET", "PASSWORD", "TOKEN", "KEY"].iter().any(|word| named.contains(word)), "{each:?}");
        }
    }
}

#[test]
fn services_set_all_required_settings() {
    let compose = compose("compose.yaml");
    for (service, programs) in PROGRAMS {
        let given = &compose.services[service].environment;
        for name in given.keys().filter(|name| !name.starts_with(OF_THE_RUNTIME)) {
            assert!(settings::ALL.iter().any(|known| known.name == name), "{service}: {name} is no setting");
        }
        for (setting, program) in
            settings::ALL.iter().flat_map(|setting| programs.iter().map(move |program| (setting, program)))
        {
            let is_given = given.contains_key(setting.name);
            assert!(is_given || !setting.is_needed_by(*program), "{service}: {} is missing", setting.name);
        }
        assert_eq!(compose.services[service].command.first().map(String::as_str), Some(service));
        assert_eq!(given["CLIENT_ADDRESS_HOPS"].as_deref(), Some("1"));
    }
}

#[test]
fn https_requires_tls_to_postgres() {
    let compose = compose("compose.https.yaml");
    for (service, _) in PROGRAMS {
        assert_eq!(compose.services[service].environment["DATABASE_TLS"].as_deref(), Some("require"), "{service}");
    }
}

#[test]
fn mounted_files_exist() {
    for name in ["files.conf", "https.conf", "nginx.conf", "postgres.sh", "host/Cargo.lock"] {
        assert!(Path::new(&folder()).join(name).is_file(), "{name}");
    }
}
