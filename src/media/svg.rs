//! An SVG as a master. Before the renderer sees it, the text is held against limits: what is nested too deep, refers to
//! itself without end, or would have to be read from elsewhere is refused with a reason. Letters are refused, too: how
//! they look depends on the fonts of a machine, and the same file has to give the same logos everywhere.

use super::light;
use super::master::{LONGEST_SIDE, MOST_SVG_BYTES, Refusal, refuse};
use super::picture::{Area, Picture};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, roxmltree};
use std::collections::HashMap;

/// How deep elements may stand within each other, references followed.
const DEEPEST: u32 = 96;
/// How many elements there may be, each reference counted as what it stands for.
const MOST_ELEMENTS: u64 = 100_000;
/// Effects that cost much and that no flat logo needs.
const COSTLY: [&str; 8] = [
    "feTurbulence",
    "feMorphology",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feSpecularLighting",
    "feDisplacementMap",
    "feImage",
    "feTile",
];

/// A drawing that was opened.
pub struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// Reads an SVG.
    ///
    /// # Errors
    /// What is no SVG, exceeds the limits, or needs something outside of it.
    pub fn open(bytes: &[u8]) -> Result<Drawing, Refusal> {
        if bytes.len() > MOST_SVG_BYTES {
            return refuse(format!("the SVG has {} bytes; at most {MOST_SVG_BYTES} are read", bytes.len()));
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return refuse("it is no picture that is known here, and no text either");
        };
        if !text.contains("<svg") && !text.contains(":svg") {
            return refuse("it is no picture that is known here; a master is an SVG, or a PNG, JPEG or WebP");
        }
        if let Some(entity) = external_entity(text) {
            return refuse(format!("the SVG declares the external entity {entity}; nothing outside of the file is read"));
        }
        // This parser goes through the tags in a loop, however deep they stand; what goes down with them comes after the check.
        let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 400_000, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text, options)
            .map_err(|error| Refusal::Unusable(format!("it is no SVG that can be read: {error}")))?;
        check(&document)?;
        let tree = Tree::from_xmltree(&document, &only_itself())
            .map_err(|error| Refusal::Unusable(format!("it is no SVG that can be drawn: {error}")))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        if !(width.is_finite() && height.is_finite()) || width.max(height) > 1e6 || width.min(height) < 1e-3 {
            return refuse(format!("the SVG says that it has {width}x{height} units, with which no logo can be drawn"));
        }
        Ok(Drawing { tree })
    }

    /// Width and height in its own units.
    pub fn size(&self) -> (f64, f64) {
        (f64::from(self.tree.size().width()), f64::from(self.tree.size().height()))
    }

    /// All of it, with `side` pixels along its longer side.
    ///
    /// # Errors
    /// As [`Drawing::draw`].
    pub fn whole(&self, side: u32) -> Result<Picture, Refusal> {
        let (width, height) = self.size();
        let scale = f64::from(side) / width.max(height);
        let (across, down) = (((width * scale).round() as u32).max(1), ((height * scale).round() as u32).max(1));
        self.picture(Area { x: 0.0, y: 0.0, width, height }, across, down)
    }

    /// An area of it in this size.
    ///
    /// # Errors
    /// As [`Drawing::draw`].
    pub fn picture(&self, area: Area, width: u32, height: u32) -> Result<Picture, Refusal> {
        let pixmap = self.pixmap(area, width, height)?;
        Ok(Picture { width, height, pixels: pixmap.pixels().iter().map(|pixel| straight(*pixel)).collect() })
    }

    /// The pixels of an area in this size: linear light, premultiplied.
    ///
    /// # Errors
    /// Sizes beyond the limits.
    pub fn draw(&self, area: Area, width: u32, height: u32) -> Result<Vec<[f32; 4]>, Refusal> {
        let pixmap = self.pixmap(area, width, height)?;
        let linear = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
            let [r, g, b, a] = straight(*pixel);
            let alpha = f32::from(a) / 255.0;
            [light::to_linear(r) * alpha, light::to_linear(g) * alpha, light::to_linear(b) * alpha, alpha]
        };
        Ok(pixmap.pixels().iter().map(linear).collect())
    }

    fn pixmap(&self, area: Area, width: u32, height: u32) -> Result<Pixmap, Refusal> {
        let pixmap = if width.max(height) > LONGEST_SIDE { None } else { Pixmap::new(width, height) };
        let Some(mut pixmap) = pixmap else { return refuse(format!("nothing is drawn in {width}x{height} pixels")) };
        let (across, down) = (f64::from(width) / area.width, f64::from(height) / area.height);
        let transform =
            Transform::from_row(across as f32, 0.0, 0.0, down as f32, (-area.x * across) as f32, (-area.y * down) as f32);
        resvg::render(&self.tree, transform, &mut pixmap.as_mut());
        Ok(pixmap)
    }
}

fn straight(pixel: resvg::tiny_skia::PremultipliedColorU8) -> [u8; 4] {
    let color = pixel.demultiply();
    [color.red(), color.green(), color.blue(), color.alpha()]
}

/// Options with which nothing but the file itself is read.
fn only_itself() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) },
        ..Options::default()
    }
}

/// The name of an entity that the document type declares to lie elsewhere.
fn external_entity(text: &str) -> Option<&str> {
    text.match_indices("<!ENTITY").find_map(|(at, _)| {
        let declaration = text[at + 8..].split('>').next()?;
        // What stands within quotes is the entity's own text, or an address behind SYSTEM or PUBLIC.
        let before_quote = declaration.split(['"', '\'']).next()?;
        let mut words = before_quote.split_whitespace().filter(|word| *word != "%");
        let name = words.next()?;
        words.any(|word| matches!(word, "SYSTEM" | "PUBLIC")).then_some(name)
    })
}

/// Holds the elements against the limits, and looks for what would be read from elsewhere.
fn check(document: &roxmltree::Document) -> Result<(), Refusal> {
    let mut by_id: HashMap<&str, roxmltree::Node> = HashMap::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        let place = || {
            let position = document.text_pos_at(node.range().start);
            format!("line {}, column {}", position.row, position.col)
        };
        if matches!(name, "text" | "tspan" | "textPath" | "tref") {
            return refuse(format!(
                "{}: the SVG has letters in <{name}>, which look different on every machine; convert text to paths (in Inkscape: Path, Object to Path)",
                place()
            ));
        }
        if matches!(name, "foreignObject" | "script" | "iframe") || COSTLY.contains(&name) {
            return refuse(format!("{}: <{name}> is not drawn here; a logo is made of plain shapes", place()));
        }
        for attribute in node.attributes() {
            let value = attribute.value();
            if attribute.name() == "href" && name != "a" && !value.is_empty() && !value.starts_with('#') && !is_data(value) {
                let shown = crate::wrap::clipped(&crate::visible::on_one_line(value), 60);
                return refuse(format!("{}: <{name}> refers to {shown}; nothing outside of the file is read", place()));
            }
            if refers_outside(value) {
                let shown = crate::wrap::clipped(&crate::visible::on_one_line(value), 60);
                return refuse(format!(
                    "{}: {}=\"{shown}\" refers to something outside of the file, which is not read",
                    place(),
                    attribute.name()
                ));
            }
            if attribute.name() == "id" {
                by_id.entry(value).or_insert(node);
            }
        }
        if name == "image" {
            return refuse(format!(
                "{}: the SVG holds a picture of pixels, which other sizes would blur; take that picture itself, or trace it to paths",
                place()
            ));
        }
        let style = if name == "style" { node.text().unwrap_or("") } else { "" };
        if style.contains("@import") || refers_outside(style) {
            return refuse(format!("{}: the style sheet refers to something outside of the file, which is not read", place()));
        }
    }
    let shared: Vec<&str> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "style")
        .flat_map(|node| references(node.text().unwrap_or("")))
        .collect();
    let mut known = HashMap::new();
    let (weight, depth) = cost(document.root_element(), &by_id, &mut known, 0)?;
    // A style sheet can put a paint on any element: each counts as if it was on all of them.
    let painted: u64 = shared
        .iter()
        .filter_map(|id| by_id.get(id))
        .map(|node| cost(*node, &by_id, &mut known, 0).map(|(weight, _)| weight))
        .sum::<Result<u64, _>>()?;
    let weight = weight.saturating_add(painted.saturating_mul(16));
    if weight > MOST_ELEMENTS {
        return refuse(format!("the SVG stands for {weight} elements, references followed; at most {MOST_ELEMENTS} are drawn"));
    }
    if depth > DEEPEST {
        return too_deep(depth);
    }
    Ok(())
}

fn too_deep<T>(depth: u32) -> Result<T, Refusal> {
    refuse(format!("elements of the SVG stand {depth} deep within each other, references followed; at most {DEEPEST} are"))
}

/// How many elements a node stands for, and how deep; each node is counted once and remembered. `at` is how deep it stands itself,
/// so that counting never goes deeper than drawing may.
fn cost<'a>(
    node: roxmltree::Node<'a, 'a>,
    by_id: &HashMap<&str, roxmltree::Node<'a, 'a>>,
    known: &mut HashMap<roxmltree::NodeId, Option<(u64, u32)>>,
    at: u32,
) -> Result<(u64, u32), Refusal> {
    if at > DEEPEST {
        return too_deep(at);
    }
    match known.get(&node.id()) {
        Some(Some(cost)) => return Ok(*cost),
        // It refers to itself, which the renderer sees, too, and does not follow.
        Some(None) => return Ok((0, 0)),
        None => {}
    }
    known.insert(node.id(), None);
    let (mut weight, mut depth) = (1u64, 0u32);
    for child in node.children().filter(roxmltree::Node::is_element) {
        let (more, below) = cost(child, by_id, known, at + 1)?;
        (weight, depth) = (weight.saturating_add(more), depth.max(below));
    }
    for attribute in node.attributes() {
        let by_href = attribute.value().strip_prefix('#').filter(|_| attribute.name() == "href");
        for id in references(attribute.value()).into_iter().chain(by_href) {
            if let Some(target) = by_id.get(id) {
                let (more, below) = cost(*target, by_id, known, at + 1)?;
                (weight, depth) = (weight.saturating_add(more), depth.max(below));
            }
        }
    }
    known.insert(node.id(), Some((weight, depth + 1)));
    Ok((weight, depth + 1))
}

/// The names in `url(#name)`.
fn references(value: &str) -> Vec<&str> {
    value
        .match_indices("url(")
        .filter_map(|(at, _)| value[at + 4..].split(')').next())
        .filter_map(|inner| inner.trim().trim_matches(['"', '\'']).strip_prefix('#'))
        .collect()
}

/// Whether a `url(…)` leads out of the file.
fn refers_outside(value: &str) -> bool {
    value
        .match_indices("url(")
        .filter_map(|(at, _)| value[at + 4..].split(')').next())
        .map(|inner| inner.trim().trim_matches(['"', '\'']))
        .any(|target| !target.is_empty() && !target.starts_with('#') && !is_data(target))
}

/// Whether an address is a picture within the file. An SVG within the SVG is none: it would have to be held against the limits again.
fn is_data(address: &str) -> bool {
    address.trim_start().starts_with("data:") && !address.contains("svg+xml")
}
