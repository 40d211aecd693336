// Studies: see ARCHITECTURE.md.
