"""Who is killed while an application is taken in or answered loses nothing and doubles nothing: SIGKILL."""

from __future__ import annotations

from tests.documents.test_importing_killed import HANG, kill_when_there
from tests.processes import Processes

BEGIN = """
import datetime
from django.utils import timezone
from gongkai.applications import acts, letters
from gongkai.kernel import ledger
from gongkai.organs.models import Organ, User
from tests.applications import office
from tests.applications.office import Office
def here():
    return Office(Organ.objects.get(code="530500-office"))
"""
SETTLE = f"{BEGIN}office.build()"
APPROVE = f"""{BEGIN}
from gongkai.statute.outcomes import DecisionFacts
day = datetime.date(2024, 5, 13)
application = here().entered(day, "in person")
granted = DecisionFacts("1", day, stated={{"manner": "随文提供。"}})
acts.prepare(here().actor("李经办"), application.pk, 1, "prepare", granted)
acts.approve(here().actor("周领导"), application.pk, 2, day)
"""
SUBMIT = f"{BEGIN}\ndef run():\n    here().submit('online')\n"
ISSUE = f"""{BEGIN}
from gongkai.applications.models import Application
def run():
    pk = Application.objects.get(token="in person").pk
    acts.issue(here().actor("李经办"), pk, 3, datetime.date(2024, 5, 14))
"""
PLACES = (
    "letters.write = at_the(1, letters.write)",
    "ledger.append = at_the(1, ledger.append)",
)
COUNT = """
from gongkai.applications.models import Application, Happening, Letter
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import Serial
numbers = ",".join(letter.number or letter.kind for letter in Letter.objects.order_by("id"))
last = Serial.objects.filter(scope__startswith="application/").values_list("last", flat=True).first()
print(Application.objects.count(), last, Happening.objects.count(), numbers, verify().broken)
"""


def test_an_application_and_its_answer_are_there_once_or_not_at_all(processes: Processes) -> None:
    processes.run(SETTLE)
    for place in PLACES:
        kill_when_there(processes, f"{SUBMIT}{HANG}{place}\nrun()")
    assert processes.run(COUNT) == "0 None 0  None"
    processes.run(f"{SUBMIT}run(); run()")
    processes.run(APPROVE)
    for place in PLACES:
        kill_when_there(processes, f"{ISSUE}{HANG}{place}\nrun()")
    assert processes.run(COUNT) == "2 2 4 arrival_notice,receipt None"
    processes.run(f"{ISSUE}run()")
    assert processes.run(COUNT) == "2 2 5 arrival_notice,receipt,保政办公复〔2024〕1号 None"
