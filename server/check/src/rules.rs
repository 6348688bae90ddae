//! The rules. One file each, under the rule's own name; a new rule is a file and a line in each of
//! the two lists below, which a test compares with the folder.

mod absent_pin;
mod adc2_while_wifi;
mod analog_only_pin_used;
mod analog_read_without_adc;
mod bus_pins_on_wrong_bus;
mod changed_function;
mod dac_on_plain_pin;
mod delay_in_interrupt;
mod flash_pin_used;
mod function_of_other_version;
mod input_only_pin_driven;
mod interrupt_on_plain_pin;
mod isr_not_in_ram;
mod missing_include;
mod missing_pull_up;
mod pin_used_twice;
mod psram_pin_used;
mod pwm_on_plain_pin;
mod pwm_timer_taken;
mod removed_function;
mod serial_pin_used;
mod strapping_pin_used;
mod touch_on_plain_pin;
mod undeclared_pin_name;
mod unexposed_pin;
mod unknown_function;
mod unknown_module_member;
mod unused_suppression;
mod usb_pin_used;
mod wrong_argument_count;

use boards::Target;
use document::{Language, Span};

use crate::context::Context;
use crate::{Finding, Severity};

/// All rules, by name.
pub fn rules() -> &'static [&'static Rule] {
    &[
        &absent_pin::RULE,
        &adc2_while_wifi::RULE,
        &analog_only_pin_used::RULE,
        &analog_read_without_adc::RULE,
        &bus_pins_on_wrong_bus::RULE,
        &changed_function::RULE,
        &dac_on_plain_pin::RULE,
        &delay_in_interrupt::RULE,
        &flash_pin_used::RULE,
        &function_of_other_version::RULE,
        &input_only_pin_driven::RULE,
        &interrupt_on_plain_pin::RULE,
        &isr_not_in_ram::RULE,
        &missing_include::RULE,
        &missing_pull_up::RULE,
        &pin_used_twice::RULE,
        &psram_pin_used::RULE,
        &pwm_on_plain_pin::RULE,
        &pwm_timer_taken::RULE,
        &removed_function::RULE,
        &serial_pin_used::RULE,
        &strapping_pin_used::RULE,
        &touch_on_plain_pin::RULE,
        &undeclared_pin_name::RULE,
        &unexposed_pin::RULE,
        &unknown_function::RULE,
        &unknown_module_member::RULE,
        &unused_suppression::RULE,
        &usb_pin_used::RULE,
        &wrong_argument_count::RULE,
    ]
}

/// One rule: what it is called, what it says about itself, and the function that judges.
#[derive(Debug)]
pub struct Rule {
    /// Name; reads after "allow": `input-only-pin-driven`.
    pub name: &'static str,
    /// Severity unless a finding says otherwise.
    pub severity: Severity,
    /// Languages that it reads.
    pub languages: &'static [Language],
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why that hurts, in hardware words.
    pub why: &'static str,
    /// A fixture in which the rule speaks.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
    /// Where the fact is written down.
    pub source: &'static str,
    pub(crate) check: Check,
}

/// How a rule judges.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// From the text alone.
    Anywhere(fn(&Context, &mut Vec<Finding>)),
    /// Only when the target is known.
    OnBoard(fn(&Context, &Target, &mut Vec<Finding>)),
    /// From what the other rules found.
    Afterwards(fn(&Context, &mut Vec<Finding>)),
}

impl Check {
    /// Whether the other rules must have spoken first.
    pub(crate) fn is_last(self) -> bool {
        matches!(self, Self::Afterwards(_))
    }

    pub(crate) fn run(self, context: &Context, findings: &mut Vec<Finding>) {
        match (self, context.target) {
            (Self::Anywhere(check) | Self::Afterwards(check), _) => check(context, findings),
            (Self::OnBoard(check), Some(target)) => check(context, target, findings),
            (Self::OnBoard(_), None) => {}
        }
    }
}

impl Rule {
    /// A finding of this rule, to be completed by the rule.
    pub(crate) fn at(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding {
            rule: self.name,
            severity: self.severity,
            span,
            message: message.into(),
            why: self.why.to_owned(),
            help: String::new(),
            board: None,
            evidence: Vec::new(),
            fixes: Vec::new(),
        }
    }
}

const ARDUINO: &[Language] = &[Language::Arduino];
const BOTH: &[Language] = &[Language::Arduino, Language::MicroPython];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn list_equals_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace('_', "-").replace(".rs", ""))
            .collect();
        files.sort();
        let names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
        assert_eq!(names, files);
    }

    #[test]
    fn every_rule_speaks_in_its_wrong_example_only() {
        for rule in rules() {
            let wrong = testing::findings(rule.wrong);
            assert!(wrong.iter().any(|finding| finding.rule == rule.name), "{} is silent in its wrong example: {wrong:#?}", rule.name);
            let right = testing::findings(rule.right);
            assert!(
                right.iter().all(|finding| finding.rule != rule.name && finding.severity != Severity::Error),
                "{} in its right example: {right:#?}",
                rule.name
            );
        }
    }

    #[test]
    fn every_rule_explains_itself() {
        for rule in rules() {
            for (what, text) in [("summary", rule.summary), ("why", rule.why)] {
                assert!(text.ends_with('.') && text.len() > 20, "{}: {what}: {text}", rule.name);
            }
            assert!(!rule.source.is_empty(), "{}", rule.name);
        }
    }
}
