//! Tables of an invented grid and of an invented city, written for this purpose: `seeds/outages.py` and `seeds/public_data.py`
//! make them.

use crate::{Counts, SeedError, State, demo_documents::File, seed::get_or_create};
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_datasets_db::datasets::{self, DatasetNotes, NewDataset};
use sisuiq_db::Transaction;
use sisuiq_model::{DatasetId, DocumentAccess, DocumentStatus, TableKey, UserId, UserRole, Visibility};

const CONTENT_TYPE: &str = "text/csv";
/// Says where data are shown that they are nobody's.
const LICENCE: &str = "지어낸 자료 · invented data (MIT OR Apache-2.0)";
/// The time after which the sweep ends a table whose file is missing as failed. The file is uploaded right after the commit.
const UPLOAD_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// A table that comes with the product.
struct DemoTable {
    name: &'static str,
    file_name: &'static str,
    bytes: &'static [u8],
    /// The number of customers of the invented distributors.
    customers_served: Option<f64>,
    description: &'static str,
    source: &'static str,
}

/// In the order of their creation: the copilot answers from the newest table.
const ALL: [DemoTable; 4] = [
    DemoTable {
        name: "시연 교통사고",
        file_name: "accidents.csv",
        bytes: include_bytes!("../../../../seeds/accidents.csv"),
        customers_served: None,
        description: "시연을 위해 지어낸 2022–2024년 교통사고 1,500건입니다. 실제 사고가 아닙니다. 좌표는 대구 법정동 안의 임의 지점입니다.",
        source: "seeds/public_data.py",
    },
    DemoTable {
        name: "시연 학교",
        file_name: "schools.csv",
        bytes: include_bytes!("../../../../seeds/schools.csv"),
        customers_served: None,
        description: "시연을 위해 지어낸 학교 120곳입니다. 실제 학교가 아닙니다. 좌표는 대구 법정동 안의 임의 지점입니다.",
        source: "seeds/public_data.py",
    },
    DemoTable {
        name: "시연 단속카메라",
        file_name: "cameras.csv",
        bytes: include_bytes!("../../../../seeds/cameras.csv"),
        customers_served: None,
        description: "시연을 위해 지어낸 무인교통단속카메라 240대입니다. 실제 카메라가 아닙니다. 좌표는 대구 법정동 안의 임의 지점입니다.",
        source: "seeds/public_data.py",
    },
    DemoTable {
        name: "demo_outages",
        file_name: "outages.csv",
        bytes: include_bytes!("../../../../seeds/outages.csv"),
        customers_served: Some(250_000.0),
        description: "Invented outages of the invented Lakeshore grid, 2019 to 2024, for demonstration.",
        source: "seeds/outages.py",
    },
];

/// Creates the missing tables; a table exists if its owner has one of its name. Returns the files that are still to be uploaded,
/// including those of earlier runs.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    counts: &mut Counts,
) -> Result<Vec<File>, SeedError> {
    let mut files = Vec::new();
    for table in &ALL {
        let found = async { Ok(datasets::find_owned_by_name(transaction, owner, table.name).await?) };
        let id = get_or_create(counts, found, insert(state, transaction, owner, table)).await?;
        let stored = datasets::find_visible(transaction, Visibility::of(owner, UserRole::Admin), id).await?;
        let waiting = stored.filter(|stored| stored.status == DocumentStatus::Pending);
        let key = waiting.and_then(|waiting| waiting.file_path);
        files.extend(key.map(|key| File { key, content_type: CONTENT_TYPE, bytes: table.bytes }));
    }
    Ok(files)
}

async fn insert(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    table: &DemoTable,
) -> Result<DatasetId, SeedError> {
    let now = state.clock.now();
    let id = DatasetId(state.clock.uuid_v7());
    let new = NewDataset {
        id,
        owner_id: owner,
        access: DocumentAccess::Everyone,
        dataset_name: table.name,
        file_name: table.file_name,
        file_path: &TableKey { dataset_id: id, extension: "csv" }.to_string(),
        declared_size: i64::try_from(table.bytes.len()).unwrap_or(i64::MAX),
        customers_served: table.customers_served,
        created_at: now,
        upload_expires_at: now + UPLOAD_LIFETIME,
        notes: DatasetNotes {
            description: Some(table.description),
            source: Some(table.source),
            licence: Some(LICENCE),
        },
        mapping: &json!({}),
    };
    datasets::insert(transaction, &new).await?;
    Ok(id)
}
