//! The documents that the questions are about.

use crate::{seeds::typeset, world::Person};

/// A document of the questions.
#[derive(Clone, Copy, Debug)]
pub struct DemoDocument {
    /// Its file's name.
    pub name: &'static str,
    /// Who published it.
    pub source: &'static str,
    /// What it says, before it is typeset.
    pub text: &'static str,
}

/// All of them.
pub const DOCUMENTS: [DemoDocument; 4] = [
    DemoDocument {
        name: "strategic_plan.pdf",
        source: "uetcl",
        text: include_str!("../../../seeds/documents/strategic_plan.txt"),
    },
    DemoDocument {
        name: "grid_development_plan.pdf",
        source: "uetcl",
        text: include_str!("../../../seeds/documents/grid_development_plan.txt"),
    },
    DemoDocument {
        name: "outage_reporting_regulation.pdf",
        source: "era",
        text: include_str!("../../../seeds/documents/outage_reporting_regulation.txt"),
    },
    DemoDocument {
        name: "transmission_licence.pdf",
        source: "era",
        text: include_str!("../../../seeds/documents/transmission_licence.txt"),
    },
];

/// Uploads all of them, for everybody.
pub async fn load(admin: &Person) {
    for DemoDocument { name, source, text } in DOCUMENTS {
        admin.uploads_of(source, name, &typeset(text)).await;
    }
}
