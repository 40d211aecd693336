// SyntheticData: see ARCHITECTURE.md.
