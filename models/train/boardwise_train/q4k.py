"""Q4_K quantization in numpy: the `gguf` package reads this format but cannot write it.

A super-block holds 256 weights in 8 blocks of 32. Each block has a 6-bit scale and a
6-bit minimum, in units of two f16 numbers of the super-block: w = d * scale * q - dmin * minimum.
"""

import numpy as np

SUPER, BLOCK = 256, 32


def _fit(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scale and minimum for each block, by a search over slightly clipped ranges (least squares)."""
    low = np.minimum(blocks.min(-1), 0.0)
    high = blocks.max(-1)
    best_error = np.full(low.shape, np.inf, dtype=np.float32)
    best_scale, best_minimum = np.zeros_like(low), np.zeros_like(low)
    for shrink in np.linspace(0.7, 1.05, 15, dtype=np.float32):
        scale = np.maximum((high - low) * shrink / 15.0, 1e-12)
        q = np.clip(np.rint((blocks - low[..., None] * shrink) / scale[..., None]), 0, 15)
        # Given q, the best (scale, minimum) solve a 2x2 least-squares problem.
        n = np.float32(BLOCK)
        sum_q, sum_w = q.sum(-1), blocks.sum(-1)
        sum_qq, sum_qw = (q * q).sum(-1), (q * blocks).sum(-1)
        determinant = n * sum_qq - sum_q * sum_q
        safe = np.where(determinant > 0, determinant, 1.0)
        fitted = np.where(determinant > 0, (n * sum_qw - sum_q * sum_w) / safe, scale)
        minimum = np.where(determinant > 0, (sum_q * sum_qw - sum_qq * sum_w) / safe, -low)
        # A minimum cannot be negative in this format.
        negative = minimum < 0
        fitted = np.where(negative, sum_qw / np.maximum(sum_qq, 1.0), fitted)
        minimum = np.where(negative, 0.0, minimum)
        fitted = np.maximum(fitted, 0.0)
        error = ((fitted[..., None] * q - minimum[..., None] - blocks) ** 2).sum(-1)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale = np.where(better, fitted, best_scale)
        best_minimum = np.where(better, minimum, best_minimum)
    return best_scale, best_minimum


def quantize_q4_k(weight: np.ndarray) -> np.ndarray:
    """Rows of a matrix as Q4_K bytes, 144 for each 256 weights."""
    rows, columns = weight.shape
    if columns % SUPER:
        raise ValueError(f"Q4_K needs rows of a multiple of {SUPER} weights, not {columns}; use q8_0")
    blocks = np.ascontiguousarray(weight, dtype=np.float32).reshape(-1, SUPER // BLOCK, BLOCK)
    scale, minimum = _fit(blocks)
    d = (scale.max(-1) / 63.0).astype(np.float16)
    dmin = (minimum.max(-1) / 63.0).astype(np.float16)
    d32, dmin32 = d.astype(np.float32)[:, None], dmin.astype(np.float32)[:, None]
    scale6 = np.clip(np.rint(np.divide(scale, d32, out=np.zeros_like(scale), where=d32 > 0)), 0, 63).astype(np.uint8)
    min6 = np.clip(np.rint(np.divide(minimum, dmin32, out=np.zeros_like(minimum), where=dmin32 > 0)), 0, 63).astype(np.uint8)
    step = (d32 * scale6)[..., None]
    q = np.divide(blocks + (dmin32 * min6)[..., None], step, out=np.zeros_like(blocks), where=step > 0)
    q = np.clip(np.rint(q), 0, 15).astype(np.uint8)
    # Blocks 2j and 2j+1 share bytes: low nibbles first.
    nibbles = (q[:, 0::2] | (q[:, 1::2] << 4)).reshape(-1, SUPER // 2)
    packed = np.empty((len(blocks), 12), dtype=np.uint8)
    packed[:, 0:4] = scale6[:, 0:4] | ((scale6[:, 4:8] >> 4) << 6)
    packed[:, 4:8] = min6[:, 0:4] | ((min6[:, 4:8] >> 4) << 6)
    packed[:, 8:12] = (scale6[:, 4:8] & 0xF) | ((min6[:, 4:8] & 0xF) << 4)
    data = np.concatenate((d.view(np.uint8).reshape(-1, 2), dmin.view(np.uint8).reshape(-1, 2), packed, nibbles), axis=1)
    return data.reshape(rows, -1)
