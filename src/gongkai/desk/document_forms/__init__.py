"""Forms of the pages of documents: they read what was typed; acts decide what is lawful."""
