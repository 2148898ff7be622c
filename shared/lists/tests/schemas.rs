//! The description of entities for the API against the JSON that serde writes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sisuiq_lists::{
    CountryRelation, DatePrecision, Entity, EntityKind, Gender, IdentifierKind, LinkRelation, ListId, NameKind,
    NameQuality, Part, ReadOptions, read_denied_persons, read_eu_csv, read_eu_xml, read_screening_list, read_un,
};
use utoipa::{PartialSchema, ToSchema};

use crate::files::{CSL, DPL, EU_CSV, EU_XML, UN, add, alt, read_files, sdn};

/// All keywords that a description may have. Others would say something that is not checked.
const KEYWORDS: [&str; 13] = [
    "$ref",
    "description",
    "enum",
    "example",
    "format",
    "items",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
    "title",
];

/// The descriptions by their names, and the members of objects that had a value.
struct Schemas {
    all: BTreeMap<String, Value>,
    seen: BTreeSet<String>,
}

impl Schemas {
    fn of_entities() -> Self {
        let mut all = vec![(Entity::name().into_owned(), Entity::schema())];
        Entity::schemas(&mut all);
        let all = all.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap()));
        Self { all: all.collect(), seen: BTreeSet::new() }
    }

    /// Checks an entity in JSON, strictly: a member must be described.
    fn check_entity(&mut self, entity: &Value) -> Result<(), String> {
        let schema = self.all.get(&*Entity::name()).unwrap().clone();
        self.check(entity, &schema, &Entity::name())
    }

    fn check(&mut self, value: &Value, schema: &Value, place: &str) -> Result<(), String> {
        let keywords = schema.as_object().ok_or(format!("{place} has no description"))?;
        if let Some(unknown) = keywords.keys().find(|keyword| !KEYWORDS.contains(&keyword.as_str())) {
            return Err(format!("{place} has the keyword {unknown}"));
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/")) {
            let schema = self.all.get(name).ok_or(format!("{name} is not described"))?.clone();
            return self.check(value, &schema, name);
        }
        if let Some(ways) = schema["oneOf"].as_array() {
            let fitting = ways.iter().filter(|way| self.check(value, way, place).is_ok()).count();
            return if fitting == 1 { Ok(()) } else { Err(format!("{place}: {value} fits {fitting} ways")) };
        }
        let kind = kind(value);
        let allowed = match &schema["type"] {
            Value::Array(kinds) => kinds.contains(&json!(kind)),
            one => one == kind,
        };
        if !allowed {
            return Err(format!("{place}: {value} is not of the type {}", schema["type"]));
        }
        match value {
            Value::String(text) => check_text(text, schema).map_err(|reason| format!("{place}: {text:?} {reason}")),
            Value::Array(elements) => {
                elements.iter().try_for_each(|element| self.check(element, &schema["items"], place))
            }
            Value::Object(members) => {
                let missing = |name: &&Value| !members.contains_key(name.as_str().unwrap());
                if let Some(name) = schema["required"].as_array().into_iter().flatten().find(missing) {
                    return Err(format!("{place} lacks {name}"));
                }
                members.iter().try_for_each(|(name, member)| {
                    let member_schema = schema["properties"].get(name).ok_or(format!("{place}.{name} is unknown"))?;
                    if !member.is_null() {
                        self.seen.insert(format!("{place}.{name}"));
                    }
                    self.check(member, member_schema, &format!("{place}.{name}"))
                })
            }
            _ => Ok(()),
        }
    }

    /// The described members of all objects.
    fn members(&self) -> impl Iterator<Item = (String, &Value)> {
        self.all.iter().flat_map(|(name, schema)| {
            let members = schema["properties"].as_object().into_iter().flatten();
            members.map(move |(member, schema)| (format!("{name}.{member}"), schema))
        })
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn check_text(text: &str, schema: &Value) -> Result<(), &'static str> {
    if schema["enum"].as_array().is_some_and(|names| !names.contains(&json!(text))) {
        return Err("is no name of the enum");
    }
    match schema["format"].as_str() {
        None => {}
        Some("date") if text.parse::<Date>().is_ok() && text.len() == 10 => {}
        Some(_) => return Err("has another format"),
    }
    match schema["pattern"].as_str() {
        None => Ok(()),
        Some("^[0-9a-f]{64}$")
            if text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) =>
        {
            Ok(())
        }
        Some(_) => Err("does not match the pattern"),
    }
}

/// The entities of a file of each list, and of one with a note that those lack.
fn entities() -> Vec<Entity> {
    let options = ReadOptions::default();
    let lists = [
        read_files(&sdn(), Some(&alt()), Some(&add()), None),
        read_un(UN.as_bytes(), &options),
        read_un(UN.replace("<YEAR>1965</YEAR>", "<YEAR>1965</YEAR><NOTE>disputed</NOTE>").as_bytes(), &options),
        read_eu_xml(EU_XML.as_bytes(), &options),
        read_eu_csv(EU_CSV.as_bytes(), &options),
        read_denied_persons(DPL.as_bytes(), &options),
        read_screening_list(CSL.as_bytes(), &options),
    ];
    lists.into_iter().flat_map(|list| list.unwrap().entities).collect()
}

fn written() -> Vec<Value> {
    entities().iter().map(|entity| serde_json::to_value(entity).unwrap()).collect()
}

#[test]
fn entities_of_all_lists_are_described() {
    let mut schemas = Schemas::of_entities();
    for entity in written() {
        schemas.check_entity(&entity).unwrap();
    }
    let described: BTreeSet<String> = schemas.members().map(|(name, _)| name).collect();
    let absent: Vec<_> = described.difference(&schemas.seen).collect();
    assert!(absent.is_empty(), "no entity of the tests has {absent:?}");
}

#[test]
fn other_forms_are_refused() {
    let mut schemas = Schemas::of_entities();
    let entity = written().swap_remove(1);
    schemas.check_entity(&entity).unwrap();
    for member in entity.as_object().unwrap().keys() {
        let mut other = entity.clone();
        other.as_object_mut().unwrap().remove(member);
        assert!(schemas.check_entity(&other).is_err(), "without {member}");
    }
    for (path, value) in [
        ("/shoe_size", json!(44)),
        ("/names/0/note", json!(null)),
        ("/names/0/quality", json!("good")),
        ("/names/0/original_script", json!("no")),
        ("/birth_dates/0/first", json!("12 Mar 1960")),
        ("/gender", json!("other")),
        ("/titles", json!(null)),
        ("/key/list", json!("ofac")),
        ("/records/0/line", json!(-1)),
        ("/records/0/digest", json!("9F")),
        ("/links/0/target", json!("101")),
    ] {
        let mut other = entity.clone();
        let (parent, member) = path.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[member] = value;
        assert!(schemas.check_entity(&other).is_err(), "{path}");
    }
}

#[test]
fn names_of_enums_are_those_of_serde() {
    fn check<T: Serialize + DeserializeOwned + ToSchema>(count: usize) {
        let schema = serde_json::to_value(T::schema()).unwrap();
        let names = schema["enum"].as_array().unwrap();
        assert_eq!(names.len(), count, "{}", T::name());
        for name in names {
            let value: T = serde_json::from_value(name.clone()).unwrap();
            assert_eq!(serde_json::to_value(value).unwrap(), *name);
        }
    }
    check::<CountryRelation>(2);
    check::<DatePrecision>(4);
    check::<EntityKind>(5);
    check::<Gender>(2);
    check::<IdentifierKind>(15);
    check::<LinkRelation>(3);
    check::<ListId>(6);
    check::<NameKind>(4);
    check::<NameQuality>(4);
    check::<Part>(4);
}

#[test]
fn examples_fit_their_members() {
    let mut schemas = Schemas::of_entities();
    let all = schemas.all.clone();
    for (name, schema) in &all {
        for (member, described) in schema["properties"].as_object().into_iter().flatten() {
            for example in [described.get("example"), schema["example"].get(member)].into_iter().flatten() {
                schemas.check(example, described, &format!("{name}.{member}")).unwrap();
            }
        }
        if let Some(text @ Value::String(_)) = schema.get("example") {
            schemas.check(text, schema, name).unwrap();
        }
    }
}

#[test]
fn descriptions_have_names_and_words() {
    let schemas = Schemas::of_entities();
    assert_eq!(schemas.all.len(), 23);
    for (name, schema) in &schemas.all {
        assert!(name.starts_with("List"), "{name} may be the name of something else");
        assert!(schema["description"].is_string(), "{name}");
    }
    for (name, schema) in schemas.members() {
        let words = schema["description"].as_str().or(schema["oneOf"][0]["description"].as_str());
        // links of the code lead nowhere in the description of the API
        assert!(words.is_some_and(|words| !words.contains("[`")), "{name}");
    }
}
