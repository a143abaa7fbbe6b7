"""A published annual report in, its structure and its contradictions out: no Django, no database, no clock."""
