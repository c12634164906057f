//! What an auditor would say, before the auditor does.
