//! Watched sources: an excerpt of a list of OFAC, and invented lists in the formats of the United Nations and the European Union.
//! In development, `localstack/source-server` plays their publishers from `seeds/lists`.

use crate::{Counts, SeedError, State};
use sisuiq_db::Transaction;
use sisuiq_model::{SourceFormat, SourceId, SourcePart};
use sisuiq_sanctions_db::{
    source_files,
    sources::{self, File, Settings},
};

/// A source that comes with the product.
struct DemoSource {
    name: &'static str,
    format: SourceFormat,
    dataset: &'static str,
    files: &'static [(SourcePart, &'static str)],
}

const ALL: [DemoSource; 3] = [
    DemoSource {
        name: "OFAC SDN list (excerpt of July 2021)",
        format: SourceFormat::OfacSdn,
        dataset: "US-Sanctions",
        files: &[
            (SourcePart::Main, "https://www.treasury.gov/ofac/downloads/sdn.csv"),
            (SourcePart::Aliases, "https://www.treasury.gov/ofac/downloads/alt.csv"),
            (SourcePart::Addresses, "https://www.treasury.gov/ofac/downloads/add.csv"),
        ],
    },
    DemoSource {
        name: "UN consolidated list (invented)",
        format: SourceFormat::UnXml,
        dataset: "UN-Sanctions",
        files: &[(SourcePart::Main, "https://scsanctions.un.org/resources/xml/en/consolidated.xml")],
    },
    DemoSource {
        name: "EU consolidated list (invented)",
        format: SourceFormat::EuXml,
        dataset: "EU-Sanctions",
        files: &[(
            SourcePart::Main,
            "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content.xml",
        )],
    },
];

/// Creates the missing sources, which are read at once. A source exists if one has its name.
pub(crate) async fn seed(state: &State, transaction: &Transaction<'_>, counts: &mut Counts) -> Result<(), SeedError> {
    for DemoSource { name, format, dataset, files } in &ALL {
        let id = SourceId(state.clock.uuid_v7());
        let settings = Settings {
            name: (*name).to_owned(),
            format: *format,
            dataset: (*dataset).to_owned(),
            schedule: "1d".to_owned(),
            is_enabled: true,
            threshold: None,
        };
        if !sources::insert(transaction, id, &settings, state.clock.now()).await? {
            counts.existing += 1;
            continue;
        }
        let files: Vec<File> = files.iter().map(|(part, url)| File { part: *part, url: (*url).to_owned() }).collect();
        source_files::replace(transaction, id, &files).await?;
        counts.created += 1;
    }
    Ok(())
}
