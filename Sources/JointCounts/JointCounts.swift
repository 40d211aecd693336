// JointCounts: see ARCHITECTURE.md.
