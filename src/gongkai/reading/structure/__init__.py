"""What a report says about itself around its tables and figures: title, unit, year, dates, chapters, signature."""

from gongkai.reading.structure.outline import Outline, read_outline, report_year

__all__ = ["Outline", "read_outline", "report_year"]
