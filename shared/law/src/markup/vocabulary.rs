//! Elements of the vocabularies of legislation: Formex, Akoma Ntoso, USLM and eCFR.

use crate::unit::UnitKind;

/// What an element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A unit. `is_parsed`: labels below it are part of its text.
    Unit {
        kind: UnitKind,
        is_parsed: bool,
    },
    Label,
    Heading,
    Block,
    Table,
    Row,
    Cell {
        is_header: bool,
    },
    /// Text within a block.
    Inline,
    /// A footnote within a block.
    Footnote,
    /// Data about the document.
    Skipped,
    /// Text of another act that an amendment inserts.
    Quoted,
    /// Nothing: its content counts.
    Transparent,
}

fn unit(kind: UnitKind) -> Meaning {
    Meaning::Unit { kind, is_parsed: false }
}

fn parsed(kind: UnitKind) -> Meaning {
    Meaning::Unit { kind, is_parsed: true }
}

/// The meaning of an element. `has_articles`: sections group articles.
pub(super) fn meaning(name: &str, of_type: &str, has_articles: bool) -> Meaning {
    match name {
        "DIV1" | "DIV2" | "DIV3" | "DIV4" | "DIV5" | "DIV6" | "DIV7" | "DIV8" | "DIV9" => code_of_regulations(of_type),
        _ => formex(name).or_else(|| lower(name, has_articles)).unwrap_or(Meaning::Transparent),
    }
}

/// eCFR names its levels by an attribute.
fn code_of_regulations(of_type: &str) -> Meaning {
    match of_type {
        "TITLE" | "SUBTITLE" => parsed(UnitKind::Title),
        "CHAPTER" | "SUBCHAP" => parsed(UnitKind::Chapter),
        "PART" => parsed(UnitKind::Part),
        "SUBPART" => parsed(UnitKind::Subpart),
        "SUBJGRP" => parsed(UnitKind::Division),
        "SECTION" => parsed(UnitKind::Section),
        "APPENDIX" => parsed(UnitKind::Annex),
        _ => Meaning::Transparent,
    }
}

/// Elements in capitals: Formex and eCFR.
fn formex(name: &str) -> Option<Meaning> {
    let meaning = match name {
        "ARTICLE" => unit(UnitKind::Article),
        "PARAG" => unit(UnitKind::Paragraph),
        "ITEM" => unit(UnitKind::Point),
        "CONSID" => unit(UnitKind::Recital),
        "PREAMBLE" => unit(UnitKind::Preamble),
        "DIVISION" => unit(UnitKind::Chapter),
        "ANNEX" => parsed(UnitKind::Annex),
        "FINAL" => parsed(UnitKind::Closing),
        "CITA" | "AUTH" | "SOURCE" | "SECAUTH" | "APPRO" => unit(UnitKind::SourceNote),
        "EXAMPLE" => parsed(UnitKind::Example),
        "NOTE" => Meaning::Footnote,
        "FTNT" => unit(UnitKind::Footnote),
        "NO.PARAG" | "NO.P" | "HED" => Meaning::Label,
        "TI.ART" | "STI.ART" | "TI" | "STI" | "HEAD" | "HD1" | "HD2" | "HD3" => Meaning::Heading,
        "ALINEA" | "P" | "FP" | "PSPACE" | "TXT" | "NP" | "VISA" | "LIST" | "FP-1" | "FP-2" | "FP1-2" | "PG"
        | "INIT" => Meaning::Block,
        "TBL" | "GPOTABLE" | "TABLE" => Meaning::Table,
        "ROW" | "TR" => Meaning::Row,
        "CELL" | "ENT" | "TD" => Meaning::Cell { is_header: false },
        "CHED" | "TH" => Meaning::Cell { is_header: true },
        "BIB.INSTANCE" | "BIB.DATA" | "NO.DOC.C" => Meaning::Skipped,
        "QUOT.S" => Meaning::Quoted,
        "I" | "E" | "B" | "HT" | "QUOT.START" | "QUOT.END" | "REF.DOC.OJ" | "DATE" | "FT" | "SU" | "AC" => {
            Meaning::Inline
        }
        _ => return None,
    };
    Some(meaning)
}

/// Elements in small letters: Akoma Ntoso and USLM.
fn lower(name: &str, has_articles: bool) -> Option<Meaning> {
    let meaning = match name {
        "article" => unit(UnitKind::Article),
        "section" if has_articles => unit(UnitKind::Division),
        "section" => unit(UnitKind::Section),
        "part" => unit(UnitKind::Part),
        "subpart" => unit(UnitKind::Subpart),
        "title" => unit(UnitKind::Title),
        "chapter" | "subchapter" => unit(UnitKind::Chapter),
        "paragraph" | "subsection" => unit(UnitKind::Paragraph),
        "point" | "subparagraph" | "clause" | "indent" | "item" => unit(UnitKind::Point),
        "subclause" | "subitem" | "subpoint" => unit(UnitKind::Subpoint),
        "recital" => unit(UnitKind::Recital),
        "preamble" => unit(UnitKind::Preamble),
        "attachment" | "annex" | "appendix" | "schedule" => parsed(UnitKind::Annex),
        "conclusions" => parsed(UnitKind::Closing),
        "sourceCredit" => unit(UnitKind::SourceNote),
        "note" => parsed(UnitKind::Note),
        "num" => Meaning::Label,
        "heading" | "subheading" | "docTitle" => Meaning::Heading,
        "p" | "content" | "chapeau" | "continuation" | "intro" | "wrapUp" | "listIntroduction" | "listWrapUp"
        | "text" => Meaning::Block,
        "table" => Meaning::Table,
        "tr" => Meaning::Row,
        "td" => Meaning::Cell { is_header: false },
        "th" => Meaning::Cell { is_header: true },
        "authorialNote" => Meaning::Footnote,
        "meta" | "toc" => Meaning::Skipped,
        "quotedStructure" | "quotedContent" => Meaning::Quoted,
        "i" | "b" | "ref" | "term" | "def" | "sup" | "sub" | "span" | "date" | "inline" => Meaning::Inline,
        _ => return None,
    };
    Some(meaning)
}
