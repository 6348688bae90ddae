//! How variants say which pin of the chip stands behind each number: one reader for each form.

use std::borrow::Cow;

use crate::draft::PinDraft;
use crate::preprocess::Unit;

/// Pins in the order in which sketches number them.
///
/// | Core | Where |
/// | --- | --- |
/// | AVR, megaAVR | `digital_pin_to_port_PGM[]` with `digital_pin_to_bit_mask_PGM[]` in `pins_arduino.h` |
/// | SAMD, SAM | `g_APinDescription[]` in `variant.cpp` |
/// | STM32 | `digitalPin[]` and `analogInputPin[]` in the variant's `.cpp` |
/// | nRF52 | `g_ADigitalPinMap[]` in `variant.cpp` |
/// | Renesas | `g_pin_cfg[]` in `variant.cpp` |
/// | Teensy | `CORE_PIN0_CONFIG`, … in `core_pins.h` |
///
/// # Errors
/// One line, with file and line where one is to blame.
pub(crate) fn listed_pins(unit: &Unit, has_pin: impl Fn(&str) -> bool) -> Result<Vec<PinDraft>, String> {
    let readers = [avr, sam, stm32, nrf52, renesas, teensy];
    let Some(names) = readers.into_iter().find_map(|read| read(unit)) else {
        return Err("its variant numbers pins in a way that is not read".to_owned());
    };
    let mut pins = Vec::new();
    for (number, name) in (0_u16..).zip(names?) {
        // Remapped pads (`PA11_R` of an STM32G0) are the pin that they are mapped to.
        let plain = name.strip_suffix("_R").filter(|plain| !has_pin(&name) && has_pin(plain)).unwrap_or(&name);
        // The ports of a Teensy LC have a faster way, and its name.
        let fast = format!("F{plain}");
        let plain = if plain.starts_with("GPIO") && has_pin(&fast) { &fast } else { plain };
        if !plain.is_empty() {
            pins.push(PinDraft { pin: plain.to_owned(), number: Some(number), ..PinDraft::default() });
        }
    }
    pins.extend(analog_aliases(unit, &pins)?);
    if pins.is_empty() { Err("its header lists no pins".to_owned()) } else { Ok(pins) }
}

/// Names in order of the numbers, empty where there is no pin.
type Names = Result<Vec<String>, String>;

fn avr(unit: &Unit) -> Option<Names> {
    let ports = array(unit, &["digital_pin_to_port_PGM", "digital_pin_to_port"])?;
    let bits = array(unit, &["digital_pin_to_bit_mask_PGM", "digital_pin_to_bit_position", "digital_pin_to_bit_mask"])?;
    if ports.len() != bits.len() {
        return Some(Err(format!("its header lists {} ports and {} bits", ports.len(), bits.len())));
    }
    let name = |(port, bit): (&Element, &Element)| {
        let (port, bit) = (port.text, bit.text);
        let number = bit.chars().filter(char::is_ascii_digit).collect::<String>();
        let is_port = port.len() == 2 && port.starts_with('P');
        // `_BV(5)`, `PIN5_bp`; anything else says something unexpected.
        let is_bit = bit.starts_with("_BV") || bit.starts_with("PIN");
        if is_port && is_bit && number.len() == 1 { format!("{port}{number}") } else { String::new() }
    };
    Some(Ok(ports.iter().zip(&bits).map(name).collect()))
}

/// `{ PORTA, 22, PIO_DIGITAL, … }` of a SAMD, `{ PIOA, PIO_PA8A_URXD, … }` of a SAM.
fn sam(unit: &Unit) -> Option<Names> {
    let entries = array(unit, &["g_APinDescription"])?;
    let name = |entry: &Element| {
        let mut cells = entry.cells();
        let (port, pin) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if let Some(port) = port.strip_prefix("PORT").filter(|port| port.len() == 1)
            && let Ok(number) = pin.parse::<u8>()
        {
            return format!("P{port}{number:02}");
        }
        let (Some(port), Some(pin)) = (port.strip_prefix("PIO").filter(|port| port.len() == 1), pin.strip_prefix("PIO_P")) else {
            return String::new();
        };
        let number: String = pin.chars().skip(1).take_while(char::is_ascii_digit).collect();
        if pin.starts_with(port) && !number.is_empty() { format!("P{port}{number}") } else { String::new() }
    };
    Some(Ok(entries.iter().map(name).collect()))
}

/// `PB_9` is PB9; `NC` is none.
fn stm32(unit: &Unit) -> Option<Names> {
    let entries = array(unit, &["digitalPin"])?;
    let name = |entry: &Element| {
        let pin = entry.text.strip_prefix("(PinName)").unwrap_or(entry.text).trim();
        if pin == "NC" {
            return Ok(String::new());
        }
        let parts = pin.split_once('_').filter(|(port, number)| {
            let is_port = port.len() == 2 && port.starts_with('P') && port.ends_with(|c: char| c.is_ascii_uppercase());
            is_port && number.starts_with(|c: char| c.is_ascii_digit())
        });
        // The alternatives of a pin (`PA_0_ALT1`) are the pin.
        let number = |number: &str| number.split("_ALT").next().unwrap_or(number).to_owned();
        parts.map(|(port, rest)| format!("{port}{}", number(rest))).ok_or_else(|| entry.refused(unit, "a PinName such as PB_9"))
    };
    Some(entries.iter().map(name).collect())
}

/// Numbers of the port pins, those of the second port from 32.
fn nrf52(unit: &Unit) -> Option<Names> {
    let entries = array(unit, &["g_ADigitalPinMap"])?;
    let name = |entry: &Element| match unit.evaluate(entry.text, 0) {
        Some(number @ 0..=63) => Ok(format!("P{}.{:02}", number / 32, number % 32)),
        // `(uint32_t)-1` and `0xff`: no pin.
        Some(-1 | 255 | 0xFFFF_FFFF) => Ok(String::new()),
        _ => Err(entry.refused(unit, "the number of a port pin, 0 to 63")),
    };
    Some(entries.iter().map(name).collect())
}

/// `{ BSP_IO_PORT_03_PIN_01, P301 }`.
fn renesas(unit: &Unit) -> Option<Names> {
    let entries = array(unit, &["g_pin_cfg"])?;
    let name = |entry: &Element| {
        let cell = entry.cells().next().unwrap_or_default();
        let parts = cell.strip_prefix("BSP_IO_PORT_").and_then(|rest| rest.split_once("_PIN_"));
        let (port, pin) = parts.ok_or_else(|| entry.refused(unit, "a pin such as BSP_IO_PORT_03_PIN_01"))?;
        Ok(format!("P{}{pin}", port.strip_prefix('0').unwrap_or(port)))
    };
    Some(entries.iter().map(name).collect())
}

/// `#define CORE_PIN0_CONFIG PORTB_PCR16`, `… IOMUXC_SW_MUX_CTL_PAD_GPIO_AD_B0_03`.
fn teensy(unit: &Unit) -> Option<Names> {
    unit.text("CORE_PIN0_CONFIG")?;
    let texts = (0..).map_while(|number| unit.text(&format!("CORE_PIN{number}_CONFIG")));
    let name = |text: &str| {
        if let Some(pad) = text.strip_prefix("IOMUXC_SW_MUX_CTL_PAD_") {
            return Ok(pad.to_owned());
        }
        let parts = text.strip_prefix("PORT").and_then(|rest| rest.split_once("_PCR"));
        let (port, pin) = parts.ok_or_else(|| format!("core_pins.h gives a pin the register {text}, which is none of a pin"))?;
        Ok(format!("GPIO{port}.{pin}"))
    };
    Some(texts.map(name).collect())
}

/// Numbers under which STM32's analog inputs go a second time, with the pins that they lead to.
fn analog_aliases(unit: &Unit, pins: &[PinDraft]) -> Result<Vec<PinDraft>, String> {
    let Some(entries) = array(unit, &["analogInputPin"]) else { return Ok(Vec::new()) };
    let Some(first) = unit.number("PIN_A0").and_then(|first| u16::try_from(first).ok()) else { return Ok(Vec::new()) };
    let mut aliases = Vec::new();
    for (at, entry) in (0_u16..).zip(&entries) {
        let number = unit.evaluate(entry.text, 0).and_then(|number| u16::try_from(number).ok());
        let number = number.ok_or_else(|| entry.refused(unit, "the number of a pin"))?;
        let alias = first.saturating_add(at);
        if let Some(pin) = pins.iter().find(|pin| pin.number == Some(number))
            && !pins.iter().any(|pin| pin.number == Some(alias))
        {
            aliases.push(PinDraft { pin: pin.pin.clone(), number: Some(alias), ..PinDraft::default() });
        }
    }
    Ok(aliases)
}

/// An element of an array, and where its text begins in the unit's code.
#[derive(Debug)]
struct Element<'u> {
    text: &'u str,
    at: usize,
}

impl Element<'_> {
    /// What stands between the commas of `{ PORTA, 22, … }`.
    fn cells(&self) -> impl Iterator<Item = &str> {
        self.text.trim_matches(['{', '}', ' ', '\n', '\t']).split(',').map(str::trim)
    }

    fn refused(&self, unit: &Unit, expected: &str) -> String {
        let text: Cow<str> = self.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect::<String>().into();
        format!("{}: “{text}” is not {expected}", unit.place(self.at))
    }
}

/// Elements of the first of these arrays, split at commas outside of brackets.
fn array<'u>(unit: &'u Unit, names: &[&str]) -> Option<Vec<Element<'u>>> {
    let code = unit.code.as_str();
    let start = names.iter().find_map(|name| {
        let mut from = 0;
        while let Some(at) = code[from..].find(name) {
            let end = from + at + name.len();
            let after = code[end..].trim_start();
            let before = code[..from + at].chars().next_back();
            let is_whole = after.starts_with('[') && before.is_none_or(|c| !c.is_alphanumeric() && c != '_');
            // The declaration of an array has no braces before its semicolon.
            if is_whole
                && let Some(open) = code[end..].find('{')
                && code[end..].find(';').is_none_or(|semicolon| open < semicolon)
            {
                return Some(end + open + 1);
            }
            from = end;
        }
        None
    })?;
    let mut elements = Vec::new();
    let mut push = |from: usize, to: usize| {
        let text = &code[from..to];
        let at = from + (text.len() - text.trim_start().len());
        if !text.trim().is_empty() {
            elements.push(Element { text: text.trim(), at });
        }
    };
    let (mut depth, mut from) = (0_usize, start);
    for (index, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'{' | b'(' => depth += 1,
            b'}' if depth == 0 => {
                push(from, index);
                break;
            }
            b'}' | b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                push(from, index);
                from = index + 1;
            }
            _ => {}
        }
    }
    Some(elements)
}
