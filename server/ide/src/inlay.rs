//! Pin capabilities beside pin constants.

use document::Span;

use crate::Analysis;
use crate::hover::pin_of;

/// Text beside code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlayHint {
    /// Where.
    pub offset: usize,
    /// What.
    pub label: String,
}

impl Analysis {
    /// Hints in `span`: after the value of each constant that names a pin, the pin's chip name and
    /// what is special about it.
    pub fn inlay_hints(&self, span: Span) -> Vec<InlayHint> {
        let Some(target) = self.target() else { return Vec::new() };
        if !self.settings().inlay_hints {
            return Vec::new();
        }
        let facts = &self.snapshot.facts;
        let mut hints: Vec<InlayHint> = Vec::new();
        for constant in &facts.constants {
            if !(span.start <= constant.value_span.end && constant.value_span.start <= span.end) {
                continue;
            }
            let used_as_pin = facts.pin_uses.iter().find(|pin_use| pin_use.constant.as_deref() == Some(constant.name.as_str()));
            let Some(pin) = used_as_pin.and_then(|pin_use| pin_of(target, &pin_use.value)) else { continue };
            let mut words = vec![pin.chip_pin.clone()];
            if !pin.output {
                words.push("input only".to_owned());
            }
            if pin.pwm {
                words.push("PWM".to_owned());
            }
            words.extend(pin.adc.clone());
            // That ADC2 rests while Wi-Fi is on concerns analog reading only; the rule says so where it matters.
            if pin.cautions.iter().any(|caution| caution.kind != boards::CautionKind::AdcRadio) {
                words.push("⚠".to_owned());
            }
            let label = words.join(" ");
            if !hints.iter().any(|hint| hint.offset == constant.value_span.end) {
                hints.push(InlayHint { offset: constant.value_span.end, label });
            }
        }
        hints
    }
}
