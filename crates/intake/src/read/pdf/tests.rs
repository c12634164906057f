//! PDFs written by hand, layout by layout, and what is read of them.
