//! Products of 8-bit weights and 8-bit inputs, one module with `unsafe` code.
//!
//! Two things need it. Vector instructions that the machine may lack: each path is compiled for them
//! and called only after asking the machine, and registers are loaded from arrays of their size.
//! Threads that write different columns of the same rows: [`for_each_tile`] hands each column to one.
//!
//! All paths give the same bits. Sums of products within a block are exact integers. What is added up
//! in floating point, one block after the other, belongs to one output, so there is one order; each
//! step is one multiplication of the scales and one fused multiply-add, on every path.
#![allow(unsafe_code)]

use std::ops::Range;
use std::sync::OnceLock;

use candle_core::utils::barrier_pool;

/// Outputs of a tile.
pub(crate) const TILE: usize = 16;
/// Inputs that share a scale, as in GGUF's `Q8_0`.
pub(crate) const BLOCK: usize = 32;
/// Inputs that one instruction multiplies and adds up.
const GROUP: usize = 4;
const N_GROUPS: usize = BLOCK / GROUP;

/// What is added to a weight before it is stored: x86 multiplies unsigned by signed bytes.
pub(crate) const BIAS: u8 = if cfg!(target_arch = "x86_64") { 0x80 } else { 0 };

/// Weights from [`BLOCK`] inputs to [`TILE`] outputs.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct WeightBlock {
    /// By group, then by output: four bytes each, with [`BIAS`] flipped in.
    pub(crate) quants: [[u8; TILE * GROUP]; N_GROUPS],
    /// By output.
    pub(crate) scales: [f32; TILE],
}

impl WeightBlock {
    /// Weights of outputs that do not exist.
    pub(crate) const NOTHING: Self = Self { quants: [[BIAS; TILE * GROUP]; N_GROUPS], scales: [0.0; TILE] };

    /// Where the weight from an input to an output is.
    #[inline]
    pub(crate) fn place(input: usize, output: usize) -> (usize, usize) {
        (input / GROUP, output * GROUP + input % GROUP)
    }
}

/// [`BLOCK`] inputs.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub(crate) struct InputBlock {
    /// Four signed bytes in each, the first lowest; none is -128.
    pub(crate) quants: [i32; N_GROUPS],
    /// What one step of the bytes means.
    pub(crate) scale: f32,
    /// What the bias of the weights adds to a sum, negative.
    pub(crate) correction: i32,
}

/// A way to compute products.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// x86-64 with AVX-512 VNNI (Ice Lake, Zen 4 and later).
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
    /// x86-64 with AVX2 and FMA (Haswell, Zen and later).
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 64-bit ARM with dot products (Cortex-A76, Apple M1 and later).
    #[cfg(target_arch = "aarch64")]
    NeonDot,
    /// Every machine.
    Portable,
}

/// The environment variable that names a path, for tests and measurements: `avx512vnni`, `avx2`,
/// `neondot`, `portable`. One that the machine lacks is ignored.
pub(crate) const PATH_VARIABLE: &str = "BOARDWISE_KERNELS";

impl Path {
    /// Those that this machine has, the fastest first.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            let has_fma = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            let has_512 =
                is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512dq");
            if has_fma && has_512 && is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni") {
                all.push(Self::Avx512Vnni);
            }
            if has_fma {
                all.push(Self::Avx2);
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("dotprod") {
            all.push(Self::NeonDot);
        }
        all.push(Self::Portable);
        all
    }

    /// The one that this process uses.
    pub(crate) fn chosen() -> Self {
        static CHOSEN: OnceLock<Path> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let all = Self::all();
            let wanted = std::env::var(PATH_VARIABLE).unwrap_or_default();
            all.iter().copied().find(|path| path.name() == wanted).unwrap_or(all[0])
        })
    }

    /// Its name in [`PATH_VARIABLE`].
    pub(crate) fn name(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512Vnni => "avx512vnni",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            Self::NeonDot => "neondot",
            Self::Portable => "portable",
        }
    }
}

/// One tile's products with rows of inputs: `weights` (blocks), `rows` (rows, blocks), `output` (rows, tile).
pub(crate) fn multiply(path: Path, weights: &[WeightBlock], rows: &[InputBlock], output: &mut Columns<'_>) {
    let n_blocks = weights.len();
    assert!(n_blocks > 0 && rows.len() == n_blocks * output.n_rows, "as many blocks in a row as in a tile");
    match path {
        // SAFETY: `Path` is only ever taken from `Path::all`, which asks the machine for the features.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512Vnni => unsafe { in_groups::<8>(n_blocks, rows, output, &x86::Avx512Vnni { weights }) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Path::Avx2 => unsafe { in_groups::<4>(n_blocks, rows, output, &x86::Avx2 { weights }) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: as above.
        Path::NeonDot => unsafe { in_groups::<4>(n_blocks, rows, output, &arm::NeonDot { weights }) },
        // SAFETY: needs nothing.
        Path::Portable => unsafe { in_groups::<1>(n_blocks, rows, output, &Portable { weights }) },
    }
}

/// Products of a few rows with one tile.
trait Kernel {
    /// # Safety
    /// The machine has the path's instructions.
    unsafe fn products<const R: usize>(&self, rows: [&[InputBlock]; R]) -> [[f32; TILE]; R];
}

/// Rows, `MOST` at a time as long as there are so many, then fewer.
///
/// # Safety
/// As [`Kernel::products`].
unsafe fn in_groups<const MOST: usize>(n_blocks: usize, rows: &[InputBlock], output: &mut Columns<'_>, kernel: &impl Kernel) {
    /// # Safety
    /// As [`Kernel::products`].
    unsafe fn some<const R: usize>(n_blocks: usize, rows: &[InputBlock], first: usize, output: &mut Columns<'_>, kernel: &impl Kernel) {
        let mut inputs = [&rows[..0]; R];
        for (row, inputs) in inputs.iter_mut().enumerate() {
            *inputs = &rows[(first + row) * n_blocks..][..n_blocks];
        }
        // SAFETY: promised by the caller.
        let products = unsafe { kernel.products(inputs) };
        for (row, products) in products.iter().enumerate() {
            let output = output.row(first + row);
            output.copy_from_slice(&products[..output.len()]);
        }
    }
    let mut first = 0;
    while first < output.n_rows {
        let left = (output.n_rows - first).min(MOST);
        // SAFETY: promised by the caller.
        first += unsafe {
            match left {
                8.. => {
                    some::<8>(n_blocks, rows, first, output, kernel);
                    8
                }
                4.. => {
                    some::<4>(n_blocks, rows, first, output, kernel);
                    4
                }
                2.. => {
                    some::<2>(n_blocks, rows, first, output, kernel);
                    2
                }
                _ => {
                    some::<1>(n_blocks, rows, first, output, kernel);
                    1
                }
            }
        };
    }
}

struct Portable<'a> {
    weights: &'a [WeightBlock],
}

impl Kernel for Portable<'_> {
    unsafe fn products<const R: usize>(&self, rows: [&[InputBlock]; R]) -> [[f32; TILE]; R] {
        let mut sums = [[0.0_f32; TILE]; R];
        for (row, sums) in rows.iter().zip(&mut sums) {
            for (weights, input) in self.weights.iter().zip(*row) {
                let mut dots = [0_i32; TILE];
                for (weights, quants) in weights.quants.iter().zip(&input.quants) {
                    let inputs = quants.to_le_bytes().map(|byte| i32::from(byte.cast_signed()));
                    for (dot, weights) in dots.iter_mut().zip(weights.chunks_exact(GROUP)) {
                        for (weight, input) in weights.iter().zip(inputs) {
                            *dot += i32::from((weight ^ BIAS).cast_signed()) * input;
                        }
                    }
                }
                for ((sum, dot), scale) in sums.iter_mut().zip(dots).zip(weights.scales) {
                    *sum = (dot as f32).mul_add(scale * input.scale, *sum);
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256, __m256i, __m512, __m512i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_cvtepi32_ps, _mm256_fmadd_ps, _mm256_load_ps,
        _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32,
        _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_sign_epi8, _mm256_storeu_ps, _mm256_xor_si256, _mm512_cvtepi32_ps,
        _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_load_ps, _mm512_load_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
        _mm512_setzero_ps, _mm512_storeu_ps,
    };

    use super::{BIAS, InputBlock, Kernel, N_GROUPS, TILE, WeightBlock};

    pub(super) struct Avx512Vnni<'a> {
        pub(super) weights: &'a [WeightBlock],
    }

    impl Kernel for Avx512Vnni<'_> {
        #[target_feature(enable = "avx512f,avx512vnni")]
        unsafe fn products<const R: usize>(&self, rows: [&[InputBlock]; R]) -> [[f32; TILE]; R] {
            let mut sums: [__m512; R] = [_mm512_setzero_ps(); R];
            for (index, weights) in self.weights.iter().enumerate() {
                let mut dots: [__m512i; R] = [_mm512_set1_epi32(0); R];
                for row in 0..R {
                    dots[row] = _mm512_set1_epi32(rows[row][index].correction);
                }
                for group in 0..N_GROUPS {
                    // SAFETY: 64 bytes, aligned like their block.
                    let weights = unsafe { _mm512_load_si512(weights.quants[group].as_ptr().cast()) };
                    for row in 0..R {
                        dots[row] = _mm512_dpbusd_epi32(dots[row], weights, _mm512_set1_epi32(rows[row][index].quants[group]));
                    }
                }
                // SAFETY: sixteen numbers, aligned like their block.
                let scales = unsafe { _mm512_load_ps(weights.scales.as_ptr()) };
                for row in 0..R {
                    let scales = _mm512_mul_ps(scales, _mm512_set1_ps(rows[row][index].scale));
                    sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[row]), scales, sums[row]);
                }
            }
            let mut products = [[0.0; TILE]; R];
            for row in 0..R {
                // SAFETY: sixteen numbers.
                unsafe { _mm512_storeu_ps(products[row].as_mut_ptr(), sums[row]) };
            }
            products
        }
    }

    pub(super) struct Avx2<'a> {
        pub(super) weights: &'a [WeightBlock],
    }

    impl Kernel for Avx2<'_> {
        #[target_feature(enable = "avx2,fma")]
        unsafe fn products<const R: usize>(&self, rows: [&[InputBlock]; R]) -> [[f32; TILE]; R] {
            let mut products = [[0.0; TILE]; R];
            let bias = _mm256_set1_epi8(BIAS.cast_signed());
            let ones = _mm256_set1_epi16(1);
            for half in 0..2 {
                let mut sums: [__m256; R] = [_mm256_setzero_ps(); R];
                for (index, weights) in self.weights.iter().enumerate() {
                    let mut dots: [__m256i; R] = [_mm256_setzero_si256(); R];
                    for group in 0..N_GROUPS {
                        // SAFETY: the first or the second half of 64 bytes.
                        let weights = unsafe { _mm256_loadu_si256(weights.quants[group].as_ptr().add(32 * half).cast()) };
                        let weights = _mm256_xor_si256(weights, bias);
                        // A product of bytes needs one without a sign; two of at most 128 · 127 fit 16 bits.
                        let magnitudes = _mm256_abs_epi8(weights);
                        for row in 0..R {
                            let inputs = _mm256_sign_epi8(_mm256_set1_epi32(rows[row][index].quants[group]), weights);
                            let pairs = _mm256_maddubs_epi16(magnitudes, inputs);
                            dots[row] = _mm256_add_epi32(dots[row], _mm256_madd_epi16(pairs, ones));
                        }
                    }
                    // SAFETY: the first or the second eight of sixteen numbers, aligned like their block.
                    let scales = unsafe { _mm256_load_ps(weights.scales.as_ptr().add(8 * half)) };
                    for row in 0..R {
                        let scales = _mm256_mul_ps(scales, _mm256_set1_ps(rows[row][index].scale));
                        sums[row] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dots[row]), scales, sums[row]);
                    }
                }
                for row in 0..R {
                    // SAFETY: the first or the second eight of sixteen numbers.
                    unsafe { _mm256_storeu_ps(products[row].as_mut_ptr().add(8 * half), sums[row]) };
                }
            }
            products
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use std::arch::aarch64::{
        float32x4_t, int8x16_t, int32x4_t, vcvtq_f32_s32, vdupq_n_f32, vdupq_n_s32, vfmaq_f32, vld1q_f32, vld1q_s8, vmulq_n_f32, vst1q_f32,
    };
    use std::arch::asm;

    use super::{InputBlock, Kernel, TILE, WeightBlock};

    pub(super) struct NeonDot<'a> {
        pub(super) weights: &'a [WeightBlock],
    }

    /// Adds to each of four sums the product of four weights with the four inputs of lane `LANE`.
    /// The intrinsic is not stable in the oldest compiler that we support.
    #[target_feature(enable = "neon,dotprod")]
    fn dot<const LANE: i32>(mut sums: int32x4_t, weights: int8x16_t, inputs: int8x16_t) -> int32x4_t {
        // SAFETY: reads and writes the named registers only.
        unsafe {
            asm!(
                "sdot {sums:v}.4s, {weights:v}.16b, {inputs:v}.4b[{lane}]",
                sums = inout(vreg) sums,
                weights = in(vreg) weights,
                inputs = in(vreg) inputs,
                lane = const LANE,
                options(pure, nomem, nostack, preserves_flags),
            );
        }
        sums
    }

    impl Kernel for NeonDot<'_> {
        #[target_feature(enable = "neon,dotprod")]
        unsafe fn products<const R: usize>(&self, rows: [&[InputBlock]; R]) -> [[f32; TILE]; R] {
            let mut products = [[0.0; TILE]; R];
            // Eight outputs at a time: two sums for each of four rows, as integers and as fractions.
            for first in (0..TILE).step_by(8) {
                let mut sums: [[float32x4_t; 2]; R] = [[vdupq_n_f32(0.0); 2]; R];
                for (index, weights) in self.weights.iter().enumerate() {
                    let mut dots: [[int32x4_t; 2]; R] = [[vdupq_n_s32(0); 2]; R];
                    for half in 0..2 {
                        let mut inputs: [int8x16_t; R] = [vld_nothing(); R];
                        for row in 0..R {
                            // SAFETY: the first or the second four of eight numbers.
                            inputs[row] = unsafe { vld1q_s8(rows[row][index].quants.as_ptr().add(4 * half).cast()) };
                        }
                        for group in 0..4 {
                            for part in 0..2 {
                                // SAFETY: sixteen of 64 bytes: `first` is 0 or 8, four bytes an output.
                                let weights =
                                    unsafe { vld1q_s8(weights.quants[4 * half + group].as_ptr().add(4 * first + 16 * part).cast()) };
                                for row in 0..R {
                                    let sums = &mut dots[row][part];
                                    *sums = match group {
                                        0 => dot::<0>(*sums, weights, inputs[row]),
                                        1 => dot::<1>(*sums, weights, inputs[row]),
                                        2 => dot::<2>(*sums, weights, inputs[row]),
                                        _ => dot::<3>(*sums, weights, inputs[row]),
                                    };
                                }
                            }
                        }
                    }
                    for part in 0..2 {
                        // SAFETY: four of sixteen numbers.
                        let scales = unsafe { vld1q_f32(weights.scales.as_ptr().add(first + 4 * part)) };
                        for row in 0..R {
                            let scales = vmulq_n_f32(scales, rows[row][index].scale);
                            sums[row][part] = vfmaq_f32(sums[row][part], vcvtq_f32_s32(dots[row][part]), scales);
                        }
                    }
                }
                for row in 0..R {
                    for part in 0..2 {
                        // SAFETY: four of sixteen numbers.
                        unsafe { vst1q_f32(products[row].as_mut_ptr().add(first + 4 * part), sums[row][part]) };
                    }
                }
            }
            products
        }
    }

    #[target_feature(enable = "neon")]
    fn vld_nothing() -> int8x16_t {
        std::arch::aarch64::vdupq_n_s8(0)
    }
}

/// Neighbouring columns of all rows of a matrix: what one thread writes.
pub(crate) struct Columns<'a> {
    matrix: *mut f32,
    stride: usize,
    range: Range<usize>,
    pub(crate) n_rows: usize,
    lifetime: std::marker::PhantomData<&'a mut [f32]>,
}

impl Columns<'_> {
    /// These columns of one row.
    pub(crate) fn row(&mut self, row: usize) -> &mut [f32] {
        assert!(row < self.n_rows, "row {row} of {}", self.n_rows);
        // SAFETY: inside the matrix, and these columns are nobody else's (`for_each_tile`).
        unsafe { std::slice::from_raw_parts_mut(self.matrix.add(row * self.stride + self.range.start), self.range.len()) }
    }
}

/// A matrix that threads share.
struct Shared(*mut f32);

// SAFETY: `for_each_tile` gives every column to one call, `for_each_chunk` every chunk, and a call runs on one thread.
unsafe impl Sync for Shared {}

/// Fewer multiplications than this are not worth waking other threads for.
const MIN_SHARED_WORK: usize = 1 << 19;

/// Calls `work` with each matrix's index, each tile's index and its columns, on all threads of the
/// pool if `n_products` are many.
///
/// `matrices` are of `n_rows` rows; tiles are [`TILE`] columns wide, the last ones perhaps narrower.
pub(crate) fn for_each_tile<const N: usize>(
    matrices: [&mut [f32]; N],
    n_rows: usize,
    n_products: usize,
    work: impl Fn(usize, usize, &mut Columns<'_>) + Sync,
) {
    let widths = matrices.each_ref().map(|matrix| matrix.len() / n_rows.max(1));
    let n_tiles = widths.map(|width| width.div_ceil(TILE));
    let shared = matrices.map(|matrix| Shared(matrix.as_mut_ptr()));
    let run = |tiles: Range<usize>| {
        let shared = &shared;
        for mut tile in tiles {
            let mut index = 0;
            while tile >= n_tiles[index] {
                tile -= n_tiles[index];
                index += 1;
            }
            let mut columns = Columns {
                matrix: shared[index].0,
                stride: widths[index],
                range: tile * TILE..((tile + 1) * TILE).min(widths[index]),
                n_rows,
                lifetime: std::marker::PhantomData,
            };
            work(index, tile, &mut columns);
        }
    };
    share(n_tiles.iter().sum(), n_products, run);
}

/// Calls `work` with the index of each row, the place in it where a chunk begins, and the chunk, on all
/// threads of the pool if `n_products` are many. The last chunk of a row may be shorter.
pub(crate) fn for_each_chunk(
    buffer: &mut [f32],
    row_length: usize,
    chunk_length: usize,
    n_products: usize,
    work: impl Fn(usize, usize, &mut [f32]) + Sync,
) {
    let n_rows = buffer.len() / row_length;
    let in_row = row_length.div_ceil(chunk_length);
    let shared = Shared(buffer.as_mut_ptr());
    let run = |chunks: Range<usize>| {
        let shared = &shared;
        for chunk in chunks {
            let (row, first) = (chunk / in_row, chunk % in_row * chunk_length);
            let length = chunk_length.min(row_length - first);
            // SAFETY: inside the buffer, and this chunk is nobody else's: every index comes once.
            let values = unsafe { std::slice::from_raw_parts_mut(shared.0.add(row * row_length + first), length) };
            work(row, first, values);
        }
    };
    share(n_rows * in_row, n_products, run);
}

/// Gives every index below `n` to exactly one call of `run`.
fn share(n: usize, n_products: usize, run: impl Fn(Range<usize>) + Sync) {
    if n_products < MIN_SHARED_WORK || barrier_pool().n_workers() == 0 {
        run(0..n);
    } else {
        barrier_pool().execute_chunked(n, run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_written_once() {
        let (n_rows, widths) = (3, [40, 16, 7]);
        let mut matrices = widths.map(|width| vec![0.0; n_rows * width]);
        for _ in 0..2 {
            for_each_tile(matrices.each_mut().map(Vec::as_mut_slice), n_rows, usize::MAX, |index, tile, columns| {
                for row in 0..n_rows {
                    for (column, value) in columns.row(row).iter_mut().enumerate() {
                        *value += (10_000 * index + 100 * row + tile * TILE + column) as f32 + 0.5;
                    }
                }
            });
        }
        for (index, (matrix, width)) in matrices.iter().zip(widths).enumerate() {
            for (place, value) in matrix.iter().enumerate() {
                let expected = 2.0 * ((10_000 * index + 100 * (place / width) + place % width) as f32 + 0.5);
                assert_eq!(*value, expected);
            }
        }
    }

    #[test]
    fn every_chunk_is_written_once() {
        let mut buffer = vec![0.0; 3 * 50];
        for_each_chunk(&mut buffer, 50, 16, usize::MAX, |row, first, chunk| {
            assert_eq!(chunk.len(), if first == 48 { 2 } else { 16 });
            for (i, value) in chunk.iter_mut().enumerate() {
                *value += (row * 50 + first + i) as f32 + 1.0;
            }
        });
        assert!(buffer.iter().enumerate().all(|(i, &value)| value == i as f32 + 1.0));
    }

    #[test]
    fn a_path_can_be_named() {
        let all = Path::all();
        assert_eq!(all.last(), Some(&Path::Portable));
        assert!(all.contains(&Path::chosen()));
        assert!(all.iter().all(|path| !path.name().is_empty()));
        // Whoever names one here wants to see that very one tested.
        if let Ok(wanted) = std::env::var(PATH_VARIABLE) {
            assert_eq!(Path::chosen().name(), wanted);
        }
    }
}
