//! Reading a GGUF file: typed metadata, tensors with checked shapes, errors that name the file.
//!
//! candle copies each tensor into memory of its own, so mapping the file would gain nothing: tensors
//! are read one after the other and the file is closed.

use std::io::{BufReader, Read, Seek, SeekFrom};

use candle_core::Device;
use candle_core::quantized::QTensor;
use candle_core::quantized::gguf_file::{Content, Value};

use crate::error::LoadError;

/// A source of bytes: a file, or memory.
pub(crate) trait Source: Read + Seek {}
impl<S: Read + Seek> Source for S {}

/// An opened GGUF file.
pub(crate) struct Gguf<'a> {
    path: String,
    content: Content,
    source: BufReader<Box<dyn Source + 'a>>,
    n_tensors_read: usize,
    /// Size in bytes.
    pub(crate) size: u64,
}

impl<'a> Gguf<'a> {
    /// Reads the header and checks that all of the file is there.
    pub(crate) fn open(path: &str, source: impl Source + 'a) -> Result<Self, LoadError> {
        let path = path.to_owned();
        let io = |source| LoadError::Io { path: path.clone(), source };
        let mut source = BufReader::with_capacity(1 << 16, Box::new(source) as Box<dyn Source>);
        let size = source.seek(SeekFrom::End(0)).map_err(io)?;
        source.rewind().map_err(io)?;
        let mut magic = Vec::new();
        source.by_ref().take(4).read_to_end(&mut magic).map_err(io)?;
        if magic != b"GGUF" {
            return Err(LoadError::NotGguf { begins: String::from_utf8_lossy(&magic).into_owned(), path });
        }
        source.rewind().map_err(io)?;
        let content = Content::read(&mut source).map_err(|error| LoadError::Truncated { path: path.clone(), what: first_line(&error) })?;
        for (name, info) in &content.tensor_infos {
            let n_blocks = info.shape.elem_count() / info.ggml_dtype.block_size();
            let n_bytes = (n_blocks * info.ggml_dtype.type_size()) as u64;
            let end = content.tensor_data_offset.saturating_add(info.offset).saturating_add(n_bytes);
            if end > size {
                let what = format!("tensor {name} should end at byte {end}, the file ends at byte {size}");
                return Err(LoadError::Truncated { path, what });
            }
        }
        Ok(Self { path, content, source, n_tensors_read: 0, size })
    }

    pub(crate) fn unsupported(&self, what: impl Into<String>) -> LoadError {
        LoadError::Unsupported { path: self.path.clone(), what: what.into() }
    }

    pub(crate) fn damaged(&self, what: impl Into<String>) -> LoadError {
        LoadError::Damaged { path: self.path.clone(), what: what.into() }
    }

    /// A text, if the key is there.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.content.metadata.get(key)?.to_string().ok().map(String::as_str)
    }

    /// A number that is not negative, if the key is there.
    pub(crate) fn number(&self, key: &str) -> Option<usize> {
        match *self.content.metadata.get(key)? {
            Value::U8(value) => Some(value.into()),
            Value::U16(value) => Some(value.into()),
            Value::U32(value) => value.try_into().ok(),
            Value::I32(value) => value.try_into().ok(),
            Value::U64(value) => value.try_into().ok(),
            Value::I64(value) => value.try_into().ok(),
            _ => None,
        }
    }

    /// A fraction, if the key is there.
    pub(crate) fn fraction(&self, key: &str) -> Option<f32> {
        match *self.content.metadata.get(key)? {
            Value::F32(value) => Some(value),
            Value::F64(value) => Some(value as f32),
            _ => None,
        }
    }

    /// A list, empty if the key is not there.
    pub(crate) fn list(&self, key: &str) -> &[Value] {
        self.content.metadata.get(key).and_then(|value| value.to_vec().ok()).map_or(&[], Vec::as_slice)
    }

    /// A number that must be there.
    pub(crate) fn required(&self, key: &str) -> Result<usize, LoadError> {
        self.number(key).ok_or_else(|| self.damaged(format!("it does not say {key}")))
    }

    /// Whether there is a tensor of this name.
    pub(crate) fn has_tensor(&self, name: &str) -> bool {
        self.content.tensor_infos.contains_key(name)
    }

    /// Rows and columns of a matrix.
    pub(crate) fn matrix_shape(&self, name: &str) -> Result<(usize, usize), LoadError> {
        let info = self.content.tensor_infos.get(name).ok_or_else(|| self.damaged(format!("{name} is missing")))?;
        info.shape.dims2().map_err(|_| self.damaged(format!("{name} is not a matrix")))
    }

    /// Reads a tensor and checks its shape.
    pub(crate) fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<QTensor, LoadError> {
        let Some(info) = self.content.tensor_infos.get(name) else {
            return Err(self.damaged(format!("{name} is missing")));
        };
        if info.shape.dims() != shape {
            let found = info.shape.dims();
            return Err(self.damaged(format!("{name} has the shape {found:?} instead of {shape:?}")));
        }
        let tensor = info.read(&mut self.source, self.content.tensor_data_offset, &Device::Cpu);
        self.n_tensors_read += 1;
        tensor.map_err(|error| self.damaged(format!("{name}: {}", first_line(&error))))
    }

    /// Reads a vector as plain numbers and checks that they are numbers.
    pub(crate) fn vector(&mut self, name: &str, length: usize) -> Result<Vec<f32>, LoadError> {
        let tensor = self.tensor(name, &[length])?;
        let values = tensor
            .dequantize(&Device::Cpu)
            .and_then(|tensor| tensor.to_vec1::<f32>())
            .map_err(|error| self.damaged(format!("{name}: {}", first_line(&error))))?;
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(self.damaged(format!("{name} holds values that are not finite numbers")))
        }
    }

    /// Number of tensors that were never asked for; they would change the result.
    pub(crate) fn n_tensors_unread(&self) -> usize {
        self.content.tensor_infos.len().saturating_sub(self.n_tensors_read)
    }

    /// Number of weights.
    pub(crate) fn n_parameters(&self) -> usize {
        self.content.tensor_infos.values().map(|info| info.shape.elem_count()).sum()
    }

    /// The type in which most weights are stored, by its usual name.
    pub(crate) fn quantization(&self) -> String {
        let mut sizes = std::collections::BTreeMap::<String, usize>::new();
        for info in self.content.tensor_infos.values() {
            *sizes.entry(format!("{:?}", info.ggml_dtype)).or_default() += info.shape.elem_count();
        }
        let most = sizes.into_iter().max_by_key(|(_, size)| *size).map(|(name, _)| name).unwrap_or_default();
        // candle writes Q4K, everybody else Q4_K.
        match most.strip_suffix('K') {
            Some(bits) => format!("{bits}_K"),
            None => most,
        }
    }

    /// A checksum of the whole file: equal files have equal sums; no protection against forgery.
    pub(crate) fn checksum(&mut self) -> Result<u64, LoadError> {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        let mut read_all = || -> std::io::Result<()> {
            self.source.rewind()?;
            let mut chunk = vec![0; 1 << 16];
            let mut left = self.size;
            while left > 0 {
                let n_bytes = left.min(chunk.len() as u64) as usize;
                self.source.read_exact(&mut chunk[..n_bytes])?;
                chunk[n_bytes..].fill(0);
                for word in chunk.chunks_exact(8) {
                    let word = word.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte));
                    sum = (sum.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                }
                left -= n_bytes as u64;
            }
            Ok(())
        };
        read_all().map_err(|source| LoadError::Io { path: self.path.clone(), source })?;
        Ok(sum)
    }
}

/// candle's errors carry a stack trace; the first line says what happened.
pub(crate) fn first_line(error: &candle_core::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
