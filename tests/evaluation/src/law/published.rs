//! Published sets of law with questions, as `docs/EVALUATION.md` names them.

use super::collection::{LawCollection, LawKind, LawPlace, LawQuestion, LawText};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

/// The set of parts of 31 CFR.
const CFR: &str = "cfr31";
/// The set of questions about two acts of the European Union.
const EURLEX: &str = "eurlex_rag_eval";
/// Acts of the European Union without questions.
const ACTS: &str = "eu_regulations";

const US: &str = "US-Sanctions";
const EU: &str = "EU-Sanctions";

/// Reads the sets of a folder.
pub(super) fn read(folder: &Path) -> Result<LawCollection> {
    let mut collection = LawCollection::default();
    let [cfr, eurlex, acts] = [CFR, EURLEX, ACTS].map(|set| folder.join(set));
    ensure!(cfr.is_dir() || eurlex.is_dir(), "{} has neither {CFR} nor {EURLEX}", folder.display());
    if cfr.is_dir() {
        read_cfr(&cfr, &mut collection).with_context(|| cfr.display().to_string())?;
    }
    if eurlex.is_dir() {
        read_eurlex(&eurlex, &mut collection).with_context(|| eurlex.display().to_string())?;
        if acts.is_dir() {
            read_acts(&acts, &mut collection).with_context(|| acts.display().to_string())?;
        }
    }
    Ok(collection)
}

/// A file with lines of facts above its text.
struct Published {
    facts: BTreeMap<String, String>,
    text: String,
}

impl Published {
    fn read(file: &Path) -> Result<Self> {
        let content = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let (head, text) = content.split_once("\n---\n").unwrap_or(("", &content));
        let facts = head.lines().filter_map(|line| line.split_once(": "));
        let facts = facts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        // marks of words that the publisher put back
        Ok(Self { facts, text: text.replace(['⟦', '⟧'], "").trim().to_owned() })
    }

    fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// The first day in the fact about the day of the text.
    fn day(&self) -> Option<String> {
        let fact = self.fact("Text as of").or_else(|| self.fact("Issued"))?;
        fact.split(|sign: char| !sign.is_ascii_digit() && sign != '-').find(|word| is_day(word)).map(str::to_owned)
    }
}

/// `2025-01-24`
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2])
}

/// The parts of 31 CFR, each a text of its sections, then licences and documents of the Federal Register.
fn read_cfr(folder: &Path, collection: &mut LawCollection) -> Result<()> {
    for part in folders(folder)?.iter().filter(|part| name(part).starts_with("part-")) {
        let mut text = String::new();
        let (mut above, mut day) = ([String::new(), String::new()], None);
        for file in files(part)? {
            let published = Published::read(&file)?;
            let headings = ["Part", "Subpart"].map(|fact| published.fact(fact).unwrap_or_default().to_owned());
            for (heading, _) in headings.iter().zip(&above).filter(|(heading, former)| heading != former) {
                text.push_str(heading);
                text.push_str("\n\n");
            }
            above = headings;
            day = day.or_else(|| published.day());
            text.push_str(&published.text);
            text.push_str("\n\n");
        }
        collection.texts.push(LawText {
            dataset: US.to_owned(),
            name: format!("{}.txt", name(part)),
            valid_from: day,
            bytes: text.into_bytes(),
            ..LawText::default()
        });
    }
    for folder in ["general_licences", "federal_register"].map(|inner| folder.join(inner)) {
        for file in if folder.is_dir() { files(&folder)? } else { Vec::new() } {
            let published = Published::read(&file)?;
            collection.texts.push(LawText {
                dataset: US.to_owned(),
                name: name(&file),
                valid_from: published.day(),
                bytes: published.text.into_bytes(),
                ..LawText::default()
            });
        }
    }
    for line in lines(&folder.join("questions.jsonl"))? {
        let asked: CfrQuestion = serde_json::from_str(&line)?;
        let kind = match asked.kind.as_str() {
            "unanswerable" => LawKind::Unanswerable,
            "definition" => LawKind::Term,
            _ => LawKind::Plain,
        };
        collection.questions.push(LawQuestion {
            id: format!("{CFR}-{}", asked.id),
            text: asked.q,
            set: CFR.to_owned(),
            dataset: Some(US.to_owned()),
            date: None,
            kind,
            places: asked.sections.iter().map(|section| cfr_place(section)).collect(),
        });
    }
    Ok(())
}

#[derive(Deserialize)]
struct CfrQuestion {
    id: String,
    q: String,
    kind: String,
    sections: Vec<String>,
}

/// `591.406`, `501.Appendix A`, `FR 2023-00593`, or the name of a licence.
fn cfr_place(section: &str) -> LawPlace {
    if let Some(document) = section.strip_prefix("FR ") {
        return LawPlace { doc: format!("{document}.txt"), provision: None };
    }
    match section.split_once('.') {
        Some((part, inner)) if part.bytes().all(|sign| sign.is_ascii_digit()) => {
            let is_number = inner.starts_with(|sign: char| sign.is_ascii_digit());
            let provision = if is_number { section } else { inner };
            LawPlace { doc: format!("part-{part}.txt"), provision: Some(provision.to_owned()) }
        }
        _ => LawPlace { doc: format!("{section}.txt"), provision: None },
    }
}

/// The sections that questions bring with them, joined to the two acts that they are from.
fn read_eurlex(folder: &Path, collection: &mut LawCollection) -> Result<()> {
    let mut sections: BTreeMap<(String, Section), String> = BTreeMap::new();
    for line in lines(&folder.join("testset.jsonl"))? {
        let asked: EurlexQuestion = serde_json::from_str(&line)?;
        for (id, context) in asked.section_ids.iter().zip(&asked.reference_contexts) {
            let (act, section) = section(id).with_context(|| format!("{id} is no section"))?;
            let text = context
                .split_once('\n')
                .filter(|(first, _)| first.contains(" - "))
                .map_or(&**context, |(_, rest)| rest);
            let known = sections.entry((act, section)).or_default();
            if known.len() < text.len() {
                text.clone_into(known);
            }
        }
        let places = asked.places()?;
        collection.questions.push(LawQuestion {
            id: format!("{EURLEX}-{}", asked.id),
            set: EURLEX.to_owned(),
            dataset: Some(EU.to_owned()),
            date: None,
            kind: if places.is_empty() { LawKind::Unanswerable } else { LawKind::Plain },
            places,
            text: asked.user_input,
        });
    }
    let mut acts: BTreeMap<String, String> = BTreeMap::new();
    for ((act, _), text) in sections {
        let joined = acts.entry(act).or_default();
        joined.push_str(text.trim());
        joined.push_str("\n\n");
    }
    collection.texts.extend(acts.into_iter().map(|(act, text)| LawText {
        dataset: EU.to_owned(),
        name: format!("{act}.txt"),
        bytes: text.into_bytes(),
        ..LawText::default()
    }));
    Ok(())
}

#[derive(Deserialize)]
struct EurlexQuestion {
    id: String,
    user_input: String,
    reference: String,
    reference_contexts: Vec<String>,
    section_ids: Vec<String>,
}

/// A section of an act, in the order of the act.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Section {
    Preamble,
    Article(u32),
    Annex(usize, String),
}

impl Section {
    fn name(&self) -> Option<String> {
        match self {
            Self::Preamble => None,
            Self::Article(number) => Some(format!("Article {number}")),
            Self::Annex(_, number) => Some(format!("Annex {number}")),
        }
    }
}

/// `gdpr:art13`, `ai_act:annexVII`, `gdpr:preamble`
fn section(id: &str) -> Option<(String, Section)> {
    let (act, section) = id.split_once(':')?;
    let section = match (section.strip_prefix("art"), section.strip_prefix("annex")) {
        (Some(number), _) => Section::Article(number.parse().ok()?),
        (_, Some(number)) => Section::Annex(roman(number), number.to_owned()),
        _ if section == "preamble" => Section::Preamble,
        _ => return None,
    };
    Some((act.to_owned(), section))
}

/// The value of a Roman number up to 39.
fn roman(number: &str) -> usize {
    let value = |sign| match sign {
        'X' => 10,
        'V' => 5,
        _ => 1,
    };
    let values: Vec<usize> = number.chars().map(value).collect();
    let next = values.iter().skip(1).chain([&0]);
    let (less, more): (Vec<_>, Vec<_>) = values.iter().zip(next).partition(|(value, next)| value < next);
    let sum = |some: Vec<(&usize, &usize)>| some.into_iter().map(|(value, _)| value).sum::<usize>();
    sum(more).saturating_sub(sum(less))
}

impl EurlexQuestion {
    /// The sections that the expected answer cites; the first that the question brings, where it cites none of them.
    fn places(&self) -> Result<Vec<LawPlace>> {
        let sections = self.section_ids.iter().map(|id| section(id).with_context(|| format!("{id} is no section")));
        let sections: Vec<(String, Section)> = sections.collect::<Result<_>>()?;
        let place = |(act, section): &(String, Section)| {
            Some(LawPlace { doc: format!("{act}.txt"), provision: Some(section.name()?) })
        };
        let is_cited = |(_, section): &&(String, Section)| match section {
            Section::Article(number) => cites(&self.reference, &format!("Article {number}")),
            Section::Annex(_, number) => cites(&self.reference, &format!("Annex {number}")),
            Section::Preamble => false,
        };
        let cited: Vec<LawPlace> = sections.iter().filter(is_cited).filter_map(place).collect();
        let is_of_one = sections.len() <= 1 || cited.is_empty();
        Ok(if is_of_one { sections.iter().take(1).filter_map(place).collect() } else { cited })
    }
}

/// Returns whether a text names a provision, and not one with a longer number.
fn cites(text: &str, provision: &str) -> bool {
    text.match_indices(provision).any(|(at, _)| {
        let rest = text.get(at + provision.len()..).unwrap_or_default();
        !rest.starts_with(|sign: char| sign.is_alphanumeric())
    })
}

/// Acts of the European Union, each a text of its preamble, articles and annexes.
fn read_acts(folder: &Path, collection: &mut LawCollection) -> Result<()> {
    for act in folders(folder)? {
        let (mut text, mut day) = (String::new(), None);
        for file in files(&act)?.iter().filter(|file| !["summary.txt", "full-fr.txt"].contains(&&*name(file))) {
            let published = Published::read(file)?;
            day = day.or_else(|| published.day());
            // the first line of an article repeats the name of the act
            let body = match published.text.split_once('\n') {
                Some((first, rest)) if name(file).starts_with("article-") => {
                    format!("{}\n{rest}", first.rsplit(", ").next().unwrap_or(first))
                }
                _ => published.text.clone(),
            };
            text.push_str(&body);
            text.push_str("\n\n");
        }
        collection.texts.push(LawText {
            dataset: EU.to_owned(),
            name: format!("{}.txt", name(&act)),
            valid_from: day,
            bytes: text.into_bytes(),
            ..LawText::default()
        });
    }
    Ok(())
}

fn lines(file: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

/// The folders in a folder, in the order of their names.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

/// The texts in a folder: the preamble, then articles or sections by their numbers, then annexes and appendices.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| path.extension() == Some(OsStr::new("txt")));
    found.sort_by_key(|path| {
        let name = name(path);
        let place = match () {
            () if name.starts_with("preamble") => 0,
            () if name.starts_with("annex") || name.starts_with("appendix") => 2,
            () => 1,
        };
        (place, name)
    });
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sections_lead_to_provisions() {
        for (name, doc, provision) in [
            ("591.406", "part-591.txt", Some("591.406")),
            ("501.Appendix A", "part-501.txt", Some("Appendix A")),
            ("FR 2023-00593", "2023-00593.txt", None),
            ("venezuela-GL-48A", "venezuela-GL-48A.txt", None),
        ] {
            let place = cfr_place(name);
            assert_eq!((place.doc.as_str(), place.provision.as_deref()), (doc, provision));
        }
    }

    #[test]
    fn sections_of_acts_are_in_their_order() {
        let ids = ["gdpr:annexIX", "gdpr:annexIV", "gdpr:art13", "gdpr:art5", "gdpr:preamble"];
        let mut sections: Vec<Section> = ids.iter().map(|id| section(id).unwrap().1).collect();
        sections.sort();
        let names: Vec<Option<String>> = sections.iter().map(Section::name).collect();
        let expected = [None, Some("Article 5"), Some("Article 13"), Some("Annex IV"), Some("Annex IX")];
        assert_eq!(names, expected.map(|name| name.map(str::to_owned)));
        assert!(section("gdpr:chapter2").is_none());
    }

    #[test]
    fn expected_answers_name_their_provisions() {
        let asked = |reference: &str, ids: &[&str]| EurlexQuestion {
            id: String::new(),
            user_input: String::new(),
            reference: reference.to_owned(),
            reference_contexts: Vec::new(),
            section_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        };
        let places = |question: &EurlexQuestion| -> Vec<String> {
            question.places().unwrap().into_iter().map(|place| place.provision.unwrap_or_default()).collect()
        };
        let several = ["a:art74", "a:preamble", "a:art3", "a:art30"];
        assert_eq!(places(&asked("It means a system (Article 3(1)).", &several)), ["Article 3"]);
        assert_eq!(places(&asked("It is said.", &several)), ["Article 74"]);
        assert_eq!(places(&asked("As Article 31 says.", &["a:art29"])), ["Article 29"]);
        assert_eq!(places(&asked("Nothing.", &[])), Vec::<String>::new());
    }

    #[test]
    fn days_are_read_from_facts() {
        for (fact, day) in [
            ("2026-07-27 (eCFR point-in-time request)", Some("2026-07-27")),
            ("downloaded on or before 2025-01-24 (date of the first commit)", Some("2025-01-24")),
            ("unknown", None),
        ] {
            let facts = BTreeMap::from([("Text as of".to_owned(), fact.to_owned())]);
            assert_eq!(Published { facts, text: String::new() }.day().as_deref(), day);
        }
    }
}
