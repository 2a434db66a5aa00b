//! The nearest of some names to one that is misspelt.

/// The name that is meant, if one is near enough: at most a third of the letters differ, and at most three.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody misspells a name by this many letters, and the comparison is quadratic.
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    let most = (written.chars().count() / 3).clamp(1, 3);
    names
        .into_iter()
        .filter(|name| name.len() <= LONGEST && name.chars().count().abs_diff(written.chars().count()) <= most)
        .map(|name| (distance(&written, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before = vec![0; right.len() + 1];
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, l) in left.iter().enumerate() {
        let mut here = vec![row + 1];
        for (column, r) in right.iter().enumerate() {
            let mut least = (above[column + 1] + 1).min(here[column] + 1).min(above[column] + usize::from(l != r));
            if row > 0 && column > 0 && *l == right[column - 1] && left[row - 1] == *r {
                least = least.min(before[column - 1] + 1);
            }
            here.push(least);
        }
        before = std::mem::replace(&mut above, here);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let names = ["HostConfig", "Hostname", "Healthcheck"];
        assert_eq!(nearest("HostConfir", names), Some("HostConfig"));
        assert_eq!(nearest("hsotname", names), Some("Hostname"));
        assert_eq!(nearest("Xyz", names), None);
        assert_eq!(nearest("", ["a"]), Some("a"));
        assert_eq!(nearest(&"x".repeat(1_000_000), names), None);
    }
}
