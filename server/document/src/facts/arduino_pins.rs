//! Which argument of which Arduino function, method or constructor is a pin, and what for.
//!
//! The one place to add a function that takes a pin. Names and argument order are those of the
//! Arduino language reference and of each library's own header.

use super::PinRole::{
    self, AnalogRead, Dac, Data, DigitalRead, I2cScl, I2cSda, Input, InputPullDown, InputPullUp, Output, Pwm, SpiCs, SpiMiso, SpiMosi,
    SpiSck, Touch, UartRx, UartTx, Unspecified,
};

/// Arguments that are pins, by index, with their roles.
type Roles = &'static [(usize, PinRole)];

const MANY: usize = usize::MAX;

/// Functions: name, pins. `pinMode` and `attachInterrupt` depend on more than the position and are
/// read in `arduino.rs`.
const FUNCTIONS: &[(&str, Roles)] = &[
    ("analogRead", &[(0, AnalogRead)]),
    ("analogReadMilliVolts", &[(0, AnalogRead)]),
    ("analogWrite", &[(0, Pwm)]),
    ("dacWrite", &[(0, Dac)]),
    ("digitalRead", &[(0, DigitalRead)]),
    ("digitalReadFast", &[(0, DigitalRead)]),
    ("digitalToggle", &[(0, Output)]),
    ("digitalWrite", &[(0, Output)]),
    ("digitalWriteFast", &[(0, Output)]),
    ("gpio_set_level", &[(0, Output)]),
    ("ledcAttach", &[(0, Pwm)]),
    ("ledcAttachChannel", &[(0, Pwm)]),
    ("ledcAttachPin", &[(0, Pwm)]),
    ("neopixelWrite", &[(0, Output)]),
    ("noTone", &[(0, Output)]),
    ("pulseIn", &[(0, DigitalRead)]),
    ("pulseInLong", &[(0, DigitalRead)]),
    ("rgbLedWrite", &[(0, Output)]),
    ("shiftIn", &[(0, DigitalRead), (1, Output)]),
    ("shiftOut", &[(0, Output), (1, Output)]),
    ("sigmaDeltaAttach", &[(0, Pwm)]),
    ("sigmaDeltaAttachPin", &[(0, Pwm)]),
    ("tone", &[(0, Output)]),
    ("touchAttachInterrupt", &[(0, Touch)]),
    ("touchRead", &[(0, Touch)]),
];

/// Methods: start of the receiver's name or type, method, pins, least and most arguments.
const METHODS: &[(&str, &str, Roles, usize, usize)] = &[
    ("Bounce", "attach", &[(0, DigitalRead)], 1, 2),
    ("Ethernet", "init", &[(0, SpiCs)], 1, 1),
    ("HX711", "begin", &[(0, DigitalRead), (1, Output)], 2, 3),
    ("HardwareSerial", "begin", &[(2, UartRx), (3, UartTx)], 4, MANY),
    ("HardwareSerial", "setPins", &[(0, UartRx), (1, UartTx)], 2, 4),
    ("IrReceiver", "begin", &[(0, DigitalRead)], 1, MANY),
    ("IrSender", "begin", &[(0, Output)], 1, MANY),
    ("LoRa", "setPins", &[(0, SpiCs), (1, Output), (2, DigitalRead)], 3, 3),
    ("SD", "begin", &[(0, SpiCs)], 1, MANY),
    ("SPI", "begin", &[(0, SpiSck), (1, SpiMiso), (2, SpiMosi), (3, SpiCs)], 3, 4),
    ("SPI", "setCS", &[(0, SpiCs)], 1, 1),
    ("SPI", "setMISO", &[(0, SpiMiso)], 1, 1),
    ("SPI", "setMOSI", &[(0, SpiMosi)], 1, 1),
    ("SPI", "setRX", &[(0, SpiMiso)], 1, 1),
    ("SPI", "setSCK", &[(0, SpiSck)], 1, 1),
    ("SPI", "setTX", &[(0, SpiMosi)], 1, 1),
    ("Serial", "begin", &[(2, UartRx), (3, UartTx)], 4, MANY),
    ("Serial", "setPins", &[(0, UartRx), (1, UartTx)], 2, 4),
    ("Serial", "setRX", &[(0, UartRx)], 1, 1),
    ("Serial", "setTX", &[(0, UartTx)], 1, 1),
    ("Servo", "attach", &[(0, PinRole::Servo)], 1, 3),
    ("SoftwareSerial", "begin", &[(2, UartRx), (3, UartTx)], 4, MANY),
    ("TwoWire", "begin", &[(0, I2cSda), (1, I2cScl)], 2, 3),
    ("TwoWire", "setPins", &[(0, I2cSda), (1, I2cScl)], 2, 2),
    ("TwoWire", "setSCL", &[(0, I2cScl)], 1, 1),
    ("TwoWire", "setSDA", &[(0, I2cSda)], 1, 1),
    ("Wire", "begin", &[(0, I2cSda), (1, I2cScl)], 2, 3),
    // As a target: address, sda, scl, frequency.
    ("Wire", "begin", &[(1, I2cSda), (2, I2cScl)], 4, 4),
    ("Wire", "setPins", &[(0, I2cSda), (1, I2cScl)], 2, 2),
    ("Wire", "setSCL", &[(0, I2cScl)], 1, 1),
    ("Wire", "setSDA", &[(0, I2cSda)], 1, 1),
];

/// Constructors: class, pins, least and most arguments.
const CONSTRUCTORS: &[(&str, Roles, usize, usize)] = &[
    ("AccelStepper", &[(1, Output), (2, Output)], 3, 3),
    ("AccelStepper", &[(1, Output), (2, Output), (3, Output), (4, Output)], 5, 6),
    ("Adafruit_ILI9341", &[(0, SpiCs), (1, Output)], 2, 3),
    ("Adafruit_NeoPixel", &[(1, Output)], 2, 3),
    ("Adafruit_ST7735", &[(0, SpiCs), (1, Output), (2, Output)], 3, 3),
    ("Adafruit_ST7789", &[(0, SpiCs), (1, Output), (2, Output)], 3, 3),
    ("CapacitiveSensor", &[(0, Output), (1, DigitalRead)], 2, 2),
    ("DHT", &[(0, Data)], 2, 3),
    ("DHT_Unified", &[(0, Data)], 2, 3),
    ("Encoder", &[(0, DigitalRead), (1, DigitalRead)], 2, 2),
    ("IRrecv", &[(0, DigitalRead)], 1, MANY),
    ("IRsend", &[(0, Output)], 1, MANY),
    ("LedControl", &[(0, Output), (1, Output), (2, Output)], 3, 4),
    ("MFRC522", &[(0, SpiCs), (1, Output)], 2, 2),
    ("NewPing", &[(0, Output), (1, DigitalRead)], 2, 3),
    ("OneButton", &[(0, DigitalRead)], 1, 3),
    ("OneWire", &[(0, Data)], 1, 1),
    ("RF24", &[(0, Output), (1, SpiCs)], 2, 3),
    ("SoftwareSerial", &[(0, UartRx), (1, UartTx)], 2, 3),
    ("Stepper", &[(1, Output), (2, Output)], 3, 3),
    ("Stepper", &[(1, Output), (2, Output), (3, Output), (4, Output)], 5, 5),
    ("TM1637Display", &[(0, Output), (1, Output)], 2, 3),
    ("ezButton", &[(0, DigitalRead)], 1, 2),
    // rs, [rw,] enable, then four or eight data lines.
    ("LiquidCrystal", &[(0, Output), (1, Output), (2, Output), (3, Output), (4, Output), (5, Output)], 6, 6),
    ("LiquidCrystal", &[(0, Output), (1, Output), (2, Output), (3, Output), (4, Output), (5, Output), (6, Output)], 7, 7),
    (
        "LiquidCrystal",
        &[(0, Output), (1, Output), (2, Output), (3, Output), (4, Output), (5, Output), (6, Output), (7, Output), (8, Output), (9, Output)],
        10,
        10,
    ),
];

/// U8g2 and U8x8 classes: how the name ends says how the display is wired.
/// Their first argument is the rotation; U8x8 has none.
const DISPLAYS: &[(&str, Roles)] = &[
    ("_4W_SW_SPI", &[(1, SpiSck), (2, SpiMosi), (3, SpiCs), (4, Output), (5, Output)]),
    ("_4W_HW_SPI", &[(1, SpiCs), (2, Output), (3, Output)]),
    ("_SW_I2C", &[(1, I2cScl), (2, I2cSda), (3, Output)]),
    ("_HW_I2C", &[(1, Output), (2, I2cScl), (3, I2cSda)]),
];

/// FastLED chips that take a clock beside the data.
const CLOCKED_LEDS: &[&str] =
    &["APA102", "APA102HD", "DOTSTAR", "HD107", "LPD6803", "LPD8806", "P9813", "SK9822", "SM16716", "WS2801", "WS2803"];

/// Functions that are given a handler which runs in an interrupt, and where.
const HANDLERS: &[(&str, usize)] = &[
    ("attachInterrupt", 1),
    ("attachInterruptArg", 1),
    ("attachInterruptInterval", 1),
    ("attachInterruptParam", 1),
    ("attachPCINT", 1),
    ("attachPinChangeInterrupt", 1),
    ("enableInterrupt", 1),
    ("gpio_isr_handler_add", 1),
    ("timerAttachInterrupt", 1),
    ("touchAttachInterrupt", 1),
];

/// Words that say that there is no pin.
const NO_PIN: &[&str] = &["NOT_A_PIN", "NO_PIN", "U8X8_PIN_NONE"];

/// Pins of a function that is called by its bare name.
pub(super) fn of_function(name: &str) -> Option<Roles> {
    FUNCTIONS.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// Pins of a method of a receiver with this name or type.
pub(super) fn of_method(receiver: &str, receiver_type: Option<&str>, name: &str, n_arguments: usize) -> Option<Roles> {
    METHODS
        .iter()
        .find(|(owner, method, _, least, most)| {
            *method == name
                && (*least..=*most).contains(&n_arguments)
                && match receiver_type {
                    Some(class) => class == *owner || class == "SPIClass" && *owner == "SPI",
                    None => is_instance_of(receiver, owner),
                }
        })
        .map(|row| row.2)
}

/// `Serial`, `Serial2`, `Wire1`: the global objects of a core.
fn is_instance_of(receiver: &str, owner: &str) -> bool {
    receiver.strip_prefix(owner).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Pins of a constructor.
pub(super) fn of_constructor(class: &str, n_arguments: usize) -> Option<Vec<(usize, PinRole)>> {
    let row = CONSTRUCTORS.iter().find(|(name, _, least, most)| *name == class && (*least..=*most).contains(&n_arguments));
    if let Some((_, roles, ..)) = row {
        return Some(roles.to_vec());
    }
    let shift = if class.starts_with("U8G2_") {
        0
    } else if class.starts_with("U8X8_") {
        1
    } else {
        return None;
    };
    let (_, roles) = DISPLAYS.iter().find(|(ending, _)| class.ends_with(ending))?;
    Some(roles.iter().map(|&(index, role)| (index - shift, role)).collect())
}

/// Pins among the template arguments of `FastLED.addLeds<CHIP, DATA, …>`.
pub(super) fn of_add_leds(chip: &str) -> Roles {
    if CLOCKED_LEDS.contains(&chip) { &[(1, Output), (2, Output)] } else { &[(1, Output)] }
}

/// Where a function or method is given an interrupt handler.
pub(super) fn handler_index(receiver: Option<&str>, name: &str) -> Option<usize> {
    match (receiver, name) {
        // Of a timer object: `Timer1.attachInterrupt(tick)`.
        (Some(_), "attachInterrupt") => Some(0),
        (Some("MsTimer2"), "set") => Some(1),
        _ => HANDLERS.iter().find(|row| row.0 == name).map(|row| row.1),
    }
}

/// Whether an argument of a call by this name may lead to a pin, whatever the call's receiver and other arguments are.
pub(super) fn may_reach(name: &str, index: usize) -> bool {
    let takes = |roles: Roles| roles.iter().any(|(position, _)| *position == index);
    FUNCTIONS.iter().any(|row| row.0 == name && takes(row.1))
        || METHODS.iter().any(|row| row.1 == name && takes(row.2))
        || CONSTRUCTORS.iter().any(|row| row.0 == name && takes(row.1))
        || ["U8G2_", "U8X8_"].iter().any(|display| name.starts_with(display))
        || matches!(name, "pinMode" | "pinModeFast" | "gpio_set_direction" | "addLeds" | "digitalPinToInterrupt")
        || handler_index(None, name).is_some()
}

/// What `pinMode(pin, mode)` makes of a pin.
pub(super) fn of_mode(mode: &str) -> PinRole {
    match mode {
        "INPUT" | "INPUT_ANALOG" | "GPIO_MODE_INPUT" => Input,
        "INPUT_PULLUP" => InputPullUp,
        "INPUT_PULLDOWN" | "INPUT_PULLDOWN_16" => InputPullDown,
        "OUTPUT"
        | "OUTPUT_OPEN_DRAIN"
        | "OUTPUT_OPENDRAIN"
        | "OPEN_DRAIN"
        | "GPIO_MODE_OUTPUT"
        | "GPIO_MODE_INPUT_OUTPUT"
        | "INPUT_OUTPUT" => Output,
        _ => Unspecified,
    }
}

/// Whether a name says that there is no pin.
pub(super) fn is_no_pin(name: &str) -> bool {
    NO_PIN.contains(&name)
}

/// The number at the end of a bus's name: `Wire1` → 1, `Serial` → 0.
pub(super) fn bus(receiver: &str) -> Option<i64> {
    let number = ["Wire", "Serial", "SPI"].iter().find_map(|bus| receiver.strip_prefix(bus))?;
    if number.is_empty() {
        return Some(0);
    }
    number.parse().ok()
}
