//! Workbooks with conditional formats made here, read back.

use rust_xlsxwriter::{
    Color, ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    ConditionalFormatFormula, ConditionalFormatIconSet, ConditionalFormatIconType,
    ConditionalFormatText, ConditionalFormatTextRule, Format, Workbook, Worksheet,
};

use crate::{
    read::{package::packed, spreadsheet::read_xlsx},
    sheet::Rgb,
};

const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };
const GREEN: Rgb = Rgb { red: 0, green: 128, blue: 0 };

fn filled(colour: Color) -> Format {
    Format::new().set_background_color(colour)
}

/// Scores from the second row on, with what is done to them.
fn workbook(format: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(["Score", "Word", "Colour"]) {
        sheet.write(0, column, heading).unwrap();
    }
    for (row, (score, word)) in (1..).zip([(20, "Very high"), (9, "Medium"), (2, "Low")]) {
        sheet.write(row, 0, score).unwrap();
        sheet.write(row, 1, word).unwrap();
    }
    format(sheet);
    workbook.save_to_buffer().unwrap()
}

/// The texts and fills of a column below its heading.
fn column(bytes: &[u8], column: usize) -> Vec<(String, Option<Rgb>)> {
    let document = read_xlsx(bytes).unwrap();
    let rows = document.sheets[0].rows.iter().skip(1);
    rows.map(|row| row.cells.get(column).cloned().unwrap_or_default())
        .map(|cell| (cell.text, cell.fill))
        .collect()
}

fn fills(bytes: &[u8], at: usize) -> Vec<Option<Rgb>> {
    column(bytes, at).into_iter().map(|(_, fill)| fill).collect()
}

#[test]
fn a_number_is_coloured_by_where_it_lies() {
    let bytes = workbook(|sheet| {
        let high = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThanOrEqualTo(15))
            .set_format(filled(Color::Red));
        let low = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::Between(1, 4))
            .set_format(filled(Color::Green));
        sheet.add_conditional_format(1, 0, 500, 0, &high).unwrap();
        sheet.add_conditional_format(1, 0, 500, 0, &low).unwrap();
    });
    assert_eq!(fills(&bytes, 0), [Some(RED), None, Some(GREEN)]);
}

#[test]
fn a_word_is_coloured_by_what_it_holds_and_may_itself_be_hidden() {
    let bytes = workbook(|sheet| {
        let high = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains("high".to_owned()))
            .set_format(filled(Color::Red));
        sheet.add_conditional_format(1, 1, 3, 1, &high).unwrap();
        let nothing = Format::new().set_num_format(";;;");
        sheet.write_with_format(1, 1, "Very high", &nothing).unwrap();
    });
    assert_eq!(column(&bytes, 1)[0], (String::new(), Some(RED)));
    assert_eq!(column(&bytes, 1)[1], ("Medium".to_owned(), None));
}

#[test]
fn a_blank_cell_is_coloured_by_another_and_a_hidden_number_still_counts() {
    let bytes = workbook(|sheet| {
        let nothing = Format::new().set_num_format(";;;");
        sheet.write_with_format(1, 0, 20, &nothing).unwrap();
        let high = ConditionalFormatFormula::new()
            .set_rule("=AND($A2>=15,$B2<>\"\")")
            .set_format(filled(Color::Red));
        let low =
            ConditionalFormatFormula::new().set_rule("=$A2<5").set_format(filled(Color::Green));
        sheet.add_conditional_format(1, 2, 3, 2, &high).unwrap();
        sheet.add_conditional_format(1, 2, 3, 2, &low).unwrap();
    });
    assert_eq!(column(&bytes, 0)[0].0, "");
    assert_eq!(fills(&bytes, 2), [Some(RED), None, Some(GREEN)]);
}

#[test]
fn a_scale_runs_from_colour_to_colour() {
    let bytes = workbook(|sheet| {
        let scale = ConditionalFormat3ColorScale::new()
            .set_minimum_color(Color::Green)
            .set_midpoint_color(Color::Yellow)
            .set_maximum_color(Color::Red);
        sheet.add_conditional_format(1, 0, 3, 0, &scale).unwrap();
    });
    let yellow = Rgb { red: 255, green: 255, blue: 0 };
    assert_eq!(fills(&bytes, 0), [Some(RED), Some(yellow), Some(GREEN)]);
}

#[test]
fn a_traffic_light_may_stand_in_place_of_its_number() {
    let bytes = workbook(|sheet| {
        let lights = ConditionalFormatIconSet::new()
            .set_icon_type(ConditionalFormatIconType::ThreeTrafficLights)
            .show_icons_only(true)
            .reverse_icons(true);
        sheet.add_conditional_format(1, 0, 3, 0, &lights).unwrap();
    });
    let shown = column(&bytes, 0);
    assert_eq!((shown[0].0.as_str(), shown[0].1), ("", Some(RED)));
    assert_eq!(shown[2].1.map(|fill| fill.green > fill.red), Some(true));
}

#[test]
fn rules_without_end_cost_little() {
    // Scales over the same long list of areas, and conditions that join a long text to itself.
    let area = "A1:XFD1048576 ".repeat(2_000);
    let scale = r#"<cfRule type="colorScale"><colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFFF0000"/><color rgb="FF00FF00"/></colorScale></cfRule>"#;
    let joined = format!(
        r#"<cfRule type="expression" dxfId="0"><formula>{}=1</formula></cfRule>"#,
        ["B1"; 600].join("&amp;")
    );
    let rules = format!(
        r#"<conditionalFormatting sqref="{area}">{}</conditionalFormatting>"#,
        (scale.to_owned() + &joined).repeat(2_400)
    );
    let text = "x".repeat(30_000);
    let rows = format!(
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>{text}</t></is></c></row>"#
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{rules}</worksheet>");
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let bytes = packed(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Register" sheetId="1" r:id="r"/></sheets></workbook>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let document = read_xlsx(&bytes).unwrap();
    assert_eq!(document.sheets[0].rows[0].cells[0].text, "1");
}
