//! Entries of two lists about the same person or thing, and shares of owners.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use sisuiq_lists::{
    EndMark, Entity, OfacFiles, OfacList, Owned, OwnershipRule, ReadOptions, Stake, owned_by_listed, read_ofac, read_un,
};
use sisuiq_names::{IndexBuilder, Kind, ListedEntity, NameIndex, Search, Searcher};
use sisuiq_screening::{likeness, listed_entity};

use crate::Outcome;
use crate::lists::Newest;
use crate::report::{Report, percent};

/// Entries of OFAC that are compared with one of the UN.
const COMPARED: usize = 30;

/// The score from which entries are compared.
const LOWEST: f64 = 0.5;

/// What is to be found in the small lists.
#[derive(Deserialize)]
struct Expected {
    /// Keys of the UN with those of OFAC that are about the same one.
    links: BTreeMap<String, Vec<String>>,
    listed: Vec<String>,
    /// Owners, what they own, and the share, if it is stated.
    stakes: Vec<(String, String, Option<f64>)>,
    owned_by_listed: BTreeMap<String, Option<f64>>,
}

pub(crate) fn measure(folder: &Path, newest: &Newest, report: &mut Report) -> Outcome<()> {
    if folder.is_dir() {
        let expected: Expected = serde_json::from_slice(&fs::read(folder.join("expected.json"))?)?;
        links(folder, &expected, report)?;
        shares(&expected, report);
    } else {
        report.left_out.push("entries of two lists about the same one".to_owned());
    }
    if !newest.ofac.is_empty() && !newest.un.is_empty() {
        let found = related(&newest.un, &newest.ofac)?;
        let linked = found.values().filter(|keys| !keys.is_empty()).count();
        let what = "entries of the UN's newest list with an entry of OFAC's newest list about the same one";
        report.tell(13, what, format!("{linked} of {}, {}", newest.un.len(), percent(linked, newest.un.len())));
    }
    Ok(())
}

/// Entries that are found on the other list, and none that is about another one.
fn links(folder: &Path, expected: &Expected, report: &mut Report) -> Outcome<()> {
    let options = ReadOptions { end_mark: EndMark::Optional, ..ReadOptions::default() };
    let entries = fs::read(folder.join("sdn.csv"))?;
    let files = OfacFiles { list: OfacList::Sdn, entries: &entries, aliases: None, addresses: None, comments: None };
    let ofac = read_ofac(&files, &options)?.entities;
    let un = read_un(&fs::read(folder.join("un.xml"))?, &options)?.entities;
    let found = related(&un, &ofac)?;
    let (mut right, mut wrong, mut wanted) = (0, 0, 0);
    for (key, others) in &expected.links {
        let linked = found.get(key).map(Vec::as_slice).unwrap_or_default();
        wanted += others.len();
        right += others.iter().filter(|other| linked.contains(other)).count();
        wrong += linked.iter().filter(|other| !others.contains(other)).count();
    }
    report.judge(13, "expected links between two small lists", (percent(right, wanted), "100.0 %"), right == wanted);
    report.judge(13, "links between two small lists to somebody else", (wrong.to_string(), "0"), wrong == 0);
    Ok(())
}

/// The keys of the entries of a list about the same ones as those of another, by the keys of these.
fn related(un: &[Entity], ofac: &[Entity]) -> Outcome<BTreeMap<String, Vec<String>>> {
    let listed: BTreeMap<&str, ListedEntity> =
        ofac.iter().map(|entity| (entity.key.id.as_str(), listed_entity(entity))).collect();
    let mut builder = IndexBuilder::new("evaluation");
    for entity in ofac {
        builder.add(listed_entity(entity));
    }
    let index = NameIndex::open(builder.build()?)?;
    let mut searcher = Searcher::new(&index);
    let mut all = BTreeMap::new();
    for entity in un {
        let own = listed_entity(entity);
        let kind = own.names.first().map(|name| name.name.kind()).filter(|kind| *kind != Kind::Unknown);
        // a number in common counts whatever else differs
        let search = Search { threshold: LOWEST, limit: COMPARED, kind };
        let mut keys: Vec<String> = Vec::new();
        for name in &own.names {
            let hits = searcher.search(&name.name, &own.facts, &search);
            keys.extend(hits.into_iter().map(|hit| hit.entry.key.to_owned()));
        }
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|key| listed.get(key.as_str()).is_some_and(|other| likeness(&own, other).is_some()));
        all.insert(entity.key.id.clone(), keys);
    }
    Ok(all)
}

/// Shares by OFAC's rule, over several owners and over owners of owners.
fn shares(expected: &Expected, report: &mut Report) {
    let mut names: Vec<&str> =
        expected.stakes.iter().flat_map(|(owner, owned, _)| [owner.as_str(), owned.as_str()]).collect();
    names.sort_unstable();
    names.dedup();
    let place = |name: &str| names.iter().position(|known| *known == name).unwrap_or(usize::MAX);
    let graph: Vec<Owned> = names
        .iter()
        .map(|name| Owned {
            is_listed: expected.listed.iter().any(|listed| listed == name),
            stakes: expected
                .stakes
                .iter()
                .filter(|(_, owned, _)| owned == name)
                .map(|(owner, _, percent)| Stake { owner: place(owner), percent: *percent })
                .collect(),
        })
        .collect();
    let right = expected
        .owned_by_listed
        .iter()
        .filter(|(name, share)| owned_by_listed(&graph, place(name), OwnershipRule::OfacFiftyPercent) == **share)
        .count();
    let all = expected.owned_by_listed.len();
    let what = "shares of listed owners by OFAC's 50 Percent Rule, of several owners and of owners of owners";
    report.judge(13, what, (format!("{right} of {all}"), "all"), right == all);
}
