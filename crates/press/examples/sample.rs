//! Writes the made-up paper of the tests in each format, to look at:
//! `cargo run -p bellwether-press --example sample -- FOLDER [RISKS]`.

#[path = "../tests/made/mod.rs"]
mod made;

use std::{env, error::Error, fs, path::PathBuf, time::Instant};

use bellwether_press::{
    docx, odt,
    pdf::{Look, write},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let risks = arguments.next().map_or(Ok(24), |number| number.parse())?;
    let paper = made::everything(risks);
    fs::create_dir_all(&folder)?;
    #[allow(clippy::disallowed_methods, reason = "it says how long it took")]
    let begun = Instant::now();
    let pdf = write(&paper, &Look::default())?;
    println!("PDF: {} pages, {} bytes, {:?}", pdf.pages, pdf.bytes.len(), begun.elapsed());
    pdf.remarks.iter().for_each(|remark| println!("{remark}"));
    fs::write(folder.join("sample.pdf"), pdf.bytes)?;
    fs::write(folder.join("sample.docx"), docx::write(&paper)?)?;
    fs::write(folder.join("sample.odt"), odt::write(&paper)?)?;
    println!("all: {:?}", begun.elapsed());
    Ok(())
}
