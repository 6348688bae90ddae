//! The rules. One file each, under the rule's own name; a new rule is a file and a line in each of
//! the two lists below, which a test compares with the folder.

mod absent_pin;
mod adc2_while_wifi;
mod allocation_in_hard_handler;
mod analog_only_pin_used;
mod analog_range_of_other_chip;
mod analog_read_without_adc;
mod analog_reference_missing;
mod assignment_in_condition;
mod bus_in_interrupt;
mod bus_pins_on_wrong_bus;
mod changed_function;
mod characters_in_single_quotes;
mod clock_in_small_variable;
mod dac_on_plain_pin;
mod deadline_compared;
mod delay_in_interrupt;
mod delay_microseconds_too_long;
mod division_of_small_numbers;
mod duty_out_of_range;
mod eeprom_address_beyond_end;
mod eeprom_not_begun;
mod eeprom_not_committed;
mod eeprom_value_truncated;
mod eeprom_written_every_loop;
mod empty_body;
mod flash_pin_used;
mod flash_table_read_directly;
mod float_in_printf;
mod fraction_cut_off;
mod fraction_of_milliseconds;
mod function_of_other_platform;
mod function_of_other_version;
mod handler_arguments;
mod handler_called;
mod header_of_other_platform;
mod i2c_address_out_of_range;
mod input_only_pin_driven;
mod input_written;
mod int_overflow_in_constant;
mod interrupt_mode_high;
mod interrupt_on_plain_pin;
mod interrupts_left_off;
mod isr_not_in_ram;
mod level_out_of_range;
mod loop_never_ends;
mod loop_starves_watchdog;
mod memory_in_interrupt;
mod missing_include;
mod missing_on_chip;
mod missing_pull_up;
mod mode_and_level_swapped;
mod module_of_other_firmware;
mod name_not_imported;
mod number_added_to_text;
mod output_without_mode;
mod peripheral_id_missing;
mod pin_used_twice;
mod pin_without_direction;
mod psram_pin_used;
mod pwm_channels_share_timer;
mod pwm_on_plain_pin;
mod pwm_out_of_reach;
mod pwm_timer_taken;
mod pwm_value_too_large;
mod radio_pin_used;
mod reading_divided_away;
mod removed_function;
mod rtos_call_in_interrupt;
mod serial_not_begun;
mod serial_pin_used;
mod servo_angle_out_of_range;
mod shared_variable_not_volatile;
mod shared_variable_torn;
mod software_serial_pin;
mod software_serial_too_fast;
mod spi_bus_missing;
mod spi_select_as_input;
mod stack_array_too_large;
mod static_memory_exceeded;
mod strapping_pin_used;
mod task_returns;
mod task_stack_too_small;
mod text_compared_by_address;
mod texts_fill_memory;
mod ticks_subtracted;
mod timer_shared_by_libraries;
mod tone_too_low;
mod touch_on_plain_pin;
mod undeclared_pin_name;
mod unexposed_pin;
mod unknown_function;
mod unknown_module_member;
mod unused_suppression;
mod usb_pin_used;
mod vector_taken;
mod waiting_in_callback;
mod waiting_in_interrupt;
mod wake_line_used;
mod wake_pin_without_rtc;
mod watchdog_timeout;
mod wire_buffer_exceeded;
mod wire_not_begun;
mod wrong_argument_count;

use boards::Target;
use document::{Language, Span};

use crate::context::Context;
use crate::{Finding, Severity};
pub use flash_pin_used::free_in_dio as flash_leaves_free;

/// All rules, by name.
pub fn rules() -> &'static [&'static Rule] {
    &[
        &absent_pin::RULE,
        &adc2_while_wifi::RULE,
        &allocation_in_hard_handler::RULE,
        &analog_only_pin_used::RULE,
        &analog_range_of_other_chip::RULE,
        &analog_read_without_adc::RULE,
        &analog_reference_missing::RULE,
        &assignment_in_condition::RULE,
        &bus_in_interrupt::RULE,
        &bus_pins_on_wrong_bus::RULE,
        &changed_function::RULE,
        &characters_in_single_quotes::RULE,
        &clock_in_small_variable::RULE,
        &dac_on_plain_pin::RULE,
        &deadline_compared::RULE,
        &delay_in_interrupt::RULE,
        &delay_microseconds_too_long::RULE,
        &division_of_small_numbers::RULE,
        &duty_out_of_range::RULE,
        &eeprom_address_beyond_end::RULE,
        &eeprom_not_begun::RULE,
        &eeprom_not_committed::RULE,
        &eeprom_value_truncated::RULE,
        &eeprom_written_every_loop::RULE,
        &empty_body::RULE,
        &flash_pin_used::RULE,
        &flash_table_read_directly::RULE,
        &float_in_printf::RULE,
        &fraction_cut_off::RULE,
        &fraction_of_milliseconds::RULE,
        &function_of_other_platform::RULE,
        &function_of_other_version::RULE,
        &handler_arguments::RULE,
        &handler_called::RULE,
        &header_of_other_platform::RULE,
        &i2c_address_out_of_range::RULE,
        &input_only_pin_driven::RULE,
        &input_written::RULE,
        &int_overflow_in_constant::RULE,
        &interrupt_mode_high::RULE,
        &interrupt_on_plain_pin::RULE,
        &interrupts_left_off::RULE,
        &isr_not_in_ram::RULE,
        &level_out_of_range::RULE,
        &loop_never_ends::RULE,
        &loop_starves_watchdog::RULE,
        &memory_in_interrupt::RULE,
        &missing_include::RULE,
        &missing_on_chip::RULE,
        &missing_pull_up::RULE,
        &mode_and_level_swapped::RULE,
        &module_of_other_firmware::RULE,
        &name_not_imported::RULE,
        &number_added_to_text::RULE,
        &output_without_mode::RULE,
        &peripheral_id_missing::RULE,
        &pin_used_twice::RULE,
        &pin_without_direction::RULE,
        &psram_pin_used::RULE,
        &pwm_channels_share_timer::RULE,
        &pwm_on_plain_pin::RULE,
        &pwm_out_of_reach::RULE,
        &pwm_timer_taken::RULE,
        &pwm_value_too_large::RULE,
        &radio_pin_used::RULE,
        &reading_divided_away::RULE,
        &removed_function::RULE,
        &rtos_call_in_interrupt::RULE,
        &serial_not_begun::RULE,
        &serial_pin_used::RULE,
        &servo_angle_out_of_range::RULE,
        &shared_variable_not_volatile::RULE,
        &shared_variable_torn::RULE,
        &software_serial_pin::RULE,
        &software_serial_too_fast::RULE,
        &spi_bus_missing::RULE,
        &spi_select_as_input::RULE,
        &stack_array_too_large::RULE,
        &static_memory_exceeded::RULE,
        &strapping_pin_used::RULE,
        &task_returns::RULE,
        &task_stack_too_small::RULE,
        &text_compared_by_address::RULE,
        &texts_fill_memory::RULE,
        &ticks_subtracted::RULE,
        &timer_shared_by_libraries::RULE,
        &tone_too_low::RULE,
        &touch_on_plain_pin::RULE,
        &undeclared_pin_name::RULE,
        &unexposed_pin::RULE,
        &unknown_function::RULE,
        &unknown_module_member::RULE,
        &unused_suppression::RULE,
        &usb_pin_used::RULE,
        &vector_taken::RULE,
        &waiting_in_callback::RULE,
        &waiting_in_interrupt::RULE,
        &wake_line_used::RULE,
        &wake_pin_without_rtc::RULE,
        &watchdog_timeout::RULE,
        &wire_buffer_exceeded::RULE,
        &wire_not_begun::RULE,
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
    /// What to do instead.
    pub instead: &'static str,
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
            help: self.instead.to_owned(),
            board: None,
            evidence: Vec::new(),
            fixes: Vec::new(),
            related: Vec::new(),
        }
    }
}

const ARDUINO: &[Language] = &[Language::Arduino];
const PYTHON: &[Language] = &[Language::MicroPython];
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
            for (what, text) in [("summary", rule.summary), ("why", rule.why), ("instead", rule.instead)] {
                assert!(text.ends_with('.') && text.len() > 10, "{}: {what}: {text}", rule.name);
            }
            assert!(!rule.source.is_empty(), "{}", rule.name);
        }
    }
}
