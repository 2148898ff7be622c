//! Finds the words of a question that address the documents as a whole: "What do the documents say about losses?"

/// Words for the documents.
const DOCUMENTS: [&str; 8] = ["document", "documents", "file", "files", "pdf", "pdfs", "source", "sources"];
/// Words that can stand between an auxiliary verb and the documents.
const BEFORE: [&str; 13] =
    ["all", "any", "available", "my", "of", "our", "the", "these", "this", "those", "uploaded", "visible", "your"];
/// Words that ask what the documents say. Others, such as "must", ask what documents are to say.
const ASKING: [&str; 5] = ["did", "do", "does", "what", "which"];
/// What documents do with a subject.
const SAYING: [&str; 20] = [
    "contain",
    "contains",
    "cover",
    "covers",
    "describe",
    "describes",
    "discuss",
    "discusses",
    "explain",
    "explains",
    "mention",
    "mentioned",
    "mentions",
    "report",
    "say",
    "says",
    "state",
    "states",
    "tell",
    "tells",
];

/// Returns whether the lower-case word at a place is a part of such an address.
pub(crate) fn is_addressed(words: &[String], place: usize) -> bool {
    let is = |list: &[&str], place: usize| words.get(place).is_some_and(|word| list.contains(&word.as_str()));
    let are_documents = |place: usize| is(&DOCUMENTS, place) && is(&SAYING, place + 1) && asks(words, place);
    are_documents(place) || place.checked_sub(1).is_some_and(are_documents)
}

/// Returns whether the words before the documents ask what they say.
fn asks(words: &[String], documents: usize) -> bool {
    let mut before = words.iter().take(documents).rev().map(String::as_str);
    before.find(|word| !BEFORE.contains(word)).is_some_and(|word| ASKING.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matter(question: &str) -> String {
        let words: Vec<String> = question.split_whitespace().map(str::to_owned).collect();
        let kept = words.iter().enumerate().filter(|(place, _)| !is_addressed(&words, *place));
        kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn address_is_no_matter() {
        assert_eq!(matter("what do the documents say about losses"), "what do the about losses");
        assert_eq!(matter("which of my documents mention losses"), "which of my losses");
        assert_eq!(matter("what does this file contain about losses"), "what does this about losses");
        assert_eq!(matter("which sources state the losses"), "which the losses");
    }

    #[test]
    fn documents_can_be_the_matter() {
        for question in [
            "which documents must be attached to the application",
            "what must the documents contain",
            "who keeps the documents",
            "what do the design documents say",
            "documents",
        ] {
            assert_eq!(matter(question), question);
        }
    }
}
