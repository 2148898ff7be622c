//! The files that are measured.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use sisuiq_names::{BirthDate, IndexBuilder, Kind, ListedEntity, NameIndex, NameQuality, Subject};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// A name of a list: the entity, the text, the kind and the quality.
pub(crate) type Listed = (u32, String, Kind, NameQuality);

/// The names of a list and the birth dates of its entities.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) names: Vec<Listed>,
    pub(crate) facts: BTreeMap<u32, Subject>,
}

/// Rows of a CSV file by the names of its columns.
pub(crate) fn table(path: &Path) -> Outcome<Vec<BTreeMap<String, String>>> {
    let rows = records(&fs::read_to_string(path)?);
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or("the table has no header")?;
    Ok(rows.map(|row| header.iter().cloned().zip(row).collect()).collect())
}

/// Records of CSV with quoted fields.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

pub(crate) fn kind(schema: &str) -> Kind {
    match schema {
        "Person" => Kind::Person,
        "Company" | "Organization" => Kind::Organisation,
        "Vessel" => Kind::Vessel,
        _ => Kind::Unknown,
    }
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

pub(crate) fn cell<'a>(row: &'a BTreeMap<String, String>, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

/// The text of an element, from a place in front of it.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.find(&format!("<{name}>"))? + name.len() + 2;
    let rest = text.get(start..)?;
    rest.get(..rest.find("</")?)
}

/// The names of the UN list, with birth dates.
pub(crate) fn un_list(xml: &str) -> List {
    let mut list = List::default();
    let mut id = 0;
    for (tag, alias, kind) in
        [("INDIVIDUAL", "INDIVIDUAL_ALIAS", Kind::Person), ("ENTITY", "ENTITY_ALIAS", Kind::Organisation)]
    {
        for block in xml.split(&format!("<{tag}>")).skip(1) {
            id += 1;
            let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
                .map(|part| element(block, part).unwrap_or_default().trim().to_owned());
            let primary = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            list.names.push((id, primary, kind, NameQuality::Strong));
            for alias in block.split(&format!("<{alias}>")).skip(1) {
                let low = element(alias, "QUALITY").is_some_and(|quality| quality.trim() == "Low");
                let quality = if low { NameQuality::Weak } else { NameQuality::Strong };
                let name = element(alias, "ALIAS_NAME").map(str::trim).filter(|name| !name.is_empty());
                list.names.extend(name.map(|name| (id, name.to_owned(), kind, quality)));
            }
            let original = element(block, "NAME_ORIGINAL_SCRIPT");
            list.names.extend(original.map(|name| (id, name.trim().to_owned(), kind, NameQuality::Strong)));
            let birth_dates = block.split("<INDIVIDUAL_DATE_OF_BIRTH>").skip(1).filter_map(birth_date_of_un).collect();
            list.facts.insert(id, Subject { birth_dates, ..Subject::default() });
        }
    }
    list
}

fn birth_date_of_un(block: &str) -> Option<BirthDate> {
    let block = block.split("</INDIVIDUAL_DATE_OF_BIRTH>").next()?;
    let circa = element(block, "TYPE_OF_DATE").is_some_and(|kind| kind.contains("APPROX"));
    let year = |name: &str| element(block, name).and_then(|text| text.trim().parse::<i16>().ok());
    let date = element(block, "DATE").and_then(birth_date);
    let between = year("FROM_YEAR").zip(year("TO_YEAR")).map(|(from, to)| BirthDate {
        year: i16::midpoint(from, to),
        month: None,
        day: None,
        tolerance: u8::try_from((to - from + 1) / 2).unwrap_or(u8::MAX),
    });
    let year = year("YEAR").map(|year| BirthDate { year, month: None, day: None, tolerance: 0 });
    let tolerance = if circa { 2 } else { 0 };
    date.or(between).or(year).map(|date| BirthDate { tolerance: date.tolerance.max(tolerance), ..date })
}

/// A date of the form `1965-07-21`, or a year.
pub(crate) fn birth_date(text: &str) -> Option<BirthDate> {
    let mut parts = text.trim().split('-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().and_then(|part| part.get(..2)?.parse().ok());
    Some(BirthDate { year, month: part(), day: part(), tolerance: 0 })
}

/// The names of an SDN list.
pub(crate) fn ofac_names(folder: &Path) -> Outcome<Vec<Listed>> {
    let mut names = Vec::new();
    let mut kinds = BTreeMap::new();
    for (file, column) in [("sdn.csv", 1), ("alt.csv", 3)] {
        let text: String = fs::read(folder.join(file))?.into_iter().map(char::from).collect();
        for row in records(&text) {
            let Some(id) = row.first().and_then(|id| id.parse::<u32>().ok()) else { continue };
            if column == 1 {
                kinds.insert(id, row.get(2).cloned().unwrap_or_default());
            }
            let kind = match kinds.get(&id).map(|kind| kind.trim()) {
                Some("individual") => Kind::Person,
                Some("vessel") => Kind::Vessel,
                Some("aircraft") => Kind::Aircraft,
                _ => Kind::Organisation,
            };
            let low = column == 3 && row.get(2).is_some_and(|kind| kind.contains("weak"));
            let quality = if low { NameQuality::Weak } else { NameQuality::Strong };
            names.extend(row.get(column).map(|name| (id, name.clone(), kind, quality)));
        }
    }
    Ok(names)
}

/// Builds the index of a list.
pub(crate) fn index(list: &List) -> Outcome<NameIndex<Vec<u8>>> {
    let mut entities: BTreeMap<u32, ListedEntity> = BTreeMap::new();
    for (id, text, kind, quality) in &list.names {
        let facts = || list.facts.get(id).cloned().unwrap_or_default();
        let entity = entities.remove(id).unwrap_or_else(|| ListedEntity::new(id.to_string()).with_facts(facts()));
        entities.insert(*id, entity.with_name(text, *kind, *quality));
    }
    let mut builder = IndexBuilder::new("measured");
    for entity in entities.into_values() {
        builder.add(entity);
    }
    Ok(NameIndex::open(builder.build()?)?)
}

/// The words of a name in upper case, sorted: names with the same words in any order are alike.
pub(crate) fn sorted_words(text: &str) -> String {
    let text = text.to_uppercase();
    let mut words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}
