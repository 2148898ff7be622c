//! Argon2id in reused memory: if it were allocated for each hash, every thread that ever hashed would retain it.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::{Decimal, Error, Ident, Output, ParamsString, PasswordHash, PasswordHasher, Result, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

// OWASP's parameters: 19 MiB, two passes, one lane
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Memory for as many hashes as were ever under way at once; clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    free: Arc<Mutex<Vec<Vec<Block>>>>,
}

/// Makes and checks one hash after the other.
pub(crate) struct Argon2id {
    memory: Memory,
    blocks: RefCell<Vec<Block>>,
}

impl Memory {
    /// A hasher that gives its memory back.
    pub(crate) fn hasher(&self) -> Argon2id {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Argon2id { memory: self.clone(), blocks: RefCell::new(free.unwrap_or_default()) }
    }
}

impl Drop for Argon2id {
    fn drop(&mut self) {
        self.memory.free.lock().unwrap_or_else(PoisonError::into_inner).push(self.blocks.take());
    }
}

impl PasswordHasher for Argon2id {
    type Params = Params;

    fn hash_password<'a>(&self, password: &[u8], salt: impl Into<Salt<'a>>) -> Result<PasswordHash<'a>> {
        self.hash_password_customized(password, None, None, Params::new(MEMORY_KIB, PASSES, LANES, None)?, salt)
    }

    fn hash_password_customized<'a>(
        &self,
        password: &[u8],
        algorithm: Option<Ident<'a>>,
        version: Option<Decimal>,
        params: Params,
        salt: impl Into<Salt<'a>>,
    ) -> Result<PasswordHash<'a>> {
        let algorithm = algorithm.map(Algorithm::try_from).transpose()?.unwrap_or(Algorithm::Argon2id);
        let version = version.map(Version::try_from).transpose()?.unwrap_or(Version::V0x13);
        let salt = salt.into();
        let mut decoded = [0; Salt::MAX_LENGTH];
        let salt_bytes = salt.decode_b64(&mut decoded)?;
        let written = ParamsString::try_from(&params)?;
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let mut blocks = self.blocks.try_borrow_mut().map_err(|_| Error::Crypto)?;
        blocks.resize(params.block_count(), Block::new());
        let argon2 = Argon2::new(algorithm, version, params);
        let output = Output::init_with(length, |output| {
            Ok(argon2.hash_password_into_with_memory(password, salt_bytes, output, blocks.as_mut_slice())?)
        })?;
        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: written,
            salt: Some(salt),
            hash: Some(output),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;

    const SALT: &str = "jHk1v2nqS0eYb3dWmZ7xRA";

    fn made_by(hasher: &impl PasswordHasher, password: &str) -> String {
        hasher.hash_password(password.as_bytes(), Salt::from_b64(SALT).unwrap()).unwrap().to_string()
    }

    #[test]
    fn used_memory_changes_no_hash() {
        let memory = Memory::default();
        let plain =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap());
        for password in ["one", "two", "one"] {
            assert_eq!(made_by(&memory.hasher(), password), made_by(&plain, password));
        }
        assert_eq!(memory.free.lock().unwrap().len(), 1);
    }

    #[test]
    fn hashes_are_checked_with_their_parameters() {
        let memory = Memory::default();
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x10, Params::new(64, 3, 2, Some(16)).unwrap());
        let hash = made_by(&old, "secret");
        let hash = PasswordHash::new(&hash).unwrap();
        for _ in 0..2 {
            memory.hasher().verify_password(b"secret", &hash).unwrap();
            assert_eq!(memory.hasher().verify_password(b"other", &hash), Err(Error::Password));
        }
    }
}
