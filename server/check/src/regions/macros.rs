//! Macros that the toolchain of a target defines.

use boards::{Family, Target};

/// Whether a macro that names an architecture, chip or board is defined for the target;
/// `None` for names of another sort, and for board names that the tables do not settle.
pub(super) fn architecture_macro(target: &Target, name: &str) -> Option<bool> {
    use Family::{Avr, Esp32, Esp8266, Megaavr, Nrf52, Renesas, Rp2040, Sam, Samd, Stm32, Teensy};
    let family = target.chip.family;
    let chip = target.chip.id.as_str();
    let is = |families: &[Family]| Some(families.contains(&family));
    if let Some(architecture) = name.strip_prefix("ARDUINO_ARCH_") {
        return match architecture {
            "AVR" => is(&[Avr]),
            "MEGAAVR" => is(&[Megaavr]),
            "ESP32" => is(&[Esp32]),
            "ESP8266" => is(&[Esp8266]),
            "RP2040" if family == Rp2040 => Some(true),
            "MBED" | "MBED_RP2040" if family == Rp2040 => Some(target.runtime.name.contains("mbed")),
            "RP2040" => is(&[Rp2040]),
            "SAMD" => is(&[Samd]),
            "STM32" => is(&[Stm32]),
            "NRF52" | "NRF52840" if family != Nrf52 => Some(false),
            "RENESAS" | "RENESAS_UNO" => is(&[Renesas]),
            "SAM" => is(&[Sam]),
            "STM32F1" | "STM32F4" | "NRF5" | "APOLLO3" | "PIC32" | "AMEBA" => (family != Stm32).then_some(false),
            _ => None,
        };
    }
    if let Some(idf_target) = name.strip_prefix("CONFIG_IDF_TARGET_") {
        return Some(idf_target.eq_ignore_ascii_case(chip));
    }
    if let Some(mcu) = name.strip_prefix("__AVR_").and_then(|rest| rest.strip_suffix("__")).filter(|mcu| mcu.starts_with("AT")) {
        return Some(mcu.eq_ignore_ascii_case(chip));
    }
    match name {
        "__AVR__" | "AVR" => is(&[Avr, Megaavr]),
        "ESP32" | "ESP_PLATFORM" => is(&[Esp32]),
        "ESP8266" => is(&[Esp8266]),
        "PICO_RP2040" | "TARGET_RP2040" | "PICO_RP2350" | "PICO_BOARD" if family != Rp2040 => Some(false),
        "STM32" | "STM32F1" | "STM32F4" | "_STM32_DEF_" if family != Stm32 => Some(false),
        "TEENSYDUINO" | "CORE_TEENSY" | "__IMXRT1062__" | "__MK20DX256__" | "__MK66FX1M0__" | "__MKL26Z64__" if family != Teensy => {
            Some(false)
        }
        "__SAMD21__" | "__SAMD51__" | "__SAMD21G18A__" | "_SAMD21_" if family != Samd => Some(false),
        "__SAM3X8E__" | "_SAM3XA_" | "SPARK" | "PARTICLE" | "ENERGIA" | "__arm__" if matches!(family, Avr | Megaavr | Esp32 | Esp8266) => {
            Some(false)
        }
        "__arm__" if matches!(family, Rp2040 | Samd | Stm32 | Nrf52 | Renesas | Teensy) => Some(true),
        "NRF52" | "NRF52_SERIES" | "NRF52840_XXAA" | "NRF51" if family != Nrf52 => Some(false),
        _ if name.starts_with("ARDUINO_AVR_") && family != Avr && family != Megaavr => Some(false),
        _ if name.starts_with("ARDUINO_ESP32") && family != Esp32 => Some(false),
        _ if name.starts_with("ARDUINO_ESP8266") && family != Esp8266 => Some(false),
        "ARDUINO_AVR_UNO" => Some(target.board.id == "uno"),
        _ => None,
    }
}
