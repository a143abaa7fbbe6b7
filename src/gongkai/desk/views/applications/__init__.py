"""Staff pages of applications."""
