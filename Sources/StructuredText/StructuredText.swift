// StructuredText: see ARCHITECTURE.md.
