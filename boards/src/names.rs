//! Near matches for a name that nobody knows.

/// Edit distance in which swapping two neighbours counts as one change, as typing slips do.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let mut cost = (above[column] + usize::from(a != b)).min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *a == right[column - 1] && left[row - 1] == *b;
            if swapped {
                cost = cost.min(before[column - 1] + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()]
}

/// The known names that look most like the wanted one, best first: close spellings, then names that
/// contain it or are contained in it. Case does not count.
pub(crate) fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<&'a str> {
    let wanted = wanted.to_ascii_lowercase();
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_ascii_lowercase();
            let distance = distance(&wanted, &lower);
            let tolerated = (wanted.chars().count().max(lower.chars().count()) / 3).max(1);
            let shorter = wanted.len().min(lower.len());
            if distance <= tolerated {
                Some((distance, name))
            } else if shorter >= 3 && (lower.contains(&wanted) || wanted.contains(&lower)) {
                // Behind every close spelling.
                Some((100 + distance, name))
            } else {
                None
            }
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, name)| name).take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_spellings_come_first() {
        assert_eq!(nearest("esp32dve", ["uno", "esp32dev", "esp32"], 2), ["esp32dev", "esp32"]);
        assert_eq!(nearest("UNOO", ["uno", "pico"], 3), ["uno"]);
        assert!(nearest("zzzz", ["uno", "pico"], 3).is_empty());
    }
}
