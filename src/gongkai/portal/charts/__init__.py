"""Charts as server-side SVG: no script, readable without colour, each with its data as a table."""

from gongkai.portal.charts.bars import bars, composition
from gongkai.portal.charts.chart import Chart, Series, Slice
from gongkai.portal.charts.lines import lines
from gongkai.portal.charts.waffle import waffle

__all__ = ["Chart", "Series", "Slice", "bars", "composition", "lines", "waffle"]
