//! Use cases: what the pages, the API and the command line all call.
