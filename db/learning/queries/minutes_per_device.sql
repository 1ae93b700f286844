-- Minutes by device.
-- The device came inside a text of key-value pairs and is a plain column here: taking texts apart once, at load, spares every query from it.
select
    device,
    count(*) as days,
    sum(minutes) as minutes,
    cast(avg(cast(minutes as double precision)) as decimal(10, 2)) as average_minutes
from learning.fact_activity
group by device
order by
    minutes desc,
    device
