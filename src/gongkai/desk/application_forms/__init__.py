"""Forms of the desk of applications."""
