// Scales: see ARCHITECTURE.md.
