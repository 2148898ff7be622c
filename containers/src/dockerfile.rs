//! Parser for Dockerfiles.

/// A build stage: one `FROM` and the instructions after it.
#[derive(Debug, PartialEq, Eq)]
pub struct Stage {
    /// The base: an image, or the name of another stage.
    pub base: String,
    /// The name after `AS`.
    pub name: String,
    /// The instructions in order.
    pub instructions: Vec<Instruction>,
}

/// An instruction, with continued lines joined.
#[derive(Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The keyword in upper case, such as `COPY`.
    pub verb: String,
    /// The text after the keyword.
    pub rest: String,
}

/// Returns the stages of a file and ignores instructions before the first `FROM`.
#[must_use]
pub fn stages(text: &str) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for Instruction { verb, rest } in instructions(text) {
        if verb == "FROM" {
            let mut words = rest.split_whitespace().map(str::to_owned);
            let base = words.next().unwrap_or_default();
            stages.push(Stage { base, name: words.nth(1).unwrap_or_default(), instructions: Vec::new() });
        } else if let Some(stage) = stages.last_mut() {
            stage.instructions.push(Instruction { verb, rest });
        }
    }
    stages
}

fn instructions(text: &str) -> Vec<Instruction> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let joined = lines.fold(String::new(), |joined, line| match line.trim_end().strip_suffix('\\') {
        Some(continued) => joined + continued.trim() + " ",
        None => joined + line.trim() + "\n",
    });
    let split = |line: &str| {
        let (verb, rest) = line.split_once(char::is_whitespace)?;
        Some(Instruction { verb: verb.to_ascii_uppercase(), rest: rest.trim().to_owned() })
    };
    joined.lines().filter_map(split).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_comments_ignored() {
        let found = stages("# first\nFROM a:1 AS one\nRUN x \\\n  # between\n    && y\nfrom one as two\n\nUSER 1:1\n");
        let instruction = |verb: &str, rest: &str| Instruction { verb: verb.to_owned(), rest: rest.to_owned() };
        let [one, two] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (one.base.as_str(), one.name.as_str(), two.base.as_str(), two.name.as_str()),
            ("a:1", "one", "one", "two")
        );
        assert_eq!(one.instructions, [instruction("RUN", "x && y")]);
        assert_eq!(two.instructions, [instruction("USER", "1:1")]);
    }
}
