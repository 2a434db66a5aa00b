//! Colours: one accent, three signals, and as much of them as the terminal can show. Nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: `NO_COLOR`, or a terminal without any.
    None,
    /// The sixteen that the person chose for their terminal.
    #[default]
    Sixteen,
    /// 256.
    Indexed,
    /// All.
    True,
}

/// The colours of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// How many colours.
    pub depth: Depth,
    /// Whether the background is light; `None` while nobody knows.
    pub light: Option<bool>,
    /// Whether the terminal draws pictures itself.
    pub graphics: bool,
}

/// One colour for a dark background and one for a light one; for 256 colours; for sixteen.
struct Ink {
    dark: (u8, u8, u8),
    light: (u8, u8, u8),
    dark_index: u8,
    light_index: u8,
    sixteen: Color,
}

// Each has a contrast of at least 4.5:1 against #1e1e1e and #ffffff respectively (WCAG 2.2), which a test computes.
const ACCENT: Ink = Ink { dark: (94, 196, 212), light: (0, 98, 115), dark_index: 80, light_index: 23, sixteen: Color::Cyan };
const ERROR: Ink = Ink { dark: (255, 135, 125), light: (176, 28, 28), dark_index: 210, light_index: 124, sixteen: Color::Red };
const WARNING: Ink = Ink { dark: (236, 190, 94), light: (133, 84, 0), dark_index: 179, light_index: 94, sixteen: Color::Yellow };
const GOOD: Ink = Ink { dark: (132, 204, 140), light: (28, 110, 50), dark_index: 114, light_index: 22, sixteen: Color::Green };
const QUIET: Ink =
    Ink { dark: (160, 166, 172), light: (92, 98, 104), dark_index: 248, light_index: 241, sixteen: Color::DarkGray };
const LINE: Ink = Ink { dark: (74, 80, 86), light: (200, 204, 208), dark_index: 239, light_index: 252, sixteen: Color::DarkGray };

impl Theme {
    /// What the environment says of the terminal: `NO_COLOR`, `CLICOLOR_FORCE`, `COLORTERM`, `TERM`, `COLORFGBG`.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Theme {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let true_color = variable("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
        let forced = variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
        let depth = if set("NO_COLOR") || (term == "dumb" && !forced) {
            Depth::None
        } else if true_color || set("WT_SESSION") || term.ends_with("-direct") {
            Depth::True
        } else if term.contains("256color") {
            Depth::Indexed
        } else {
            Depth::Sixteen
        };
        // The last number is the background: 0 to 6 and 8 are dark.
        let background =
            variable("COLORFGBG").and_then(|value| value.rsplit(';').next().and_then(|number| number.parse::<u8>().ok()));
        Theme { depth, light: background.map(|number| matches!(number, 7 | 9..)), graphics: false }
    }

    /// The same, on a background that the terminal named.
    pub fn on_background(self, (red, green, blue): (u8, u8, u8)) -> Theme {
        Theme { light: Some(luminance((red, green, blue)) > 0.35), ..self }
    }

    /// A colour of a picture, as near as the terminal shows it.
    pub fn color(self, [red, green, blue]: [u8; 3]) -> Color {
        match self.depth {
            Depth::True => Color::Rgb(red, green, blue),
            _ => Color::Indexed(nearest_of_256([red, green, blue])),
        }
    }

    fn ink(self, ink: &Ink) -> Style {
        let color = match (self.depth, self.light) {
            (Depth::None, _) => return Style::new(),
            // Without knowing the background only the person's own colours are safe to read.
            (Depth::Sixteen, _) | (_, None) => ink.sixteen,
            (Depth::Indexed, Some(light)) => Color::Indexed(if light { ink.light_index } else { ink.dark_index }),
            (Depth::True, Some(light)) => {
                let (red, green, blue) = if light { ink.light } else { ink.dark };
                Color::Rgb(red, green, blue)
            }
        };
        Style::new().fg(color)
    }

    /// What has the focus, and headings.
    pub fn accent(self) -> Style {
        self.ink(&ACCENT)
    }

    /// Errors.
    pub fn error(self) -> Style {
        self.ink(&ERROR)
    }

    /// Warnings.
    pub fn warning(self) -> Style {
        self.ink(&WARNING)
    }

    /// What is done.
    pub fn good(self) -> Style {
        self.ink(&GOOD)
    }

    /// Help and other words that stand back. Dimmed where the person's own grey could be too dark to read.
    pub fn quiet(self) -> Style {
        match (self.depth, self.light) {
            (Depth::None, _) | (Depth::Sixteen, _) | (_, None) => Style::new().add_modifier(Modifier::DIM),
            _ => self.ink(&QUIET),
        }
    }

    /// Rules between parts of the screen.
    pub fn line(self) -> Style {
        match (self.depth, self.light) {
            (Depth::None, _) | (Depth::Sixteen, _) | (_, None) => Style::new().add_modifier(Modifier::DIM),
            _ => self.ink(&LINE),
        }
    }

    /// The selected line of a list, and selected text.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Text that is a heading.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }
}

/// The nearest of the 240 colours that are alike in all terminals: the cube of 6x6x6 and the 24 greys.
fn nearest_of_256(color: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest = |value: u8| (0..6u8).min_by_key(|step| STEPS[usize::from(*step)].abs_diff(value)).unwrap_or(0);
    let cube = color.map(nearest);
    let mean = color.iter().map(|value| u16::from(*value)).sum::<u16>() / 3;
    let gray = (mean.saturating_sub(3) / 10).min(23) as u8;
    let far = |other: [u8; 3]| -> u32 { color.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let as_gray = [8 + gray * 10; 3];
    if far(as_gray) < far(cube.map(|step| STEPS[usize::from(step)])) {
        232 + gray
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_ink_can_be_read_on_its_background() {
        for (name, ink) in [("accent", &ACCENT), ("error", &ERROR), ("warning", &WARNING), ("good", &GOOD), ("quiet", &QUIET)] {
            let (dark, light) = (contrast(ink.dark, (0x1e, 0x1e, 0x1e)), contrast(ink.light, (255, 255, 255)));
            assert!(dark >= 4.5 && light >= 4.5, "{name}: {dark:.2} on dark, {light:.2} on light");
        }
    }

    #[test]
    fn the_environment_is_obeyed() {
        let theme = |pairs: &[(&str, &str)]| {
            Theme::of_environment(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string()))
        };
        assert_eq!(theme(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]).depth, Depth::None);
        assert_eq!(theme(&[("NO_COLOR", ""), ("TERM", "xterm-256color")]).depth, Depth::Indexed);
        assert_eq!(
            theme(&[("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")]),
            Theme { depth: Depth::True, light: Some(true), graphics: false }
        );
        assert_eq!(theme(&[("TERM", "dumb")]).depth, Depth::None);
        assert_eq!(
            theme(&[("TERM", "linux"), ("COLORFGBG", "15;default;0")]),
            Theme { depth: Depth::Sixteen, light: Some(false), graphics: false }
        );
    }
}
