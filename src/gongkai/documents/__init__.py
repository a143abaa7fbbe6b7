"""Documents: from the disclosure decision at the source to a published, living text."""
