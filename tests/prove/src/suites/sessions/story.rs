//! Scenarios of a session.

use super::door::{DOORS, Door, Visit, expect};
use http::Method;
use jiff::SignedDuration;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use world::{Person, World};

const NEW_PASSWORD: &str = "Tangerine-Kestrel-42!";
/// Lifetime of an access token, in seconds.
const ACCESS: i64 = 15 * 60;
const DAY: i64 = 24 * 3_600;
/// Lifetime of a refresh token, in seconds.
const IDLE: i64 = 7 * DAY;
/// Lifetime of a session, in seconds.
const WHOLE: i64 = 30 * DAY;

/// A scenario.
#[derive(Clone, Copy, Debug)]
pub(super) enum Story {
    /// The browser contains another person's tokens before the log-in.
    Fixation,
    LogOut,
    Password,
    /// A user gets another role in the copilot.
    Role,
    /// A member of staff gets another role.
    StaffRole,
    /// The role gets other permissions.
    Permissions,
    /// The role is deactivated.
    RoleOff,
    /// A member of staff leaves.
    Leaving,
    Suspension,
    /// A customer closes their account.
    Closing,
    /// The session is ended from another session's list.
    FromList,
    AllOthers,
    /// A refresh token is used on another surface.
    OtherDoor,
    /// The access token expires.
    Access,
    Idle,
    Whole,
    /// An API key ends or expires, or its owner is suspended.
    Key,
}

pub(super) const STORIES: [Story; 17] = [
    Story::Fixation,
    Story::LogOut,
    Story::Password,
    Story::Role,
    Story::StaffRole,
    Story::Permissions,
    Story::RoleOff,
    Story::Leaving,
    Story::Suspension,
    Story::Closing,
    Story::FromList,
    Story::AllOthers,
    Story::OtherDoor,
    Story::Access,
    Story::Idle,
    Story::Whole,
    Story::Key,
];

impl Story {
    pub(super) fn of(number: u64) -> Self {
        STORIES[usize::try_from(number).unwrap() % STORIES.len()]
    }

    pub(super) async fn happen(self, world: &World, number: u64, chance: &mut ChaCha8Rng) -> Result<(), String> {
        let name = format!("person-{number}");
        let door = match self {
            Self::Role | Self::Key => Door::Copilot,
            Self::StaffRole | Self::Permissions | Self::RoleOff | Self::Leaving => Door::Staff,
            Self::Closing => Door::Customer,
            _ => Door::any(chance),
        };
        door.admits(world, &name).await;
        let visit = door.enters(world, &name).await?;
        match self {
            Self::Fixation => fixation(world, visit, number).await,
            Self::LogOut => log_out(world, visit).await,
            Self::Password => password(world, visit).await,
            Self::Role => role(world, visit).await,
            Self::StaffRole | Self::Permissions | Self::RoleOff | Self::Leaving => {
                let owner = world.staff(&format!("owner-{number}"), "super_admin").await;
                self.of_staff(world, visit, &owner).await
            }
            Self::Suspension => suspension(world, visit).await,
            Self::Closing => closing(world, visit).await,
            Self::FromList => from_list(world, visit).await,
            Self::AllOthers => all_others(world, visit).await,
            Self::OtherDoor => other_door(visit, chance).await,
            Self::Access => access(world, visit).await,
            Self::Idle => idle(world, visit, chance).await,
            Self::Whole => whole(world, visit, chance).await,
            Self::Key => key(world, visit, chance).await,
        }
    }

    /// Plays the scenarios in which an owner changes a member of staff.
    async fn of_staff(self, world: &World, mut visit: Visit, owner: &Person) -> Result<(), String> {
        const LIST: &str = "/api/v1/ops/users";
        expect("before", &visit.get(LIST).await, 200)?;
        let employee = owner.get(&format!("{LIST}?limit=100")).await;
        let email = format!("{}@example.com", visit.name);
        let id = employee.items().iter().find(|one| one["email"] == email).ok_or("nobody of this name")?["id"].clone();
        let roles = owner.get("/api/v1/ops/roles").await;
        let number_of =
            |name: &str| roles.items().iter().find(|role| role["name"] == name).map(|role| role["id"].clone());
        if matches!(self, Self::StaffRole) {
            let input = json!({ "role_id": number_of("support_staff") });
            expect("another role", &owner.put(&format!("{LIST}/{id}/role"), input).await, 200)?;
            return expect("after", &visit.get(LIST).await, 403);
        }
        if matches!(self, Self::Leaving) {
            expect("leaving", &owner.delete(&format!("{LIST}/{id}")).await, 200)?;
            return visit.is_over("after leaving").await;
        }
        // a separate role, so that no other member is affected
        let name = format!("role of {}", visit.name);
        let made = owner
            .post(
                "/api/v1/ops/roles",
                json!({ "name": name.replace(['-', ' '], "_"), "display_name": name, "description": "", "level": 50 }),
            )
            .await;
        expect("a new role", &made, 201)?;
        let role = made["id"].clone();
        let view = world.database().connection().await.unwrap();
        let view = view.query_one("SELECT id FROM staff_permissions WHERE name = 'staff.view'", &[]).await.unwrap();
        let view: i64 = view.get(0);
        let permissions = format!("/api/v1/ops/roles/{role}/permissions");
        expect("its permissions", &owner.put(&permissions, json!({ "permission_ids": [view] })).await, 200)?;
        expect("given", &owner.put(&format!("{LIST}/{id}/role"), json!({ "role_id": role })).await, 200)?;
        expect("with it", &visit.get(LIST).await, 200)?;
        if matches!(self, Self::Permissions) {
            expect("none left", &owner.put(&permissions, json!({ "permission_ids": [] })).await, 200)?;
        } else {
            let off = json!({ "is_active": false });
            expect("out of service", &owner.put(&format!("/api/v1/ops/roles/{role}"), off).await, 200)?;
        }
        expect("after", &visit.get(LIST).await, 403)
    }
}

/// Checks that a log-in creates new tokens, whatever the browser contained, and that the old tokens stay with their
/// owner.
async fn fixation(world: &World, mut attacker: Visit, number: u64) -> Result<(), String> {
    let (door, victim) = (attacker.door, format!("victim-{number}"));
    door.admits(world, &victim).await;
    let planted = attacker.browser.cookies.clone();
    let mut visit = door.enters_with(attacker.browser.clone(), world, &victim).await?;
    for name in ["access_token", "refresh_token"] {
        if visit.browser.cookies.get(name) == planted.get(name) {
            return Err(format!("the login went on with the planted {name}"));
        }
    }
    let (theirs, own) = (attacker.get("/api/v1/auth/me").await, visit.get("/api/v1/auth/me").await);
    expect("the attacker", &theirs, 200)?;
    expect("the victim", &own, 200)?;
    if own.body.to_string().contains(&attacker.name) || theirs.body.to_string().contains(&victim) {
        return Err(format!("sessions are mixed up: {} and {}", theirs.body, own.body));
    }
    // a second log-in of the same account creates another session
    let mut again = door.enters_with(visit.browser.clone(), world, &victim).await?;
    expect("the second logs out", &again.browser.send(&Method::POST, door.logout(), None).await, 200)?;
    visit.is("the first stays", 200).await?;
    attacker.is("the attacker stays", 200).await
}

async fn log_out(world: &World, mut visit: Visit) -> Result<(), String> {
    let mut other = visit.door.enters(world, &visit.name).await?;
    let kept = visit.browser.clone();
    expect("logging out", &visit.browser.send(&Method::POST, visit.door.logout(), None).await, 200)?;
    if visit.browser.cookies.contains_key("access_token") || visit.browser.cookies.contains_key("refresh_token") {
        return Err("the browser keeps its tokens".to_owned());
    }
    visit.browser = kept;
    visit.is_over("after logging out").await?;
    other.is("another session", 200).await
}

async fn password(world: &World, mut visit: Visit) -> Result<(), String> {
    let door = visit.door;
    let mut others = Vec::new();
    for _ in 0..2 {
        others.push(door.enters(world, &visit.name).await?);
    }
    let (method, path) = match door {
        Door::Customer => (Method::PATCH, "/api/v1/users/me/password"),
        Door::Copilot | Door::Staff => (Method::PUT, "/api/auth/password"),
    };
    let old = world.stranger().password();
    let input = json!({ "current_password": old, "new_password": NEW_PASSWORD });
    expect("another password", &visit.browser.send(&method, path, Some(&input)).await, 200)?;
    for other in &mut others {
        other.is_over("another session").await?;
    }
    visit.is("this session", 200).await?;
    for (password, status) in [(old, 401), (NEW_PASSWORD, 200)] {
        let mut browser = world.browser();
        let reply = browser.send(&Method::POST, door.login(), Some(&door.credentials(&visit.name, password))).await;
        expect("logging in with the old or the new one", &reply, status)?;
    }
    Ok(())
}

async fn role(world: &World, mut visit: Visit) -> Result<(), String> {
    for (role, status) in [("guest", 403), ("admin", 200), ("user", 403)] {
        let path = if role == "guest" { "/api/documents" } else { "/api/health/detailed" };
        world.execute("UPDATE users SET role = $2 WHERE name = $1", &[&visit.name, &role]).await;
        expect(role, &visit.get(path).await, status)?;
    }
    visit.is("in any role", 200).await
}

async fn suspension(world: &World, mut visit: Visit) -> Result<(), String> {
    world.execute("UPDATE users SET is_active = false WHERE name = $1", &[&visit.name]).await;
    visit.is_over("while suspended").await?;
    let door = visit.door;
    let input = door.credentials(&visit.name, world.stranger().password());
    let reply = world.browser().send(&Method::POST, door.login(), Some(&input)).await;
    if matches!(reply.status.as_u16(), 401 | 403) { Ok(()) } else { Err(format!("logging in: {}", reply.status)) }
}

async fn closing(world: &World, mut visit: Visit) -> Result<(), String> {
    let mut other = visit.door.enters(world, &visit.name).await?;
    let kept = visit.browser.clone();
    expect("closing", &visit.browser.send(&Method::DELETE, "/api/v1/users/me", None).await, 200)?;
    visit.browser = kept;
    visit.is_over("after closing").await?;
    other.is_over("another session").await
}

async fn from_list(world: &World, mut visit: Visit) -> Result<(), String> {
    let mut other = visit.door.enters(world, &visit.name).await?;
    let listed = visit.get("/api/auth/sessions").await;
    let mut sessions = listed["data"].as_array().ok_or("no list")?.iter();
    let own = sessions.find(|session| session["is_current"] == true).ok_or("it is not listed")?;
    let path = format!("/api/auth/sessions/{}", own["id"].as_str().unwrap_or_default());
    expect("ending it", &other.browser.send(&Method::DELETE, &path, None).await, 204)?;
    visit.is_over("ended from elsewhere").await?;
    other.is("the one that ended it", 200).await
}

async fn all_others(world: &World, mut visit: Visit) -> Result<(), String> {
    let mut other = visit.door.enters(world, &visit.name).await?;
    expect("ending all others", &other.browser.send(&Method::DELETE, "/api/auth/sessions", None).await, 204)?;
    visit.is_over("another").await?;
    other.is("the one that ended them", 200).await
}

/// Checks that a session can be renewed only on its own surface.
async fn other_door(mut visit: Visit, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let is_staff = |door: Door| door == Door::Staff;
    let others: Vec<Door> = DOORS.into_iter().filter(|door| is_staff(*door) != is_staff(visit.door)).collect();
    let other = *others.choose(chance).unwrap();
    // a rejected refresh deletes the tokens of the browser, so a copy is used
    let mut astray = visit.browser.clone();
    expect("at the wrong door", &astray.send(&Method::POST, other.refresh(), Some(&json!({}))).await, 401)?;
    let me = visit.get(other.me()).await;
    if other != Door::Copilot && me.status != 403 {
        return Err(format!("{other:?} lets it in: {} {}", me.status, me.body));
    }
    expect("at its own", &visit.refreshes().await, 200)?;
    visit.is("afterwards", 200).await
}

async fn access(world: &World, mut visit: Visit) -> Result<(), String> {
    passes(world, ACCESS - 1);
    visit.is("a second before the end", 200).await?;
    passes(world, 1);
    visit.is("at the end", 401).await?;
    expect("renewing it", &visit.refreshes().await, 200)?;
    visit.is("renewed", 200).await
}

async fn idle(world: &World, mut visit: Visit, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let before = chance.random_range(1..DAY);
    passes(world, IDLE - before);
    expect("before the end", &visit.refreshes().await, 200)?;
    passes(world, IDLE);
    visit.is_over("after seven days").await
}

async fn whole(world: &World, mut visit: Visit, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let mut left = WHOLE;
    while left > IDLE {
        let step = chance.random_range(DAY..IDLE);
        passes(world, step);
        left -= step;
        expect("on the way", &visit.refreshes().await, 200)?;
    }
    let last = chance.random_range(1..ACCESS);
    passes(world, left - last);
    expect("just before the end", &visit.refreshes().await, 200)?;
    visit.is("just before the end", 200).await?;
    passes(world, last);
    visit.is_over("after thirty days").await
}

async fn key(world: &World, mut visit: Visit, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let input =
        json!({ "name": "program", "scopes": ["read"], "expires_in_days": 2, "password": world.stranger().password() });
    let made = visit.browser.send(&Method::POST, "/api/auth/api-keys", Some(&input)).await;
    expect("a key", &made, 201)?;
    let program = world.stranger().with_token(made.text("key"));
    expect("with it", &program.get("/api/documents").await, 200)?;
    match chance.random_range(0..3) {
        0 => {
            let path = format!("/api/auth/api-keys/{}", made.text("id"));
            expect("ending it", &visit.browser.send(&Method::DELETE, &path, None).await, 204)?;
        }
        1 => drop(world.execute("UPDATE users SET is_active = false WHERE name = $1", &[&visit.name]).await),
        _ => {
            passes(world, 2 * DAY - 1);
            expect("a second before its end", &program.get("/api/documents").await, 200)?;
            passes(world, 1);
        }
    }
    expect("after its end", &program.get("/api/documents").await, 401)
}

fn passes(world: &World, seconds: i64) {
    world.wait(SignedDuration::from_secs(seconds));
}
