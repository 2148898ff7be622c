//! The check of a text before it applies instead of the former one. It reads what was ingested, so that it is the same for all formats.

use crate::Retry;
use sisuiq_db::GenericClient;
use sisuiq_documents_db::law_texts::{self, LawSize};
use sisuiq_law::looks_like_law;
use sisuiq_model::DocumentId;
use sisuiq_sanctions_db::source_runs::RunFailure;
use tokio::task::spawn_blocking;

/// Returns why a text must not be used: it is no law, such as the error page of a server, or it is much shorter than the former one,
/// such as a file that was cut. Whoever accepts a loss accepts a shorter text, and guidance as the first text of a source.
pub(crate) async fn check(
    client: &impl GenericClient,
    document: DocumentId,
    former: Option<DocumentId>,
    accepts_loss: bool,
) -> Result<Option<RunFailure>, Retry> {
    // guidance has no articles: where it was accepted once, the next text needs none
    let needs_form = match former {
        Some(former) => is_law(client, former).await?,
        None => !accepts_loss,
    };
    if needs_form && !is_law(client, document).await? {
        let text = "The text is no law: it has no articles, sections or paragraphs that refer to each other. Nothing of it was used. \
                    Look at what the address sends; the first text of a source of guidance is taken over with accept_loss.";
        return Ok(Some(RunFailure { code: "law_not_law".to_owned(), text: text.to_owned() }));
    }
    let Some(former) = former.filter(|_| !accepts_loss) else { return Ok(None) };
    let (before, after) = (law_texts::measure(client, former).await?, law_texts::measure(client, document).await?);
    Ok(shrunken(before, after))
}

async fn is_law(client: &impl GenericClient, document: DocumentId) -> Result<bool, Retry> {
    let text = law_texts::read(client, document).await?;
    let examined = spawn_blocking(move || looks_like_law(&text).is_law).await;
    examined.map_err(|error| Retry::while_doing("examining a law", error))
}

/// The failure of a text that lost more than a fifth of the provisions or characters of the former one.
fn shrunken(before: LawSize, after: LawSize) -> Option<RunFailure> {
    let sizes =
        [("provisions", before.provisions, after.provisions), ("characters", before.characters, after.characters)];
    let (of, before, gone) = sizes
        .into_iter()
        .map(|(of, before, after)| (of, before, before - after))
        .find(|(_, before, gone)| gone * 5 > *before)?;
    let text = format!(
        "{gone} of {before} {of} are gone, which is more than a fifth, so nothing of the text was used. If its publisher removed \
         them, run the source with accept_loss."
    );
    Some(RunFailure { code: "law_shrunken".to_owned(), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn size(characters: i64, provisions: i64) -> LawSize {
        LawSize { characters, provisions }
    }

    #[test]
    fn more_than_a_fifth_is_a_loss() {
        let cases = [
            ((1_000, 10), (1_000, 7), Some("3 of 10 provisions")),
            ((1_000, 10), (799, 10), Some("201 of 1000 characters")),
            ((1_000, 10), (0, 0), Some("10 of 10 provisions")),
            ((1_000, 0), (700, 5), Some("300 of 1000 characters")),
            ((1_000, 10), (800, 8), None),
            ((1_000, 10), (2_000, 20), None),
            ((0, 0), (0, 0), None),
        ];
        for (before, after, loss) in cases {
            let failure = shrunken(size(before.0, before.1), size(after.0, after.1));
            let text = failure.map(|failure| failure.text);
            assert_eq!(text.as_deref().and_then(|text| text.split_once(" are gone")).map(|(lost, _)| lost), loss);
        }
    }
}
