"""The legal calendar: which days in China are working days.

Of several sources that speak of a day the first of these rules: an agency's overlay, the schedule of a year read from a
notice (休假与调休), the schedules in the chinesecalendar package, and, for a year nobody has announced, weekends and the
days that 全国年节及纪念日放假办法 itself gives. The last is marked provisional.
"""

from zhifa.engine.calendar.announced import FIRST_YEAR
from zhifa.engine.calendar.festivals import LAST_YEAR
from zhifa.engine.calendar.legal import Calendar
from zhifa.engine.calendar.schedule import Overlay, ScheduledDay, YearSchedule

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "Overlay", "ScheduledDay", "YearSchedule"]
