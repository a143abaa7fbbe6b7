"""Views of the staff pages, one module per kind of work."""
