//! Digests: SHA-256 (FIPS 180-4) as hexadecimal text, as any other tool gives it.

use core::fmt::Write;
use sha2::{Digest as _, Sha256};

/// A digest being made of parts.
pub(crate) struct Digest(Sha256);

impl Digest {
    pub(crate) fn new() -> Digest {
        Digest(Sha256::new())
    }

    /// Adds text as it is.
    pub(crate) fn text(mut self, text: &str) -> Digest {
        self.0.update(text.as_bytes());
        self
    }

    /// Adds a part that cannot run into the next one: parts are parted by a nought byte, which no
    /// text of a report keeps.
    pub(crate) fn part(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update([0]);
    }

    /// The whole, 64 hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}
