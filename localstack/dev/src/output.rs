//! Writing to an inherited terminal, pipe or file.

use std::io::{ErrorKind, Write};
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, poll};

/// Writes a whole text, also to a non-blocking pipe: another program that shares the pipe may have set this mode.
///
/// Ignores errors: a reader that closed the pipe wants no more, and an error about a full disk could not be written either.
pub(crate) fn write_all(mut output: impl Write + AsFd, text: &str) {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        match output.write(rest) {
            Ok(0) => return,
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => wait(&output),
            Err(_) => return,
        }
    }
    while output.flush().is_err_and(|error| error.kind() == ErrorKind::WouldBlock) {
        wait(&output);
    }
}

/// Waits until the pipe accepts data or has no reader any more.
fn wait(output: &impl AsFd) {
    // after an interrupted wait the write is only retried earlier
    let _woken = poll(&mut [PollFd::new(output, PollFlags::OUT)], None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::thread;

    #[test]
    fn nonblocking_pipe_gets_everything() {
        let (mut reader, writer) = UnixStream::pair().unwrap();
        writer.set_nonblocking(true).unwrap();
        let text = "more than any pipe holds at once\n".repeat(100_000);
        let length = text.len();
        let reading = thread::spawn(move || {
            let mut all = String::new();
            reader.read_to_string(&mut all).map(|_| all)
        });
        write_all(writer, &text);
        let all = reading.join().unwrap().unwrap();
        assert_eq!((all.len(), all == text), (length, true));
    }

    #[test]
    fn closed_pipe_is_ignored() {
        let (reader, writer) = UnixStream::pair().unwrap();
        drop(reader);
        write_all(writer, "nobody");
    }
}
