//! Errors of a fetch: a stable code, whether a repetition may help, and a text for people.

use crate::{ForbiddenRange, HostName};
use std::{error::Error, fmt, io, time::Duration};

/// The reason why a source could not be fetched.
///
/// Its text says what happened and what to do. Neither it nor the code contains an IP address, a query of a URL, a header or
/// a part of a body; the host to which a source redirects is named, because it may have to be permitted.
#[derive(Debug)]
pub struct FetchError {
    /// What happened.
    pub fault: Fault,
    /// The redirects that were followed before it happened.
    pub redirects: usize,
}

impl fmt::Display for FetchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.redirects {
            0 => {}
            1 => formatter.write_str("After a redirect: ")?,
            more => write!(formatter, "After {more} redirects: ")?,
        }
        self.fault.fmt(formatter)
    }
}

impl Error for FetchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.fault.source()
    }
}

impl FetchError {
    /// A code for programs, which does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// Returns whether the same fetch may succeed later without anybody's action.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        self.fault.is_temporary()
    }

    /// The pause that the source asks for, at most a day.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self.fault {
            Fault::Throttled { retry_after } | Fault::ServerFailed { retry_after, .. } => retry_after,
            _ => None,
        }
    }
}

/// What went wrong in a fetch.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The fetch was called with something that cannot be sent, or without an expected kind.
    #[error("The source is not set up correctly: {0}. Correct it.")]
    RequestInvalid(&'static str),

    // The URL of the source or of a redirect.
    /// Not an absolute URL with a host name, or longer than 2,048 bytes.
    #[error("The address is not a valid web address. Correct it.")]
    UrlMalformed,
    /// Another scheme, also in a redirect.
    #[error("The address does not begin with https://. Use an address that does.")]
    SchemeNotHttps,
    /// User name or password in the URL.
    #[error("The address contains a user name or password. Remove it.")]
    UrlHasCredentials,
    /// An IP address, in whichever notation.
    #[error("The address has a number in place of a host name. Use the name of the host.")]
    HostIsAddress,
    /// No rule of the allow-list names the host.
    #[error("The host {host} is not permitted. If it is the publisher's, ask an administrator to permit it.")]
    HostNotAllowed {
        /// The host.
        host: HostName,
    },
    /// The host is permitted, but not on this port.
    #[error("Port {port} is not permitted for this host. Use the usual port, or ask an administrator to permit it.")]
    PortNotAllowed {
        /// The port.
        port: u16,
    },
    /// The name could not be resolved, or does not exist.
    #[error("The host's name could not be resolved. Check the address; the fetch is repeated later.")]
    NameUnresolved,
    /// The name resolves to an address that is not public.
    #[error("The host's name leads into a network that is not public. Nothing was requested. Check the address.")]
    AddressForbidden {
        /// The range, for the log.
        range: ForbiddenRange,
    },
    /// More redirects than the limit.
    #[error("The source redirects too often. Use the address at which the file is now.")]
    TooManyRedirects,
    /// A redirect to a URL that was already requested.
    #[error("The source redirects in a circle. Use the address at which the file is now.")]
    RedirectLoop,
    /// A redirect without `Location`, or with more than one.
    #[error("The source redirects without naming one target. Check the address.")]
    RedirectMalformed,

    // The connection.
    /// No address accepted a connection.
    #[error("The source could not be reached. The fetch is repeated later.")]
    Unreachable,
    /// The certificate is not valid for the host.
    #[error("The source's certificate is not valid for its name. Check the address, or tell the publisher.")]
    CertificateInvalid,
    /// TLS failed for another reason.
    #[error("No secure connection to the source could be made. The fetch is repeated later.")]
    TlsFailed,
    /// The name or the connection took longer than the limit.
    #[error("The source could not be reached in time. The fetch is repeated later.")]
    ConnectTimeout,
    /// The head of the response took longer than the limit.
    #[error("The source did not respond in time. The fetch is repeated later.")]
    HeadTimeout,
    /// The whole fetch took longer than the limit.
    #[error("The fetch took too long and was ended. It is repeated later.")]
    TotalTimeout,
    /// The body arrived more slowly than the limit.
    #[error("The source sent too slowly, and the fetch was ended. It is repeated later.")]
    TooSlow,
    /// The connection broke off before the head of the response.
    #[error("The source closed the connection without a response. The fetch is repeated later.")]
    ConnectionLost,

    // The head of the response.
    /// More or larger headers than the limit.
    #[error("The source's response has more headers than are read. Check the address.")]
    HeadTooLarge,
    /// Not HTTP/1.1, or contradictory headers.
    #[error("The source's response cannot be read. Check the address.")]
    ResponseMalformed,
    /// 401, 402, 403, 407 or 451.
    #[error("The source refuses access (status {status}). Check the address and the publisher's terms.")]
    AccessDenied {
        /// The status.
        status: u16,
    },
    /// 404 or 410.
    #[error("The source no longer exists at its address (status {status}). Use its new address.")]
    NotFound {
        /// The status.
        status: u16,
    },
    /// 429.
    #[error("The source asks for fewer requests (status 429). The fetch is repeated later.")]
    Throttled {
        /// `Retry-After`, at most a day.
        retry_after: Option<Duration>,
    },
    /// 408, 425 or 5xx.
    #[error("The source is out of order (status {status}). The fetch is repeated later.")]
    ServerFailed {
        /// The status.
        status: u16,
        /// `Retry-After`, at most a day.
        retry_after: Option<Duration>,
    },
    /// 206, although no range was requested.
    #[error("The source sent only a part of the file (status 206). Nothing was changed; tell the publisher.")]
    PartialContent,
    /// 304, although the request was unconditional.
    #[error("The source says that its file is unchanged, but was not asked. Nothing was changed; tell the publisher.")]
    NotModifiedUnasked,
    /// Another status than those that a fetch can use.
    #[error("The source responded with status {status}, which is no file. Check the address.")]
    StatusUnexpected {
        /// The status.
        status: u16,
    },

    // The body.
    /// Nothing in it.
    #[error("The source sent an empty file. Nothing was changed.")]
    BodyEmpty,
    /// Larger than the limit, as declared or as received.
    #[error(
        "The source's file is larger than {limit} bytes. If it is the right file, ask an administrator for a higher limit."
    )]
    BodyTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Larger than the limit after decompression.
    #[error(
        "The source's file unpacks to more than {limit} bytes. If it is the right file, ask an administrator for a higher limit."
    )]
    DecompressedTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Compressed more strongly than any list or law.
    #[error("The source's file is compressed in a way that only attacks are. Nothing was changed; check the address.")]
    CompressionRatio,
    /// A content coding that was not offered.
    #[error("The source compresses its file in a way that was not asked for. Tell the publisher.")]
    EncodingUnexpected,
    /// The compressed data are damaged or cut off.
    #[error("The source's compressed file is damaged. Nothing was changed; the fetch is repeated later.")]
    EncodingBroken,
    /// Fewer bytes than declared, or no last chunk.
    #[error("The source's file broke off before its end. Nothing was changed; the fetch is repeated later.")]
    BodyTruncated,
    /// More bytes than declared.
    #[error("The source sent more than it declared. Nothing was changed; the fetch is repeated later.")]
    LengthMismatch,
    /// Neither a length nor chunks: the end cannot be told from a broken connection.
    #[error(
        "The source does not say where its file ends, so it cannot be checked for completeness. Tell the publisher."
    )]
    LengthUnknown,
    /// Another kind of file than those expected.
    #[error("The source sent another kind of file than expected. Nothing was changed; check the address.")]
    TypeUnexpected,
    /// A web page where a file was expected.
    #[error(
        "The source sent a web page in place of the file, probably an error message. Nothing was changed; check the address."
    )]
    ErrorPage,
    /// The caller's destination could not be written.
    #[error("The file could not be stored. The fetch is repeated later.")]
    Destination(#[source] io::Error),
}

impl Fault {
    /// See [`FetchError::code`].
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RequestInvalid(_) => "request_invalid",
            Self::UrlMalformed => "url_malformed",
            Self::SchemeNotHttps => "scheme_not_https",
            Self::UrlHasCredentials => "url_has_credentials",
            Self::HostIsAddress => "host_is_address",
            Self::HostNotAllowed { .. } => "host_not_allowed",
            Self::PortNotAllowed { .. } => "port_not_allowed",
            Self::NameUnresolved => "name_unresolved",
            Self::AddressForbidden { .. } => "address_forbidden",
            Self::TooManyRedirects => "too_many_redirects",
            Self::RedirectLoop => "redirect_loop",
            Self::RedirectMalformed => "redirect_malformed",
            Self::Unreachable => "unreachable",
            Self::CertificateInvalid => "certificate_invalid",
            Self::TlsFailed => "tls_failed",
            Self::ConnectTimeout => "connect_timeout",
            Self::HeadTimeout => "head_timeout",
            Self::TotalTimeout => "total_timeout",
            Self::TooSlow => "too_slow",
            Self::ConnectionLost => "connection_lost",
            Self::HeadTooLarge => "head_too_large",
            Self::ResponseMalformed => "response_malformed",
            Self::AccessDenied { .. } => "access_denied",
            Self::NotFound { .. } => "not_found",
            Self::Throttled { .. } => "throttled",
            Self::ServerFailed { .. } => "server_failed",
            Self::PartialContent => "partial_content",
            Self::NotModifiedUnasked => "not_modified_unasked",
            Self::StatusUnexpected { .. } => "status_unexpected",
            Self::BodyEmpty => "body_empty",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::DecompressedTooLarge { .. } => "decompressed_too_large",
            Self::CompressionRatio => "compression_ratio",
            Self::EncodingUnexpected => "encoding_unexpected",
            Self::EncodingBroken => "encoding_broken",
            Self::BodyTruncated => "body_truncated",
            Self::LengthMismatch => "length_mismatch",
            Self::LengthUnknown => "length_unknown",
            Self::TypeUnexpected => "type_unexpected",
            Self::ErrorPage => "error_page",
            Self::Destination(_) => "destination",
        }
    }

    /// See [`FetchError::is_temporary`].
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::NameUnresolved
                | Self::Unreachable
                | Self::TlsFailed
                | Self::ConnectTimeout
                | Self::HeadTimeout
                | Self::TotalTimeout
                | Self::TooSlow
                | Self::ConnectionLost
                | Self::Throttled { .. }
                | Self::ServerFailed { .. }
                | Self::EncodingBroken
                | Self::BodyTruncated
                | Self::LengthMismatch
                | Self::Destination(_)
        )
    }
}
