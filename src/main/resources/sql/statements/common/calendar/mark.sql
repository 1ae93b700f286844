call loadstar.mark_calendar(true)
