// Bottlenecks: see ARCHITECTURE.md.
