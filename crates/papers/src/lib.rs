//! The register on paper and on screen.
