"""The board of terms as people see it: tables on a terminal, a year as a picture, a calendar for each officer.

It shows what :class:`zhifa.engine.agenda.Agenda` reads, and asks the law nothing of its own.
"""
