//! Silicon: the layer that boards stand on.

use serde::{Deserialize, Serialize};

/// A family of chips that share an Arduino core or a MicroPython port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Classic AVR (ATmega328P, 2560, 32U4).
    Avr,
    /// ATmega4809 and kin.
    Megaavr,
    /// All ESP32 variants.
    Esp32,
    /// ESP8266.
    Esp8266,
    /// RP2040 and RP2350.
    Rp2040,
    /// SAMD21, SAMD51.
    Samd,
    /// SAM3X (Arduino Due).
    Sam,
    /// STM32.
    Stm32,
    /// nRF52.
    Nrf52,
    /// Renesas RA.
    Renesas,
    /// Teensy.
    Teensy,
}

impl Family {
    /// The name used in tables and in the model's prompt header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avr => "avr",
            Self::Megaavr => "megaavr",
            Self::Esp32 => "esp32",
            Self::Esp8266 => "esp8266",
            Self::Rp2040 => "rp2040",
            Self::Samd => "samd",
            Self::Sam => "sam",
            Self::Stm32 => "stm32",
            Self::Nrf52 => "nrf52",
            Self::Renesas => "renesas",
            Self::Teensy => "teensy",
        }
    }
}

/// A chip: what hover and messages say about it. Its pins reach users through [`crate::Target`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chip {
    /// Identifier: `esp32s3`, `atmega328p`.
    pub id: String,
    /// Name in running text: `ESP32-S3`.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Static RAM in bytes, when known.
    pub ram: Option<u32>,
    /// Whether ADC2 stops working while Wi-Fi is on.
    pub adc2_wifi_conflict: bool,
    /// Width of `int` in bits: 16 on AVR, 32 elsewhere.
    pub int_bits: u8,
    /// Radios on the chip: `wifi`, `ble`, `bluetooth` (classic), `802.15.4`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub radios: Vec<String>,
}
