use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entity::Entity;
use crate::key::EntityKey;
use crate::name::NameKind;
use crate::report::{ReadReport, Reason};
use crate::text::collapse;

/// The relation that a list states between two entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListEntityLinkRelation)]
pub enum LinkRelation {
    /// OFAC's `Linked To`.
    LinkedTo,
    /// The owner that a list names for a vessel.
    OwnedBy,
    /// The text of one entry names the permanent reference of the other.
    Mentions,
}

/// An edge to another entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListEntityLink, example = json!({"target": {"list": "ofac_sdn", "id": "101"}}))]
pub struct Link {
    /// The kind of the relation, seen from the entity that has the link.
    pub relation: LinkRelation,
    /// The name or reference that the text has for the other entity.
    #[schema(example = "NORTHERN QUAY TRADING CO., LTD.")]
    pub name: String,
    /// The other entity, if exactly one of the same list has this name or reference; null if none or several have it.
    #[schema(required = true)]
    pub target: Option<EntityKey>,
    /// The text that states the relation.
    #[schema(example = "Linked To: NORTHERN QUAY TRADING CO., LTD.")]
    pub text: String,
}

/// The form in which names of links are compared.
fn comparable(name: &str) -> String {
    collapse(name).trim_end_matches('.').to_uppercase()
}

/// The owners of names: one entity, or none where several have the name.
type Owners = HashMap<String, Option<EntityKey>>;

fn add(owners: &mut Owners, name: &str, key: &EntityKey) {
    owners
        .entry(comparable(name))
        .and_modify(|owner| {
            if owner.as_ref() != Some(key) {
                *owner = None;
            }
        })
        .or_insert_with(|| Some(key.clone()));
}

/// Sets the targets of links by names and references, and counts those that have none.
///
/// Aliases count only where no entity has the name as its primary name or reference.
pub(crate) fn resolve(entities: &mut [Entity], report: &mut ReadReport) {
    let mut primary = Owners::new();
    let mut aliases = Owners::new();
    for entity in entities.iter() {
        for name in &entity.names {
            let owners = if name.kind == NameKind::Primary { &mut primary } else { &mut aliases };
            add(owners, &name.text, &entity.key);
        }
        if let Some(reference) = &entity.reference {
            add(&mut primary, reference, &entity.key);
        }
    }
    for link in entities.iter_mut().flat_map(|entity| entity.links.iter_mut()) {
        let name = comparable(&link.name);
        match primary.get(&name).or_else(|| aliases.get(&name)) {
            Some(Some(key)) => {
                link.target = Some(key.clone());
                report.links_resolved += 1;
            }
            Some(None) => report.note(Reason::AmbiguousLink, &link.text),
            None => report.note(Reason::UnresolvedLink, &link.text),
        }
    }
}
