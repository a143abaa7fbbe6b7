"""The law as dated data and pure functions: no Django, no database, no clock."""
