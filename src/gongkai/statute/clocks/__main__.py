"""``python -m gongkai.statute.clocks`` prints ``docs/applications.md``."""

import sys

from gongkai.statute.clocks.process import applications_page

sys.stdout.write(applications_page())
