//! Numbers that look random and are the same on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Numbers that depend on these texts alone.
    pub fn of(texts: &[&str]) -> Self {
        // FNV-1a: the standard library's hasher may change from one release to the next.
        let bytes = texts.iter().flat_map(|text| text.bytes());
        Self(bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.number() % n as u64) as usize
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Where a number drawn in proportion to the weights falls; they are not all zero.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.share() * weights.clone().sum::<f64>();
        let n = weights.clone().count();
        weights
            .take(n - 1)
            .take_while(|weight| {
                left -= weight;
                left >= 0.0
            })
            .count()
    }

    /// Up to `n` of the items, in their order.
    pub fn some<T>(&mut self, mut items: Vec<T>, n: usize) -> Vec<T> {
        while items.len() > n {
            items.remove(self.below(items.len()));
        }
        items
    }
}
