"""The sample county: published figures of five real units in our own words, and two invented counties."""
