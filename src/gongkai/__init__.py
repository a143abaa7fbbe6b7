"""Gongkai (公开): the legal life of government information, as one system."""

__version__ = "0.1.0"
