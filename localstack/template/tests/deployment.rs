//! Checks of the stages, the public origin, and the shift of traffic to new code.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_yaml_ng::Value;
use sisuiq_template::{Template, TemplateError, with_definition};

const STAGES: [&str; 3] = ["dev", "staging", "prod"];
/// Parameters that only an AWS account knows, so that no file of the repository has them.
const OF_THE_ACCOUNT: [&str; 9] = [
    "BackupKeysSecretArn",
    "BaseUrl",
    "DatabaseSecretArn",
    "EdgeKeySecretArn",
    "MailIdentityArn",
    "MailSender",
    "QdrantUrl",
    "SealingKeysSecretArn",
    "SigningKeysSecretArn",
];

/// The parameter that `scripts/deploy` computes for every deployment.
const OF_THE_DEPLOYMENT: &str = "Release";

fn project(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

fn text() -> String {
    with_definition(&project("template.yaml")).unwrap()
}

fn written() -> Value {
    serde_yaml_ng::from_str(&text()).unwrap()
}

fn parameters(stage: &str) -> BTreeMap<String, String> {
    let file = fs::read_to_string(project("parameters").join(format!("{stage}.json"))).unwrap();
    serde_json::from_str(&file).unwrap()
}

fn parse(parameters: &BTreeMap<String, String>) -> Result<Template, TemplateError> {
    let given: Vec<_> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Template::parse(&text(), &given)
}

/// The properties of a resource, with unevaluated intrinsic functions.
fn properties(id: &str) -> Value {
    let written = written();
    let found = &written["Resources"][id]["Properties"];
    assert!(found.is_mapping(), "there is no {id}");
    found.clone()
}

fn plain(value: &Value) -> &Value {
    if let Value::Tagged(tagged) = value { &tagged.value } else { value }
}

#[test]
fn each_stage_has_valid_parameters() {
    for stage in STAGES {
        let parameters = parameters(stage);
        assert_eq!(parameters["Stage"], stage);
        parse(&parameters).unwrap();
    }
    let mut wrong = parameters("prod");
    wrong.insert("Profile".into(), "lavish".into());
    assert!(matches!(parse(&wrong), Err(TemplateError::NotAllowed { .. })));
    let mut unknown = parameters("prod");
    unknown.insert("Colour".into(), "blue".into());
    assert!(matches!(parse(&unknown), Err(TemplateError::Unknown { .. })));
}

#[test]
fn stage_files_have_no_account_values() {
    let names = |stage: &str| parameters(stage).into_keys().collect::<BTreeSet<_>>();
    for stage in STAGES {
        assert_eq!(names(stage), names("prod"), "{stage}");
        for (name, value) in parameters(stage) {
            assert!(!value.contains("arn:") && !value.contains("://"), "{stage} says {name}");
        }
    }
    let declared = written()["Parameters"].as_mapping().unwrap().clone();
    let needed = declared.iter().filter(|(_, parameter)| parameter.get("Default").is_none());
    let needed: BTreeSet<_> = needed.map(|(name, _)| name.as_str().unwrap().to_owned()).collect();
    let mut given = names("prod");
    given.retain(|name| needed.contains(name));
    given.extend(OF_THE_ACCOUNT.map(str::to_owned));
    given.insert(OF_THE_DEPLOYMENT.to_owned());
    assert_eq!(given, needed);
}

#[test]
fn staging_and_prod_require_second_factors() {
    for stage in ["staging", "prod"] {
        let parameters = parameters(stage);
        assert_eq!(parameters["AdminsNeedSecondFactor"], "true", "{stage}");
        assert!((1..=90).contains(&parameters["RotationDays"].parse::<u32>().unwrap()), "{stage}");
    }
    assert_ne!(parameters("prod")["Shift"], "AllAtOnce", "a mistake meets some before it meets all");
}

#[test]
fn distribution_sends_the_functions_security_headers() {
    let template = Template::load(&project("template.yaml"), "prod").unwrap();
    let of_one_answer = ["content-type", "cache-control", "content-security-policy", "x-trace-id"];
    let own = template.gateway_responses["DEFAULT_4XX"].headers.iter();
    let own: BTreeMap<String, String> = own
        .map(|(name, value)| (name.to_lowercase(), value.trim_matches('\'').to_owned()))
        .filter(|(name, _)| !of_one_answer.contains(&name.as_str()))
        .collect();
    assert_eq!(own.len(), 7);
    for policy in ["PageHeaders", "ApiHeaders", "FileHeaders"] {
        assert_eq!(said_by(policy), own, "{policy}");
    }
}

/// The headers that a policy adds to every response.
fn said_by(policy: &str) -> BTreeMap<String, String> {
    let config = properties(policy)["ResponseHeadersPolicyConfig"].clone();
    let security = &config["SecurityHeadersConfig"];
    let transport = &security["StrictTransportSecurity"];
    assert_eq!(transport["IncludeSubdomains"], true);
    let age = transport["AccessControlMaxAgeSec"].as_u64().unwrap();
    let mut said = BTreeMap::from([
        ("strict-transport-security".to_owned(), format!("max-age={age}; includeSubDomains")),
        ("x-frame-options".to_owned(), security["FrameOptions"]["FrameOption"].as_str().unwrap().to_owned()),
        ("referrer-policy".to_owned(), security["ReferrerPolicy"]["ReferrerPolicy"].as_str().unwrap().to_owned()),
        ("x-content-type-options".to_owned(), "nosniff".to_owned()),
    ]);
    for name in ["StrictTransportSecurity", "FrameOptions", "ReferrerPolicy", "ContentTypeOptions"] {
        assert_eq!(security[name]["Override"], true, "{policy}: {name}");
    }
    for header in config["CustomHeadersConfig"]["Items"].as_sequence().unwrap() {
        if header["Override"] == true {
            let text = |name: &str| header[name].as_str().unwrap().to_owned();
            said.insert(text("Header").to_lowercase(), text("Value"));
        }
    }
    said
}

#[test]
fn distribution_and_nginx_share_content_policies() {
    let nginx = fs::read_to_string(project("containers/nginx.conf")).unwrap();
    let policy_of = |id: &str| {
        let config = properties(id)["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"].clone();
        let policy = &config["ContentSecurityPolicy"];
        (policy["ContentSecurityPolicy"].as_str().unwrap().to_owned(), policy["Override"].as_bool().unwrap())
    };
    let (pages, replaced) = policy_of("PageHeaders");
    assert!(replaced && nginx.contains(&format!("$own_policy \"{pages}\"")), "{pages}");
    let (files, replaced) = policy_of("FileHeaders");
    let in_nginx = fs::read_to_string(project("containers/files.conf")).unwrap();
    assert!(replaced && in_nginx.contains(&format!("$own_policy \"{files}\"")), "{files}");
    let (api, replaced) = policy_of("ApiHeaders");
    assert!(!replaced, "the functions choose theirs");
    assert!(nginx.contains(&format!("$own_policy \"{api}\"")), "{api}");
}

#[test]
fn only_routes_reach_the_gateway() {
    let config = properties("Distribution")["DistributionConfig"].clone();
    let behaviours = config["CacheBehaviors"].as_sequence().unwrap();
    let to_the_gateway = behaviours.iter().filter(|behaviour| behaviour["TargetOriginId"] == "api");
    let patterns: Vec<_> = to_the_gateway.map(|behaviour| behaviour["PathPattern"].as_str().unwrap()).collect();
    let reaches = |path: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    };
    let routes = Template::load(&project("template.yaml"), "prod").unwrap().routes;
    for route in &routes {
        assert!(patterns.iter().any(|pattern| reaches(&route.path, pattern)), "{}", route.path);
    }
    for pattern in &patterns {
        assert!(routes.iter().any(|route| reaches(&route.path, pattern)), "{pattern} is no route's");
    }
}

#[test]
fn distribution_requires_tls_and_origin_key() {
    let config = properties("Distribution")["DistributionConfig"].clone();
    let behaviours = config["CacheBehaviors"].as_sequence().unwrap().iter().chain([&config["DefaultCacheBehavior"]]);
    for behaviour in behaviours {
        let policy = behaviour["ViewerProtocolPolicy"].as_str().unwrap();
        assert!(["redirect-to-https", "https-only"].contains(&policy), "{behaviour:?}");
        assert!(behaviour.get("ResponseHeadersPolicyId").is_some(), "{behaviour:?}");
    }
    let origin = config["Origins"].as_sequence().unwrap().iter().find(|origin| origin["Id"] == "api").unwrap();
    assert_eq!(origin["CustomOriginConfig"]["OriginProtocolPolicy"], "https-only");
    assert_eq!(origin["CustomOriginConfig"]["OriginSSLProtocols"][0], "TLSv1.2");
    // twice: for an imported certificate, and for one that the stack creates
    let viewers = serde_yaml_ng::to_string(&config["ViewerCertificate"]).unwrap();
    for each in ["AcmCertificateArn", "MinimumProtocolVersion: TLSv1.2_2021"] {
        assert_eq!(viewers.matches(each).count(), 2, "{viewers}");
    }
    let header = &origin["OriginCustomHeaders"][0];
    assert_eq!(header["HeaderName"], "X-Api-Key");
    // a reference to the secret, never its value
    let sent = plain(&header["HeaderValue"]).as_str().unwrap();
    assert_eq!(sent, "{{resolve:secretsmanager:${EdgeKeySecretArn}:SecretString:key::${EdgeKeyVersion}}}");
    assert_eq!(plain(&properties("EdgeKey")["Value"]).as_str().unwrap(), sent);
    let hops = &written()["Globals"]["Function"]["Environment"]["Variables"]["CLIENT_ADDRESS_HOPS"];
    assert_eq!(hops, "2", "the distribution and the gateway");
}

#[test]
fn distribution_caches_no_errors() {
    let kept = properties("Distribution")["DistributionConfig"]["CustomErrorResponses"].clone();
    let mut codes = BTreeSet::new();
    for kept in kept.as_sequence().unwrap() {
        assert_eq!(kept["ErrorCachingMinTTL"], 0, "{kept:?}");
        assert!(kept.get("ResponsePagePath").is_none(), "the bodies are the product's");
        codes.insert(kept["ErrorCode"].as_u64().unwrap());
    }
    // all error codes that CloudFront caches
    assert_eq!(codes, BTreeSet::from([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]));
}

#[test]
fn only_distribution_reads_web_bucket() {
    let statements = properties("WebBucketPolicy")["PolicyDocument"]["Statement"].as_sequence().unwrap().clone();
    let allowing: Vec<_> = statements.iter().filter(|statement| statement["Effect"] == "Allow").collect();
    assert_eq!(allowing.len(), 1, "{allowing:?}");
    let statement = allowing[0];
    assert_eq!(statement["Principal"]["Service"], "cloudfront.amazonaws.com");
    let source = plain(&statement["Condition"]["StringEquals"]["aws:SourceArn"]).as_str().unwrap();
    assert!(source.ends_with(":distribution/${Distribution}"), "{source}");
    let actions: Vec<_> = statement["Action"].as_sequence().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(actions, ["s3:GetObject", "s3:ListBucket"]);
}

#[test]
fn alarms_roll_traffic_shifts_back() {
    let template = Template::load(&project("template.yaml"), "prod").unwrap();
    let written = written();
    let asked: BTreeSet<&str> = template.routes.iter().map(|route| route.function.as_str()).collect();
    let told: BTreeSet<&str> = template.queue_sources.iter().map(|source| source.function.as_str()).collect();
    for function in &template.functions {
        let properties = &written["Resources"][&function.logical_id]["Properties"];
        let name = function.name.as_str();
        if asked.contains(name) || told.contains(name) {
            assert_eq!(properties["AutoPublishAlias"], "live", "{name}");
            let alarms = properties["DeploymentPreference"]["Alarms"].as_sequence().unwrap();
            let alarms: Vec<_> = alarms.iter().map(|alarm| plain(alarm).as_str().unwrap()).collect();
            let is_of_sanctions = properties["CodeUri"].as_str().unwrap().starts_with("functions/sanctions/");
            let own = match (is_of_sanctions, asked.contains(name)) {
                (true, _) => "SanctionsErrorsAlarm",
                (false, true) => "FunctionErrorsAlarm",
                (false, false) => "WorkErrorsAlarm",
            };
            assert_eq!(alarms, ["ApiErrorsAlarm", own], "{name}");
            let is_guarded = plain(&properties["DeploymentPreference"]["Enabled"]);
            assert_eq!(is_guarded.as_str(), Some("Guarded"), "{name}: what ends an alarm has to come through it");
            // otherwise changed settings and layers would be published only together with changed code
            let release = plain(&properties["AutoPublishCodeSha256"]);
            assert_eq!(release.as_str(), Some(OF_THE_DEPLOYMENT), "{name}");
        } else {
            assert!(properties.get("AutoPublishAlias").is_none(), "{name} is invoked by its name");
        }
    }
}

#[test]
fn stack_key_serves_bucket_and_logs() {
    let policy = properties("DataKey")["KeyPolicy"].clone();
    for statement in policy["Statement"].as_sequence().unwrap() {
        let uses = statement["Action"].as_sequence().unwrap().iter().any(|action| action == "kms:Decrypt");
        assert_eq!(uses, statement.get("Condition").is_some(), "{statement:?}");
    }
    assert_eq!(properties("DataKey")["EnableKeyRotation"], true);
}
