// Notebooks: see ARCHITECTURE.md.
