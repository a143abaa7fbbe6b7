"""The look shared by the public and the staff pages: frame, styles, marks, official tables, annotated text."""
