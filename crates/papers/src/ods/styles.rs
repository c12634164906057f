//! The pages of the workbook: sheet of paper, head and foot.

use bellwether_domain::calendar::long_date;

use crate::{
    paper::{PageSize, Paper},
    xml::Xml,
};

/// The part that holds the page and the usual style of cells.
pub(super) fn part(paper: &Paper) -> Vec<u8> {
    super::part("office:document-styles", |xml| {
        xml.tag("office:styles", &[], |xml| usual(xml, paper));
        xml.tag("office:automatic-styles", &[], |xml| page(xml, paper));
        xml.tag("office:master-styles", &[], |xml| master(xml, paper));
    })
}

fn usual(xml: &mut Xml, paper: &Paper) {
    let (language, country) = paper.language.split_once('-').unwrap_or((&paper.language, "none"));
    let words = [
        ("fo:font-family", "Liberation Sans, Arial, sans-serif"),
        ("fo:font-size", "9pt"),
        ("fo:language", language),
        ("fo:country", country),
    ];
    xml.tag("style:default-style", &[("style:family", "table-cell")], |xml| {
        xml.empty("style:text-properties", &words);
    });
    xml.tag("style:style", &[("style:name", "Default"), ("style:family", "table-cell")], |xml| {
        xml.empty("style:text-properties", &[("fo:font-size", "9pt")]);
    });
}

fn page(xml: &mut Xml, paper: &Paper) {
    let (short, long) = match paper.page.size {
        PageSize::A4 => ("210mm", "297mm"),
        PageSize::A3 => ("297mm", "420mm"),
    };
    let (width, height, turned) = match paper.page.landscape {
        true => (long, short, "landscape"),
        false => (short, long, "portrait"),
    };
    xml.tag("style:page-layout", &[("style:name", "Page")], |xml| {
        let page = [
            ("fo:page-width", width),
            ("fo:page-height", height),
            ("style:print-orientation", turned),
            ("fo:margin", "12mm"),
            ("style:scale-to-X", "1"),
            ("style:scale-to-Y", "0"),
        ];
        xml.tag("style:page-layout-properties", &page, |_| {});
        for which in ["style:header-style", "style:footer-style"] {
            xml.tag(which, &[], |xml| {
                let room = [("fo:min-height", "8mm"), ("fo:margin-bottom", "3mm")];
                xml.empty("style:header-footer-properties", &room);
            });
        }
    });
}

fn master(xml: &mut Xml, paper: &Paper) {
    let as_at = paper.as_at.map(|day| format!("as at {} · ", long_date(day)));
    let right = format!("{}{}", as_at.unwrap_or_default(), paper.version.word());
    let line = |xml: &mut Xml, words: &str| xml.tag("text:p", &[], |xml| xml.text(words));
    let named = [("style:name", "Default"), ("style:page-layout-name", "Page")];
    xml.tag("style:master-page", &named, |xml| {
        xml.tag("style:header", &[], |xml| {
            xml.tag("style:region-left", &[], |xml| line(xml, &paper.title));
            xml.tag("style:region-right", &[], |xml| line(xml, &right));
        });
        xml.tag("style:footer", &[], |xml| {
            xml.tag("style:region-left", &[], |xml| line(xml, &paper.standing.sentence()));
            xml.tag("style:region-right", &[], |xml| {
                xml.tag("text:p", &[], |xml| {
                    xml.text("Page ");
                    xml.tag("text:page-number", &[], |xml| xml.text("1"));
                    xml.text(" of ");
                    xml.tag("text:page-count", &[], |xml| xml.text("1"));
                });
            });
        });
    });
}
