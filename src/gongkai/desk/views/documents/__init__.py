"""Documents at the desk: what waits, drafting, the gates, publication and everything after it."""
