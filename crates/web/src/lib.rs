//! The pages and the JSON over HTTP.
