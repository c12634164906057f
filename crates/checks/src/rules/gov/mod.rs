//! Controls, assurance, governance.
