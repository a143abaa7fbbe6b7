"""Figures of the running text and the sums it states."""

from gongkai.reading.figures.narrative import FiguresResult, read_figures

__all__ = ["FiguresResult", "read_figures"]
