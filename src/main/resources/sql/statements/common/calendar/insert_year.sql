insert into loadstar.calendar_year (calendar_year)
select wanted.calendar_year
from (select cast(? as integer) as calendar_year) as wanted
left join loadstar.calendar_year as present on present.calendar_year = wanted.calendar_year
where present.calendar_year is null
