"""The clock of 依申请公开: events in, where the application stands out. Pure.

    standing = replay([Submitted(date(2025, 9, 15), Channel.IN_PERSON)])
    standing.due                 # date(2025, 10, 17)
    standing.overdue(on), standing.possible(on), standing.deadlines(), standing.ledger()

An unlawful history raises :class:`UnlawfulEventError`. Where only the date is wanted:
``workdays().due(start, count, pauses)``.
"""

from gongkai.statute.clocks.course import Consultation
from gongkai.statute.clocks.history import UnlawfulEventError
from gongkai.statute.clocks.ledger import LedgerLine
from gongkai.statute.clocks.process import Effect, Letter, Step, applications_page, letters, states, steps
from gongkai.statute.clocks.rules import Rules, channel_labels, day_of_service, receipt_rule, rules_on, services
from gongkai.statute.clocks.standing import Deadline, Possibility, Standing, replay
from gongkai.statute.clocks.workdays import workdays

__all__ = [
    "Consultation",
    "Deadline",
    "Effect",
    "LedgerLine",
    "Letter",
    "Possibility",
    "Rules",
    "Standing",
    "Step",
    "UnlawfulEventError",
    "applications_page",
    "channel_labels",
    "day_of_service",
    "letters",
    "receipt_rule",
    "replay",
    "rules_on",
    "services",
    "states",
    "steps",
    "workdays",
]
