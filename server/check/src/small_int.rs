//! Constant arithmetic as a chip with an `int` of 16 bits does it: what a sketch means, what the
//! chip computes, and whether the two differ.

/// What a constant expression comes to where `int` has 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Small {
    /// The value that was meant.
    pub(crate) value: i64,
    /// The value that the chip computes.
    pub(crate) wrapped: i64,
    pub(crate) kind: Kind,
    /// Whether an operation on the way left the range of its type.
    pub(crate) overflowed: bool,
}

/// A named constant: its text, and its type unless it is a macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constant {
    pub(crate) kind: Option<Kind>,
    pub(crate) text: String,
}

/// Finds a constant by its name.
pub(crate) type Lookup<'t> = &'t dyn Fn(&str) -> Option<Constant>;

/// Integer types of the C of a small chip, in order of rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Int,
    Unsigned,
    Long,
    UnsignedLong,
    LongLong,
}

impl Kind {
    fn holds(self, value: i64) -> bool {
        match self {
            Self::Int => (-32_768..=32_767).contains(&value),
            Self::Long => i32::try_from(value).is_ok(),
            // Unsigned numbers wrap by design; nothing written by hand leaves 64 bits.
            Self::Unsigned | Self::UnsignedLong | Self::LongLong => true,
        }
    }

    fn wrap(self, value: i64) -> i64 {
        match self {
            Self::Int => i64::from(value as i16),
            Self::Unsigned => i64::from(value as u16),
            Self::Long => i64::from(value as i32),
            Self::UnsignedLong => i64::from(value as u32),
            Self::LongLong => value,
        }
    }

    pub(crate) fn named(text: &str) -> Option<Self> {
        Some(match text.split_whitespace().filter(|word| *word != "const").collect::<Vec<_>>().join(" ").as_str() {
            "int" | "short" | "int16_t" | "byte" | "uint8_t" | "char" | "int8_t" => Self::Int,
            "unsigned int" | "unsigned" | "word" | "uint16_t" => Self::Unsigned,
            "long" | "int32_t" | "signed long" | "long int" => Self::Long,
            "unsigned long" | "uint32_t" | "unsigned long int" => Self::UnsignedLong,
            "long long" | "int64_t" | "unsigned long long" | "uint64_t" => Self::LongLong,
            _ => return None,
        })
    }
}

/// Works out a constant expression of literals, with the types that C gives them; `lookup` knows
/// the text behind a name. `None` for anything else.
pub(crate) fn evaluate(text: &str, lookup: Lookup) -> Option<Small> {
    let mut parser = Parser { rest: text.trim(), lookup, depth: 0 };
    let result = parser.sum()?;
    parser.rest.trim().is_empty().then_some(result)
}

struct Parser<'t> {
    rest: &'t str,
    lookup: Lookup<'t>,
    depth: usize,
}

impl Parser<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, sign: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Option<Small> {
        let mut left = self.product()?;
        loop {
            if self.eat('+') {
                left = combine(left, self.product()?, i64::checked_add)?;
            } else if self.eat('-') {
                left = combine(left, self.product()?, i64::checked_sub)?;
            } else {
                return Some(left);
            }
        }
    }

    fn product(&mut self) -> Option<Small> {
        let mut left = self.unary()?;
        loop {
            if self.eat('*') {
                left = combine(left, self.unary()?, i64::checked_mul)?;
            } else if self.eat('/') {
                left = combine(left, self.unary()?, i64::checked_div)?;
            } else {
                return Some(left);
            }
        }
    }

    fn unary(&mut self) -> Option<Small> {
        if self.eat('-') {
            let inner = self.unary()?;
            return Some(Small { value: inner.value.checked_neg()?, wrapped: inner.wrapped.checked_neg()?, ..inner });
        }
        self.primary()
    }

    fn primary(&mut self) -> Option<Small> {
        self.depth += 1;
        if self.depth > 64 {
            return None;
        }
        if self.eat('(') {
            let close = self.rest.find(')')?;
            if let Some(kind) = Kind::named(&self.rest[..close]) {
                self.rest = &self.rest[close + 1..];
                let inner = self.unary()?;
                return Some(Small { kind, ..inner });
            }
            let inner = self.sum()?;
            return self.eat(')').then_some(inner);
        }
        self.skip();
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() || rest.starts_with(['.', '(', '[']) {
            return None;
        }
        self.rest = rest;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return literal(word);
        }
        let Constant { kind, text } = (self.lookup)(word)?;
        let mut inner = Parser { rest: text.trim(), lookup: self.lookup, depth: self.depth };
        let small = inner.sum().filter(|_| inner.rest.trim().is_empty())?;
        // What overflows inside a constant is told there.
        Some(Small { kind: kind.unwrap_or(small.kind), overflowed: false, ..small })
    }
}

fn combine(left: Small, right: Small, apply: fn(i64, i64) -> Option<i64>) -> Option<Small> {
    let kind = left.kind.max(right.kind);
    let value = apply(left.value, right.value)?;
    let wrapped = kind.wrap(apply(left.wrapped, right.wrapped).unwrap_or_default());
    Some(Small { value, wrapped, kind, overflowed: left.overflowed || right.overflowed || !kind.holds(value) })
}

/// An integer literal: decimal ones become `long` when they do not fit, hexadecimal ones may become
/// unsigned first.
fn literal(word: &str) -> Option<Small> {
    let digits = word.trim_end_matches(['u', 'U', 'l', 'L']);
    let suffix = word[digits.len()..].to_ascii_lowercase();
    let (value, is_decimal) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => (i64::from_str_radix(hex, 16).ok()?, false),
        None => match digits.strip_prefix("0b") {
            Some(bits) => (i64::from_str_radix(bits, 2).ok()?, false),
            None if digits.len() > 1 && digits.starts_with('0') => (i64::from_str_radix(digits, 8).ok()?, false),
            None => (digits.parse().ok()?, true),
        },
    };
    let kind = match (suffix.contains("ll"), suffix.contains('l'), suffix.contains('u')) {
        (true, ..) => Kind::LongLong,
        (_, false, true) if value <= 65_535 => Kind::Unsigned,
        (_, _, true) => Kind::UnsignedLong,
        (_, true, false) => Kind::Long,
        _ if value <= 32_767 => Kind::Int,
        _ if value <= 65_535 && !is_decimal => Kind::Unsigned,
        _ if value <= i64::from(i32::MAX) => Kind::Long,
        _ => Kind::UnsignedLong,
    };
    Some(Small { value, wrapped: kind.wrap(value), kind, overflowed: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str) -> Option<(i64, bool)> {
        evaluate(text, &|name| (name == "SECOND").then(|| Constant { kind: None, text: "1000".to_owned() }))
            .map(|small| (small.value, small.overflowed))
    }

    #[test]
    fn types_decide_what_overflows() {
        assert_eq!(small("60 * 1000"), Some((60_000, true)));
        assert_eq!(small("60L * 1000"), Some((60_000, false)));
        assert_eq!(small("5 * 60 * 1000UL"), Some((300_000, false)));
        assert_eq!(small("600 * 60 * 1000UL"), Some((36_000_000, true)));
        assert_eq!(small("60000"), Some((60_000, false)));
        assert_eq!(small("60000 + 1"), Some((60_001, false)));
        assert_eq!(small("(unsigned long)60 * 1000"), Some((60_000, false)));
        assert_eq!(small("(60 * SECOND)"), Some((60_000, true)));
        assert_eq!(small("60 * x"), None);
        assert_eq!(small("60 * 1.5"), None);
        assert_eq!(small("118U * 500U"), Some((59_000, false)));
    }
}
