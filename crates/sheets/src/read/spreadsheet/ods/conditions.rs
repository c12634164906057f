//! The conditional formats of one sheet, gathered while it is read.

use std::{collections::BTreeMap, rc::Rc};

use quick_xml::events::BytesStart;

use super::styles::Styles;
use crate::read::{
    spreadsheet::{
        conditional::{
            Room, Rule,
            ods::{Scale, addresses, rule},
        },
        grid::Block,
    },
    xml::attribute,
};

#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// The cells of each style that has conditions.
    cells: BTreeMap<String, Vec<Block>>,
    /// The areas that the format in the making is for.
    areas: Rc<[Block]>,
    scale: Option<Scale>,
    rules: Vec<Rule>,
}

impl Conditions {
    /// Notes a cell of a style that has conditions.
    pub(super) fn cell(&mut self, style: &str, at: Block) {
        match self.cells.get_mut(style) {
            Some(blocks) => blocks.push(at),
            None => {
                self.cells.insert(style.to_owned(), vec![at]);
            }
        }
    }

    /// Takes an element of the formats for areas.
    pub(super) fn take(&mut self, name: &str, e: &BytesStart<'_>, styles: &Styles, room: &Room) {
        match name {
            "conditional-format" => {
                self.close(room);
                let text = attribute(e, "target-range-address").unwrap_or_default();
                self.areas = addresses(&text).into();
            }
            "condition" => {
                let text = |name| attribute(e, name).unwrap_or_default();
                let fill = styles.fill(&text("apply-style-name"));
                let (condition, base) = (text("value"), text("base-cell-address"));
                let own = rule(&condition, &base, fill, self.areas.clone(), self.rules.len());
                self.rules.extend(own.filter(|rule| room.admits(rule)));
            }
            "color-scale" | "icon-set" => {
                self.close(room);
                self.scale = Some(Scale::begin(e));
            }
            "color-scale-entry" | "formatting-entry" => {
                if let Some(scale) = &mut self.scale {
                    scale.take(e);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, room: &Room) {
        let scale = self.scale.take().and_then(|scale| scale.rule(self.areas.clone()));
        self.rules.extend(scale.filter(|rule| room.admits(rule)));
    }

    /// The rules: those for areas, which say the same as the styles and more, else the styles'.
    pub(super) fn rules(mut self, styles: &Styles, room: &Room) -> Vec<Rule> {
        self.close(room);
        if !self.rules.is_empty() {
            return self.rules;
        }
        let each = self.cells.into_iter().flat_map(|(style, areas)| {
            let areas = Rc::from(areas);
            let maps = styles.maps(&style).iter().enumerate();
            let rules = maps.filter_map(move |(place, map)| {
                let fill = styles.fill(&map.style);
                rule(&map.condition, &map.base, fill, Rc::clone(&areas), place)
            });
            rules.collect::<Vec<_>>()
        });
        each.filter(|rule| room.admits(rule)).collect()
    }
}
