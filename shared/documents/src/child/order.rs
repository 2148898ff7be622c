use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The parent's request to the child. It is passed as arguments because the child has no environment. The PDF is its
/// standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChildRequest {
    pub(crate) library: PathBuf,
    pub(crate) memory_bytes: u64,
    pub(crate) cpu_seconds: u64,
    pub(crate) task: Task,
}

/// What the child does with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Read(PagesRequest),
    Draw(PictureRequest),
}

/// A request for the text of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PagesRequest {
    /// The first and last page, from 1. An empty range only opens the file.
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) care: Care,
    /// The time for renderings, to the millisecond.
    pub(crate) rendering: Duration,
}

/// A request for a picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PictureRequest {
    /// The page, from 1.
    pub(crate) page: u32,
    /// Pixels per inch, as far as the next limit allows.
    pub(crate) pixels_per_inch: u32,
    pub(crate) most_pixels: u32,
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

const READ: &str = "read";
const DRAW: &str = "draw";

impl ChildRequest {
    pub(crate) fn to_arguments(&self) -> Vec<OsString> {
        let (name, own) = match self.task {
            Task::Read(PagesRequest { first, last, care, rendering }) => {
                let rendering = u64::try_from(rendering.as_millis()).unwrap_or(u64::MAX);
                (READ, vec![u64::from(first), u64::from(last), care as u64, rendering])
            }
            Task::Draw(PictureRequest { page, pixels_per_inch, most_pixels }) => {
                (DRAW, [page, pixels_per_inch, most_pixels].map(u64::from).to_vec())
            }
        };
        let numbers = [self.memory_bytes, self.cpu_seconds].into_iter().chain(own);
        let words = [OsString::from(name), self.library.clone().into_os_string()].into_iter();
        words.chain(numbers.map(|number| number.to_string().into())).collect()
    }

    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let name = arguments.next()?;
        let library = PathBuf::from(arguments.next()?);
        let mut number = || arguments.next()?.to_str()?.parse::<u64>().ok();
        let (memory_bytes, cpu_seconds) = (number()?, number()?);
        let mut short = || u32::try_from(number()?).ok();
        let task = match name.to_str()? {
            READ => {
                let (first, last) = (short()?, short()?);
                let care = Care::from_number(number()?)?;
                Task::Read(PagesRequest { first, last, care, rendering: Duration::from_millis(number()?) })
            }
            DRAW => Task::Draw(PictureRequest { page: short()?, pixels_per_inch: short()?, most_pixels: short()? }),
            _ => return None,
        };
        arguments.next().is_none().then_some(Self { library, memory_bytes, cpu_seconds, task })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_survive_the_command_line() {
        let reads = [Care::Full, Care::Unrendered, Care::Unstructured]
            .map(|care| Task::Read(PagesRequest { first: 3, last: 9, care, rendering: Duration::from_millis(9) }));
        let draws = [Task::Draw(PictureRequest { page: 3, pixels_per_inch: 150, most_pixels: 7 })];
        for task in reads.into_iter().chain(draws) {
            let request = ChildRequest { library: PathBuf::from("/a b/l.so"), memory_bytes: 7, cpu_seconds: 8, task };
            assert_eq!(ChildRequest::parse(request.to_arguments()), Some(request));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for arguments in [
            vec![],
            vec!["read", "l", "3", "4", "1", "2", "0"],
            vec!["read", "l", "3", "4", "1", "-2", "0", "5"],
            vec!["read", "l", "3", "4", "1", "2", "3", "5"],
            vec!["read", "l", "3", "4", "1", "2", "0", "5", "6"],
            vec!["draw", "l", "3", "4", "1", "150"],
            vec!["draw", "l", "3", "4", "1", "150", "9999999999"],
            vec!["write", "l", "3", "4", "1", "2", "0", "5"],
        ] {
            assert_eq!(ChildRequest::parse(arguments.into_iter().map(OsString::from)), None);
        }
    }
}
