//! Names of pins and boards in messages.

use boards::{Pin, Target};
use document::facts::Value;

use crate::context::Use;

/// A pin as people call it: `GPIO34`, `pin 4`, `pin A0`.
pub(crate) fn pin(pin: &Pin) -> String {
    if pin.chip_pin.starts_with("GPIO") {
        return pin.chip_pin.clone();
    }
    let is_analog = |name: &&String| name.starts_with('A') && name[1..].chars().all(|c| c.is_ascii_digit()) && name.len() > 1;
    match pin.names.iter().find(is_analog) {
        Some(name) if !pin.output => format!("pin {name}"),
        _ => format!("pin {}", pin.number),
    }
}

/// The pin of a use, with the label that the program wrote: `D0 (GPIO16)`.
pub(crate) fn used(pin_use: &Use, of: &Pin) -> String {
    match pin_use.value {
        Value::Name(label) | Value::Str(label) if !pin(of).ends_with(label.as_str()) => format!("{label} ({})", pin(of)),
        _ => pin(of),
    }
}

/// The board in running text.
pub(crate) fn board(target: &Target) -> String {
    // What stands in brackets is the module's name: right for a list, long for a sentence.
    let name = target.board.name.split(" (").next().unwrap_or_default();
    format!("the {name}")
}

/// `a, b and c`; at most `limit` of them, then `…`.
pub(crate) fn list(items: &[String], limit: usize) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        _ if items.len() > limit => format!("{} …", items[..limit].join(", ")),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// Names that look like `name`, nearest first, at most three.
pub(crate) fn lookalikes<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut near: Vec<(usize, &str)> =
        known.map(|candidate| (distance(name, candidate), candidate)).filter(|(distance, _)| *distance <= 1 + name.len() / 5).collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(3);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Edit distance in which a change of case or a swap of neighbours costs one.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let substitution = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substitution.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_are_near() {
        let known = ["digitalWrite", "digitalRead", "analogWrite", "delay"];
        assert_eq!(lookalikes("digitalwrite", known.into_iter()), ["digitalWrite"]);
        assert_eq!(lookalikes("dealy", known.into_iter()), ["delay"]);
        assert!(lookalikes("servoWrite", known.into_iter()).is_empty());
    }

    #[test]
    fn lists_read_as_sentences() {
        let items: Vec<String> = ["3", "5", "6"].map(String::from).to_vec();
        assert_eq!(list(&items, 9), "3, 5 and 6");
        assert_eq!(list(&items, 2), "3, 5 …");
    }
}
