"""Every change of an application."""

from gongkai.applications.acts.answers import approve, prepare, return_answer
from gongkai.applications.acts.consulting import (
    Question,
    answer_consultation,
    close_consultation,
    consult,
    consultation_received,
)
from gongkai.applications.acts.fees import Charge, fee_received, lapse_fee, notify_fee, pay
from gongkai.applications.acts.handling import (
    accept_reasons,
    archive,
    ask_correction,
    begin,
    confirm,
    correct,
    demand_reasons,
    extend,
    give_reasons,
    lapse_correction,
    merge,
    note_unreached,
    reopen,
    withdraw,
)
from gongkai.applications.acts.intake import Entry, Received, enter, submit
from gongkai.applications.acts.personal import Person, open_letter, open_person
from gongkai.applications.acts.serving import Proof, issue, note_delivery, note_signature, serve, tell_correction
from gongkai.applications.acts.splitting import split
from gongkai.applications.acts.stationery import Head, adapt_template, reset_template, set_letterhead
from gongkai.applications.acts.working import Search, Task, add_note, advise, assign, record_search, reply_assignment

__all__ = [
    "Charge",
    "Entry",
    "Head",
    "Person",
    "Proof",
    "Question",
    "Received",
    "Search",
    "Task",
    "accept_reasons",
    "adapt_template",
    "add_note",
    "advise",
    "answer_consultation",
    "approve",
    "archive",
    "ask_correction",
    "assign",
    "begin",
    "close_consultation",
    "confirm",
    "consult",
    "consultation_received",
    "correct",
    "demand_reasons",
    "enter",
    "extend",
    "fee_received",
    "give_reasons",
    "issue",
    "lapse_correction",
    "lapse_fee",
    "merge",
    "note_delivery",
    "note_signature",
    "note_unreached",
    "notify_fee",
    "open_letter",
    "open_person",
    "pay",
    "prepare",
    "record_search",
    "reopen",
    "reply_assignment",
    "reset_template",
    "return_answer",
    "serve",
    "set_letterhead",
    "split",
    "submit",
    "tell_correction",
    "withdraw",
]
