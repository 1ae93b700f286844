insert into loadstar.holiday (full_date, name)
values (?, ?)
