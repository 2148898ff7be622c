use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The parent's request to the child. It is passed as arguments because the child has no environment. The PDF is its
/// standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChildRequest {
    pub(crate) library: PathBuf,
    /// The first and last page, from 1. An empty range only opens the file.
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) memory_bytes: u64,
    pub(crate) cpu_seconds: u64,
    pub(crate) care: Care,
    /// The time for renderings, to the millisecond.
    pub(crate) rendering: Duration,
}

/// The parts of reading that a damaged file may break. Text is never shown without a look at what hides it: where a part
/// is left out, text that it might have found hidden is left out too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Everything is read.
    Full,
    /// Pages are not rendered.
    Unrendered,
    /// The objects of the file are not read: neither annotations nor character maps are known.
    Unstructured,
}

impl Care {
    fn from_number(number: u64) -> Option<Self> {
        [Self::Full, Self::Unrendered, Self::Unstructured].into_iter().find(|care| *care as u64 == number)
    }
}

impl ChildRequest {
    pub(crate) fn to_arguments(&self) -> Vec<OsString> {
        let numbers = [
            u64::from(self.first),
            u64::from(self.last),
            self.memory_bytes,
            self.cpu_seconds,
            self.care as u64,
            u64::try_from(self.rendering.as_millis()).unwrap_or(u64::MAX),
        ];
        let library = self.library.clone().into_os_string();
        std::iter::once(library).chain(numbers.into_iter().map(|number| number.to_string().into())).collect()
    }

    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let library = PathBuf::from(arguments.next()?);
        let mut number = || arguments.next()?.to_str()?.parse::<u64>().ok();
        let (first, last) = (u32::try_from(number()?).ok()?, u32::try_from(number()?).ok()?);
        let (memory_bytes, cpu_seconds) = (number()?, number()?);
        let (care, rendering) = (Care::from_number(number()?)?, Duration::from_millis(number()?));
        let request = Self { library, first, last, memory_bytes, cpu_seconds, care, rendering };
        arguments.next().is_none().then_some(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_survives_the_command_line() {
        let library = PathBuf::from("/a b/l.so");
        for care in [Care::Full, Care::Unrendered, Care::Unstructured] {
            let (library, rendering) = (PathBuf::clone(&library), Duration::from_millis(9));
            let request = ChildRequest { library, first: 3, last: 9, memory_bytes: 7, cpu_seconds: 8, care, rendering };
            assert_eq!(ChildRequest::parse(request.to_arguments()), Some(request));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for arguments in [
            vec![],
            vec!["l", "1", "2", "3", "4", "0"],
            vec!["l", "1", "-2", "3", "4", "0", "5"],
            vec!["l", "1", "2", "3", "4", "3", "5"],
            vec!["l", "1", "2", "3", "4", "0", "5", "6"],
        ] {
            assert_eq!(ChildRequest::parse(arguments.into_iter().map(OsString::from)), None);
        }
    }
}
