// TableSources: see ARCHITECTURE.md.
