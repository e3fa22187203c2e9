"""How long somebody is kept, and which places one can say to live in."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from askel.people.models import GUEST_DAYS, HOME_ZONE, Person

LEAVING_DAYS = 7
IDLE_MONTHS = 24  # then somebody is asked whether they still want their place
ASKED_AGAIN_DAYS = 30
ASKED_DAYS = 90
LONG_AWAY = timedelta(days=7)  # an Askel that stood still for so long has asked nobody

_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

# One well-known place for each way clocks go, now and in summer: a list of all 430 is long to read on a phone.
PLACES = (
    *("Africa/Abidjan", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi"),
    *("America/Anchorage", "America/Bogota", "America/Buenos_Aires", "America/Caracas", "America/Chicago"),
    *("America/Denver", "America/Halifax", "America/Havana", "America/Los_Angeles", "America/Mexico_City"),
    *("America/New_York", "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/St_Johns"),
    *("Asia/Almaty", "Asia/Baghdad", "Asia/Baku", "Asia/Bangkok", "Asia/Beirut", "Asia/Colombo", "Asia/Damascus"),
    *("Asia/Dhaka", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Kabul", "Asia/Karachi"),
    *("Asia/Kathmandu", "Asia/Kolkata", "Asia/Manila", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai"),
    *("Asia/Singapore", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tokyo", "Asia/Vladivostok"),
    *("Asia/Yangon", "Asia/Yekaterinburg", "Atlantic/Azores", "Atlantic/Reykjavik", "Australia/Adelaide"),
    *("Australia/Brisbane", "Australia/Darwin", "Australia/Perth", "Australia/Sydney", "Europe/Athens"),
    *("Europe/Berlin", "Europe/Chisinau", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon"),
    *("Europe/London", "Europe/Moscow", "Europe/Paris", "Europe/Riga", "Europe/Stockholm", "Europe/Tallinn"),
    *("Europe/Vilnius", "Europe/Warsaw", "Pacific/Auckland", "Pacific/Honolulu"),
)


@cache
def zone_names() -> tuple[str, ...]:
    """The time zones that Askel knows, each as area/city."""
    return tuple(sorted(name for name in available_timezones() if name.startswith(tuple(f"{a}/" for a in _AREAS))))


def zone(name: str) -> ZoneInfo:
    """The zone of this name, or the one of the house where there is none."""
    return ZoneInfo(name if name in zone_names() else HOME_ZONE)


def kept_until(person: Person) -> date | None:
    """The last day on which a guest's place is kept: 30 days after the last visit or the last planned day."""
    days = [day for day in (person.last_visit_on, person.keep_until) if day]
    return max(days) + timedelta(days=GUEST_DAYS) if days else None


def erased_from(now: datetime, where: ZoneInfo) -> datetime:
    """The first moment of the day on which somebody is erased who asks now: in seven days, by the clock there."""
    day = now.astimezone(where).date() + timedelta(days=LEAVING_DAYS)
    return datetime.combine(day, time.min, tzinfo=where).astimezone(UTC)


def leaving_on(person: Person) -> date | None:
    """The day where the person is. The nightly work that erases them comes in the 24 hours that it begins."""
    return person.leaving_at and person.leaving_at.astimezone(zone(person.time_zone)).date()


class Stay(StrEnum):
    """How the place of somebody with a way back stands."""

    KEPT = "kept"
    IDLE = "idle"  # to be asked
    ASKED = "asked"
    ERASED = "erased"  # asked in vain: to be erased


def idle_before(today: date) -> date:
    """Whoever was here last before this day is asked."""
    return _months_after(today, -IDLE_MONTHS)


def stay_of(person: Person, today: date) -> Stay:
    """Nobody is erased who was not asked so many days before, however long they have been away."""
    days = [day for day in (person.last_visit_on, person.keep_until) if day]
    if person.last_visit_on is None or max(days) >= idle_before(today):
        return Stay.KEPT
    if person.asked_on is None:
        return Stay.IDLE
    return Stay.ERASED if today >= erased_when_silent(person.asked_on) else Stay.ASKED


def erased_when_silent(asked_on: date) -> date:
    """The day on which somebody is erased who was asked and does not come."""
    return asked_on + timedelta(days=ASKED_DAYS)


def stays_until(person: Person) -> date | None:
    """Until when a place is kept at least, of somebody with a way back who is here today and never comes again."""
    days = [day for day in (person.last_visit_on, person.keep_until) if day]
    return erased_when_silent(_months_after(max(days), IDLE_MONTHS)) if days else None


def _months_after(day: date, months: int) -> date:
    """The same day of that month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
