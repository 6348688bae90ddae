//! “Where can I put a servo?”: which pins suit a wished function.

use boards::{Pin, Target};
use check::can;
use document::facts::PinRole;

/// A function for which a pin is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A hobby servo.
    Servo,
    /// Pulse-width modulation: dimming, motor speed.
    Pwm,
    /// A line of an I2C bus.
    I2c,
    /// A line of an SPI bus.
    Spi,
    /// A line of a serial port.
    Uart,
    /// Reading a voltage.
    Adc,
    /// A voltage out.
    Dac,
    /// Capacitive touch.
    Touch,
    /// An edge that calls a handler.
    Interrupt,
    /// A button to ground, held up inside the chip.
    Button,
    /// Something that is switched: LED, relay.
    Output,
}

impl Wish {
    /// All of them with the word for the command line and the name in running text.
    pub const ALL: [(Self, &str, &str); 11] = [
        (Self::Servo, "servo", "a servo"),
        (Self::Pwm, "pwm", "PWM"),
        (Self::I2c, "i2c", "I2C"),
        (Self::Spi, "spi", "SPI"),
        (Self::Uart, "uart", "a serial port"),
        (Self::Adc, "adc", "reading a voltage"),
        (Self::Dac, "dac", "a voltage out"),
        (Self::Touch, "touch", "touch"),
        (Self::Interrupt, "interrupt", "an interrupt"),
        (Self::Button, "button", "a button"),
        (Self::Output, "output", "an LED or relay"),
    ];

    /// The wish behind a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(word)).map(|(wish, ..)| *wish)
    }

    /// Its name in running text: `a servo`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(wish, ..)| *wish == self).map_or("", |(.., name)| name)
    }

    /// Why the pin suits, in a few words (`ADC1_CH6`, `default SDA`); `None` when it does not.
    /// Whether something else is on the pin is not asked here.
    pub fn suits(self, target: &Target, pin: &Pin) -> Option<String> {
        let plain = |role: PinRole, words: &str| can(target, pin, role).then(|| words.to_owned());
        match self {
            Self::Servo => plain(PinRole::Servo, "servo"),
            Self::Pwm => plain(PinRole::Pwm, "PWM"),
            Self::Adc => pin.adc.clone(),
            Self::Dac => pin.dac.clone(),
            Self::Touch => pin.touch.as_ref().map(|touch| format!("touch {touch}")),
            Self::Interrupt => plain(PinRole::Interrupt, "interrupt"),
            Self::Button => plain(PinRole::InputPullUp, "input, pull-up"),
            Self::Output => plain(PinRole::Output, "output"),
            Self::I2c => line_of(target, pin, "i2c", &["sda", "scl"]),
            Self::Spi => line_of(target, pin, "spi", &["sck", "mosi", "miso", "cs"]),
            Self::Uart => line_of(target, pin, "uart", &["tx", "rx"]),
        }
    }
}

/// Which line of a bus the pin can be: the default one, one that the silicon wires there, or any.
fn line_of(target: &Target, pin: &Pin, bus: &str, signals: &[&str]) -> Option<String> {
    let default = target.buses().iter().find(|default| default.bus.starts_with(bus) && default.pin == pin.number);
    if let Some(default) = default {
        return Some(format!("default {} of {}", default.signal.to_uppercase(), default.bus));
    }
    let wired = pin.functions.iter().find(|function| {
        let (name, signal) = function.split_once('.').unwrap_or((function, ""));
        name.starts_with(bus) && signals.contains(&signal)
    });
    if let Some(wired) = wired {
        return Some(wired.clone());
    }
    let can_any = signals.iter().any(|signal| target.can_carry(pin, &format!("{bus}0.{signal}")));
    can_any.then(|| format!("any {} line", bus.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};

    use super::*;

    #[test]
    fn words_and_names_are_one_to_one() {
        for (wish, word, name) in Wish::ALL {
            assert_eq!((Wish::parse(word), wish.name()), (Some(wish), name));
        }
        assert_eq!(Wish::parse("teapot"), None);
    }

    #[test]
    fn boards_answer_by_their_own_tables() {
        let suits = |board: &str, pin: i64, wish: Wish| {
            let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
            wish.suits(&target, target.pin(pin).unwrap())
        };
        assert_eq!(suits("esp32dev", 34, Wish::Servo), None);
        assert_eq!(suits("esp32dev", 34, Wish::Adc).as_deref(), Some("ADC1_CH6"));
        assert_eq!(suits("esp32dev", 21, Wish::I2c).as_deref(), Some("default SDA of i2c0"));
        assert_eq!(suits("uno", 7, Wish::I2c), None);
        assert_eq!(suits("uno", 18, Wish::I2c).as_deref(), Some("default SDA of i2c0"));
        assert_eq!(suits("uno", 7, Wish::Pwm), None);
    }
}
