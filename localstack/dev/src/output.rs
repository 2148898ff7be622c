//! Writing to a terminal, a pipe or a file that somebody else opened.

use std::io::{ErrorKind, Write};
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, poll};

/// Writes all of a text, also where the pipe refuses to wait: another program that shares it may have set it so.
///
/// What cannot be written is dropped: whoever closed the pipe has read enough, and a full disk leaves no place to say so.
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

/// Waits until there is room in the pipe, or nobody reads it any more.
fn wait(output: &impl AsFd) {
    // an interrupted wait only means that the write is tried sooner
    let _woken = poll(&mut [PollFd::new(output, PollFlags::OUT)], None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::thread;

    #[test]
    fn a_pipe_that_refuses_to_wait_gets_all_the_same() {
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
    fn a_pipe_that_nobody_reads_any_more_is_let_be() {
        let (reader, writer) = UnixStream::pair().unwrap();
        drop(reader);
        write_all(writer, "nobody");
    }
}
