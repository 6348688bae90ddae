//! The tiny model of `testdata/`, as it is and written again in other ways.

use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use candle_core::Device;
use candle_core::quantized::gguf_file::{Content, Value, write};
use candle_core::quantized::{GgmlDType, QTensor};

use crate::Model;

/// The file: two layers, width 256, 448 tokens, Q8_0.
pub(crate) const TINY: &[u8] = include_bytes!("../testdata/tiny.gguf");

/// The tiny model, loaded once.
pub(crate) fn tiny() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let load = || Model::from_bytes("tiny.gguf", TINY).expect("the fixture is a good model");
    Arc::clone(MODEL.get_or_init(load))
}

/// The tiny model's file with its matrices stored as another type and its metadata changed.
pub(crate) fn rewritten(kind: GgmlDType, change: impl FnOnce(&mut std::collections::HashMap<String, Value>)) -> Vec<u8> {
    let mut source = Cursor::new(TINY);
    let mut content = Content::read(&mut source).unwrap();
    change(&mut content.metadata);
    let tensors: Vec<(String, QTensor)> = content
        .tensor_infos
        .keys()
        .map(|name| {
            let tensor = content.tensor(&mut source, name, &Device::Cpu).unwrap();
            if tensor.rank() == 1 {
                return (name.clone(), tensor);
            }
            let plain = tensor.dequantize(&Device::Cpu).unwrap();
            (name.clone(), QTensor::quantize(&plain, kind).unwrap())
        })
        .collect();
    let metadata: Vec<_> = content.metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let tensors: Vec<_> = tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let mut file = Cursor::new(Vec::new());
    write(&mut file, &metadata, &tensors).unwrap();
    file.into_inner()
}

/// The tiny model's file in F32 with one tensor full of NaN.
pub(crate) fn spoiled(name: &str) -> Vec<u8> {
    let mut bytes = rewritten(GgmlDType::F32, |_| {});
    let content = Content::read(&mut Cursor::new(&bytes)).unwrap();
    let info = &content.tensor_infos[name];
    let start = (content.tensor_data_offset + info.offset) as usize;
    for number in bytes[start..][..4 * info.shape.elem_count()].chunks_exact_mut(4) {
        number.copy_from_slice(&f32::NAN.to_le_bytes());
    }
    bytes
}

/// Largest difference between two vectors of logits.
pub(crate) fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
