//! What programs say after the same words: a table of n-grams counted over the training text, without any of its text.
//!
//! A small model forgets most of what it was shown; a table of the passages that many repositories have in common
//! remembers them for a few bytes each. The file is written by `python -m boardwise_train ngrams`, which says what is
//! kept (`models/train/boardwise_train/ngrams.py`). Contexts are hashes; there is nothing to parse, so it can be
//! used where it lies.

use std::borrow::Cow;

use crate::{TokenId, Vocabulary};

const MAGIC: &[u8] = b"BWGRAM1\n";
/// Bytes before the weights.
const HEAD: usize = 40;
/// Weights of the share that a context gets: for each length, and for how sure the model is.
const WEIGHTS_PER_LENGTH: usize = 4;
const WEIGHTS_OF_MODEL: usize = 2;
/// Bits that follow a context's hash: how often it was seen, how many tokens are kept less one.
const CLASS_BITS: u32 = 3;
const COUNT_BITS: u32 = 3;
/// Bits of a share: powers of the square root of one half.
const SHARE_BITS: u32 = 4;

/// N-grams of the training text, over bytes that stay where they are.
#[derive(Debug, Clone)]
pub struct NgramTable {
    bytes: Cow<'static, [u8]>,
    /// Longest context in tokens.
    longest: usize,
    bucket_bits: u32,
    low_bits: u32,
    rice: u32,
    token_bits: u32,
    weights: Vec<f32>,
    /// Where the buckets' places begin, and where the buckets.
    places: usize,
    buckets: usize,
    n_ngrams: u32,
}

/// What is known of one context.
#[derive(Debug, Clone, Default, PartialEq)]
struct Entry {
    /// Binary logarithm of how often it was seen, at most 7.
    class: u32,
    /// Tokens that followed, each with its share of all that followed.
    following: [(TokenId, f32); 1 << COUNT_BITS],
    n_following: usize,
}

impl NgramTable {
    /// Opens a table that was counted with the tokens of `vocabulary`.
    ///
    /// # Errors
    /// One line when the bytes are no table, cut off or damaged, or were made for another tokenizer.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>, vocabulary: &Vocabulary) -> Result<Self, String> {
        let bytes = bytes.into();
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC)).ok_or("it is no table of n-grams of this version")?;
        let number = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().expect("eight bytes"));
        let [longest, bucket_bits, low_bits, rice, token_bits] = [32, 33, 34, 35, 36].map(|at| u32::from(head[at]));
        let (tokens, n_data, checksum) = (number(8), number(16) & 0xffff_ffff, number(24));
        let n_ngrams = (number(16) >> 32) as u32;
        let widths_fit =
            (1..=16).contains(&longest) && bucket_bits <= 24 && (1..=32).contains(&low_bits) && rice <= low_bits && token_bits <= 24;
        if !widths_fit {
            return Err("its header is damaged".to_owned());
        }
        let n_weights = longest as usize * WEIGHTS_PER_LENGTH + WEIGHTS_OF_MODEL;
        let places = HEAD + 4 * n_weights;
        let buckets = places + 4 * ((1 << bucket_bits) + 1);
        if (bytes.len() as u64) != buckets as u64 + n_data {
            return Err(format!("it has {} bytes and should have {}: it is cut off", bytes.len(), buckets as u64 + n_data));
        }
        if checksum != fingerprint(&bytes[HEAD..]) {
            return Err("its bytes are not those that were written: it is damaged".to_owned());
        }
        if tokens != vocabulary.fingerprint() {
            return Err("it was made for a model with other tokens".to_owned());
        }
        let weights = bytes[HEAD..places].chunks_exact(4).map(|it| f32::from_le_bytes(it.try_into().expect("four bytes"))).collect();
        let longest = longest as usize;
        Ok(Self { bytes, longest, bucket_bits, low_bits, rice, token_bits, weights, places, buckets, n_ngrams })
    }

    /// N-grams in it.
    pub fn n_ngrams(&self) -> usize {
        self.n_ngrams as usize
    }

    /// Lets the table speak beside a model: `probabilities` are the model's after `context`.
    ///
    /// From the shortest context to the longest, each that is known takes its share; how large that is, the weights
    /// say, which were fitted on text that neither model nor table had seen.
    pub fn blend(&self, context: &[TokenId], probabilities: &mut [f32]) {
        let sure = probabilities.iter().copied().fold(0.0, f32::max);
        let of_model = &self.weights[self.longest * WEIGHTS_PER_LENGTH..];
        let by_model = of_model[0] * sure + of_model[1] * (1.001 - sure).max(1e-3).ln();
        let mut left = 1.0_f32;
        let mut added: Vec<(TokenId, f32)> = Vec::new();
        let mut hash = SEED;
        for (length, &token) in (1..).zip(context.iter().rev().take(self.longest)) {
            hash = longer(hash, token);
            let Some(entry) = self.entry(finish(hash)) else { continue };
            let following = &entry.following[..entry.n_following];
            let all: f32 = following.iter().map(|(_, share)| share).sum();
            // Rounding may have brought it above one.
            let scale = 1.0 / all.max(1.0);
            let mass = all * scale;
            let highest = following.iter().fold(0.0_f32, |highest, (_, share)| highest.max(*share));
            let weights = &self.weights[(length - 1) * WEIGHTS_PER_LENGTH..];
            let sum = weights[0] + weights[1] * entry.class as f32 + weights[2] * highest + weights[3] * mass + by_model;
            let trust = 1.0 / (1.0 + (-sum).exp());
            let rest = 1.0 - trust * mass;
            left *= rest;
            for (_, weight) in &mut added {
                *weight *= rest;
            }
            added.extend(following.iter().map(|&(token, share)| (token, trust * share * scale)));
        }
        if added.is_empty() {
            return;
        }
        for value in probabilities.iter_mut() {
            *value *= left;
        }
        for (token, weight) in added {
            if let Some(value) = probabilities.get_mut(token as usize) {
                *value += weight;
            }
        }
    }

    /// What follows a context, by its hash.
    fn entry(&self, hash: u64) -> Option<Entry> {
        let hash = hash >> (64 - self.bucket_bits - self.low_bits);
        let bucket = (hash >> self.low_bits) as usize;
        let place = |index: usize| {
            let at = self.places + 4 * index;
            self.bytes.get(at..at + 4).map(|it| u32::from_le_bytes(it.try_into().expect("four bytes")) as usize)
        };
        let bytes = self.bytes.get(self.buckets + place(bucket)?..self.buckets + place(bucket + 1)?)?;
        let wanted = hash & ((1 << self.low_bits) - 1);
        let mut bits = Bits { bytes, at: 0 };
        let mut value = 0;
        // A bucket is padded to whole bytes with ones, which begin no entry.
        while let Some(gap) = bits.rice(self.rice) {
            value += gap;
            let class = bits.take(CLASS_BITS)? as u32;
            let n_following = bits.take(COUNT_BITS)? as usize + 1;
            if value > wanted {
                return None;
            }
            if value < wanted {
                bits.at += n_following * (self.token_bits + SHARE_BITS) as usize;
                continue;
            }
            let mut entry = Entry { class, n_following, ..Entry::default() };
            for slot in &mut entry.following[..n_following] {
                let token = bits.take(self.token_bits)? as TokenId;
                *slot = (token, SHARES[bits.take(SHARE_BITS)? as usize]);
            }
            return Some(entry);
        }
        None
    }
}

/// The shares that can be written: 2^(-i/2).
const SHARES: [f32; 1 << SHARE_BITS] = {
    const ROOT: f32 = std::f32::consts::FRAC_1_SQRT_2;
    let mut shares = [1.0; 1 << SHARE_BITS];
    let mut index = 1;
    while index < shares.len() {
        shares[index] = if index % 2 == 0 { shares[index - 2] / 2.0 } else { shares[index - 1] * ROOT };
        index += 1;
    }
    shares
};

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a context with one more token before it; not yet spread over all bits.
fn longer(hash: u64, token: TokenId) -> u64 {
    (hash ^ (u64::from(token) + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// The finalizer of SplitMix64.
fn finish(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// FNV-1a over words of eight bytes, the last one filled up with zeros.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(SEED, |hash, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Reads numbers bit by bit, the lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next bits, and zeros behind the end.
    fn peek(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = match rest.first_chunk::<8>() {
            Some(word) => u64::from_le_bytes(*word),
            None => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
        };
        word >> (self.at % 8)
    }

    /// A number of at most 56 bits; `None` behind the end.
    fn take(&mut self, n: u32) -> Option<u64> {
        let value = self.peek() & ((1 << n) - 1);
        self.at += n as usize;
        (self.at <= self.bytes.len() * 8).then_some(value)
    }

    /// A Rice code: as many ones as the quotient says, a zero, the rest.
    fn rice(&mut self, parameter: u32) -> Option<u64> {
        let mut quotient = 0;
        loop {
            let ones = self.peek().trailing_ones().min(56);
            self.at += ones as usize;
            if self.at >= self.bytes.len() * 8 {
                return None;
            }
            quotient += u64::from(ones);
            if ones < 56 {
                break;
            }
        }
        self.at += 1;
        Some((quotient << parameter) + self.take(parameter)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::tests::vocabulary;

    /// Written by `models/train/tests/test_ngrams.py` from a few programs of our own over sixteen tokens; the test
    /// there compares.
    static SMALL: &[u8] = include_bytes!("../testdata/small.ngrams");
    /// What the table says to a uniform model after some contexts, by the reader in Python.
    const EXPECTED: &str = include_str!("../testdata/small-expected.json");

    fn words() -> Vocabulary {
        let words: Vec<String> = (0..16).map(|number| format!("w{number}")).collect();
        vocabulary(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn small() -> NgramTable {
        NgramTable::open(SMALL, &words()).expect("a good table")
    }

    #[test]
    fn it_says_what_the_writer_says() {
        let cases: Vec<(Vec<TokenId>, Vec<f32>)> = serde_json::from_str(EXPECTED).unwrap();
        assert!(cases.len() >= 20);
        let n = words().len();
        for (context, expected) in cases {
            let mut probabilities = vec![1.0 / 16.0; n];
            probabilities[16..].fill(0.0);
            small().blend(&context, &mut probabilities);
            let sum: f32 = probabilities.iter().sum();
            assert!((sum - 1.0).abs() < 1e-5, "{sum}");
            for (token, (&said, &expected)) in probabilities.iter().zip(&expected).enumerate() {
                assert!((said - expected).abs() < 1e-5, "{token} after {context:?}: {said} and not {expected}");
            }
        }
    }

    #[test]
    fn contexts_that_nobody_wrote_change_nothing() {
        let mut probabilities = vec![0.25, 0.75];
        small().blend(&[999, 998, 997], &mut probabilities);
        small().blend(&[], &mut probabilities);
        assert_eq!(probabilities, [0.25, 0.75]);
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        let why = |bytes: &[u8]| NgramTable::open(bytes.to_vec(), &words()).expect_err("it is bad");
        assert!(why(b"").contains("no table"));
        assert!(why(b"BWGRAM1\n").contains("no table"));
        assert!(why(&SMALL[..60]).contains("cut off"));
        assert!(why(&SMALL[..SMALL.len() - 1]).contains("cut off"));
        for at in HEAD..SMALL.len() {
            let mut bytes = SMALL.to_vec();
            bytes[at] ^= 4;
            assert!(why(&bytes).contains("damaged"), "byte {at}");
        }
        assert!(NgramTable::open(SMALL, &vocabulary(&["a", "b"])).unwrap_err().contains("other tokens"));
    }

    #[test]
    fn any_bytes_with_a_right_checksum_are_read_without_harm() {
        let mut random = crate::random::Random::new(7);
        for _ in 0..300 {
            let mut bytes = SMALL.to_vec();
            for _ in 0..9 {
                let at = 32 + random.below(bytes.len() - 32);
                bytes[at] = random.below(256) as u8;
            }
            let checksum = fingerprint(&bytes[HEAD..]);
            bytes[24..32].copy_from_slice(&checksum.to_le_bytes());
            let Ok(table) = NgramTable::open(bytes, &words()) else { continue };
            let mut probabilities = vec![1.0 / 16.0; 16];
            for token in 0..16 {
                table.blend(&[3, token], &mut probabilities);
            }
        }
    }
}
