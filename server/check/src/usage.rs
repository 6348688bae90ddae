//! Which pin of the board each use in a program means, and which uses cannot share a wire.

use boards::Target;
use document::Snapshot;
use document::facts::{PinRole, PinUse};

use crate::context::{self, Context};

/// A use of a pin that the board has.
#[derive(Debug, Clone, PartialEq)]
pub struct UsedPin {
    /// The pin's number in the runtime's numbering ([`boards::Pin::number`]).
    pub pin: u16,
    /// The use.
    pub fact: PinUse,
}

/// The uses of pins that are certainly part of the program for the target, in order; those that
/// mean a pin which the board has.
pub fn pins_in_use(snapshot: &Snapshot, target: &Target) -> Vec<UsedPin> {
    if !context::speaks(target, snapshot.language) {
        return Vec::new();
    }
    let (view, text, regions) = context::compiled(snapshot, Some(target));
    let context = Context::new(&view, Some(target), text, regions);
    let uses = context.uses().iter();
    uses.filter_map(|pin_use| Some(UsedPin { pin: pin_use.pin?.number, fact: pin_use.fact.clone() })).collect()
}

/// What a pin is to the circuit: uses of different jobs cannot share a wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Read as a digital input.
    Input,
    /// Driven.
    Output,
    /// Read by the ADC.
    Analog,
    /// A line of an I2C bus.
    I2c,
    /// A line of an SPI bus.
    Spi,
    /// A line of a serial port.
    Uart,
}

impl Job {
    /// The job that a role gives to a pin; none for roles that go with any job.
    pub fn of(role: PinRole) -> Option<Self> {
        Some(match role {
            PinRole::Input | PinRole::InputPullUp | PinRole::InputPullDown | PinRole::Interrupt | PinRole::Touch => Self::Input,
            PinRole::Output | PinRole::Pwm | PinRole::Servo | PinRole::Dac | PinRole::SpiCs => Self::Output,
            PinRole::AnalogRead => Self::Analog,
            PinRole::I2cSda | PinRole::I2cScl => Self::I2c,
            PinRole::SpiSck | PinRole::SpiMosi | PinRole::SpiMiso => Self::Spi,
            PinRole::UartTx | PinRole::UartRx => Self::Uart,
            // A data wire or a bare read goes with any of them.
            PinRole::Data | PinRole::DigitalRead | PinRole::InterruptNumber | PinRole::Unspecified => return None,
        })
    }

    /// In a sentence: `an output`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "an input",
            Self::Output => "an output",
            Self::Analog => "an analog input",
            Self::I2c => "an I2C line",
            Self::Spi => "an SPI line",
            Self::Uart => "a serial line",
        }
    }
}
