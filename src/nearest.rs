//! "Did you mean …?": the known name that is closest to a misspelt one.

/// The name that is meant, if one is near enough: at most a third of the letters differ, and at most three; or one begins with the other.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody misspells a name by this many letters, and the comparison is quadratic.
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    let length = written.chars().count();
    let most = (length / 3).clamp(1, 3);
    let far = |name: &str| {
        let name = name.to_lowercase();
        // Half a word is a word that was not finished.
        let begins = length >= 3
            && (name.starts_with(&written) || written.starts_with(&name))
            && name.chars().count().abs_diff(length) <= 4;
        let possible = name.chars().count().abs_diff(length) <= most;
        if begins { Some(1) } else { possible.then(|| distance(&written, &name)).filter(|far| *far <= most) }
    };
    let near = names.into_iter().filter(|name| name.len() <= LONGEST).filter_map(|name| far(name).map(|far| (far, name)));
    near.min_by_key(|(far, _)| *far).map(|(_, name)| name)
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
    fn a_typing_error_finds_its_word_and_a_far_one_does_not() {
        let fields = ["title", "summary", "short-description", "routes"];
        for (written, meant) in
            [("titel", "title"), ("sumary", "summary"), ("short_description", "short-description"), ("rout", "routes")]
        {
            assert_eq!(nearest(written, fields), Some(meant));
        }
        let options = ["HostConfig", "Hostname", "Healthcheck"];
        assert_eq!(nearest("HostConfir", options), Some("HostConfig"));
        assert_eq!(nearest("hsotname", options), Some("Hostname"));
        assert_eq!(nearest("Xyz", options), None);
        assert_eq!(nearest("", options), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), options), None);
    }
}
