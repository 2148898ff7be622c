//! Questions to the copy, by the statements that answer people. The rows themselves say what is asked and what the answer is.

use crate::{BackupError, Result};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sisuiq_admin_db::restore_drills::Findings;
use sisuiq_db::{Session, anywhere, query};
use sisuiq_documents_db::{
    document_chunk_provisions::{self, NamedLaw},
    document_chunk_terms, document_chunks,
};
use sisuiq_model::{
    ChunkId, DocumentFilter, DocumentId, LawFilter, ListEntityId, ListEntityKind, Page, SearchScope, SourceId, UserId,
    UserRole, Visibility,
};
use sisuiq_names::{IndexBuilder, Kind, ListedEntity, Name, NameIndex, NameQuality, Search, Searcher, Subject};
use sisuiq_sanctions_db::list_entities::{self, EntityFilters};

/// The strongest terms of a passage by which it is searched.
const TERMS: usize = 8;
/// The most passages that a search returns.
const MOST_PASSAGES: i64 = 1_000;
/// The most passages that a provision finds, as in a question.
const MOST_NAMED: i64 = 8;
/// The most entries of a list that are looked through.
const MOST_ENTRIES: i64 = 1_000;

/// A passage and who may read it.
struct Known {
    chunk: ChunkId,
    document: DocumentId,
    reader: UserId,
}

/// An entry of a list.
struct Listed {
    id: ListEntityId,
    source: SourceId,
    key: String,
    kind: ListEntityKind,
    name: String,
}

/// Asks the five questions. Those about something that the copy has none of are not asked.
///
/// # Errors
/// A question was not answered as expected.
pub(super) async fn ask(session: &Session, now: Timestamp, findings: &mut Findings) -> Result<()> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let listed = newest_entry(session).await?;
    let answers = [
        ("a passage by its words", passage(session).await?),
        ("the words that an answer quoted", quotation(session).await?),
        ("a provision of law by its name", provision(session, today).await?),
        ("an entry of a list by its name", entry(session, listed.as_ref()).await?),
        ("a listed name, as screenings compare it", name(session, listed.as_ref()).await?),
    ];
    for (_, answer) in answers {
        findings.questions_asked += i32::from(answer.is_some());
        findings.questions_answered += i32::from(answer == Some(true));
    }
    let unanswered: Vec<&str> =
        answers.iter().filter(|(_, answer)| *answer == Some(false)).map(|(question, _)| *question).collect();
    if unanswered.is_empty() { Ok(()) } else { Err(BackupError::Unanswered(unanswered.join(", "))) }
}

/// The strongest terms of a passage of the newest document find it, and the page it is on has its text.
async fn passage(session: &Session) -> Result<Option<bool>> {
    let sql = include_str!("../../queries/drill_passage.sql");
    let newest = query::optional(session, sql, &[], |row| {
        let known = Known {
            chunk: row.try_get("id")?,
            document: row.try_get("document_id")?,
            reader: row.try_get("owner_id")?,
        };
        Ok((known, row.try_get::<_, Vec<i32>>("terms")?, row.try_get::<_, Vec<f32>>("weights")?))
    })
    .await?;
    let Some((known, terms, weights)) = newest else { return Ok(None) };
    let mut strongest: Vec<(i32, f32)> = terms.into_iter().zip(weights).collect();
    strongest.sort_by(|(one, weight), (other, further)| further.total_cmp(weight).then(one.cmp(other)));
    strongest.truncate(TERMS);
    let (terms, weights): (Vec<u32>, Vec<f32>) =
        strongest.into_iter().map(|(term, weight)| (term.cast_unsigned(), weight)).unzip();
    let filter = DocumentFilter { documents: vec![known.document], ..DocumentFilter::default() };
    let scope = SearchScope { seen_by: Visibility::of(known.reader, UserRole::User), filter: &filter };
    let found = document_chunk_terms::search(session, scope, &terms, &weights, MOST_PASSAGES).await?;
    if found.iter().all(|hit| hit.id != known.chunk) {
        return Ok(Some(false));
    }
    let loaded = document_chunks::load_visible(session, scope, &[known.chunk], 1, "").await?;
    Ok(Some(loaded.first().is_some_and(|passage| passage.page_text.contains(&passage.text))))
}

/// The page that the newest literal citation names has its words.
async fn quotation(session: &Session) -> Result<Option<bool>> {
    let sql = include_str!("../../queries/drill_quotation.sql");
    let quoted = query::optional(session, sql, &[], |row| {
        Ok((row.try_get::<_, String>("quote")?, row.try_get::<_, Option<String>>("text")?))
    })
    .await?;
    Ok(quoted.map(|(quote, page)| page.is_some_and(|page| page.contains(&quote))))
}

/// The name of the first provision of the newest law finds its passage.
async fn provision(session: &Session, today: Date) -> Result<Option<bool>> {
    let sql = include_str!("../../queries/drill_provision.sql");
    let newest = query::optional(session, sql, &[&today], |row| {
        let known = Known {
            chunk: row.try_get("id")?,
            document: row.try_get("document_id")?,
            reader: row.try_get("owner_id")?,
        };
        Ok((known, row.try_get::<_, String>("name")?))
    })
    .await?;
    let Some((known, name)) = newest else { return Ok(None) };
    let law = LawFilter { day: today, language: None };
    let filter =
        DocumentFilter { documents: vec![known.document], law: Some(law.clone()), ..DocumentFilter::default() };
    let scope = SearchScope { seen_by: Visibility::of(known.reader, UserRole::User), filter: &filter };
    let named = NamedLaw { provisions: &[name], terms: &[], likely: &[] };
    let found = document_chunk_provisions::find_named(session, scope, &law, named, MOST_NAMED).await?;
    if !found.iter().any(|found| found.chunk == known.chunk) {
        return Ok(Some(false));
    }
    let loaded = document_chunks::load_visible(session, scope, &[known.chunk], 1, "").await?;
    Ok(Some(loaded.first().is_some_and(|passage| passage.provision.is_some())))
}

async fn newest_entry(session: &Session) -> Result<Option<Listed>> {
    let sql = include_str!("../../queries/drill_entry.sql");
    let listed = query::optional(session, sql, &[], |row| {
        Ok(Listed {
            id: row.try_get("id")?,
            source: row.try_get("source_id")?,
            key: row.try_get("key")?,
            kind: row.try_get("kind")?,
            name: row.try_get("name")?,
        })
    })
    .await?;
    Ok(listed)
}

/// The list of entries finds the entry by its name.
async fn entry(session: &Session, listed: Option<&Listed>) -> Result<Option<bool>> {
    let Some(Listed { id, source, name, .. }) = listed else { return Ok(None) };
    let pattern = Some(anywhere(&name.trim().to_lowercase()));
    let filters = EntityFilters { pattern, source: Some(*source), ..EntityFilters::default() };
    let page = Page { order: (), limit: MOST_ENTRIES, offset: 0, after: None };
    let found = list_entities::list(&filters, &page).read(session).await?;
    Ok(Some(found.rows.iter().any(|found| found.entity.id == *id)))
}

/// An index of the names of the list finds the entry, unless its name alone has nothing to search by.
async fn name(session: &Session, listed: Option<&Listed>) -> Result<Option<bool>> {
    let Some(listed) = listed else { return Ok(None) };
    let alone = ListedEntity::new(&listed.key).with_name(&listed.name, kind(listed.kind), NameQuality::Strong);
    if !is_found(listed, vec![alone])? {
        return Ok(None);
    }
    let sql = include_str!("../../queries/drill_names.sql");
    let entities = query::all(session, sql, &[&listed.source, &listed.id, &MOST_ENTRIES], |row| {
        let (key, of, names): (String, ListEntityKind, String) =
            (row.try_get("key")?, row.try_get("kind")?, row.try_get("names")?);
        let add = |entity: ListedEntity, name| entity.with_name(name, kind(of), NameQuality::Strong);
        Ok(names.lines().fold(ListedEntity::new(key), add))
    })
    .await?;
    is_found(listed, entities).map(Some)
}

fn is_found(listed: &Listed, entities: Vec<ListedEntity>) -> Result<bool> {
    let mut builder = IndexBuilder::new("drill");
    for entity in entities {
        builder.add(entity);
    }
    let unusable = |error| BackupError::Unmade(Box::new(error));
    let index = NameIndex::open(builder.build().map_err(unusable)?).map_err(unusable)?;
    let name = Name::parse(&listed.name, kind(listed.kind));
    let search = Search { limit: usize::MAX, ..Search::default() };
    let hits = Searcher::new(&index).search(&name, &Subject::default(), &search);
    Ok(hits.iter().any(|hit| hit.entry.key == listed.key))
}

const fn kind(of: ListEntityKind) -> Kind {
    match of {
        ListEntityKind::Person => Kind::Person,
        ListEntityKind::Organisation => Kind::Organisation,
        ListEntityKind::Vessel => Kind::Vessel,
        ListEntityKind::Aircraft => Kind::Aircraft,
        ListEntityKind::Other => Kind::Unknown,
    }
}
