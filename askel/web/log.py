"""Log lines say what failed and where, never what somebody wrote."""

import logging
import traceback


class WithoutWords(logging.Formatter):
    """A line with time, level and logger; of an exception only its kind and the places it passed.

    Messages of exceptions and addresses asked for can carry words of a person, so both stay out.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.name.startswith("django.request") or record.name.startswith("django.security"):
            line += f" {getattr(record, 'status_code', '')}"
        else:
            line += f" {record.msg}"  # the sentence of the code, without what was filled in
        if record.exc_info and record.exc_info[0]:
            places = traceback.extract_tb(record.exc_info[2])
            line += f" {record.exc_info[0].__name__} at " + " < ".join(
                f"{p.name}:{p.lineno}" for p in reversed(places[-8:])
            )
        return line
