/// Whole numbers in as few bytes as they need, seven bits a byte.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn unsigned(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(low_bits(number) | 0x80);
            number >>= 7;
        }
        self.bytes.push(low_bits(number));
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.unsigned(fold(number));
    }
}

/// Maps 0, -1, 1, -2, 2 and so on to 0, 1, 2, 3, 4 (zigzag encoding).
pub(super) fn fold(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// Inverts [`fold`].
pub(super) fn unfold(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or_default()
}

/// Reads what a [`Writer`] wrote; `None` when the bytes end early or a number is too long.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

/// The maximum number of bytes of a number.
const LONGEST: u32 = 5;

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..LONGEST {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        self.unsigned().map(unfold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_number_is_none() {
        assert_eq!(Reader::new(&[0xff; 100]).unsigned(), None);
        assert_eq!(Reader::new(&[0x80]).unsigned(), None);
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, -1, 63, -64, 64, 8_191, -1_000_000, 57_600] {
            let mut writer = Writer::default();
            writer.signed(number);
            assert_eq!(Reader::new(&writer.bytes).signed(), Some(number));
        }
    }

    #[test]
    fn small_numbers_take_one_byte() {
        let mut writer = Writer::default();
        writer.signed(-64);
        writer.unsigned(127);
        assert_eq!(writer.bytes.len(), 2);
    }
}
