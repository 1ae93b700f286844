call loadstar.fill_calendar()
