//! A pin as the target numbers it, with what it can do and what to beware of.

use serde::{Deserialize, Serialize};

/// One pin of a [`crate::Target`]: chip truth, board labels and runtime limits already merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    /// The number written in sketches of this runtime (`pinMode(13, …)`, `Pin(25)`).
    pub number: u16,
    /// The silicon's own name: `GPIO34`, `PB5`.
    pub chip_pin: String,
    /// Labels that resolve to this pin on the board: `A6`, `D4`, `LED_BUILTIN`, `SDA`.
    pub names: Vec<String>,
    /// Whether the board brings it out to a header or connector.
    pub exposed: bool,
    /// Can be read as a digital input.
    pub input: bool,
    /// Can be driven.
    pub output: bool,
    /// Has an internal pull-up.
    pub pull_up: bool,
    /// Has an internal pull-down.
    pub pull_down: bool,
    /// `analogWrite`, LEDC or `machine.PWM` works here under this runtime.
    pub pwm: bool,
    /// ADC channel such as `ADC1_CH6`, when analog reading works here.
    pub adc: Option<String>,
    /// DAC channel such as `DAC1`.
    pub dac: Option<String>,
    /// Touch channel such as `T0`.
    pub touch: Option<String>,
    /// An edge here can call an interrupt handler (`attachInterrupt`, `Pin.irq`).
    pub interrupt: bool,
    /// Peripheral signals that the pin can carry: `i2c0.sda`, `spi1.sck`, `uart0.tx`.
    pub functions: Vec<String>,
    /// What can go wrong here.
    pub cautions: Vec<Caution>,
    /// Where the facts come from (header, datasheet, core file and revision).
    pub source: String,
}

impl Pin {
    /// Numbers from here on are placeholders of pins that have only names.
    pub const FIRST_NAMED: u16 = 0xFF00;

    /// Whether only a name reaches the pin, never a number: it belongs to another chip on the board.
    pub fn by_name_only(&self) -> bool {
        self.number >= Self::FIRST_NAMED
    }

    /// The caution of this kind, if the pin carries one.
    pub fn caution(&self, kind: CautionKind) -> Option<&Caution> {
        self.cautions.iter().find(|caution| caution.kind == kind)
    }
}

/// A reason to think twice before using a pin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// What sort of trouble.
    pub kind: CautionKind,
    /// One sentence in hardware words, shown to the user.
    pub text: String,
    /// The table's source for it.
    pub source: String,
}

/// The sorts of trouble a pin can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionKind {
    /// No output driver (ESP32 GPIO34–39).
    InputOnly,
    /// Wired to the flash that holds the program.
    Flash,
    /// Sampled at reset to choose the boot mode.
    Strapping,
    /// Wired to PSRAM on modules that have it.
    Psram,
    /// USB data line.
    Usb,
    /// Debug port.
    Jtag,
    /// Serial console or programming UART.
    Serial,
    /// On the chip, but not brought out by this board.
    Absent,
    /// Wired on the board to something else (radio, LED, sense resistor).
    Wired,
    /// ADC2: unusable while Wi-Fi is on.
    AdcRadio,
    /// Any other limit.
    Other,
}
