// NumericalMethods: see ARCHITECTURE.md.
