//! Attention over a KV cache, in tiles.
//!
//! Keys are stored sixteen positions at a time with the positions side by side, so that scores of
//! sixteen positions grow together and no sum is ever taken across a vector. Four queries share
//! each load of a key or value. Forgetting positions costs nothing: what lies behind the end is
//! overwritten before it is read.

// What `vectorized` runs must be inlined into it, or it is compiled for the oldest machine.
#![allow(clippy::inline_always)]

use std::cell::RefCell;

use crate::config::Config;
use crate::kernels::for_each_chunk;
use crate::math::{LANES, exp_from_highest, vectorized};

/// Keys and values of one layer.
pub(crate) struct LayerCache {
    /// For each key head, tiles of (head_dim, 16 positions).
    keys: Vec<Vec<f32>>,
    /// For each value head, (positions, head_dim), padded to whole tiles.
    values: Vec<Vec<f32>>,
    head_dim: usize,
}

/// Queries that share loads.
const QUERIES: usize = 4;
/// Queries that one thread takes at a time.
const UNIT: usize = 8 * QUERIES;

thread_local! {
    /// What a thread keeps of the queries in work: inputs, scores and weights.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

impl LayerCache {
    pub(crate) fn new(config: &Config) -> Self {
        // Room for the whole context, so that nothing is moved; the system gives memory only for what is written.
        // (Zeros from the allocator are no such promise: where it hands out used memory it writes all of them.)
        let length = config.context.next_multiple_of(LANES) * config.head_dim;
        let room = || (0..config.n_kv_heads).map(|_| Vec::with_capacity(length)).collect();
        Self { keys: room(), values: room(), head_dim: config.head_dim }
    }

    /// Stores rows of keys and values, each (rows, n_kv_heads * head_dim), from `position` on.
    pub(crate) fn write(&mut self, position: usize, keys: &[f32], values: &[f32]) {
        let n_kv_heads = self.keys.len();
        let length = (position * self.head_dim + keys.len() / n_kv_heads).next_multiple_of(LANES * self.head_dim);
        for part in self.keys.iter_mut().chain(&mut self.values).filter(|part| part.len() < length) {
            part.resize(length, 0.0);
        }
        for (i, (key, value)) in keys.chunks_exact(self.head_dim).zip(values.chunks_exact(self.head_dim)).enumerate() {
            let (position, head) = (position + i / n_kv_heads, i % n_kv_heads);
            let tile = &mut self.keys[head][position / LANES * LANES * self.head_dim..];
            for (lanes, &key) in tile.chunks_exact_mut(LANES).zip(key) {
                lanes[position % LANES] = key;
            }
            self.values[head][position * self.head_dim..][..self.head_dim].copy_from_slice(value);
        }
    }

    /// Causal attention of `n_rows` of queries (rows, n_heads, head_dim), the first at `position`.
    ///
    /// `by_head` is scratch of the size of `output`, which is laid out like the queries.
    pub(crate) fn attend(&self, position: usize, n_rows: usize, queries: &[f32], by_head: &mut [f32], output: &mut [f32]) {
        let head_dim = self.head_dim;
        let n_heads = queries.len() / (n_rows * head_dim);
        let group = n_heads / self.keys.len(); // query heads that share a key head
        let n_items = n_rows * group; // queries of one key head

        // `by_head` is (n_kv_heads, rows, group, head_dim).
        let n_products = 2 * n_heads * n_rows * (position + n_rows) * head_dim;
        for_each_chunk(by_head, n_items * head_dim, UNIT * head_dim, n_products, |head, first, piece| {
            let query = |item: usize| {
                let (row, member) = (item / group, item % group);
                let start = (row * n_heads + head * group + member) * head_dim;
                (&queries[start..start + head_dim], position + row + 1)
            };
            attend_unit(&self.keys[head], &self.values[head], first / head_dim, query, piece, head_dim);
        });
        for (head, piece) in by_head.chunks_exact(n_items * head_dim).enumerate() {
            for (row, values) in piece.chunks_exact(group * head_dim).enumerate() {
                output[(row * n_heads + head * group) * head_dim..][..values.len()].copy_from_slice(values);
            }
        }
    }
}

/// Attention of consecutive queries of one key head: `query` gives each and how many positions it sees.
fn attend_unit<'q>(
    keys: &[f32],
    values: &[f32],
    first: usize,
    query: impl Fn(usize) -> (&'q [f32], usize),
    output: &mut [f32],
    head_dim: usize,
) {
    let mut scratch = SCRATCH.take();
    let mut fours = output.chunks_exact_mut(QUERIES * head_dim);
    let mut item = first;
    for output in &mut fours {
        let queries: [_; QUERIES] = std::array::from_fn(|i| query(item + i));
        vectorized(
            #[inline(always)]
            || attend_some(&queries, keys, values, &mut scratch, output),
        );
        item += QUERIES;
    }
    let mut twos = fours.into_remainder().chunks_exact_mut(2 * head_dim);
    for output in &mut twos {
        let queries = [query(item), query(item + 1)];
        vectorized(
            #[inline(always)]
            || attend_some(&queries, keys, values, &mut scratch, output),
        );
        item += 2;
    }
    for output in twos.into_remainder().chunks_exact_mut(head_dim) {
        let queries = [query(item)];
        vectorized(
            #[inline(always)]
            || attend_some(&queries, keys, values, &mut scratch, output),
        );
        item += 1;
    }
    SCRATCH.set(scratch);
}

/// Attention of Q queries of one key head, each with the number of positions that it sees.
#[inline(always)]
fn attend_some<const Q: usize>(
    queries: &[(&[f32], usize); Q],
    keys: &[f32],
    values: &[f32],
    scratch: &mut Vec<f32>,
    output: &mut [f32], // (Q, head_dim)
) {
    let head_dim = queries[0].0.len();
    let longest = queries.iter().map(|(_, n_positions)| *n_positions).fold(0, usize::max);
    let padded = longest.next_multiple_of(LANES);
    let scale = 1.0 / (head_dim as f32).sqrt();
    scratch.clear();
    scratch.resize(Q * (head_dim + 2 * padded), 0.0);
    let (transposed, rest) = scratch.split_at_mut(Q * head_dim); // (head_dim, Q)
    let (scores, weights) = rest.split_at_mut(Q * padded); // (Q, positions), (positions, Q)
    for (q, (query, _)) in queries.iter().enumerate() {
        for (column, &x) in transposed.chunks_exact_mut(Q).zip(*query) {
            column[q] = x * scale;
        }
    }

    for (tile, keys) in keys[..padded * head_dim].chunks_exact(LANES * head_dim).enumerate() {
        let mut sums = [[0.0; LANES]; Q];
        accumulate(&mut sums, transposed, keys, LANES, 0);
        for (q, sums) in sums.iter().enumerate() {
            scores[q * padded + tile * LANES..][..LANES].copy_from_slice(sums);
        }
    }
    let mut totals = [0.0; Q];
    for (q, (_, n_positions)) in queries.iter().enumerate() {
        let scores = &mut scores[q * padded..][..*n_positions];
        totals[q] = exp_from_highest(scores);
        for (column, &weight) in weights.chunks_exact_mut(Q).zip(scores.iter()) {
            column[q] = weight;
        }
    }
    for first in (0..head_dim).step_by(LANES) {
        let mut sums = [[0.0; LANES]; Q];
        accumulate(&mut sums, &weights[..longest * Q], values, head_dim, first);
        for (q, sums) in sums.iter().enumerate() {
            for (y, sum) in output[q * head_dim + first..][..LANES].iter_mut().zip(sums) {
                *y = sum / totals[q];
            }
        }
    }
}

/// Adds to each query's lanes, row by row, the query's factor times sixteen numbers of the row.
#[inline(always)]
fn accumulate<const Q: usize>(
    sums: &mut [[f32; LANES]; Q],
    factors: &[f32], // (rows, Q)
    rows: &[f32],    // (rows, stride)
    stride: usize,
    first: usize,
) {
    let mut local = *sums;
    for (factors, row) in factors.chunks_exact(Q).zip(rows.chunks_exact(stride)) {
        let row: &[f32; LANES] = row[first..first + LANES].try_into().expect("sixteen lanes");
        for q in 0..Q {
            for lane in 0..LANES {
                local[q][lane] += factors[q] * row[lane];
            }
        }
    }
    *sums = local;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_definition() {
        let (n_heads, n_kv_heads, head_dim) = (6, 2, 32);
        let config = Config {
            family: crate::Family::Llama,
            vocab: 0,
            width: 0,
            n_layers: 1,
            n_heads,
            n_kv_heads,
            head_dim,
            rope_dim: head_dim,
            ffn: 0,
            context: 64,
            rope_theta: 1e4,
            rope_scale: 1.0,
            norm_eps: 1e-5,
        };
        let n_positions = 45;
        let wave = |n: usize, speed: f32| (0..n).map(|i| (i as f32 * speed).sin()).collect::<Vec<_>>();
        let keys = wave(n_positions * n_kv_heads * head_dim, 0.37);
        let values = wave(n_positions * n_kv_heads * head_dim, 0.61);
        let queries = wave(n_positions * n_heads * head_dim, 0.53);
        let mut cache = LayerCache::new(&config);
        // Stored in two pieces, after a longer past that was forgotten.
        cache.write(0, &values, &keys);
        let cut = 19 * n_kv_heads * head_dim;
        cache.write(0, &keys[..cut], &values[..cut]);
        cache.write(19, &keys[cut..], &values[cut..]);

        for (position, n_rows) in [(0, n_positions), (19, 26), (44, 1), (40, 3)] {
            let queries = &queries[position * n_heads * head_dim..][..n_rows * n_heads * head_dim];
            let mut by_head = vec![0.0; queries.len()];
            let mut output = vec![0.0; queries.len()];
            cache.attend(position, n_rows, queries, &mut by_head, &mut output);
            for (i, (query, output)) in queries.chunks(head_dim).zip(output.chunks(head_dim)).enumerate() {
                let (row, head) = (position + i / n_heads, i % n_heads / (n_heads / n_kv_heads));
                let of = |all: &'_ [f32], position: usize, d: usize| all[(position * n_kv_heads + head) * head_dim + d];
                let weights: Vec<f32> = (0..=row)
                    .map(|position| {
                        let score: f32 = (0..head_dim).map(|d| query[d] * of(&keys, position, d)).sum();
                        (score / (head_dim as f32).sqrt()).exp()
                    })
                    .collect();
                let total: f32 = weights.iter().sum();
                for (d, y) in output.iter().enumerate() {
                    let expected: f32 = (0..=row).map(|at| weights[at] / total * of(&values, at, d)).sum();
                    assert!((y - expected).abs() < 1e-5, "position {row}, head {head}: {y} instead of {expected}");
                }
            }
        }
    }
}
