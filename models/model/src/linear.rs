//! Matrix products with quantized weights: the only place where candle's tensors and kernels work.

use std::sync::Arc;

use candle_core::quantized::{QMatMul, QTensor};
use candle_core::{Device, Module, Result, Storage, Tensor};

/// A weight matrix of `n_out` rows and `n_in` columns.
pub(crate) struct Linear {
    weight: QMatMul,
    pub(crate) n_in: usize,
    pub(crate) n_out: usize,
}

impl Linear {
    pub(crate) fn new(weight: Arc<QTensor>) -> Result<Self> {
        let (n_out, n_in) = weight.shape().dims2()?;
        Ok(Self { weight: QMatMul::from_arc(weight)?, n_in, n_out })
    }

    /// `output` is the input's rows times the weight: (rows, n_in) → (rows, n_out).
    pub(crate) fn forward(&self, input: &[f32], output: &mut [f32]) -> Result<()> {
        let input = rows_of(input, self.n_in)?;
        copy_out(&self.weight.forward(&input)?, output)
    }

    /// Several products of the same input, which is then quantized only once.
    pub(crate) fn forward_all<const N: usize>(linears: [&Linear; N], input: &[f32], outputs: [&mut [f32]; N]) -> Result<()> {
        let input = rows_of(input, linears[0].n_in)?;
        let quantized: Vec<&QTensor> = linears.iter().filter_map(|linear| linear.quantized()).collect();
        let fused = if quantized.len() == N { QTensor::gemv_fused_shared_lhs(&quantized, &input)? } else { None };
        if let Some(products) = fused {
            for (product, output) in products.iter().zip(outputs) {
                copy_out(product, output)?;
            }
        } else {
            for (linear, output) in linears.iter().zip(outputs) {
                copy_out(&linear.weight.forward(&input)?, output)?;
            }
        }
        Ok(())
    }

    fn quantized(&self) -> Option<&QTensor> {
        match &self.weight {
            QMatMul::QTensor(tensor) => Some(tensor),
            QMatMul::Tensor(_) | QMatMul::TensorF16(_) => None,
        }
    }
}

/// Rows of the embedding matrix, dequantized one by one: (ids) → (ids, width).
pub(crate) fn embed(embedding: &QTensor, ids: &[u32], output: &mut [f32]) -> Result<()> {
    let ids = Tensor::from_slice(ids, ids.len(), &Device::Cpu)?;
    copy_out(&embedding.embedding(&ids)?, output)
}

fn rows_of(values: &[f32], n_columns: usize) -> Result<Tensor> {
    Tensor::from_slice(values, (values.len() / n_columns, n_columns), &Device::Cpu)
}

fn copy_out(tensor: &Tensor, output: &mut [f32]) -> Result<()> {
    let (storage, layout) = tensor.storage_and_layout();
    match &*storage {
        Storage::Cpu(values) => {
            let values = values.as_slice::<f32>()?;
            output.copy_from_slice(&values[layout.start_offset()..][..output.len()]);
            Ok(())
        }
        Storage::Cuda(_) | Storage::Metal(_) => candle_core::bail!("expected a tensor in main memory"),
    }
}
