// Findings: see ARCHITECTURE.md.
