// Crosstabs: see ARCHITECTURE.md.
