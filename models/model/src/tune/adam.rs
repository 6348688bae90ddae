//! AdamW (Loshchilov and Hutter 2019) whose moments can be saved, so that a run goes on exactly where it stopped;
//! those of candle-nn cannot.

use std::collections::BTreeMap;

use candle_core::backprop::GradStore;
use candle_core::{Result, Tensor, Var};

const BETA: (f64, f64) = (0.9, 0.99);
const EPSILON: f64 = 1e-8;
const WEIGHT_DECAY: f64 = 0.01;
/// Gradients longer than this are shortened to it.
const LONGEST: f64 = 1.0;

/// The optimizer and its moments.
pub(super) struct AdamW {
    variables: BTreeMap<String, Var>,
    /// First and second moment of each variable.
    moments: BTreeMap<String, (Tensor, Tensor)>,
}

impl AdamW {
    pub(super) fn new(variables: BTreeMap<String, Var>) -> Result<Self> {
        let zeros = |variable: &Var| -> Result<(Tensor, Tensor)> { Ok((variable.zeros_like()?, variable.zeros_like()?)) };
        let moments = variables.iter().map(|(name, variable)| Ok((name.clone(), zeros(variable)?))).collect::<Result<_>>()?;
        Ok(Self { variables, moments })
    }

    /// The gradients of all variables, by name: their sum with `before`.
    pub(super) fn sum(&self, before: Option<&BTreeMap<String, Tensor>>, gradients: &GradStore) -> Result<BTreeMap<String, Tensor>> {
        let mut sums = BTreeMap::new();
        for (name, variable) in &self.variables {
            let own = gradients.get(variable).map_or_else(|| variable.zeros_like(), |gradient| Ok(gradient.clone()))?;
            let sum = match before.and_then(|before| before.get(name)) {
                Some(before) => (before + own)?,
                None => own,
            };
            sums.insert(name.clone(), sum);
        }
        Ok(sums)
    }

    /// One step, the `number`th from 1 on, with gradients that are to be divided by `n`.
    pub(super) fn step(&mut self, gradients: &BTreeMap<String, Tensor>, n: f64, number: usize, learning_rate: f64) -> Result<()> {
        let mut squares = 0.0;
        for gradient in gradients.values() {
            squares += f64::from(gradient.sqr()?.sum_all()?.to_scalar::<f32>()?);
        }
        let length = squares.sqrt() / n;
        let factor = (LONGEST / length.max(LONGEST)) / n;
        let (first_bias, second_bias) = (1.0 - BETA.0.powi(number as i32), 1.0 - BETA.1.powi(number as i32));
        for (name, variable) in &self.variables {
            let gradient = (&gradients[name] * factor)?;
            let (first, second) = &self.moments[name];
            let first = ((first * BETA.0)? + (&gradient * (1.0 - BETA.0))?)?;
            let second = ((second * BETA.1)? + (gradient.sqr()? * (1.0 - BETA.1))?)?;
            let direction = (&first / first_bias)?.div(&((&second / second_bias)?.sqrt()? + EPSILON)?)?;
            let kept = (variable.as_tensor() * (1.0 - learning_rate * WEIGHT_DECAY))?;
            variable.set(&(kept - (direction * learning_rate)?)?.detach())?;
            self.moments.insert(name.clone(), (first.detach(), second.detach()));
        }
        Ok(())
    }

    /// Variables and moments, by name.
    pub(super) fn state(&self) -> Vec<(String, Tensor)> {
        let mut state = Vec::new();
        for (name, variable) in &self.variables {
            let (first, second) = &self.moments[name];
            state.push((name.clone(), variable.as_tensor().clone()));
            state.push((format!("{name}.first"), first.clone()));
            state.push((format!("{name}.second"), second.clone()));
        }
        state
    }

    /// Takes back what [`AdamW::state`] gave; `false` when something is missing or has another shape.
    pub(super) fn restore(&mut self, state: &std::collections::HashMap<String, Tensor>) -> Result<bool> {
        let find =
            |name: &str, like: &Var| state.get(name).filter(|tensor| tensor.shape() == like.shape() && tensor.dtype() == like.dtype());
        for (name, variable) in &self.variables {
            let found = (find(name, variable), find(&format!("{name}.first"), variable), find(&format!("{name}.second"), variable));
            let (Some(value), Some(first), Some(second)) = found else { return Ok(false) };
            variable.set(value)?;
            self.moments.insert(name.clone(), (first.clone(), second.clone()));
        }
        Ok(true)
    }
}
