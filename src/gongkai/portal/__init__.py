"""The public pages (门户): read, check and compare annual reports, no login."""
