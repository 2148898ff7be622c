//! Legal texts of the default datasets: excerpts of the Code of Federal Regulations, and invented texts in the formats of the European
//! Union and the United Nations. `seeds/law/README.md` says where they are from.

use crate::{
    Counts, SeedError, State,
    demo_documents::{File, UPLOAD_LIFETIME, unsent},
    seed::get_or_create,
};
use jiff::civil::{Date, date};
use sisuiq_db::Transaction;
use sisuiq_documents_db::{
    documents::{self, InDataset, NewDocument},
    knowledge_datasets,
};
use sisuiq_model::{
    DeclaredLaw, DocumentAccess, DocumentFormat, DocumentId, DocumentSource, DocumentType, ObjectKey, UserId,
};

/// A legal text that comes with the product.
#[derive(Clone, Copy, Debug)]
pub struct DemoLaw {
    /// The file name.
    pub name: &'static str,
    /// The dataset.
    pub dataset: &'static str,
    /// The short name of the act.
    pub act: &'static str,
    /// The first day on which it applies.
    pub valid_from: Date,
    /// The first day on which it no longer applies.
    pub valid_to: Option<Date>,
    /// The bytes of the file.
    pub bytes: &'static [u8],
}

/// All texts.
pub const DEMO_LAW: [DemoLaw; 6] = [
    DemoLaw {
        name: "eu_2019_9001_until_2025_02_24.txt",
        dataset: "EU-Sanctions",
        act: "Regulation (EU) 2019/9001 (invented)",
        valid_from: date(2019, 4, 2),
        valid_to: Some(date(2025, 2, 25)),
        bytes: include_bytes!("../../../../seeds/law/eu_2019_9001_until_2025_02_24.txt"),
    },
    DemoLaw {
        name: "eu_2019_9001.txt",
        dataset: "EU-Sanctions",
        act: "Regulation (EU) 2019/9001 (invented)",
        valid_from: date(2025, 2, 25),
        valid_to: None,
        bytes: include_bytes!("../../../../seeds/law/eu_2019_9001.txt"),
    },
    DemoLaw {
        name: "un_9901_2019.txt",
        dataset: "UN-Sanctions",
        act: "Resolution 9901 (2019) (invented)",
        valid_from: date(2019, 3, 4),
        valid_to: None,
        bytes: include_bytes!("../../../../seeds/law/un_9901_2019.txt"),
    },
    DemoLaw {
        name: "us_31_cfr_501_until_2025_03_11.txt",
        dataset: "US-Sanctions",
        act: "31 CFR part 501",
        valid_from: date(2024, 8, 8),
        valid_to: Some(date(2025, 3, 12)),
        bytes: include_bytes!("../../../../seeds/law/us_31_cfr_501_until_2025_03_11.txt"),
    },
    DemoLaw {
        name: "us_31_cfr_501.txt",
        dataset: "US-Sanctions",
        act: "31 CFR part 501",
        valid_from: date(2025, 3, 12),
        valid_to: None,
        bytes: include_bytes!("../../../../seeds/law/us_31_cfr_501.txt"),
    },
    DemoLaw {
        name: "us_31_cfr_591.txt",
        dataset: "US-Sanctions",
        act: "31 CFR part 591",
        valid_from: date(2025, 1, 24),
        valid_to: None,
        bytes: include_bytes!("../../../../seeds/law/us_31_cfr_591.txt"),
    },
];

/// Creates the missing texts; a text exists if its owner has a document of its name. Returns the files that are still to be uploaded,
/// including those of earlier runs.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    counts: &mut Counts,
) -> Result<Vec<File>, SeedError> {
    let mut files = Vec::new();
    for text in &DEMO_LAW {
        let found = async { Ok(documents::find_owned_by_name(transaction, owner, text.name).await?) };
        let id = get_or_create(counts, found, insert(state, transaction, owner, text)).await?;
        let file = (DocumentFormat::Text.content_type(), text.bytes);
        files.extend(unsent(transaction, owner, id, file).await?);
    }
    Ok(files)
}

async fn insert(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    text: &DemoLaw,
) -> Result<DocumentId, SeedError> {
    let dataset = knowledge_datasets::find_shared(transaction, text.dataset).await?;
    let dataset = dataset.ok_or(SeedError::NoDataset(text.dataset))?;
    let now = state.clock.now();
    let id = DocumentId(state.clock.uuid_v7());
    let object_key = ObjectKey { format: DocumentFormat::Text, ..ObjectKey::first(id) };
    let declared = DeclaredLaw {
        act: Some(text.act.to_owned()),
        language: Some("en".to_owned()),
        valid_from: Some(text.valid_from),
        valid_to: text.valid_to,
    };
    let new = NewDocument {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        name: text.name,
        kind: DocumentType::Regulatory,
        source: DocumentSource::Other,
        dataset: Some(InDataset { id: dataset, declared: &declared }),
        object_key: &object_key.to_string(),
        declared_size: i64::try_from(text.bytes.len()).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
    };
    documents::insert(transaction, &new).await?;
    Ok(id)
}
