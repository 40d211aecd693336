// Benchmarking: see ARCHITECTURE.md.
