//! What can be asked of `publish`.

use std::path::PathBuf;

use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Publish {
    /// The journal entry of the seal (bellwether seals lists them)
    #[arg(value_name = "SEAL")]
    pub(crate) seal: u32,
    /// The folder that a web server hands out; it is made where it is not there
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// The terms of use, for example "Open Government Licence v3.0"
    #[arg(long, value_name = "WORDS")]
    pub(crate) licence: Option<String>,
    /// Take back what was published of the seal, and say why in its place
    #[arg(long, value_name = "WHY", conflicts_with = "licence")]
    pub(crate) withdraw: Option<String>,
    /// Why it is published, for the journal
    #[arg(long, default_value = "Published for everybody", conflicts_with = "withdraw")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}
