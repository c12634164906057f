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
fn a_rule_asks_other_sheets_and_names() {
    let asks = |rule: &str| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, score) in (1..).zip([20, 9, 2]) {
            sheet.write(row, 0, score).unwrap();
        }
        let high = ConditionalFormatFormula::new().set_rule(rule).set_format(filled(Color::Red));
        sheet.add_conditional_format(1, 0, 3, 0, &high).unwrap();
        let bands = workbook.add_worksheet().set_name("Risk bands").unwrap();
        let percent = Format::new().set_num_format("0%");
        for (row, (least, word)) in (0..).zip([(0, "Low"), (5, "Middling"), (15, "High")]) {
            bands.write(row, 0, least).unwrap();
            bands.write(row, 1, word).unwrap();
        }
        bands.write_with_format(0, 2, 9, &percent).unwrap();
        workbook.define_name("Limit", "='Risk bands'!$A$3").unwrap();
        workbook.define_name("Bands", "='Risk bands'!$A$1:$B$3").unwrap();
        workbook.define_name("Few", "=5").unwrap();
        workbook.define_name("'Risk bands'!Few", "=500").unwrap();
        workbook.define_name("Moving", "=OFFSET('Risk bands'!$A$1,1,0)").unwrap();
        fills(&workbook.save_to_buffer().unwrap(), 0)
            .into_iter()
            .map(|fill| fill == Some(RED))
            .collect::<Vec<bool>>()
    };
    assert_eq!(asks("=$A2>='Risk bands'!$A$3"), [true, false, false]);
    assert_eq!(asks("=$A2>=Limit"), [true, false, false]);
    assert_eq!(asks("=$A2<few"), [false, false, true]);
    assert_eq!(asks("=VLOOKUP($A2,Bands,2)=\"middling\""), [false, true, false]);
    // What shows as 900% is nine.
    assert_eq!(asks("=$A2='Risk bands'!$C$1"), [false, true, false]);
    assert_eq!(asks("=ISERROR($A2>Moving)"), [false; 3]);
    assert_eq!(asks("=NOT($A2<Elsewhere!$A$1)"), [false; 3]);
}

/// A workbook of one sheet, with its cells and what follows them as XML.
fn by_hand(rows: &str, rest: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    packed(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Register" sheetId="1" r:id="r"/></sheets></workbook>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData>{rest}</worksheet>")),
    ])
}

/// A heading, then scores with a word beside each.
const SCORES: &str = r#"<row r="1"><c r="A1" t="str"><v>Score</v></c><c r="C1" t="str"><v>Colour</v></c></row>
    <row r="2"><c r="A2"><v>20</v></c><c r="B2" t="str"><v>Very high</v></c></row>
    <row r="3"><c r="A3"><v>9</v></c><c r="B3" t="str"><v>Medium</v></c></row>
    <row r="4"><c r="A4"><v>2</v></c><c r="B4" t="str"><v>Low</v></c></row>"#;

#[test]
fn rules_of_the_extensions_are_read() {
    let look = |colour: &str| {
        format!(
            r#"<x14:dxf><font><color theme="0"/></font><fill><patternFill><bgColor rgb="FF{colour}"/></patternFill></fill></x14:dxf>"#
        )
    };
    let rule = |kind: &str, formulas: &str, look: &str, area: &str| {
        format!(
            r#"<x14:conditionalFormatting><x14:cfRule type="{kind} id="{{1}}">{formulas}{look}</x14:cfRule><xm:sqref>{area}</xm:sqref></x14:conditionalFormatting>"#
        )
    };
    let (red, green) = (look("FF0000"), look("008000"));
    let rules = [
        rule(
            r#"cellIs" operator="between" priority="2""#,
            "<xm:f>Register!$A$3</xm:f><xm:f>50</xm:f>",
            &red,
            "A2:A9",
        ),
        rule(
            r#"expression" priority="1""#,
            "<xm:f>$A2&lt;Register!$A$3</xm:f>",
            &green,
            "A2:A9 C2:C9",
        ),
        rule(
            r#"containsText" operator="containsText" priority="3""#,
            r#"<xm:f>NOT(ISERROR(SEARCH("high",B2)))</xm:f><xm:f>"high"</xm:f>"#,
            &red,
            "B2:B9",
        ),
    ];
    let list = format!(
        r#"<extLst><ext uri="{{2}}"><x14:conditionalFormattings>{}</x14:conditionalFormattings></ext></extLst>"#,
        rules.concat()
    );
    let bytes = by_hand(SCORES, &list);
    assert_eq!(fills(&bytes, 0), [Some(RED), Some(RED), Some(GREEN)]);
    assert_eq!(fills(&bytes, 1), [Some(RED), None, None]);
    assert_eq!(fills(&bytes, 2), [None, None, Some(GREEN)]);
}

#[test]
fn points_of_the_extensions_are_read() {
    let lights = |own: &str, at: &str| {
        let rule = format!(
            r#"<x14:cfRule type="iconSet" priority="1"><x14:iconSet{own}><x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>5</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>{at}</xm:f></x14:cfvo></x14:iconSet></x14:cfRule>"#
        );
        let list = format!(
            r#"<extLst><x14:conditionalFormatting>{rule}<xm:sqref>A2:A4</xm:sqref></x14:conditionalFormatting></extLst>"#
        );
        fills(&by_hand(SCORES, &list), 0)
            .into_iter()
            .flatten()
            .map(|fill| (fill.red, fill.green))
            .collect::<Vec<_>>()
    };
    assert_eq!(lights(r#" reverse="1""#, "15"), [(255, 0), (255, 192), (0, 176)]);
    assert_eq!(lights(r#" custom="1""#, "15"), []);
    assert_eq!(lights("", "$A$2"), []);
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
    let bytes = by_hand(&rows, &rules);
    let document = read_xlsx(&bytes).unwrap();
    assert_eq!(document.sheets[0].rows[0].cells[0].text, "1");
}

#[test]
fn long_rules_without_end_take_little_room() {
    let rule = |formula: &str, area: &str| {
        format!(
            r#"<x14:conditionalFormatting><x14:cfRule type="expression"><xm:f>{formula}</xm:f><x14:dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>{area}</xm:sqref></x14:conditionalFormatting>"#
        )
    };
    let long = rule(&["A1"; 600].join("+"), "Z99").repeat(1_000);
    let rules = [rule("TRUE", "A2"), long, rule("TRUE", "A3")].concat();
    let painted = fills(&by_hand(SCORES, &format!("<extLst>{rules}</extLst>")), 0);
    assert_eq!(painted, [Some(RED), None, None]);
}

#[test]
fn areas_without_end_cost_little() {
    let rules = r#"<cfRule type="expression" dxfId="0"><formula>COUNTIF($A$1:$XFD$1048576,A1)+COUNTIF(A:XFD,A1)&gt;1</formula></cfRule>"#;
    let rules = format!(
        r#"<conditionalFormatting sqref="A1:XFD1048576">{}</conditionalFormatting>"#,
        rules.repeat(2_000)
    );
    let row =
        |number: usize| format!(r#"<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>"#);
    let rows: String = (1..20_000).map(row).collect();
    let document = read_xlsx(&by_hand(&rows, &rules)).unwrap();
    assert_eq!(document.sheets[0].rows.len(), 19_999);
}

#[test]
fn colouring_blank_cells_without_end_makes_few() {
    let all = r#"<extLst><x14:conditionalFormatting><x14:cfRule type="expression"><xm:f>TRUE</xm:f><x14:dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>A1:XFD1048576</xm:sqref></x14:conditionalFormatting></extLst>"#;
    let row =
        |number: usize| format!(r#"<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>"#);
    let wide = r#"<row r="2000"><c r="XFD2000"><v>1</v></c></row>"#;
    let rows: String = (1..2_000).map(row).chain([wide.to_owned()]).collect();
    let document = read_xlsx(&by_hand(&rows, all)).unwrap();
    let cells: usize = document.sheets[0].rows.iter().map(|row| row.cells.len()).sum();
    assert!(cells < 500_000, "{cells}");
    assert_eq!(document.sheets[0].rows[0].cells[0].fill, Some(RED));
}
