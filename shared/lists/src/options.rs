/// The rule for the byte 0x1A that ends OFAC's delimited files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndMark {
    /// A file without it is truncated. OFAC's own files always have it.
    Required,
    /// For copies from archives that removed it. A file that ends after a whole row cannot be recognised as truncated then.
    Optional,
}

/// Limits of what is read, and what the caller knows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The largest file, in bytes.
    pub max_bytes: usize,
    /// The longest field or element text, in bytes.
    pub max_field: usize,
    /// The most entities of a list; a delimited file may have eight times as many rows. A list with more is refused.
    pub max_entities: usize,
    /// The deepest nesting of elements.
    pub max_depth: usize,
    /// The rule for the mark at the end of OFAC's files; other formats have none.
    pub end_mark: EndMark,
    /// The size of the main file that its server announced, in bytes. It is the only protection of formats without an end mark
    /// against a file that ends after a whole row.
    pub expected_bytes: Option<usize>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_bytes: 128 << 20,
            max_field: 64 << 10,
            max_entities: 200_000,
            max_depth: 12,
            end_mark: EndMark::Required,
            expected_bytes: None,
        }
    }
}
