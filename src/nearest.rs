//! "Did you mean …?": the known name that is closest to a misspelt one.

/// The nearest of `names` to `word`, if one is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a word of a hundred letters, and the comparison is quadratic.
    if word.len() > 100 {
        return None;
    }
    let word = word.to_lowercase();
    names
        .map(|name| {
            let lower = name.to_lowercase();
            let inside = word.len() >= 3 && (lower.starts_with(&word) || word.starts_with(&lower));
            (if inside { 1 } else { distance(&word, &lower) }, name)
        })
        .filter(|(distance, name)| *distance <= name.len().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be changed, added, removed or exchanged with their neighbour to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_word() {
        let names = ["title", "summary", "short-description"];
        assert_eq!(nearest("titel", names.into_iter()), Some("title"));
        assert_eq!(nearest("sumary", names.into_iter()), Some("summary"));
        assert_eq!(nearest("short_description", names.into_iter()), Some("short-description"));
        assert_eq!(nearest("colour", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
    }
}
