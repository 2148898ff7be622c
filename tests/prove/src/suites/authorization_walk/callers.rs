//! Callers with valid credentials, and credentials that every route must reject.

use crate::routes::{Audience, Route};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::{Permission, UserRole};
use world::{Person, World};

/// Permissions that routes require.
const NEEDED: [Permission; 6] = [
    Permission::StaffView,
    Permission::StaffCreate,
    Permission::StaffEdit,
    Permission::StaffDelete,
    Permission::RolesManage,
    Permission::PermissionsManage,
];
/// Longer than the lifetime of an access token.
const PAUSE: SignedDuration = SignedDuration::from_mins(16);
const SURFACES: [Surface; 3] = [Surface::Copilot, Surface::Customer, Surface::Staff];

/// All callers and credentials of the walk.
pub(super) struct Callers {
    /// Owner of the objects that other callers must not access.
    pub(super) alice: Person,
    /// Callers with valid credentials.
    pub(super) alive: Vec<(Kind, Person)>,
    /// Invalid credentials with their descriptions.
    pub(super) dead: Vec<(String, Person)>,
}

/// Kinds of callers by their rights.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// An account with this role.
    Role(UserRole),
    Customer,
    /// A member of staff with all permissions.
    Staff,
    /// A member of staff with all permissions except this one.
    StaffWithout(Permission),
    /// A member of staff who used the log-in of users.
    StaffElsewhere,
    /// A user's API key with the scope `read`.
    Reader,
    /// A user's API key with the scope `write`.
    Writer,
    /// A user's API key with the scope `chat`.
    Asker,
    /// An administrator's API key with all three scopes, none of which covers administration.
    AdminsKey,
    /// An auditor's API key with the scope `admin`.
    AuditorsKey,
}

/// Routes that require the scope `chat`.
const ASKING: [&str; 9] = [
    "/api/chat",
    "/api/chat/stream",
    "/api/chat/answers/{id}/regenerate",
    "/api/chat/answers/{id}/regenerate/stream",
    "/api/chat/message",
    "/api/chat/message/stream",
    "/api/v1/knowledge/chats/{id}/messages",
    "/api/v1/knowledge/chats/{id}/messages/stream",
    "/api/v1/chat",
];

#[derive(Clone, Copy, Debug)]
enum Surface {
    Copilot,
    Customer,
    Staff,
}

impl Kind {
    /// Returns true if this caller may call a route of this audience.
    pub(super) fn is_admitted_to(self, audience: Audience, route: &Route) -> bool {
        let is_key = matches!(self, Self::Reader | Self::Writer | Self::Asker | Self::AdminsKey | Self::AuditorsKey);
        let (reads, asks) = (route.method == "GET", ASKING.contains(&route.path.as_str()));
        match audience {
            Audience::Person => !is_key,
            Audience::User(needed) => match self {
                Self::Role(role) => role.has(needed),
                Self::AdminsKey => !needed.is_administrative(),
                Self::AuditorsKey => needed.is_administrative() && UserRole::Auditor.has(needed),
                Self::Reader => UserRole::User.has(needed) && reads,
                Self::Writer => UserRole::User.has(needed) && !reads && !asks,
                Self::Asker => UserRole::User.has(needed) && !reads && asks,
                _ => false,
            },
            Audience::Customer => self == Self::Customer,
            Audience::Staff(needed) => match self {
                Self::Staff => true,
                Self::StaffWithout(lacking) => needed != Some(lacking),
                _ => false,
            },
        }
    }

    /// A route that answers this caller with 200. Keys without the scope `read` have only a public route, which does
    /// not prove that they are valid.
    pub(super) const fn own_route(self) -> &'static str {
        match self {
            Self::Staff | Self::StaffWithout(_) => "/api/v1/ops/auth/me",
            Self::Customer => "/api/v1/users/me",
            Self::Reader | Self::AdminsKey => "/api/documents",
            Self::Writer | Self::Asker => "/api/health",
            Self::AuditorsKey => "/api/admin/audit/head",
            Self::Role(_) | Self::StaffElsewhere => "/api/auth/me",
        }
    }
}

impl Callers {
    pub(super) async fn come_to(world: &World) -> Self {
        let mut dead = Vec::new();
        for surface in SURFACES {
            dead.push((format!("{surface:?}: expired"), somebody(world, "late", surface).await));
        }
        world.wait(PAUSE);
        for surface in SURFACES {
            dead.extend(ended(world, surface).await);
        }
        let alice = world.user("alice").await;
        dead.extend(forged(world, &alice).await);
        dead.extend(ended_keys(&alice).await);
        Self { alice, alive: living(world).await, dead }
    }
}

async fn somebody(world: &World, name: &str, surface: Surface) -> Person {
    match surface {
        Surface::Copilot => world.user(&format!("{name}-user")).await,
        Surface::Customer => world.customer(&format!("{name}-customer")).await,
        Surface::Staff => world.staff(&format!("{name}-staff"), "super_admin").await,
    }
}

/// Tokens of ended sessions and closed accounts.
async fn ended(world: &World, surface: Surface) -> Vec<(String, Person)> {
    let gone = somebody(world, "out", surface).await;
    let way_out = match surface {
        Surface::Copilot => "/api/auth/logout",
        Surface::Customer => "/api/v1/auth/logout",
        Surface::Staff => "/api/v1/ops/auth/logout",
    };
    gone.post(way_out, json!({})).await.is(200);
    let suspended = somebody(world, "shut", surface).await;
    world.execute("UPDATE users SET is_active = false WHERE email = $1", &[&suspended.email()]).await;
    let deleted = somebody(world, "void", surface).await;
    world.execute("DELETE FROM users WHERE email = $1", &[&deleted.email()]).await;
    let revoked = somebody(world, "sent", surface).await;
    let revoke =
        "UPDATE auth_sessions SET revoked_at = created_at WHERE user_id = (SELECT id FROM users WHERE email = $1)";
    world.execute(revoke, &[&revoked.email()]).await;
    [("logged out", gone), ("suspended", suspended), ("deleted", deleted), ("revoked", revoked)]
        .map(|(name, person)| (format!("{surface:?}: {name}"), person))
        .into()
}

/// No token, forged tokens, and tokens of other kinds.
async fn forged(world: &World, alice: &Person) -> Vec<(String, Person)> {
    let valid = alice.token.clone().unwrap();
    let parts: Vec<&str> = valid.split('.').collect();
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    claims["role"] = json!("admin");
    let elsewhere = World::new(COPILOT).await.user("alice").await.token.unwrap();
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    let unsigned = encode(&json!({ "alg": "none", "typ": "JWT", "kid": "current" }));
    let symmetric = encode(&json!({ "alg": "HS256", "typ": "JWT", "kid": "current" }));
    let unknown = encode(&json!({ "alg": "EdDSA", "typ": "JWT", "kid": "another" }));
    let tokens = [
        ("garbage", "not a token at all".to_owned()),
        ("three parts of garbage", "a.b.c".to_owned()),
        ("alg none", format!("{unsigned}.{}.", parts[1])),
        ("alg none, signed", format!("{unsigned}.{}.{}", parts[1], parts[2])),
        ("alg HS256", format!("{symmetric}.{}.{}", parts[1], parts[2])),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
        ("another role", format!("{}.{}.{}", parts[0], encode(&claims), parts[2])),
        ("another key of the same name", elsewhere),
        ("a key of another name", format!("{unknown}.{}.{}", parts[1], parts[2])),
        ("a refresh token", browser.cookies["refresh_token"].clone()),
        ("an API key that was never made", format!("sisuiq_key_{}", "A".repeat(40))),
    ];
    let nobody = ("nothing".to_owned(), world.stranger());
    let carried = tokens.into_iter().map(|(name, token)| (name.to_owned(), alice.with_token(token)));
    std::iter::once(nobody).chain(carried).collect()
}

/// Ended and expired API keys of Alice.
async fn ended_keys(alice: &Person) -> Vec<(String, Person)> {
    let world = &alice.world;
    let (ended, ended_key) = key(alice, &["read", "write", "chat"]).await;
    alice.delete(&format!("/api/auth/api-keys/{ended}")).await.is(204);
    let (expired, expired_key) = key(alice, &["read", "write", "chat"]).await;
    let now = world.clock().now();
    world.execute("UPDATE api_keys SET expires_at = $2 WHERE id::text = $1", &[&expired, &now]).await;
    vec![
        ("a key that was ended".to_owned(), alice.with_token(ended_key)),
        ("a key that has expired".to_owned(), alice.with_token(expired_key)),
    ]
}

/// Creates an API key and returns its id and secret.
async fn key(person: &Person, scopes: &[&str]) -> (String, String) {
    let input = json!({ "name": "program", "scopes": scopes, "expires_in_days": 30, "password": person.password() });
    let made = person.post("/api/auth/api-keys", input).await.is(201);
    (made.text("id").to_owned(), made.text("key").to_owned())
}

async fn living(world: &World) -> Vec<(Kind, Person)> {
    let (bob, admin) = (world.user("bob").await, world.admin().await);
    let staff = world.staff("sam", "super_admin").await;
    let elsewhere = world.logs_in("sam").await;
    let auditor = world.of_role(UserRole::Auditor).await;
    let mut alive =
        vec![(Kind::Customer, world.customer("carol").await), (Kind::Staff, staff), (Kind::StaffElsewhere, elsewhere)];
    for (kind, owner, scopes) in [
        (Kind::Reader, &bob, &["read"][..]),
        (Kind::Writer, &bob, &["write"]),
        (Kind::Asker, &bob, &["chat"]),
        (Kind::AdminsKey, &admin, &["read", "write", "chat"]),
        (Kind::AuditorsKey, &auditor, &["admin"]),
    ] {
        alive.push((kind, owner.with_token(key(owner, scopes).await.1)));
    }
    for (number, permission) in NEEDED.into_iter().enumerate() {
        let role = format!("all but {}", permission.as_str());
        let make = "WITH role AS (INSERT INTO staff_roles (name, display_name, description, level) VALUES ($1, $1, '', 100) \
            RETURNING id) INSERT INTO staff_role_permissions SELECT role.id, permissions.id FROM role, staff_permissions AS \
            permissions WHERE permissions.name <> $2";
        world.execute(make, &[&role, &permission.as_str()]).await;
        let person = world.staff(&format!("lacking-{number}"), &role).await;
        alive.push((Kind::StaffWithout(permission), person));
    }
    for role in [UserRole::Guest, UserRole::Analyst, UserRole::Compliance] {
        alive.push((Kind::Role(role), world.of_role(role).await));
    }
    for (role, person) in [(UserRole::User, bob), (UserRole::Auditor, auditor), (UserRole::Admin, admin)] {
        alive.push((Kind::Role(role), person));
    }
    alive
}
