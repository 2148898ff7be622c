use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act;
use crate::doubt::DoubtKind;
use crate::metadata::Metadata;
use crate::report::Report;
use crate::span::Span;
use crate::unit::UnitId;

/// What the source of a text states about it. It counts more than what the text says; differences are reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The title of the act.
    pub title: Option<String>,
    /// The number of the act: "Regulation (EU) No 833/2014".
    pub number: Option<String>,
    /// The identifier in EUR-Lex: "32014R0833".
    pub celex: Option<String>,
    /// The language by ISO 639-1.
    pub language: Option<String>,
    /// The date of the act.
    pub date: Option<Date>,
    /// The first day on which this version applies.
    pub valid_from: Option<Date>,
    /// The first day on which this version no longer applies.
    pub valid_to: Option<Date>,
}

impl Declared {
    /// The identifier of the act, with which references to it by name are recognised.
    pub(crate) fn celex(&self, act: &Metadata) -> Option<String> {
        let declared = self.celex.clone().or_else(|| act::first(self.number.as_deref()?)?.celex());
        declared.or_else(|| act.celex.clone())
    }

    /// Completes what a text says.
    pub(crate) fn complete(&self, act: &mut Metadata, report: &mut Report) {
        let celex = self.celex.clone().or_else(|| act::first(self.number.as_deref()?)?.celex());
        let valid_from = act.valid_from();
        let is_other = [
            differs(celex.as_ref(), act.celex.as_ref()),
            differs(self.language.as_ref(), act.language.as_ref()),
            differs(self.date.as_ref(), act.date.as_ref()),
            differs(self.valid_from.as_ref(), valid_from.as_ref()),
            differs(self.valid_to.as_ref(), act.applies_to.as_ref()),
        ];
        for _ in is_other.into_iter().filter(|is_other| *is_other) {
            report.doubt(DoubtKind::Contradiction, UnitId(0), Span::default());
        }
        take(&mut act.title, self.title.as_ref());
        take(&mut act.number, self.number.as_ref());
        take(&mut act.celex, celex.as_ref());
        take(&mut act.language, self.language.as_ref());
        take(&mut act.date, self.date.as_ref());
        act.declared_from = self.valid_from;
        take(&mut act.applies_to, self.valid_to.as_ref());
    }
}

fn differs<T: PartialEq>(declared: Option<&T>, stated: Option<&T>) -> bool {
    declared.zip(stated).is_some_and(|(declared, stated)| declared != stated)
}

fn take<T: Clone>(stated: &mut Option<T>, declared: Option<&T>) {
    if let Some(declared) = declared {
        *stated = Some(declared.clone());
    }
}
