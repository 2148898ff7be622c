use std::ffi::OsString;
use std::path::PathBuf;

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
    /// Leaves out what may fail on a damaged file: layers, annotations and renderings.
    pub(crate) is_plain: bool,
}

impl ChildRequest {
    pub(crate) fn to_arguments(&self) -> Vec<OsString> {
        let numbers = [
            u64::from(self.first),
            u64::from(self.last),
            self.memory_bytes,
            self.cpu_seconds,
            u64::from(self.is_plain),
        ];
        let library = self.library.clone().into_os_string();
        std::iter::once(library).chain(numbers.into_iter().map(|number| number.to_string().into())).collect()
    }

    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter();
        let library = PathBuf::from(arguments.next()?);
        let mut number = || arguments.next()?.to_str()?.parse::<u64>().ok();
        let (first, last) = (u32::try_from(number()?).ok()?, u32::try_from(number()?).ok()?);
        let (memory_bytes, cpu_seconds, is_plain) = (number()?, number()?, number()? != 0);
        arguments.next().is_none().then_some(Self { library, first, last, memory_bytes, cpu_seconds, is_plain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_survives_the_command_line() {
        let library = "/a b/l.so".into();
        let request = ChildRequest { library, first: 3, last: 9, memory_bytes: 7, cpu_seconds: 8, is_plain: true };
        assert_eq!(ChildRequest::parse(request.to_arguments()), Some(request));
    }

    #[test]
    fn anything_else_is_refused() {
        for arguments in [
            vec![],
            vec!["l", "1", "2", "3", "4"],
            vec!["l", "1", "-2", "3", "4", "0"],
            vec!["l", "1", "2", "3", "4", "0", "6"],
        ] {
            assert_eq!(ChildRequest::parse(arguments.into_iter().map(OsString::from)), None);
        }
    }
}
