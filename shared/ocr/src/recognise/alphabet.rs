use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::OcrError;

/// The codes of a recogniser and the characters that they stand for. A character is one code, or several in a row: a
/// Korean syllable consists of a code for its initial, its vowel and its final.
#[derive(Debug)]
pub(crate) struct Alphabet {
    /// Height of a line's picture, in pixels.
    pub(crate) height: usize,
    /// The number of codes.
    pub(crate) codes: usize,
    /// The code that stands for nothing.
    pub(crate) blank: usize,
    /// The characters.
    pub(crate) characters: Vec<String>,
    steps: HashMap<(usize, usize), Next>,
}

/// Where a code leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// To a state in which the character's next code is expected.
    State(usize),
    /// To a whole character.
    Character(usize),
}

/// The state in which no code of a character has been read.
pub(crate) const START: usize = 0;

/// The file of an alphabet.
#[derive(Debug, Deserialize)]
struct File {
    height: usize,
    codes: usize,
    blank: usize,
    characters: Vec<(String, Vec<usize>)>,
}

impl Alphabet {
    pub(crate) fn read(path: &Path) -> Result<Self, OcrError> {
        let missing = |source| OcrError::MissingFile { path: path.to_owned(), source };
        let text = std::fs::read(path).map_err(missing)?;
        let wrong = |reason: String| OcrError::Alphabet { path: path.to_owned(), reason };
        let file: File = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        Self::new(file).map_err(wrong)
    }

    fn new(file: File) -> Result<Self, String> {
        if file.blank >= file.codes || file.height == 0 {
            return Err("the blank is no code, or lines have no height".into());
        }
        let mut alphabet = Self {
            height: file.height,
            codes: file.codes,
            blank: file.blank,
            characters: Vec::with_capacity(file.characters.len()),
            steps: HashMap::new(),
        };
        let mut states = START;
        for (character, codes) in file.characters {
            if codes.iter().any(|code| *code >= file.codes || *code == file.blank) {
                return Err(format!("{character} has a code that does not exist"));
            }
            alphabet.add(character, &codes, &mut states)?;
        }
        Ok(alphabet)
    }

    fn add(&mut self, character: String, codes: &[usize], states: &mut usize) -> Result<(), String> {
        let Some((last, first)) = codes.split_last() else { return Err(format!("{character} has no codes")) };
        let mut state = START;
        for code in first {
            let next = *self.steps.entry((state, *code)).or_insert_with(|| {
                *states += 1;
                Next::State(*states)
            });
            let Next::State(next) = next else { return Err(format!("{character} begins as another character")) };
            state = next;
        }
        let number = self.characters.len();
        if self.steps.insert((state, *last), Next::Character(number)).is_some() {
            return Err(format!("{character} has the codes of another character"));
        }
        self.characters.push(character);
        Ok(())
    }

    /// Where a code leads from a state; `None` if no character continues in this way.
    pub(crate) fn next(&self, state: usize, code: usize) -> Option<Next> {
        self.steps.get(&(state, code)).copied()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Blank 0; a 1, space 2; 가 3 4; 각 3 5.
    pub(crate) fn alphabet() -> Alphabet {
        let characters = [("a", vec![1]), (" ", vec![2]), ("가", vec![3, 4]), ("각", vec![3, 5])];
        let characters = characters.map(|(text, codes)| (text.to_owned(), codes)).to_vec();
        Alphabet::new(File { height: 8, codes: 6, blank: 0, characters }).unwrap()
    }

    fn refused(characters: &[(&str, &[usize])]) -> String {
        let characters = characters.iter().map(|(text, codes)| ((*text).to_owned(), codes.to_vec())).collect();
        Alphabet::new(File { height: 8, codes: 6, blank: 0, characters }).unwrap_err()
    }

    #[test]
    fn unclear_codes_are_refused() {
        assert!(refused(&[("a", &[])]).contains("no codes"));
        assert!(refused(&[("a", &[6])]).contains("does not exist"));
        assert!(refused(&[("a", &[0])]).contains("does not exist"));
        assert!(refused(&[("a", &[1]), ("b", &[1])]).contains("another"));
        assert!(refused(&[("a", &[1]), ("b", &[1, 2])]).contains("another"));
        assert!(refused(&[("b", &[1, 2]), ("a", &[1])]).contains("another"));
    }

    #[test]
    fn damaged_files_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        assert!(Alphabet::read(&path).unwrap_err().to_string().contains("x.json"));
        std::fs::write(&path, "{}").unwrap();
        assert!(Alphabet::read(&path).unwrap_err().to_string().contains("x.json"));
    }

    #[test]
    fn codes_lead_to_characters() {
        let alphabet = alphabet();
        assert_eq!(alphabet.next(START, 1), Some(Next::Character(0)));
        let Some(Next::State(state)) = alphabet.next(START, 3) else { panic!("no state") };
        assert_eq!(alphabet.next(state, 5), Some(Next::Character(3)));
        assert_eq!(alphabet.next(state, 1), None);
    }
}
