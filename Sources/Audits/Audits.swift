// Audits: see ARCHITECTURE.md.
