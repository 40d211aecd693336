// CarbonAccounting: see ARCHITECTURE.md.
