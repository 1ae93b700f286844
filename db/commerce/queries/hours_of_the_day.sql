-- Events and purchases by hour of the day (UTC).
-- An hour without events has no row: it is no mistake of the data, and no zero either.
select
    cast(extract(hour from event_at) as integer) as hour_of_day,
    count(*) as events,
    sum(case when event_type = 'purchase' then 1 else 0 end) as purchases
from commerce.fact_event
group by cast(extract(hour from event_at) as integer)
order by hour_of_day
