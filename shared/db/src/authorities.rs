//! Certificate authorities in addition to the usual ones.

use rustls::{
    RootCertStore,
    pki_types::{
        CertificateDer, TrustAnchor,
        pem::{self, PemObject},
    },
};
use std::path::Path;

/// Reasons why a file of authorities cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuthoritiesError {
    #[error("{path} cannot be read as PEM")]
    Pem { path: String, source: pem::Error },
    #[error("certificate {number} of {path} is not a CA certificate")]
    Certificate { path: String, number: usize, source: rustls::Error },
    #[error("{path} contains no certificate")]
    Empty { path: String },
}

/// All authorities of a PEM file; one that cannot be understood makes the whole unusable, for it may be the one that counts.
pub(crate) fn read(path: &Path) -> Result<Vec<TrustAnchor<'static>>, AuthoritiesError> {
    let named = || path.display().to_string();
    let unreadable = |source| AuthoritiesError::Pem { path: named(), source };
    let mut store = RootCertStore::empty();
    for (number, certificate) in (1..).zip(CertificateDer::pem_file_iter(path).map_err(unreadable)?) {
        let added = store.add(certificate.map_err(unreadable)?);
        added.map_err(|source| AuthoritiesError::Certificate { path: named(), number, source })?;
    }
    if store.is_empty() { Err(AuthoritiesError::Empty { path: named() }) } else { Ok(store.roots) }
}
