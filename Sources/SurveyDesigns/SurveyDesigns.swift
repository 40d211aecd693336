// SurveyDesigns: see ARCHITECTURE.md.
