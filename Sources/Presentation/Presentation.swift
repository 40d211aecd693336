// Presentation: see ARCHITECTURE.md.
