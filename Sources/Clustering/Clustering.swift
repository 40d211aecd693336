// Clustering: see ARCHITECTURE.md.
