//! The little of CSS that says what a cell means: its background, whether it is bold or hidden.

use std::collections::HashMap;

use crate::{
    read::colour::{self, WHITE},
    sheet::Rgb,
};

/// What declarations say of an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) fill: Option<Rgb>,
    pub(super) bold: bool,
    pub(super) hidden: bool,
    pub(super) struck: bool,
}

impl Style {
    /// Reads the declarations of a `style` attribute or of a rule.
    pub(super) fn of(declarations: &str) -> Self {
        let mut style = Self::default();
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim_end();
            match name.trim().to_ascii_lowercase().as_str() {
                "background" | "background-color" => style.fill = colour(value),
                "font-weight" => {
                    style.bold = value.starts_with("bold")
                        || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                }
                "text-decoration" | "text-decoration-line" => {
                    style.struck |= value.contains("line-through");
                }
                "display" => style.hidden |= value == "none",
                "visibility" => style.hidden |= matches!(value, "hidden" | "collapse"),
                _ => {}
            }
        }
        style
    }

    /// This style over another: what it leaves open the other decides.
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            fill: self.fill.or(other.fill),
            bold: self.bold || other.bold,
            hidden: self.hidden || other.hidden,
            struck: self.struck || other.struck,
        }
    }
}

/// The rules of a page's own style sheets that go by a single class (".amber", "td.amber"), as
/// spreadsheets write them when they save a web page.
#[derive(Debug, Default)]
pub(super) struct Classes(HashMap<String, Style>);

impl Classes {
    /// Adds the rules of a style sheet.
    pub(super) fn read(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            for selector in selectors.split(',') {
                // Of "table td.amber" the last word counts; one with a state (":hover") does not.
                let last = selector.split_whitespace().last().unwrap_or_default();
                let Some((_, class)) = last.split_once('.') else { continue };
                if class.contains(['.', ':', '[', '#', '>', '+', '~']) {
                    continue;
                }
                let style = Style::of(declarations);
                let known = self.0.entry(class.to_owned()).or_default();
                *known = style.over(*known);
            }
        }
    }

    /// What the classes of an element say of it.
    pub(super) fn style(&self, classes: &str) -> Style {
        let known = classes.split_ascii_whitespace().filter_map(|class| self.0.get(class));
        known.fold(Style::default(), |style, more| style.over(*more))
    }
}

/// The colour in a value, which may say more ("#fc0 url(…)", "rgb(255, 192, 0)").
fn colour(value: &str) -> Option<Rgb> {
    if let Some(channels) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        let mut channels = channels.split(|c: char| !c.is_ascii_digit() && c != '.');
        let mut channel = || {
            let number: f64 = channels.find(|part| !part.is_empty())?.parse().ok()?;
            Some(number.clamp(0.0, 255.0) as u8)
        };
        let found = Rgb { red: channel()?, green: channel()?, blue: channel()? };
        return Some(found).filter(|colour| *colour != WHITE);
    }
    let mut words = value.split_ascii_whitespace();
    let found = words.find_map(|word| match word.strip_prefix('#') {
        Some(digits) => colour::hex(digits),
        None => colour::named(word),
    });
    found.filter(|colour| *colour != WHITE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backgrounds_are_read() {
        let red = Some(Rgb { red: 255, green: 0, blue: 0 });
        for declarations in [
            "background-color:#ff0000",
            "color: blue; BACKGROUND: Red !important",
            "background: url(x.png) #f00",
            "background:rgb(255,0,0)",
            "background:rgba(255, 0, 0, 0.5)",
        ] {
            assert_eq!(Style::of(declarations).fill, red, "{declarations}");
        }
        assert_eq!(Style::of("background:#fff").fill, None);
        assert_eq!(Style::of("background:none; color:red").fill, None);
    }

    #[test]
    fn rules_of_one_class_are_kept() {
        let mut classes = Classes::default();
        classes.read("body{color:red} td.amber, .b { background: #FFC000; font-weight:bold }\n.c:hover{background:red}");
        let amber = Some(Rgb { red: 255, green: 192, blue: 0 });
        assert_eq!(classes.style("x amber").fill, amber);
        assert!(classes.style("b").bold);
        assert_eq!(classes.style("c").fill, None);
    }
}
