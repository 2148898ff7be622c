//! The content of a file on its way to the destination: decompressed, recognised, hashed, counted.

use super::{Destination, Request, head::FileHead};
use crate::{
    Kind, Limits,
    error::Fault,
    kind::{self, SNIFFED_BYTES},
};
use flate2::write::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::{
    io::{self, Write},
    mem,
};
use tokio::io::AsyncWriteExt;

/// Compressed bytes that are decompressed at once, to at most a thousand times as many.
const STEP: usize = 4 << 10;
/// Small files may be compressed at any ratio.
const RATIO_FROM: u64 = 1 << 20;

/// A file that was received completely.
pub(super) struct Received {
    pub(super) sha256: String,
    pub(super) length: u64,
    pub(super) transferred: u64,
    pub(super) kind: Kind,
    pub(super) content_type: Option<String>,
}

/// A file that is being received.
pub(super) struct Content<'a> {
    expected: &'a [Kind],
    declared: Option<String>,
    most: u64,
    decoder: Option<MultiGzDecoder<Unpacked>>,
    transferred: u64,
    output: Output<'a>,
}

struct Output<'a> {
    /// The first bytes, until they decide the kind.
    first_bytes: Vec<u8>,
    kind: Option<Kind>,
    digest: Sha256,
    length: u64,
    destination: Destination<'a>,
}

impl<'a> Content<'a> {
    pub(super) fn new(head: FileHead, request: &'a Request<'_>, destination: Destination<'a>) -> Self {
        let decoder = head.is_gzip.then(|| MultiGzDecoder::new(Unpacked::new(&request.limits)));
        Self {
            expected: request.expected,
            declared: head.content_type,
            most: request.limits.body,
            decoder,
            transferred: 0,
            output: Output { first_bytes: Vec::new(), kind: None, digest: Sha256::new(), length: 0, destination },
        }
    }

    /// Takes the next bytes as they were transferred.
    pub(super) async fn push(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.transferred = self.transferred.saturating_add(bytes.len() as u64);
        if self.transferred > self.most {
            return Err(Fault::BodyTooLarge { limit: self.most });
        }
        if self.decoder.is_none() {
            return self.write(bytes).await;
        }
        for step in bytes.chunks(STEP) {
            let Some(decoder) = &mut self.decoder else { break };
            decoder.get_mut().transferred += step.len() as u64;
            let written = decoder.write_all(step);
            let unpacked = decoder.get_mut().take(written)?;
            self.write(&unpacked).await?;
        }
        Ok(())
    }

    /// Checks the end of the file and returns what was received.
    pub(super) async fn finish(mut self) -> Result<Received, Fault> {
        if self.transferred == 0 {
            return Err(Fault::BodyEmpty);
        }
        if let Some(mut decoder) = self.decoder.take() {
            let finished = decoder.try_finish();
            let unpacked = decoder.get_mut().take(finished)?;
            self.write(&unpacked).await?;
        }
        let kind = match self.output.kind {
            Some(kind) => kind,
            None => self.recognise().await?,
        };
        self.output.destination.flush().await.map_err(Fault::Destination)?;
        Ok(Received {
            sha256: hex::encode(self.output.digest.finalize()),
            length: self.output.length,
            transferred: self.transferred,
            kind,
            content_type: self.declared,
        })
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.output.kind.is_some() {
            return self.output.write(bytes).await;
        }
        self.output.first_bytes.extend_from_slice(bytes);
        if self.output.first_bytes.len() >= SNIFFED_BYTES {
            self.recognise().await?;
        }
        Ok(())
    }

    async fn recognise(&mut self) -> Result<Kind, Fault> {
        let bytes = mem::take(&mut self.output.first_bytes);
        let sniffed = bytes.get(..SNIFFED_BYTES).unwrap_or(&bytes);
        let kind = kind::judge(self.expected, self.declared.as_deref(), sniffed)?;
        self.output.kind = Some(kind);
        self.output.write(&bytes).await?;
        Ok(kind)
    }
}

impl Output<'_> {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.digest.update(bytes);
        self.length = self.length.saturating_add(bytes.len() as u64);
        self.destination.write_all(bytes).await.map_err(Fault::Destination)
    }
}

/// Decompressed bytes, up to the limits.
struct Unpacked {
    bytes: Vec<u8>,
    total: u64,
    transferred: u64,
    most: u64,
    ratio: u64,
    exceeded: Option<Fault>,
}

impl Unpacked {
    fn new(limits: &Limits) -> Self {
        Self {
            bytes: Vec::new(),
            total: 0,
            transferred: 0,
            most: limits.decompressed,
            ratio: limits.ratio,
            exceeded: None,
        }
    }

    fn take(&mut self, result: io::Result<()>) -> Result<Vec<u8>, Fault> {
        match (self.exceeded.take(), result) {
            (Some(fault), _) => Err(fault),
            (None, Err(_)) => Err(Fault::EncodingBroken),
            (None, Ok(())) => Ok(mem::take(&mut self.bytes)),
        }
    }
}

impl Write for Unpacked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let total = self.total.saturating_add(bytes.len() as u64);
        if total > self.most {
            self.exceeded = Some(Fault::DecompressedTooLarge { limit: self.most });
        } else if total > RATIO_FROM && total > self.transferred.saturating_mul(self.ratio) {
            self.exceeded = Some(Fault::CompressionRatio);
        } else {
            self.total = total;
            self.bytes.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        Err(io::Error::other("limit"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
