// CarbonPresentation: see ARCHITECTURE.md.
