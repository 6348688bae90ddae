//! Matrix products with quantized weights: `Q8_0` by our own kernels, every other type by candle's.

use candle_core::quantized::{GgmlDType, QMatMul, QTensor};
use candle_core::{Device, Module, Result, Storage, Tensor};

use crate::kernels::Path;
use crate::packed::{Inputs, Packed};

/// A weight matrix of `n_out` rows and `n_in` columns.
pub(crate) struct Linear {
    weight: Weight,
    pub(crate) n_in: usize,
    pub(crate) n_out: usize,
}

enum Weight {
    Packed(Packed),
    Candle(QMatMul),
}

impl Linear {
    pub(crate) fn new(weight: QTensor) -> Result<Self> {
        let (n_out, n_in) = weight.shape().dims2()?;
        let packed = match weight.dtype() {
            GgmlDType::Q8_0 => Packed::from_q8_0(&weight.data()?, n_out, n_in),
            _ => None,
        };
        let weight = match packed {
            Some(packed) => Weight::Packed(packed),
            None => Weight::Candle(QMatMul::from_qtensor(weight)?),
        };
        Ok(Self { weight, n_in, n_out })
    }

    /// `output` is the input's rows times the weight: (rows, n_in) → (rows, n_out).
    pub(crate) fn forward(&self, input: &[f32], scratch: &mut Inputs, output: &mut [f32]) -> Result<()> {
        Self::forward_all([self], input, scratch, [output])
    }

    /// Several products of the same input, which is then quantized only once.
    pub(crate) fn forward_all<const N: usize>(
        linears: [&Self; N],
        input: &[f32],
        scratch: &mut Inputs,
        outputs: [&mut [f32]; N],
    ) -> Result<()> {
        if linears.iter().all(|linear| linear.packed().is_some()) {
            let packed = linears.map(|linear| linear.packed().expect("asked before"));
            scratch.set(input);
            Packed::multiply_all(Path::chosen(), packed, scratch, outputs);
            return Ok(());
        }
        let tensor = rows_of(input, linears[0].n_in)?;
        let quantized: Vec<&QTensor> = linears.iter().filter_map(|linear| linear.quantized()).collect();
        let fused = if quantized.len() == N { QTensor::gemv_fused_shared_lhs(&quantized, &tensor)? } else { None };
        if let Some(products) = fused {
            for (product, output) in products.iter().zip(outputs) {
                copy_out(product, output)?;
            }
            return Ok(());
        }
        for (linear, output) in linears.iter().zip(outputs) {
            match &linear.weight {
                Weight::Candle(weight) => copy_out(&weight.forward(&tensor)?, output)?,
                Weight::Packed(packed) => {
                    scratch.set(input);
                    Packed::multiply_all(Path::chosen(), [packed], scratch, [output]);
                }
            }
        }
        Ok(())
    }

    /// Rows of the weight as plain numbers, an embedding: (ids) → (ids, n_in).
    pub(crate) fn rows(&self, ids: &[u32], output: &mut [f32]) -> Result<()> {
        match &self.weight {
            Weight::Packed(packed) => {
                for (&id, output) in ids.iter().zip(output.chunks_exact_mut(self.n_in)) {
                    packed.row(id as usize, output);
                }
                Ok(())
            }
            Weight::Candle(QMatMul::QTensor(tensor)) => copy_out(&tensor.embedding(&tensor_of(ids)?)?, output),
            Weight::Candle(QMatMul::Tensor(tensor)) => copy_out(&tensor.index_select(&tensor_of(ids)?, 0)?, output),
            Weight::Candle(QMatMul::TensorF16(tensor)) => {
                copy_out(&tensor.index_select(&tensor_of(ids)?, 0)?.to_dtype(candle_core::DType::F32)?, output)
            }
        }
    }

    fn packed(&self) -> Option<&Packed> {
        match &self.weight {
            Weight::Packed(packed) => Some(packed),
            Weight::Candle(_) => None,
        }
    }

    fn quantized(&self) -> Option<&QTensor> {
        match &self.weight {
            Weight::Candle(QMatMul::QTensor(tensor)) => Some(tensor),
            Weight::Candle(_) | Weight::Packed(_) => None,
        }
    }
}

fn tensor_of(ids: &[u32]) -> Result<Tensor> {
    Tensor::from_slice(ids, ids.len(), &Device::Cpu)
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
