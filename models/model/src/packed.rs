//! 8-bit matrices and inputs, in the order in which the kernels read them.

// What `vectorized` runs must be inlined into it, or it is compiled for the oldest machine.
#![allow(clippy::inline_always)]

use crate::kernels::{self, BIAS, BLOCK, InputBlock, Path, TILE, WeightBlock};
use crate::math::vectorized;

/// Bytes of one block in a GGUF file: a scale in 16 bits, then 32 signed bytes.
const FILE_BLOCK: usize = 2 + BLOCK;

/// A weight matrix of `n_out` rows and `n_in` columns in 8 bits, 32 of which share a scale (`Q8_0`).
///
/// The values are the file's, in another order: (tiles of 16 rows, blocks of 32 columns).
pub(crate) struct Packed {
    blocks: Vec<WeightBlock>,
    n_blocks: usize,
    pub(crate) n_in: usize,
    pub(crate) n_out: usize,
}

impl Packed {
    /// Reads the bytes of a `Q8_0` tensor; none when they are not of this shape.
    pub(crate) fn from_q8_0(bytes: &[u8], n_out: usize, n_in: usize) -> Option<Self> {
        let n_blocks = n_in / BLOCK;
        if n_blocks == 0 || !n_in.is_multiple_of(BLOCK) || bytes.len() != n_out * n_blocks * FILE_BLOCK {
            return None;
        }
        let mut blocks = vec![WeightBlock::NOTHING; n_out.div_ceil(TILE) * n_blocks];
        for (at, bytes) in bytes.chunks_exact(FILE_BLOCK).enumerate() {
            let (row, column) = (at / n_blocks, at % n_blocks);
            let block = &mut blocks[row / TILE * n_blocks + column];
            let (scale, quants) = bytes.split_at(2);
            block.scales[row % TILE] = half_to_f32(u16::from_le_bytes([scale[0], scale[1]]));
            for (input, quant) in quants.iter().enumerate() {
                let (group, byte) = WeightBlock::place(input, row % TILE);
                block.quants[group][byte] = quant ^ BIAS;
            }
        }
        Some(Self { blocks, n_blocks, n_in, n_out })
    }

    /// One row as plain numbers.
    pub(crate) fn row(&self, row: usize, output: &mut [f32]) {
        let tile = &self.blocks[row / TILE * self.n_blocks..][..self.n_blocks];
        for (block, output) in tile.iter().zip(output.chunks_exact_mut(BLOCK)) {
            for (input, value) in output.iter_mut().enumerate() {
                let (group, byte) = WeightBlock::place(input, row % TILE);
                *value = f32::from((block.quants[group][byte] ^ BIAS).cast_signed()) * block.scales[row % TILE];
            }
        }
    }

    /// Several products of the same inputs: each output is (rows, n_out of its matrix).
    pub(crate) fn multiply_all<const N: usize>(path: Path, matrices: [&Self; N], inputs: &Inputs, outputs: [&mut [f32]; N]) {
        let n_rows = inputs.blocks.len() / matrices[0].n_blocks;
        let n_products = matrices.iter().map(|matrix| matrix.n_out * matrix.n_in).sum::<usize>() * n_rows;
        kernels::for_each_tile(outputs, n_rows, n_products, |index, tile, columns| {
            let matrix = matrices[index];
            kernels::multiply(path, &matrix.blocks[tile * matrix.n_blocks..][..matrix.n_blocks], &inputs.blocks, columns);
        });
    }
}

/// Rows of inputs in 8 bits, 32 of which share a scale. A buffer that is filled again and again.
#[derive(Default)]
pub(crate) struct Inputs {
    blocks: Vec<InputBlock>,
}

impl Inputs {
    /// Takes over rows whose length is a multiple of [`BLOCK`].
    ///
    /// What is not a finite number makes the scale of its block not a number, so that it shows in the result.
    pub(crate) fn set(&mut self, rows: &[f32]) {
        self.blocks.resize(rows.len() / BLOCK, InputBlock::default());
        vectorized(
            #[inline(always)]
            || {
                for (block, values) in self.blocks.iter_mut().zip(rows.chunks_exact(BLOCK)) {
                    *block = quantized(values.try_into().expect("a whole block"));
                }
            },
        );
    }
}

#[inline(always)]
fn quantized(values: &[f32; BLOCK]) -> InputBlock {
    // Adding this rounds to an integer (ties to even) and leaves it in the low bits of the mantissa.
    const ROUND: f32 = 12_582_912.0;
    let mut highest = [0.0_f32; 16];
    let mut poison = [0.0_f32; 16];
    for half in values.chunks_exact(16) {
        for lane in 0..16 {
            let size = half[lane].abs();
            highest[lane] = if size > highest[lane] { size } else { highest[lane] };
            poison[lane] += half[lane] * 0.0;
        }
    }
    let highest = highest.into_iter().fold(0.0, f32::max);
    let inverse = if highest > 0.0 { 127.0 / highest } else { 0.0 };
    let mut bytes = [0_i8; BLOCK];
    let mut sum = 0_i32;
    for (byte, value) in bytes.iter_mut().zip(values) {
        let steps = (value * inverse + ROUND).to_bits().cast_signed().wrapping_sub(ROUND.to_bits().cast_signed());
        // Only numbers whose block is poisoned anyway lie outside.
        let steps = steps.clamp(-127, 127);
        *byte = steps as i8;
        sum += steps;
    }
    let mut quants = [0; BLOCK / 4];
    for (quants, bytes) in quants.iter_mut().zip(bytes.chunks_exact(4)) {
        *quants =
            i32::from_le_bytes([bytes[0].cast_unsigned(), bytes[1].cast_unsigned(), bytes[2].cast_unsigned(), bytes[3].cast_unsigned()]);
    }
    InputBlock { quants, scale: highest / 127.0 + poison.iter().sum::<f32>(), correction: -i32::from(BIAS) * sum }
}

/// A 16-bit fraction (IEEE 754 binary16) as a 32-bit one, exactly.
fn half_to_f32(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7fff);
    let value = match magnitude >> 10 {
        0 => return f32::from_bits(sign | (magnitude as f32 * (1.0 / (1 << 24) as f32)).to_bits()),
        0x1f => 0x7f80_0000 | magnitude << 13,
        _ => (magnitude << 13) + (112 << 23),
    };
    f32::from_bits(sign | value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use candle_core::quantized::{GgmlDType, QMatMul, QTensor};
    use candle_core::{Device, Module, Tensor};
    use proptest::prelude::*;

    /// Numbers that look random, between -1 and 1.
    fn noise(n: usize, seed: u64) -> Vec<f32> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        (0..n)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 40) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    fn matrix(n_out: usize, n_in: usize, seed: u64) -> (Packed, QTensor) {
        let plain = Tensor::from_vec(noise(n_out * n_in, seed), (n_out, n_in), &Device::Cpu).unwrap();
        let tensor = QTensor::quantize(&plain, GgmlDType::Q8_0).unwrap();
        (Packed::from_q8_0(&tensor.data().unwrap(), n_out, n_in).unwrap(), tensor)
    }

    fn product(path: Path, matrix: &Packed, rows: &[f32]) -> Vec<f32> {
        let mut inputs = Inputs::default();
        inputs.set(rows);
        let mut output = vec![f32::NAN; rows.len() / matrix.n_in * matrix.n_out];
        Packed::multiply_all(path, [matrix], &inputs, [&mut output]);
        output
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Of any shape: every path gives the bits of the portable one, and these are within the
        /// rounding of inputs to 8 bits of the exact product: each input is off by at most half a step,
        /// 1/254 of the largest in its block.
        #[test]
        fn paths_agree_and_are_close_to_the_exact_product(
            n_rows in 1..19_usize, n_out in 1..70_usize, n_blocks in 1..12_usize, seed in any::<u64>(), scale in 1e-3..1e3_f32,
        ) {
            let n_in = n_blocks * BLOCK;
            let (packed, tensor) = matrix(n_out, n_in, seed);
            let rows: Vec<f32> = noise(n_rows * n_in, seed ^ 1).iter().map(|x| x * scale).collect();
            let reference = product(Path::Portable, &packed, &rows);
            for path in Path::all() {
                let found = product(path, &packed, &rows);
                let same = found.iter().zip(&reference).all(|(a, b)| a.to_bits() == b.to_bits());
                prop_assert!(same, "{} differs from the portable path", path.name());
            }
            let weights = tensor.dequantize(&Device::Cpu).unwrap().to_vec2::<f32>().unwrap();
            for (row, outputs) in rows.chunks(n_in).zip(reference.chunks(n_out)) {
                let highest: Vec<f64> = row.chunks(BLOCK).map(|block| f64::from(block.iter().fold(0.0_f32, |a, b| a.max(b.abs())))).collect();
                for (weights, &output) in weights.iter().zip(outputs) {
                    let exact: f64 = weights.iter().zip(row).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
                    let bound: f64 = weights.iter().enumerate().map(|(i, &w)| f64::from(w.abs()) * highest[i / BLOCK] / 254.0).sum();
                    prop_assert!((f64::from(output) - exact).abs() <= bound * 1.001 + 1e-6, "{output} instead of {exact}");
                }
            }
        }

        /// A row's result does not depend on the rows beside it.
        #[test]
        fn rows_stand_alone(n_rows in 2..19_usize, seed in any::<u64>()) {
            let (packed, _) = matrix(40, 96, seed);
            let rows = noise(n_rows * 96, seed ^ 2);
            for path in Path::all() {
                let together = product(path, &packed, &rows);
                let alone: Vec<f32> = rows.chunks(96).flat_map(|row| product(path, &packed, row)).collect();
                prop_assert!(together == alone);
            }
        }
    }

    #[test]
    fn candle_finds_nearly_the_same() {
        // candle's kernels take 256 inputs to a scale where these take 32; both are near 8-bit precision.
        let (packed, tensor) = matrix(256, 512, 7);
        let rows = noise(9 * 512, 8);
        let ours = product(Path::chosen(), &packed, &rows);
        let input = Tensor::from_vec(rows, (9, 512), &Device::Cpu).unwrap();
        let theirs = QMatMul::from_qtensor(tensor).unwrap().forward(&input).unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let largest = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(largest < 0.15, "{largest}"); // the products' standard deviation is 7.5
    }

    #[test]
    fn rows_come_back_as_they_were_stored() {
        let (packed, tensor) = matrix(37, 64, 3);
        let weights = tensor.dequantize(&Device::Cpu).unwrap().to_vec2::<f32>().unwrap();
        let mut row = vec![0.0; 64];
        for (index, expected) in weights.iter().enumerate() {
            packed.row(index, &mut row);
            assert_eq!(&row, expected);
        }
    }

    #[test]
    fn extremes() {
        let (packed, _) = matrix(16, 32, 5);
        for path in Path::all() {
            assert_eq!(product(path, &packed, &[0.0; 32]), [0.0; 16]);
            for bad in [f32::NAN, f32::INFINITY] {
                let mut row = [1.0; 32];
                row[9] = bad;
                assert!(product(path, &packed, &row).iter().all(|value| value.is_nan()));
            }
        }
        // The lowest byte, which our own exporter never writes.
        let mut bytes = vec![0x80; FILE_BLOCK];
        bytes[..2].copy_from_slice(&0x3c00_u16.to_le_bytes()); // 1
        let packed = Packed::from_q8_0(&bytes, 1, 32).unwrap();
        for path in Path::all() {
            assert_eq!(product(path, &packed, &[127.0; 32]), [-128.0 * 127.0 * 32.0]);
            assert_eq!(product(path, &packed, &[-127.0; 32]), [128.0 * 127.0 * 32.0]);
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        assert!(Packed::from_q8_0(&[0; FILE_BLOCK], 1, 32).is_some());
        assert!(Packed::from_q8_0(&[0; FILE_BLOCK], 1, 33).is_none());
        assert!(Packed::from_q8_0(&[0; FILE_BLOCK], 2, 32).is_none());
        assert!(Packed::from_q8_0(&[], 1, 0).is_none());
    }

    #[test]
    fn halves_are_what_candle_says() {
        for bits in 0..=u16::MAX {
            let mut block = vec![0_u8; FILE_BLOCK];
            block[..2].copy_from_slice(&bits.to_le_bytes());
            block[2] = 1;
            let tensor =
                QTensor::new(candle_core::quantized::QStorage::from_data(block.into(), &Device::Cpu, GgmlDType::Q8_0).unwrap(), 32)
                    .unwrap();
            let expected = tensor.dequantize(&Device::Cpu).unwrap().to_vec1::<f32>().unwrap()[0];
            let found = half_to_f32(bits);
            assert!(found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(), "{bits:04x}");
        }
    }
}
