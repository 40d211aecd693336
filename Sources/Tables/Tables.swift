// Tables: see ARCHITECTURE.md.
