// Charting: see ARCHITECTURE.md.
