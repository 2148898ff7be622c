//! Structured remarks: statements separated by semicolons, the last one with a full stop.

use super::label::{self, Meaning};
use super::number;
use crate::address::Address;
use crate::cut::quoted;
use crate::date::PartialDate;
use crate::entity::{Country, CountryRelation, Entity, Gender};
use crate::identifier::{Identifier, IdentifierKind, Wallet};
use crate::link::{Link, LinkRelation};
use crate::name::{Name, NameKind, NameQuality};
use crate::report::{ReadReport, Reason};
use crate::text::collapse;

/// Adds the statements of a remark to an entity. What has no known form is stored literally and counted.
///
/// The last statement of a remark that is cut is not interpreted: half of a number is a wrong number.
pub(super) fn apply(entity: &mut Entity, remark: &str, cut: bool, report: &mut ReadReport) {
    let remark = remark.trim();
    if remark.is_empty() {
        return;
    }
    let mut parts: Vec<&str> = remark.split("; ").map(str::trim).filter(|part| !part.is_empty()).collect();
    report.statements += parts.len();
    let last = if cut { parts.pop() } else { None };
    let count = parts.len();
    for (position, part) in parts.into_iter().enumerate() {
        let ends = !cut && position + 1 == count;
        let statement = collapse(if ends { part.strip_suffix('.').unwrap_or(part) } else { part });
        if let Err(reason) = state(entity, &statement) {
            report.note(reason, part);
            entity.unread.push(collapse(part));
        }
    }
    if let Some(part) = last {
        report.note(Reason::CutRemark, part);
        entity.unread.push(collapse(part));
    }
}

fn state(entity: &mut Entity, statement: &str) -> Result<(), Reason> {
    let part = statement.strip_prefix("alt. ").or_else(|| statement.strip_prefix("Alt. ")).unwrap_or(statement);
    let Some((label, meaning, text)) = label::find(part) else {
        return general(entity, part).ok_or(Reason::UnknownRemark);
    };
    if text.is_empty() {
        return Err(Reason::UnknownRemark);
    }
    match meaning {
        Meaning::BirthDate => entity.birth_dates.push(PartialDate::parse(text).ok_or(Reason::UnreadDate)?),
        Meaning::BirthPlace => entity.birth_places.push(Address::line(text)),
        Meaning::Nationality => entity.countries.push(country(CountryRelation::Nationality, text)),
        Meaning::Citizenship => entity.countries.push(country(CountryRelation::Citizenship, text)),
        Meaning::Gender => match (text, entity.gender) {
            ("Male", None | Some(Gender::Male)) => entity.gender = Some(Gender::Male),
            ("Female", None | Some(Gender::Female)) => entity.gender = Some(Gender::Female),
            _ => return Err(Reason::UnknownGender),
        },
        Meaning::WeakAlias => entity.names.push(weak(NameKind::Alias, text)?),
        Meaning::WeakFormer => entity.names.push(weak(NameKind::Former, text)?),
        Meaning::WeakCurrent => entity.names.push(weak(NameKind::Current, text)?),
        Meaning::Wallet => entity.wallets.push(Wallet::read(text).ok_or(Reason::MalformedWallet)?),
        Meaning::Link => {
            let (name, text) = (text.to_owned(), statement.to_owned());
            entity.links.push(Link { relation: LinkRelation::LinkedTo, name, target: None, text });
        }
        Meaning::Number(kind) => entity.identifiers.push(identifier(kind, label, text).ok_or(Reason::UnknownRemark)?),
        Meaning::Attribute => entity.attribute(label.trim_end_matches([':', '-', ' ']), text),
    }
    Ok(())
}

/// Statements that are understood by their form alone.
fn general(entity: &mut Entity, part: &str) -> Option<()> {
    if let Some(identifier) = number::general(part) {
        entity.identifiers.push(identifier);
        return Some(());
    }
    let (label, value) = label::colon(part)?;
    entity.attribute(label, value);
    Some(())
}

fn identifier(kind: IdentifierKind, label: &str, text: &str) -> Option<Identifier> {
    match kind {
        IdentifierKind::Bic => number::bic(text).map(|code| Identifier::new(kind, label, code)),
        IdentifierKind::Aircraft | IdentifierKind::CallSign => number::read(kind, label, text)
            .or_else(|| Some(Identifier::new(kind, label, text)).filter(|_| !text.contains(' '))),
        _ => number::read(kind, label, text),
    }
}

fn country(relation: CountryRelation, text: &str) -> Country {
    Country { relation, name: text.to_owned(), code: None }
}

/// A weak alias is in single quotation marks.
fn weak(kind: NameKind, text: &str) -> Result<Name, Reason> {
    let name = quoted(text).ok_or(Reason::UnknownRemark)?;
    Ok(Name::new(collapse(name), kind, NameQuality::Weak))
}
